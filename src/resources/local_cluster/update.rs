//! Update: one kind of change per call, each saved when it has taken effect, so that a failure leaves state at what is really there.

use aws_sdk_eks::types::{AuthenticationMode, Cluster, LogType, SupportType};
use tf_provider_rs::Result;

use super::model::{AccessConfig, LocalCluster, LocalClusterArguments, UpgradePolicy};
use super::{Cx, disappeared, messages, wait};
use crate::aws::{Change, Eks, Waited};
use crate::tags;

/// Brings the cluster from `prior` to what was planned.
pub(super) async fn update(cx: &Cx, prior: LocalCluster, arguments: &LocalClusterArguments) -> Result<LocalCluster> {
    let api = cx.api()?;
    let eks = api.clients()?.eks(Some(&prior.region));
    let mut state = prior;
    state.preflight.clone_from(&arguments.preflight);
    state.wait_for_active = arguments.wait_for_active;
    cx.save(&state);

    retag(cx, &eks, &mut state, arguments).await?;
    let changes = changes(&state, arguments);
    if !changes.is_empty() || is_unfinished(&state, arguments) {
        state = wait::until_active(cx, &eks, state).await?;
        cx.save(&state);
        if changes.is_empty() || cx.stop().is_cancelled() {
            return if changes.is_empty() { Ok(state) } else { Err(messages::interrupted_update(&state.name).into()) };
        }
    }
    for change in changes {
        apply(cx, &eks, &mut state, change).await?;
    }
    let cluster = eks.find_cluster(&state.name).await?.ok_or_else(|| disappeared(&state))?;
    Ok(state.observed(&cluster, &api.default_tags))
}

/// Whether an earlier apply ended before the cluster was active, and this one is to wait for it.
fn is_unfinished(state: &LocalCluster, arguments: &LocalClusterArguments) -> bool {
    arguments.wait_for_active && state.status.as_deref() != Some("ACTIVE")
}

/// What EKS has to change, in the order in which it is asked. The version is last: it takes longest and is the most likely to fail.
fn changes(state: &LocalCluster, arguments: &LocalClusterArguments) -> Vec<Change> {
    let mut changes = Vec::new();
    if let Some(protection) =
        arguments.deletion_protection.filter(|protection| state.deletion_protection != Some(*protection))
    {
        changes.push(Change::DeletionProtection(protection));
    }
    let log_types: Vec<String> = arguments.enabled_cluster_log_types.iter().flatten().cloned().collect();
    if !state.enabled_cluster_log_types.iter().flatten().eq(&log_types) {
        changes.push(Change::Logging(log_types.iter().map(|text| LogType::from(text.as_str())).collect()));
    }
    changes.extend(endpoint_change(state, arguments));
    let mode = arguments.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
    let current = state.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
    if let Some(mode) = mode.filter(|mode| Some(*mode) != current) {
        changes.push(Change::AccessMode(AuthenticationMode::from(mode.as_str())));
    }
    let support_type = arguments.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
    let current = state.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
    if let Some(support_type) = support_type.filter(|support_type| Some(*support_type) != current) {
        changes.push(Change::UpgradePolicy(SupportType::from(support_type.as_str())));
    }
    if let Some(version) = arguments.version.as_ref().filter(|version| state.version.as_ref() != Some(*version)) {
        changes.push(Change::Version(version.clone()));
    }
    changes
}

fn endpoint_change(state: &LocalCluster, arguments: &LocalClusterArguments) -> Option<Change> {
    let (current, wanted) = (&state.vpc_config, &arguments.vpc_config);
    let private =
        (current.endpoint_private_access != wanted.endpoint_private_access).then_some(wanted.endpoint_private_access);
    let public =
        (current.endpoint_public_access != wanted.endpoint_public_access).then_some(wanted.endpoint_public_access);
    let cidrs = wanted
        .public_access_cidrs
        .as_ref()
        .filter(|cidrs| !current.public_access_cidrs.iter().flatten().eq(cidrs.iter()));
    let changes = private.is_some() || public.is_some() || cidrs.is_some();
    changes.then(|| Change::EndpointAccess { private, public, public_access_cidrs: cidrs.cloned() })
}

