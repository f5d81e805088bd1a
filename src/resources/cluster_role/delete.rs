//! Deletion: first look what else holds the role, then take away what is ours.

use tf_provider_rs::Result;

use super::model::ClusterRole;
use super::{Cx, convert, messages};
use crate::aws::{Error, Iam};

/// What holds a role, apart from what this resource attached.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Holders {
    /// ARNs of managed policies.
    pub(super) policy_arns: Vec<String>,
    /// Names of inline policies.
    pub(super) inline_policies: Vec<String>,
    /// Names of instance profiles.
    pub(super) instance_profiles: Vec<String>,
}

impl Holders {
    async fn find(iam: &Iam, state: &ClusterRole) -> Result<Self, Error> {
        let (attached, inline_policies, instance_profiles) = tokio::join!(
            iam.find_attached_policies(&state.name),
            iam.find_inline_policies(&state.name),
            iam.find_instance_profiles(&state.name),
        );
        let attached = attached?.unwrap_or_default();
        let policy_arns = convert::arns(&attached).filter(|arn| !state.policy_arns.contains(*arn)).cloned().collect();
        Ok(Self { policy_arns, inline_policies: inline_policies?, instance_profiles: instance_profiles? })
    }

    fn is_empty(&self) -> bool {
        self.policy_arns.is_empty() && self.inline_policies.is_empty() && self.instance_profiles.is_empty()
    }

    async fn remove(&self, iam: &Iam, role: &str) -> Result<(), Error> {
        for policy_arn in &self.policy_arns {
            iam.detach_policy(role, policy_arn).await?;
        }
        for policy in &self.inline_policies {
            iam.delete_inline_policy(role, policy).await?;
        }
        for profile in &self.instance_profiles {
            iam.remove_role_from_instance_profile(role, profile).await?;
        }
        Ok(())
    }
}

/// Deletes the role. Foreign policies and instance profiles go only with `force_detach_policies`.
pub(super) async fn delete(cx: &Cx, mut state: ClusterRole) -> Result<()> {
    let iam = cx.api()?.clients()?.iam();
    let holders = Holders::find(iam, &state).await?;
    if !holders.is_empty() && !state.force_detach_policies {
        return Err(messages::held(&state.name, &holders).into());
    }
    tracing::info!(role = state.name, "deleting the role");
    holders.remove(iam, &state.name).await?;
    for policy_arn in state.policy_arns.clone() {
        iam.detach_policy(&state.name, &policy_arn).await?;
        state.policy_arns.remove(&policy_arn);
        cx.save(&state);
    }
    Ok(iam.delete_role(&state.name).await?)
}
