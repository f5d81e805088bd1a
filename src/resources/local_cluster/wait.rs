//! Waiting for a cluster to become active, with what is seen on the way saved.

use super::Cx;
use super::model::LocalCluster;
use crate::aws::{Eks, Error, Waited, Waiting};
use crate::tags::ProviderTags;

/// The bounds of every wait of this operation.
pub(super) fn bounds(cx: &Cx) -> Waiting {
    Waiting { deadline: cx.deadline(), cancelled: cx.stop().clone() }
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
