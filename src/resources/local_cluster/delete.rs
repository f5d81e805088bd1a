//! Deletion, from any status.

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
    let ended = eks
        .delete_cluster(&name, &wait::bounds(cx), &mut |cluster| {
            seen = seen.clone().observed(cluster, &api.default_tags);
            cx.save(&seen);
        })
        .await?;
    match ended {
        Waited::Done(()) => Ok(()),
        Waited::Interrupted { .. } => Err(messages::interrupted_deletion(&name).into()),
        Waited::TimedOut { last, waited } => Err(messages::timed_out_deletion(&name, last.as_deref(), waited).into()),
        Waited::Failed(failure) => Err(messages::failed_deletion(&name, &failure).into()),
    }
}
