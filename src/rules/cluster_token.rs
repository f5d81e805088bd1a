//! The token with which a principal of IAM comes to the Kubernetes API of a cluster.

use super::partition::Partition;
use super::{ControlPlaneStorage, Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "C0.1",
        text: "A token names the cluster that it is for: by its ID on EBS, by its name on instance store.",
        source: "AWS CLI, eks get-token and update-kubeconfig; EKS user guide, Troubleshoot local clusters (instance store)",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "C0.2",
        text: "A cluster takes only tokens that lead to one of AWS's own hosts of STS in its partition, for 15 minutes after they were signed.",
        source: "aws-iam-authenticator, pkg/token (NewVerifier, Verify)",
        seen: "2026-11",
        when: When::Apply,
    },
];

const EXAMPLE: &str = "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d";

/// Whether the text has the form of a local cluster's ID, a UUID in lower case: clusters compare letter by letter.
///
/// # Errors
/// A [`Violation`] if it has not.
///
/// Source: rule C0.1.
pub fn cluster_id(text: &str) -> Result<(), Violation> {
    if is_cluster_id(text) {
        return Ok(());
    }
    let hint = if is_cluster_id(&text.to_ascii_lowercase()) {
        "Write it in lower case, as EKS does."
    } else if super::cluster_name(text).is_ok() {
        "It looks like the cluster's name. Use eksoutpost_local_cluster.example.cluster_id."
    } else {
        "Use eksoutpost_local_cluster.example.cluster_id."
    };
    Err(Violation::new(
        "Invalid cluster ID",
        format!(
            "The cluster_id {} is not the ID of a local cluster, a UUID such as {}. {hint}",
            quote(text),
            quote(EXAMPLE)
        ),
    ))
}

/// What the token of a cluster names: its ID or its name. `name` is one that EKS takes, `cluster_id` one of the right form.
///
/// # Errors
/// The argument that is missing or wrong, `cluster_id` or `name`, and why.
///
/// Source: rule C0.1.
pub fn token_subject<'a>(
    kind: ControlPlaneStorage,
    cluster_id: Option<&'a str>,
    name: Option<&'a str>,
) -> Result<&'a str, (&'static str, Violation)> {
    match (kind, cluster_id, name) {
        (ControlPlaneStorage::Ebs, Some(id), _) => Ok(id),
        (ControlPlaneStorage::Ebs, None, name) => Err(("cluster_id", without_id(name))),
        (ControlPlaneStorage::InstanceStore, _, Some(name)) if is_cluster_id(name) => Err(("name", id_as_name(name))),
        (ControlPlaneStorage::InstanceStore, _, Some(name)) => Ok(name),
        (ControlPlaneStorage::InstanceStore, _, None) => Err(("name", without_name())),
    }
}

/// Host of AWS STS in a Region, as clusters of the Region know it.
///
/// Source: rule C0.2.
#[must_use]
pub fn sts_host(region: &str) -> String {
    format!("sts.{region}.{}", Partition::of_region(region).dns_suffix)
}

fn without_id(name: Option<&str>) -> Violation {
    let alone = name.map_or_else(String::new, |name| {
        format!(" With the name {} alone, as for other clusters, there is no token that it takes.", quote(name))
    });
    Violation::new(
        "Cluster ID is missing",
        format!(
            "A token for a cluster with \"ebs\" storage names the cluster's ID.{alone} Set cluster_id = \
             eksoutpost_local_cluster.example.cluster_id. If that is null, EKS had not shown it yet: run `terraform apply -refresh-only`. If the \
             cluster has \"instance_store\" storage, set control_plane_storage = \"instance_store\"."
        ),
    )
}

fn without_name() -> Violation {
    Violation::new(
        "Cluster name is missing",
        "A token for a cluster with \"instance_store\" storage names the cluster by its name, not by an ID. Set name = \
         eksoutpost_local_cluster.example.name.",
    )
}

fn id_as_name(name: &str) -> Violation {
    Violation::new(
        "Cluster ID in place of the name",
        format!(
            "The name {} has the form of a cluster's ID. A token for a cluster with \"instance_store\" storage names the cluster by its name. Set name = \
             eksoutpost_local_cluster.example.name; the ID may go to cluster_id.",
            quote(name)
        ),
    )
}

