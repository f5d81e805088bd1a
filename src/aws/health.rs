//! Health issues of a cluster while it is waited for: logged once each, and timed.

use std::time::Duration;

use aws_sdk_eks::types::{Cluster, ClusterIssue};
use tokio::time::Instant;

use super::sanitize::sanitize;
use crate::rules::health::{Healing, healing, known};

/// The health issues of a cluster.
#[must_use]
pub fn issues(cluster: &Cluster) -> &[ClusterIssue] {
    cluster.health().map(|health| health.issues()).unwrap_or_default()
}

/// The status of the cluster as last seen and every issue it then had, for a wait that did not end as hoped.
#[must_use]
pub fn explain(last: Option<&Cluster>) -> String {
    let Some(cluster) = last else {
        return "EKS has not shown the cluster yet.".to_owned();
    };
    let status = cluster.status().map_or("unknown", |status| status.as_str());
    lines(format!("The cluster's status is {status}."), issues(cluster).iter().map(describe))
}

/// `head`, and the rest as a list under it.
pub(super) fn lines(head: String, rest: impl Iterator<Item = String>) -> String {
    rest.fold(head, |text, line| format!("{text}\n- {line}"))
}

/// An issue in sentences: code, message, resources, and what to do if that is known.
#[must_use]
pub fn describe(issue: &ClusterIssue) -> String {
    let (code, message) = code_and_message(issue);
    let mut text = sentence(code, &sanitize(message), issue.resource_ids());
    if let Some(known) = known(code, message) {
        text.push(' ');
        text.push_str(known.advice);
    }
    text
}

/// `Code: message (resources a, b).`
pub(super) fn sentence(code: &str, message: &str, resources: &[String]) -> String {
    let message = message.trim_end_matches('.');
    let separator = if message.is_empty() { "" } else { ": " };
    let resources = match resources {
        [] => String::new(),
        some => format!(" (resources {})", sanitize(&some.join(", "))),
    };
    format!("{code}{separator}{message}{resources}.")
}

/// The issues met in one wait.
#[derive(Debug)]
pub(super) struct Health {
    patience: Duration,
    standing: Vec<Standing>,
}

#[derive(Debug)]
struct Standing {
    key: String,
    description: String,
    since: Instant,
}

impl Health {
    /// For a wait that an issue ends when it cannot heal and stands for `patience`.
    pub(super) fn new(patience: Duration) -> Self {
        Self { patience, standing: Vec::new() }
    }

    /// Takes note of a look at the cluster: logs what is new and what is gone, and answers with the issues that end the wait.
    pub(super) fn note(&mut self, cluster: &Cluster) -> Vec<ClusterIssue> {
        let now = Instant::now();
        let name = cluster.name().unwrap_or_default();
        let issues = issues(cluster);
        let keys: Vec<String> = issues.iter().map(key).collect();
        let (standing, gone) =
            std::mem::take(&mut self.standing).into_iter().partition(|standing| keys.contains(&standing.key));
        self.standing = standing;
        for Standing { description, .. } in gone {
            tracing::info!(cluster = name, "health issue is gone: {description}");
        }
        for (issue, key) in issues.iter().zip(&keys) {
            if self.since(key).is_none() {
                let description = describe(issue);
                tracing::warn!(cluster = name, "health issue: {description}");
                self.standing.push(Standing { key: key.clone(), description, since: now });
            }
        }
        let ends_the_wait = |issue: &ClusterIssue, key: &str| {
            let (code, message) = code_and_message(issue);
            healing(code, message) == Healing::Never
                && self.since(key).is_some_and(|since| now.duration_since(since) >= self.patience)
        };
        issues
            .iter()
            .zip(&keys)
            .filter(|(issue, key)| ends_the_wait(issue, key))
            .map(|(issue, _)| issue.clone())
            .collect()
    }

    fn since(&self, key: &str) -> Option<Instant> {
        self.standing.iter().find(|standing| standing.key == key).map(|standing| standing.since)
    }
}

fn code_and_message(issue: &ClusterIssue) -> (&str, &str) {
    (issue.code().map_or("Other", |code| code.as_str()), issue.message().unwrap_or_default())
}

/// EKS shuffles resource ids; the same issue keeps its key.
fn key(issue: &ClusterIssue) -> String {
    let (code, message) = code_and_message(issue);
    let mut resources = issue.resource_ids().to_vec();
    resources.sort_unstable();
    format!("{code}\n{message}\n{}", resources.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Cluster, ClusterIssue, Duration, Health, describe, explain};
    use aws_sdk_eks::types::ClusterHealth;

    const PATIENCE: Duration = Duration::from_secs(180);

    fn cluster(resources: &[&str]) -> Cluster {
        let resources = resources.iter().map(|id| (*id).to_owned()).collect();
        let issue = ClusterIssue::builder()
            .code("ConfigurationConflict".into())
            .message("Subnets specified must belong to the same VPC")
            .set_resource_ids(Some(resources))
            .build();
        Cluster::builder().health(ClusterHealth::builder().issues(issue).build()).build()
    }

    #[tokio::test(start_paused = true)]
    async fn an_issue_is_one_issue_however_its_resources_are_shuffled() {
        let mut health = Health::new(PATIENCE);
        assert_eq!(health.note(&cluster(&["subnet-1", "subnet-2"])), []);
        tokio::time::advance(PATIENCE).await;
        assert_eq!(health.note(&cluster(&["subnet-2", "subnet-1"])).len(), 1, "it has stood for three minutes");
        assert_eq!(health.standing.len(), 1);
        assert_eq!(health.note(&cluster(&["subnet-3"])), [], "another issue has its own three minutes");
        assert_eq!(health.note(&Cluster::builder().build()), []);
        assert!(health.standing.is_empty(), "what is gone must stand anew");
    }

    #[test]
    fn a_cluster_is_explained_by_status_and_issues() {
        assert_eq!(explain(None), "EKS has not shown the cluster yet.");
        let issue = "ConfigurationConflict: Subnets specified must belong to the same VPC (resources subnet-1). Name subnets of \
                     one VPC in vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.";
        let text = format!("The cluster's status is unknown.\n- {issue}");
        assert_eq!(explain(Some(&cluster(&["subnet-1"]))), text);
    }

    #[test]
    fn an_issue_is_told_with_its_resources_and_what_to_do() {
        let issue = ClusterIssue::builder()
            .code("ResourceNotFound".into())
            .message("The subnet ID subnet-1 does not exist")
            .resource_ids("subnet-1")
            .build();
        assert_eq!(
            describe(&issue),
            "ResourceNotFound: The subnet ID subnet-1 does not exist (resources subnet-1). Correct vpc_config.subnet_ids and \
             replace the cluster: its subnets cannot be changed."
        );
        let unknown = ClusterIssue::builder().code("BrandNew".into()).message("Strange.\n").build();
        assert_eq!(describe(&unknown), "BrandNew: Strange.");
        assert_eq!(describe(&ClusterIssue::builder().build()), "Other.");
    }
}
