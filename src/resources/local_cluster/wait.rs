//! Waiting for a cluster to become active, and what is true when the wait ends early.

use tf_provider_rs::Result;

use super::model::LocalCluster;
use super::{Cx, disappeared, messages};
use crate::aws::wait::Cause;
use crate::aws::{Eks, Waited, Waiting};

/// The bounds of every wait of this operation.
pub(super) fn bounds(cx: &Cx) -> Waiting {
    Waiting { deadline: cx.deadline(), cancelled: cx.stop().clone() }
}

/// Waits for a cluster that is being created. An interruption is a warning, so that Terraform keeps the cluster untainted and the next
/// apply goes on; everything else that ends the wait early is an error, with what was last seen saved.
pub(super) async fn until_active(cx: &Cx, eks: &Eks, state: LocalCluster) -> Result<LocalCluster> {
    let api = cx.api()?;
    let mut seen = state;
    let ended = eks
        .wait_cluster_active(&seen.name.clone(), &bounds(cx), &mut |cluster| {
            seen = seen.clone().observed(cluster, &api.default_tags);
            cx.save(&seen);
        })
        .await;
    match ended {
        Ok(Waited::Done(cluster)) => Ok(seen.observed(&cluster, &api.default_tags)),
        Ok(Waited::Interrupted { .. }) => {
            cx.warn(messages::interrupted_creation(&seen));
            Ok(seen)
        }
        Ok(Waited::TimedOut { last, waited }) => {
            Err(messages::timed_out_creation(&seen.name, last.as_deref(), waited).into())
        }
        Ok(Waited::Failed(failure)) if matches!(failure.cause, Cause::Disappeared) => Err(disappeared(&seen).into()),
        Ok(Waited::Failed(failure)) => Err(messages::failed_creation(&seen.name, &failure).into()),
        Err(error) => Err(messages::lost_sight(&seen.name, &error).into()),
    }
}