/// Makes one change, waits for it and saves it.
async fn apply(cx: &Cx, eks: &Eks, state: &mut LocalCluster, change: Change) -> Result<()> {
    let api = cx.api()?;
    let name = state.name.clone();
    tracing::info!(cluster = name, change = messages::subject(&change), "updating the cluster");
    let bounds = wait::bounds(cx);
    let ended = match eks.update_cluster(&name, &change, &bounds, &mut |_| {}).await? {
        Waited::Done(update) => {
            let id = update.id.unwrap_or_default();
            let mut observe = |cluster: &Cluster| {
                *state = state.clone().observed(cluster, &api.default_tags);
                cx.save(state);
            };
            eks.wait_update_successful(&name, &id, &bounds, &mut observe).await?.map(drop)
        }
        early => early.map(drop),
    };
    match ended {
        Waited::Done(()) => {
            record(state, change);
            cx.save(state);
            Ok(())
        }
        Waited::Interrupted { .. } => Err(messages::interrupted_update(&name).into()),
        Waited::TimedOut { last, waited } => {
            Err(messages::timed_out_update(&name, &change, last.as_deref(), waited).into())
        }
        Waited::Failed(failure) => Err(messages::failed_update(&name, &change, &failure).into()),
    }
}

/// The state after a change has taken effect, even if EKS's next answer is still the old one.
fn record(state: &mut LocalCluster, change: Change) {
    match change {
        Change::Version(version) => state.version = Some(version),
        Change::Logging(types) => {
            let types = types.iter().map(|log_type| log_type.as_str().to_owned()).collect();
            state.enabled_cluster_log_types = Some(types);
        }
        Change::EndpointAccess { private, public, public_access_cidrs } => {
            let vpc = &mut state.vpc_config;
            vpc.endpoint_private_access = private.unwrap_or(vpc.endpoint_private_access);
            vpc.endpoint_public_access = public.unwrap_or(vpc.endpoint_public_access);
            if let Some(cidrs) = public_access_cidrs {
                vpc.public_access_cidrs = Some(cidrs.into_iter().collect());
            }
        }
        Change::AccessMode(mode) => {
            let bootstrap =
                state.access_config.take().and_then(|access| access.bootstrap_cluster_creator_admin_permissions);
            state.access_config = Some(AccessConfig {
                authentication_mode: Some(mode.as_str().to_owned()),
                bootstrap_cluster_creator_admin_permissions: bootstrap,
            });
        }
        Change::UpgradePolicy(support) => {
            state.upgrade_policy = Some(UpgradePolicy { support_type: Some(support.as_str().to_owned()) });
        }
        Change::DeletionProtection(protection) => state.deletion_protection = Some(protection),
    }
}

/// Tags are changed at once and without waiting.
async fn retag(cx: &Cx, eks: &Eks, state: &mut LocalCluster, arguments: &LocalClusterArguments) -> Result<()> {
    let wanted = tags::all(&cx.api()?.default_tags, arguments.tags.as_ref());
    let (set, remove) = tags::difference(&state.tags_all, &wanted);
    let arn = match &state.arn {
        _ if set.is_empty() && remove.is_empty() => {
            state.tags.clone_from(&arguments.tags);
            return Ok(());
        }
        Some(arn) => arn.clone(),
        None => {
            eks.find_cluster(&state.name).await?.and_then(|cluster| cluster.arn).ok_or_else(|| disappeared(state))?
        }
    };
    if !remove.is_empty() {
        eks.untag(&arn, remove).await?;
    }
    if !set.is_empty() {
        eks.tag(&arn, set.into_iter().collect()).await?;
    }
    state.tags.clone_from(&arguments.tags);
    state.tags_all = wanted;
    cx.save(state);
    Ok(())
}
