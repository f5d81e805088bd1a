//! Waiting for a cluster, with what is seen on the way saved, and the end of what Terraform interrupts.

use tf_provider_rs::Result;

use super::model::LocalCluster;
use super::{Cx, messages};
use crate::aws::{Eks, Error, Waited, Waiting};
use crate::tags::ProviderTags;

/// The bounds of every wait of this operation.
pub(super) fn bounds(cx: &Cx) -> Waiting {
    Waiting { deadline: cx.deadline(), cancelled: cx.stop().clone() }
}

/// Asks what changes nothing; an interruption cuts it off at once.
pub(super) async fn ask<T>(cx: &Cx, question: impl Future<Output = Result<T, Error>>) -> Result<T> {
    let answer = bounds(cx).ask(question).await.map_err(messages::cut_off)?;
    Ok(answer?)
}

/// Requests a change that needs no waiting; an interruption leaves it a moment for its answer.
pub(super) async fn tell<T>(cx: &Cx, request: impl Future<Output = Result<T, Error>>) -> Result<T> {
    let answer = bounds(cx).tell(request).await.map_err(messages::cut_off)?;
    Ok(answer?)
}

/// Waits until the cluster is active. However the wait ends, `state` is what was seen last, and saved.
pub(super) async fn until_active(
    cx: &Cx,
    eks: &Eks,
    state: &mut LocalCluster,
    default_tags: &ProviderTags,
) -> Result<Waited<()>, Error> {
    let name = state.name.clone();
    let mut observe = |cluster: &aws_sdk_eks::types::Cluster| {
        *state = state.clone().observed(cluster, default_tags);
        cx.save(state);
    };
    let ended = eks.wait_cluster_active(&name, &bounds(cx), &mut observe).await;
    ended.map(|waited| waited.map(drop))
}
