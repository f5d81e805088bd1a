//! Deletion, from any status.

use aws_sdk_eks::types::Cluster;
use tf_provider_rs::Result;

use super::model::LocalCluster;
use super::{Cx, messages, wait};
use crate::aws::Waited;

/// Deletes the cluster and waits until it is gone.
pub(super) async fn delete(cx: &Cx, state: LocalCluster) -> Result<()> {
    let api = cx.api()?;
    let eks = api.clients()?.eks(Some(&state.region));
    let name = state.name.clone();
    tracing::info!(cluster = name, "deleting the cluster");
    let mut seen = state;
    let mut observe = |cluster: &Cluster| {
        seen = seen.clone().observed(cluster, &api.default_tags);
        cx.save(&seen);
    };
    let bounds = wait::bounds(cx);
    let ended = match eks.delete_cluster(&name, &bounds, &mut observe).await? {
        Waited::Done(()) => eks.wait_cluster_deleted(&name, &bounds, &mut observe).await?,
        Waited::Interrupted { .. } => return Err(messages::interrupted_before_deletion(&name).into()),
        early => early,
    };
    match ended {
        Waited::Done(()) => Ok(()),
        Waited::Interrupted { .. } => Err(messages::interrupted_deletion(&name).into()),
        Waited::TimedOut { last, waited } => Err(messages::timed_out_deletion(&name, last.as_deref(), waited).into()),
        Waited::Failed(failure) => Err(messages::failed_deletion(&name, &failure).into()),
    }
}

#[cfg(test)]
mod tests;
