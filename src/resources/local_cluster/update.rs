//! Update: one kind of change per call, each saved when it has taken effect, so that a failure leaves state at what is really there.

use aws_sdk_eks::types::{AuthenticationMode, Cluster, ClusterStatus, LogType, SupportType};
use tf_provider_rs::Result;

use super::model::{AccessConfig, LocalCluster, LocalClusterArguments, UpgradePolicy};
use super::plan::{is_unfinished, stays_without_issuer};
use super::{Cx, disappeared, messages, wait};
use crate::aws::wait::Cause;
use crate::aws::{Change, Eks, Failure, Waited};
use crate::tags::{self, ProviderTags};

/// Brings the cluster from `prior` to what was planned.
pub(super) async fn update(cx: &Cx, prior: LocalCluster, arguments: &LocalClusterArguments) -> Result<LocalCluster> {
    let was_planned_without_issuer = stays_without_issuer(&prior);
    let state = change(cx, prior, arguments).await?;
    let oidc_issuer_url = state.oidc_issuer_url.filter(|_| !was_planned_without_issuer);
    Ok(LocalCluster { oidc_issuer_url, ..state })
}

async fn change(cx: &Cx, prior: LocalCluster, arguments: &LocalClusterArguments) -> Result<LocalCluster> {
    let api = cx.api()?;
    let eks = api.clients()?.eks(Some(&prior.region));
    let mut state = prior;
    // Nothing in it changes in place but the spelling of what is absent: null, or an object without members.
    state.outpost_config = LocalCluster::requested(arguments, &state.region, &api.default_tags).outpost_config;
    state.preflight.clone_from(&arguments.preflight);
    state.wait_for_active = arguments.wait_for_active;
    cx.save(&state);

    retag(cx, &eks, &mut state, arguments).await?;
    if changes(&state, arguments).is_empty() {
        if !(arguments.wait_for_active && is_unfinished(&state)) {
            let found = wait::ask(cx, eks.find_cluster_for_sure(&state.name)).await?;
            let cluster = found.ok_or_else(|| disappeared(&state))?;
            return Ok(made(state.observed(&cluster, &api.default_tags), arguments, Vec::new(), &api.default_tags));
        }
        if let Waited::Interrupted { .. } = until_active(cx, &eks, &mut state).await? {
            cx.warn(messages::interrupted_creation(&state));
            return Ok(made(state, arguments, Vec::new(), &api.default_tags));
        }
    } else if let Waited::Interrupted { .. } = until_active(cx, &eks, &mut state).await? {
        return Err(messages::interrupted_update(&state.name).into());
    }
    // Taken anew: the wait may have seen the end of a change that an interrupted apply had asked for.
    let changes = changes(&state, arguments);
    for change in &changes {
        apply(cx, &eks, &mut state, change).await?;
    }
    Ok(made(state, arguments, changes, &api.default_tags))
}

/// Waits out what EKS is doing with the cluster. Only the end and an interruption are no errors.
async fn until_active(cx: &Cx, eks: &Eks, state: &mut LocalCluster) -> Result<Waited<()>> {
    let ended = wait::until_active(cx, eks, state, &cx.api()?.default_tags).await?;
    let name = &state.name;
    match ended {
        Waited::TimedOut { last, waited } => {
            Err(messages::timed_out_before_update(name, last.as_deref(), waited).into())
        }
        Waited::Failed(Failure { cause: Cause::Disappeared, .. }) => Err(disappeared(state).into()),
        Waited::Failed(Failure { cause: Cause::Status(ClusterStatus::Deleting), .. }) => {
            until_deleted(cx, eks, state).await
        }
        Waited::Failed(failure) => Err(messages::failed_before_update(name, &failure).into()),
        early_or_done => Ok(early_or_done),
    }
}

/// Waits until the cluster is gone that something else deletes. Only an interruption is no error.
async fn until_deleted(cx: &Cx, eks: &Eks, state: &mut LocalCluster) -> Result<Waited<()>> {
    let api = cx.api()?;
    let name = state.name.clone();
    let mut observe = |cluster: &Cluster| {
        *state = state.clone().observed(cluster, &api.default_tags);
        cx.save(state);
    };
    match eks.wait_cluster_deleted(&name, &wait::bounds(cx), &mut observe).await? {
        Waited::Done(()) => Err(messages::deleted_instead_of_updated(&name).into()),
        Waited::TimedOut { last, waited } => {
            Err(messages::timed_out_before_update(&name, last.as_deref(), waited).into())
        }
        Waited::Failed(failure) => Err(messages::failed_before_update(&name, &failure).into()),
        interrupted => Ok(interrupted),
    }
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
async fn apply(cx: &Cx, eks: &Eks, state: &mut LocalCluster, change: &Change) -> Result<()> {
    let api = cx.api()?;
    let name = state.name.clone();
    tracing::info!(cluster = name, change = messages::subject(change), "updating the cluster");
    let bounds = wait::bounds(cx);
    let asked = eks.update_cluster(&name, change, &bounds, &mut |_| {}).await;
    let ended = match asked.map_err(|error| messages::refused_update(&name, change, &error))? {
        Waited::Done(update) => {
            let mut observe = |cluster: &Cluster| {
                *state = state.clone().observed(cluster, &api.default_tags);
                cx.save(state);
            };
            match update.id {
                Some(id) => eks.wait_update_successful(&name, &id, &bounds, &mut observe).await?.map(drop),
                None => eks.wait_cluster_active(&name, &bounds, &mut observe).await?.map(drop),
            }
        }
        early => early.map(drop),
    };
    match ended {
        Waited::Done(()) => {
            record(state, change.clone());
            cx.save(state);
            Ok(())
        }
        Waited::Interrupted { .. } => Err(messages::interrupted_update(&name).into()),
        Waited::TimedOut { last, waited } => {
            Err(messages::timed_out_update(&name, change, last.as_deref(), waited).into())
        }
        Waited::Failed(failure) => Err(messages::failed_update(&name, change, &failure).into()),
    }
}

/// The state after everything that was planned has taken effect, even if EKS's last answer still shows what was before.
fn made(
    mut state: LocalCluster,
    arguments: &LocalClusterArguments,
    changes: Vec<Change>,
    default_tags: &ProviderTags,
) -> LocalCluster {
    for change in changes {
        record(&mut state, change);
    }
    // "None" in the spelling of the configuration, null or empty.
    let log_types = arguments.enabled_cluster_log_types.as_ref();
    state.enabled_cluster_log_types = log_types.map(|types| types.iter().cloned().collect());
    state.tags.clone_from(&arguments.tags);
    state.tags_all = tags::all(default_tags, arguments.tags.as_ref());
    state
}

/// The state after a change has taken effect.
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
            let found = wait::ask(cx, eks.find_cluster_for_sure(&state.name)).await?;
            found.and_then(|cluster| cluster.arn).ok_or_else(|| disappeared(state))?
        }
    };
    if !remove.is_empty() {
        wait::tell(cx, eks.untag(&arn, remove.clone())).await?;
        state.tags_all.retain(|key, _| !remove.contains(key));
        if let Some(tags) = &mut state.tags {
            tags.retain(|key, _| !remove.contains(key));
        }
        cx.save(state);
    }
    if !set.is_empty() {
        wait::tell(cx, eks.tag(&arn, set.into_iter().collect())).await?;
    }
    state.tags.clone_from(&arguments.tags);
    state.tags_all = wanted;
    cx.save(state);
    Ok(())
}

#[cfg(test)]
mod tests;
