//! Update: each step saved when it has taken effect.

use std::collections::BTreeSet;

use tf_provider_rs::Result;
use tf_provider_rs::model::Json;

use super::model::{ClusterRole, ClusterRoleArguments};
use super::wanted::Wanted;
use super::{Cx, attachments, convert, waiting};
use crate::aws::Iam;
use crate::{rules, tags};

/// Brings the role from `prior` to what was planned.
pub(super) async fn update(cx: &Cx, prior: ClusterRole, arguments: &ClusterRoleArguments) -> Result<ClusterRole> {
    let clients = cx.api()?.clients()?;
    let iam = clients.iam();
    let additional = arguments.additional_policy_arns.iter().flatten();
    let wanted = Wanted::new(&arguments.control_plane_storage, additional, clients.partition());
    let mut state = prior;
    state.force_detach_policies = arguments.force_detach_policies;
    state.name_prefix.clone_from(&arguments.name_prefix);
    cx.save(&state);

    if !rules::same_policy(state.assume_role_policy.as_str(), &wanted.trust) {
        iam.update_trust(&state.name, &wanted.trust, &waiting(cx)).await?;
        state.assume_role_policy = Json::from(wanted.trust);
        cx.save(&state);
    }
    describe(cx, iam, &mut state, arguments).await?;
    bound(cx, iam, &mut state, arguments).await?;
    // Attach before detaching: the role never has less than it needs.
    // What an interrupted creation left in state counts as not attached.
    let attached = if state.arn.is_some() { state.policy_arns.clone() } else { BTreeSet::new() };
    let missing = wanted.policy_arns.difference(&attached);
    attachments::attach(cx, iam, &mut state, missing).await.map_err(|(_, error)| error)?;
    if state.arn.is_none() {
        state.arn = Some(attachments::arn(cx, iam, &state.name).await?);
        cx.save(&state);
    }
    for policy_arn in state.policy_arns.clone().difference(&wanted.policy_arns) {
        iam.detach_policy(&state.name, policy_arn, &waiting(cx)).await?;
        state.policy_arns.remove(policy_arn);
        cx.save(&state);
    }
    state.control_plane_storage.clone_from(&arguments.control_plane_storage);
    state.additional_policy_arns = arguments.additional_policy_arns.as_ref().map(|arns| arns.iter().cloned().collect());
    cx.save(&state);
    retag(cx, iam, &mut state, arguments).await?;
    Ok(state)
}

async fn describe(cx: &Cx, iam: &Iam, state: &mut ClusterRole, arguments: &ClusterRoleArguments) -> Result<()> {
    if state.description == arguments.description && state.max_session_duration == arguments.max_session_duration {
        return Ok(());
    }
    let description = arguments.description.as_deref().unwrap_or_default();
    let seconds = convert::seconds(arguments.max_session_duration);
    iam.update_role(&state.name, Some(description), Some(seconds), &waiting(cx)).await?;
    state.description.clone_from(&arguments.description);
    state.max_session_duration = arguments.max_session_duration;
    cx.save(state);
    Ok(())
}

async fn bound(cx: &Cx, iam: &Iam, state: &mut ClusterRole, arguments: &ClusterRoleArguments) -> Result<()> {
    if state.permissions_boundary == arguments.permissions_boundary {
        return Ok(());
    }
    match &arguments.permissions_boundary {
        Some(boundary) => iam.put_permissions_boundary(&state.name, boundary, &waiting(cx)).await?,
        None => iam.delete_permissions_boundary(&state.name, &waiting(cx)).await?,
    }
    state.permissions_boundary.clone_from(&arguments.permissions_boundary);
    cx.save(state);
    Ok(())
}

async fn retag(cx: &Cx, iam: &Iam, state: &mut ClusterRole, arguments: &ClusterRoleArguments) -> Result<()> {
    let wanted = tags::all(&cx.api()?.default_tags, arguments.tags.as_ref());
    let (set, remove) = tags::difference(&state.tags_all, &wanted);
    if !remove.is_empty() {
        iam.untag_role(&state.name, remove.clone(), &waiting(cx)).await?;
        state.tags_all.retain(|key, _| !remove.contains(key));
        if let Some(tags) = &mut state.tags {
            tags.retain(|key, _| !remove.contains(key));
        }
        cx.save(state);
    }
    if !set.is_empty() {
        iam.tag_role(&state.name, convert::tag_list(&set), &waiting(cx)).await?;
    }
    state.tags.clone_from(&arguments.tags);
    state.tags_all = wanted;
    cx.save(state);
    Ok(())
}

#[cfg(test)]
mod tests;
