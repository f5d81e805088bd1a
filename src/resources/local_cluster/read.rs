//! Read: what is there now, and whether it still is this cluster. EKS knows clusters by name only.

use aws_sdk_eks::types::Cluster;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use tf_provider_rs::Result;
use tf_provider_rs::model::{FromValue, ToValue};
use tf_provider_rs::value::AttributePath;

use super::model::{LocalCluster, LocalClusterArguments};
use super::{Cx, messages, request, wait};
use crate::aws::{CallerIdentity, ClientToken};
use crate::rules::arn::Arn;
use crate::tags::{self, ProviderTags};

/// Times of creation that differ by more seconds are those of two clusters.
const SAME_TIME: u64 = 60;

/// The cluster as it is; nothing if it is gone, or if the one of its name is another.
pub(super) async fn read(cx: &Cx, state: LocalCluster) -> Result<Option<LocalCluster>> {
    let api = cx.api()?;
    let clients = api.clients()?;
    let eks = clients.eks(Some(&state.region));
    let found = wait::ask(cx, eks.find_cluster_for_sure(&state.name)).await?;
    let Some(cluster) = found else {
        // Another account has no such cluster either. Who cannot be told apart is taken for the same; who was not waited for is not.
        let caller = wait::bounds(cx).ask(clients.caller_identity()).await.map_err(messages::cut_off)?;
        if let Ok(caller) = caller
            && let Some(account) = caller.known_account()
        {
            refuse_other_account(&state, account)?;
        }
        return Ok(None);
    };
    if let Some(arn) = cluster.arn().and_then(Arn::parse) {
        refuse_other_account(&state, arn.account)?;
    }
    if is_another(&state, &cluster) {
        cx.warn(messages::made_anew(&state, &cluster));
        return Ok(None);
    }
    if is_in_doubt(&state) {
        let caller = wait::ask(cx, clients.caller_identity()).await?;
        if !is_as_asked_for(&state, &cluster, caller, &api.default_tags)? {
            cx.warn(messages::never_made(&state));
            return Ok(None);
        }
    }
    let state = state.observed(&cluster, &api.default_tags);
    match state.status.as_deref() {
        Some("DELETING") => cx.warn(messages::being_deleted(&state.name)),
        Some("FAILED") => cx.warn(messages::has_failed(&state.name, &cluster)),
        _ => {}
    }
    Ok(Some(state))
}

/// Whether the answer to the creation got lost, and nobody has seen the cluster since. One that was moved here has a status.
fn is_in_doubt(state: &LocalCluster) -> bool {
    state.arn.is_none() && state.status.is_none() && state.created_at.is_none()
}

fn refuse_other_account(state: &LocalCluster, account: &str) -> Result<()> {
    match state.arn.as_deref().and_then(Arn::parse) {
        Some(arn) if arn.account != account => Err(messages::other_account(&state.name, arn.account, account).into()),
        _ => Ok(()),
    }
}

/// Whether the cluster was made after the one in state was deleted.
fn is_another(state: &LocalCluster, cluster: &Cluster) -> bool {
    if let (Some(before), Some(now)) = (&state.cluster_id, &cluster.id) {
        return before != now;
    }
    let before = state.created_at.as_deref().and_then(|text| DateTime::from_str(text, Format::DateTime).ok());
    match (before, cluster.created_at) {
        (Some(before), Some(now)) => before.secs().abs_diff(now.secs()) > SAME_TIME,
        _ => false,
    }
}

/// Whether the cluster is the one that was asked for, by its token, or by what it looks like if EKS does not show a token.
fn is_as_asked_for(
    state: &LocalCluster,
    cluster: &Cluster,
    caller: &CallerIdentity,
    default_tags: &ProviderTags,
) -> Result<bool> {
    if let Some(token) = &cluster.client_request_token {
        let arguments = LocalClusterArguments::from_value(&state.to_value(), &AttributePath::root())?;
        let tags = tags::at_creation(&state.tags_all, default_tags, arguments.tags.as_ref());
        let asked_for = request::create_cluster(&arguments, &tags);
        let asked_for = ClientToken::new(&caller.account, &state.region, &asked_for);
        return Ok(ClientToken::parse(token).is_some_and(|token| token.same_configuration(&asked_for)));
    }
    let seen = state.clone().observed(cluster, default_tags);
    let of = |state: &LocalCluster| {
        (state.role_arn.clone(), state.vpc_config.subnet_ids.clone(), state.outpost_config.clone())
    };
    Ok(of(&seen) == of(state))
}

#[cfg(test)]
mod tests;