/// Eight, four, four, four and twelve hexadecimal digits in lower case.
fn is_cluster_id(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hexadecimal = |group: &&str| group.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(is_hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::super::ControlPlaneStorage::{Ebs, InstanceStore};
    use super::{EXAMPLE, cluster_id, sts_host, token_subject};

    #[test]
    fn an_id_is_a_uuid_in_lower_case() {
        assert_eq!(cluster_id(EXAMPLE), Ok(()));
        let begin = |text: &str| {
            format!("The cluster_id \"{text}\" is not the ID of a local cluster, a UUID such as \"{EXAMPLE}\". ")
        };
        for (text, hint) in [
            ("edge", "It looks like the cluster's name. Use eksoutpost_local_cluster.example.cluster_id."),
            ("0B9E7C1E-6C5E-4F6B-9D6E-0E2F3A4B5C6D", "Write it in lower case, as EKS does."),
            ("", "Use eksoutpost_local_cluster.example.cluster_id."),
            ("arn:aws:eks:us-west-2:111122223333:cluster/edge", "Use eksoutpost_local_cluster.example.cluster_id."),
        ] {
            let violation = cluster_id(text).unwrap_err();
            assert_eq!((violation.summary.as_str(), violation.detail), ("Invalid cluster ID", begin(text) + hint));
        }
        for text in ["0b9e7c1e6c5e4f6b9d6e0e2f3a4b5c6d", "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6g", "----"] {
            assert!(cluster_id(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_kind_decides_whether_a_token_names_id_or_name() {
        for (kind, id, name, subject) in [
            (Ebs, Some(EXAMPLE), None, EXAMPLE),
            (Ebs, Some(EXAMPLE), Some("edge"), EXAMPLE),
            (InstanceStore, None, Some("edge"), "edge"),
            (InstanceStore, Some(EXAMPLE), Some("edge"), "edge"),
        ] {
            assert_eq!(token_subject(kind, id, name), Ok(subject));
        }
    }

    #[test]
    fn what_is_missing_or_mixed_up_is_told_at_its_argument() {
        let set = "Set cluster_id = eksoutpost_local_cluster.example.cluster_id. If that is null, EKS had not shown it yet: run `terraform apply \
                   -refresh-only`. If the cluster has \"instance_store\" storage, set control_plane_storage = \"instance_store\".";
        for (kind, id, name, argument, summary, detail) in [
            (
                Ebs,
                None,
                None,
                "cluster_id",
                "Cluster ID is missing",
                format!("A token for a cluster with \"ebs\" storage names the cluster's ID. {set}"),
            ),
            (
                Ebs,
                None,
                Some("edge"),
                "cluster_id",
                "Cluster ID is missing",
                format!(
                    "A token for a cluster with \"ebs\" storage names the cluster's ID. With the name \"edge\" alone, as for other clusters, \
                     there is no token that it takes. {set}"
                ),
            ),
            (
                InstanceStore,
                Some(EXAMPLE),
                None,
                "name",
                "Cluster name is missing",
                "A token for a cluster with \"instance_store\" storage names the cluster by its name, not by an ID. Set name = \
                 eksoutpost_local_cluster.example.name."
                    .to_owned(),
            ),
            (
                InstanceStore,
                None,
                Some(EXAMPLE),
                "name",
                "Cluster ID in place of the name",
                format!(
                    "The name \"{EXAMPLE}\" has the form of a cluster's ID. A token for a cluster with \"instance_store\" storage names the cluster by \
                     its name. Set name = eksoutpost_local_cluster.example.name; the ID may go to cluster_id."
                ),
            ),
        ] {
            let (place, violation) = token_subject(kind, id, name).unwrap_err();
            assert_eq!((place, violation.summary.as_str(), violation.detail), (argument, summary, detail));
        }
    }

    #[test]
    fn sts_has_a_host_in_every_region() {
        for (region, host) in [
            ("us-west-2", "sts.us-west-2.amazonaws.com"),
            ("cn-north-1", "sts.cn-north-1.amazonaws.com.cn"),
            ("us-gov-west-1", "sts.us-gov-west-1.amazonaws.com"),
        ] {
            assert_eq!(sts_host(region), host);
        }
    }
}
