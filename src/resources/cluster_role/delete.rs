//! Deletion: first look what else holds the role, then wait for what EKS takes away by itself, then take away what is ours.

use tf_provider_rs::Result;

use super::model::ClusterRole;
use super::{Cx, convert, messages};
use crate::aws::{Error, Iam, Waited, Waiting};

/// Beginning of the names of instance profiles that EKS makes for a local cluster and removes a little after it. They are EKS's: nothing here
/// touches them.
///
/// Source: EKS user guide, Create a local cluster on an Outpost (`eks-local-…` resources).
const OF_EKS: &str = "eks-local-";

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

    /// Takes the instance profiles of EKS out of the list.
    fn split_off_eks(&mut self) -> Vec<String> {
        let (of_eks, others) =
            std::mem::take(&mut self.instance_profiles).into_iter().partition(|name| is_of_eks(name));
        self.instance_profiles = others;
        of_eks
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

/// Deletes the role. Foreign policies and instance profiles go only with `force_detach_policies`; those of EKS are waited for.
pub(super) async fn delete(cx: &Cx, mut state: ClusterRole) -> Result<()> {
    let iam = cx.api()?.clients()?.iam();
    let mut holders = Holders::find(iam, &state).await?;
    let of_eks = holders.split_off_eks();
    if !holders.is_empty() && !state.force_detach_policies {
        return Err(messages::held(&state.name, &holders).into());
    }
    if !of_eks.is_empty() {
        until_released(cx, iam, &state.name, &of_eks).await?;
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

fn is_of_eks(instance_profile: &str) -> bool {
    instance_profile.starts_with(OF_EKS)
}

/// Waits until EKS has removed its instance profiles of a cluster that is gone.
async fn until_released(cx: &Cx, iam: &Iam, role: &str, of_eks: &[String]) -> Result<()> {
    let waiting = Waiting { deadline: cx.deadline(), cancelled: cx.stop().clone() };
    match iam.wait_instance_profiles_released(role, is_of_eks, &waiting).await? {
        Waited::Done(()) => Ok(()),
        Waited::TimedOut { waited, .. } => Err(messages::held_by_eks(role, of_eks, waited).into()),
        Waited::Interrupted { .. } | Waited::Failed(_) => Err(messages::interrupted_deletion(role, of_eks).into()),
    }
}

#[cfg(test)]
mod tests;
