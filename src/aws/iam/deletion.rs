//! DeleteRole, and what stands in its way.

use tokio::time::Instant;

use super::Iam;
use super::propagation::{CONCURRENT, after_others, look, pause};
use super::role::{failed, gone_is_done};
use crate::aws::Waiting;
use crate::aws::error::{Error, Kind};

/// What holds a role: IAM does not delete it before.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Holders {
    /// ARNs of managed policies.
    pub policy_arns: Vec<String>,
    /// Names of inline policies.
    pub inline_policies: Vec<String>,
    /// Names of instance profiles.
    pub instance_profiles: Vec<String>,
}

impl Holders {
    /// Whether nothing holds the role.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.policy_arns.is_empty() && self.inline_policies.is_empty() && self.instance_profiles.is_empty()
    }
}

/// How a deletion ended.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use]
pub enum Deletion {
    /// There is no such role any more.
    Done,
    /// These hold it.
    Held(Holders),
}

impl Iam {
    /// Everything that holds a role, except for the policies that `is_ours` names.
    ///
    /// # Errors
    /// If any page of any list cannot be read before the end of the wait.
    pub async fn find_holders(
        &self,
        role: &str,
        is_ours: impl Fn(&str) -> bool,
        waiting: &Waiting,
    ) -> Result<Holders, Error> {
        let (attached, inline_policies, instance_profiles) = tokio::join!(
            look(waiting, "ListAttachedRolePolicies", role, self.find_attached_policies(role)),
            look(waiting, "ListRolePolicies", role, self.find_inline_policies(role)),
            look(waiting, "ListInstanceProfilesForRole", role, self.find_instance_profiles(role)),
        );
        let attached = attached?.unwrap_or_default().into_iter().filter_map(|policy| policy.policy_arn);
        Ok(Holders {
            policy_arns: attached.filter(|arn| !is_ours(arn)).collect(),
            inline_policies: inline_policies?,
            instance_profiles: instance_profiles?,
        })
    }

    /// Deletes a role whose policies that `is_ours` names were detached. While IAM says that something holds it and shows nothing, it has
    /// not yet seen that: it is asked again every second, for two minutes at most. Success if there is no such role.
    ///
    /// # Errors
    /// If IAM refuses, or cannot be asked what holds the role.
    pub async fn delete_role(
        &self,
        name: &str,
        is_ours: impl Fn(&str) -> bool,
        waiting: &Waiting,
    ) -> Result<Deletion, Error> {
        const OPERATION: &str = "DeleteRole";
        let until = Instant::now() + CONCURRENT;
        loop {
            let deleted = after_others(waiting, OPERATION, name, || async {
                let call = self.client.delete_role().role_name(name).send().await;
                gone_is_done(call.map(drop).map_err(|error| failed(OPERATION, name, &error)))
            });
            let error = match deleted.await {
                Ok(()) => return Ok(Deletion::Done),
                Err(error) if *error.kind() == (Kind::InUse { in_progress: false }) => error,
                Err(error) => return Err(error),
            };
            let holders = self.find_holders(name, &is_ours, waiting).await?;
            if !holders.is_empty() {
                return Ok(Deletion::Held(holders));
            }
            if Instant::now() >= until || !pause(waiting).await {
                return Err(error);
            }
        }
    }
}
