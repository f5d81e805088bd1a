//! `list "eksoutpost_cluster_role"`: roles that are as a local cluster needs them. IAM tells which roles have a policy, so the others are not looked at.

use std::time::Duration;

use aws_sdk_iam::types::{AttachedPolicy, Role};
use tf_provider_rs::{Diagnostics, Found, ListResource, Listing, Model, Result};

use super::import::{kind_of, seen};
use super::{ClusterRoleResource, checks, convert};
use crate::aws::{Error, Iam, InOrder, Waiting};
use crate::resources::left_out::LeftOut;
use crate::rules::partition::Partition;
use crate::rules::{self, ControlPlaneStorage};

/// Longest look at one role.
const LOOK: Duration = Duration::from_secs(60);

/// Finds IAM roles that are as an Amazon EKS local cluster needs them, whoever made them, with `terraform query` of Terraform 1.14: they trust the service that
/// a kind of cluster needs, and have all of the AWS managed policies for it. What is found can be imported, and its configuration be generated.
///
/// Roles of other EKS clusters are not among them, unless they have both `AmazonEKSClusterPolicy` and `AmazonEKSServicePolicy`, and so would do for
/// `instance_store` storage. A role that cannot be read is a warning, and the others are listed all the same.
///
/// These calls are made: `iam:ListEntitiesForPolicy`, `iam:GetRole`, `iam:ListAttachedRolePolicies`.
#[derive(Clone, Debug, Model)]
pub struct ClusterRoleQuery {
    /// Kind of local cluster that the roles are for. Allowed values are: `ebs`, `instance_store`. Default value: both.
    #[tf(optional, validate = checks::control_plane_storage)]
    pub control_plane_storage: Option<String>,

    /// How the names of the roles begin. Default value: every name.
    #[tf(optional)]
    pub name_prefix: Option<String>,

    /// How the paths of the roles begin, for example `/edge/`. Default value: every path.
    #[tf(optional, validate = rules::role_path_prefix)]
    pub path_prefix: Option<String>,
}

/// The list of `eksoutpost_cluster_role`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClusterRoleList;

impl ListResource for ClusterRoleList {
    type Resource = ClusterRoleResource;
    type Model = ClusterRoleQuery;

    async fn list(&self, cx: &Listing<ClusterRoleResource>, query: ClusterRoleQueryArguments) -> Result<()> {
        let clients = cx.api()?.clients()?;
        let (iam, partition) = (clients.iam(), clients.partition());
        let kinds = match query.control_plane_storage.as_deref().map(str::parse::<ControlPlaneStorage>) {
            Some(Ok(kind)) => vec![kind],
            _ => vec![ControlPlaneStorage::Ebs, ControlPlaneStorage::InstanceStore],
        };
        let asked = InOrder::default();
        let mut search = Search { cx, iam, partition, query: &query, asked, left_out: LeftOut::default() };
        let mut result = Ok(());
        for kind in kinds {
            result = search.ask_about_all(kind).await;
            if result.is_err() {
                break;
            }
        }
        if result.as_ref().is_err_and(Diagnostics::is_empty) {
            // Terraform has enough.
            return result;
        }
        while search.take_answer().await? {}
        if let Some(warning) = search.left_out.warning("roles") {
            cx.warn(warning).await;
        }
        result
    }
}

/// One role, the kind of cluster that it may be for, and what IAM says of it.
type Looked = (String, ControlPlaneStorage, Result<Option<(Role, Vec<AttachedPolicy>)>, Error>);

struct Search<'a> {
    cx: &'a Listing<ClusterRoleResource>,
    iam: &'a Iam,
    partition: &'static Partition,
    query: &'a ClusterRoleQueryArguments,
    asked: InOrder<Looked>,
    left_out: LeftOut,
}

impl Search<'_> {
    /// Asks about every role that may be for a kind of cluster, and hands on what is answered meanwhile.
    async fn ask_about_all(&mut self, kind: ControlPlaneStorage) -> Result<()> {
        // The last policy of a kind is the one that the fewest other roles have.
        let Some(policy) = rules::managed_policy_arns(kind, self.partition).pop() else { return Ok(()) };
        let prefix = self.query.name_prefix.as_deref().unwrap_or_default();
        let path_prefix = self.query.path_prefix.as_deref();
        let mut after = None;
        loop {
            let page = self.iam.roles_with_policy(&policy, path_prefix, after.as_deref()).await?;
            for name in page.items.into_iter().filter(|name| name.starts_with(prefix)) {
                if self.asked.is_full() {
                    self.take_answer().await?;
                }
                let (iam, waiting) = (self.iam.clone(), Waiting::at_most(LOOK, self.cx.stop().clone()));
                self.asked.ask(async move {
                    let found = iam.find_role_and_policies(&name, &waiting).await;
                    (name, kind, found)
                });
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// Hands on the next answer; nothing is left to be answered if it says `false`.
    async fn take_answer(&mut self) -> Result<bool> {
        let Some((name, kind, looked)) = self.asked.answer().await else { return Ok(false) };
        match looked {
            Ok(Some((role, attached))) if self.is_for(kind, &role, &attached) => {
                let state = seen(&role, &attached, kind, self.partition, &self.cx.api()?.default_tags);
                self.cx.found(Found::object(name, state)).await?;
            }
            // For no local cluster, or gone since its name was listed.
            Ok(_) => {}
            Err(error) => self.left_out.note(name, error)?,
        }
        Ok(true)
    }

    /// Whether an import would take the role for this kind of cluster, and find nothing to change about its policies.
    fn is_for(&self, kind: ControlPlaneStorage, role: &Role, attached: &[AttachedPolicy]) -> bool {
        kind_of(role, self.partition) == Some(kind)
            && rules::managed_policy_arns(kind, self.partition)
                .iter()
                .all(|needed| convert::arns(attached).any(|arn| arn == needed))
    }
}

#[cfg(test)]
mod tests;
