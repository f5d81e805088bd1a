//! Deletion: first look what else holds the role, then wait for what EKS takes away by itself, then take away what is ours.

use std::collections::BTreeSet;

use tf_provider_rs::{Diagnostic, Result};

use super::model::ClusterRole;
use super::{Cx, messages, waiting};
use crate::aws::{Deletion, Error, Holders, Iam, Kind, Waited};

/// Beginning of the names of instance profiles that EKS makes for a local cluster and removes a little after it. They are EKS's: nothing here
/// touches them.
///
/// Source: EKS user guide, Create a local cluster on an Outpost (`eks-local-…` resources).
const OF_EKS: &str = "eks-local-";

/// Deletes the role. Foreign policies and instance profiles go only with `force_detach_policies`; those of EKS are waited for.
pub(super) async fn delete(cx: &Cx, mut state: ClusterRole) -> Result<()> {
    let iam = cx.api()?.clients()?.iam();
    let ours = state.policy_arns.clone();
    let is_ours = |arn: &str| ours.contains(arn);
    let name = state.name.clone();
    let ended = |error| ended(cx, &name, error);
    let holders = iam.find_holders(&state.name, is_ours, &waiting(cx)).await.map_err(ended)?;
    release(cx, iam, &state, holders, &BTreeSet::new()).await?;
    tracing::info!(role = state.name, "deleting the role");
    for policy_arn in &ours {
        iam.detach_policy(&state.name, policy_arn, &waiting(cx)).await.map_err(ended)?;
        state.policy_arns.remove(policy_arn);
        cx.save(&state);
    }
    // What others attach meanwhile is treated as what they attached before.
    while let Deletion::Held(holders) = iam.delete_role(&name, is_ours, &waiting(cx)).await.map_err(ended)? {
        release(cx, iam, &state, holders, &ours).await?;
    }
    Ok(())
}

/// Frees the role of what others gave it, or refuses. `detached` are the policies that this deletion has taken away so far.
async fn release(
    cx: &Cx,
    iam: &Iam,
    state: &ClusterRole,
    mut holders: Holders,
    detached: &BTreeSet<String>,
) -> Result<()> {
    let (of_eks, others) = holders.instance_profiles.into_iter().partition(|name| is_of_eks(name));
    holders.instance_profiles = others;
    if !holders.is_empty() && !state.force_detach_policies {
        return Err(messages::held(&state.name, &holders, detached).into());
    }
    until_released(cx, iam, &state.name, &of_eks).await?;
    let ended = |error| ended(cx, &state.name, error);
    for policy_arn in &holders.policy_arns {
        iam.detach_policy(&state.name, policy_arn, &waiting(cx)).await.map_err(ended)?;
    }
    for policy in &holders.inline_policies {
        iam.delete_inline_policy(&state.name, policy, &waiting(cx)).await.map_err(ended)?;
    }
    for profile in &holders.instance_profiles {
        iam.remove_role_from_instance_profile(&state.name, profile, &waiting(cx)).await.map_err(ended)?;
    }
    Ok(())
}

fn is_of_eks(instance_profile: &str) -> bool {
    instance_profile.starts_with(OF_EKS)
}

/// Waits until EKS has removed its instance profiles of a cluster that is gone.
async fn until_released(cx: &Cx, iam: &Iam, role: &str, of_eks: &[String]) -> Result<()> {
    if of_eks.is_empty() {
        return Ok(());
    }
    match iam.wait_instance_profiles_released(role, is_of_eks, &waiting(cx)).await? {
        Waited::Done(()) => Ok(()),
        Waited::TimedOut { waited, .. } => Err(messages::held_by_eks(role, of_eks, waited).into()),
        Waited::Interrupted { .. } | Waited::Failed(_) => Err(messages::interrupted_deletion(role, of_eks).into()),
    }
}

/// What the practitioner hears of a call that failed: after an interrupt, that it was the reason.
fn ended(cx: &Cx, role: &str, error: Error) -> Diagnostic {
    let says_nothing = error.is_passing() || matches!(error.kind(), Kind::InUse { .. });
    if cx.stop().is_cancelled() && says_nothing { messages::cut_off_deletion(role, &error) } else { error.into() }
}

#[cfg(test)]
mod tests;
