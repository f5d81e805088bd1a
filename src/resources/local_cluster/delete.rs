//! Deletion, from any status.

use aws_sdk_eks::types::Cluster;
use tf_provider_rs::Result;

use super::model::LocalCluster;
use super::{Cx, leftovers, messages, wait};
use crate::aws::{Kind, Waited};

/// Deletes the cluster, waits until it is gone, and tells what it left behind.
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
    let ended = match eks.delete_cluster(&name, &bounds, &mut observe).await {
        Ok(Waited::Done(())) => match eks.wait_cluster_deleted(&name, &bounds, &mut observe).await {
            Ok(ended) => ended,
            Err(error) => return Err(messages::lost_sight_of_deletion(&name, &error).into()),
        },
        Ok(Waited::Interrupted { last }) => {
            return Err(messages::interrupted_before_deletion(&name, last.as_deref()).into());
        }
        Ok(early) => early,
        Err(error) if *error.kind() == Kind::Protected => return Err(messages::protected(&name, &error).into()),
        Err(error) => return Err(error.into()),
    };
    match ended {
        Waited::Done(()) => {
            leftovers::tell(cx, &seen).await;
            Ok(())
        }
        Waited::Interrupted { .. } => Err(messages::interrupted_deletion(&name).into()),
        Waited::TimedOut { last, waited } => Err(messages::timed_out_deletion(&name, last.as_deref(), waited).into()),
        Waited::Failed(failure) => Err(messages::failed_deletion(&name, &failure).into()),
    }
}

#[cfg(test)]
mod tests;
