//! What EKS may leave behind when a cluster is gone. Only looked at: it belongs to EKS.
//!
//! So far instance profiles. Security groups and network interfaces need Amazon EC2: another look in [`find`], and one more line.

use super::model::LocalCluster;
use super::{Cx, messages, wait};
use crate::aws::Clients;
use crate::rules::arn::Arn;

/// Warns of what is left of a cluster that is gone. Whoever may not look, or cannot, is told nothing.
pub(super) async fn tell(cx: &Cx, state: &LocalCluster) {
    let Ok(Ok(clients)) = cx.api().map(|api| api.clients()) else { return };
    let leftovers = wait::bounds(cx).ask(find(clients, state)).await.unwrap_or_default();
    if !leftovers.is_empty() {
        cx.warn(messages::leftovers(&state.name, &leftovers));
    }
}

/// What is left, each with its kind: `instance profile eks-local-…`.
async fn find(clients: &Clients, state: &LocalCluster) -> Vec<String> {
    instance_profiles(clients, state).await.into_iter().map(|name| format!("instance profile {name}")).collect()
}

/// Instance profiles of this very cluster: others with the same role are those of other clusters.
async fn instance_profiles(clients: &Clients, state: &LocalCluster) -> Vec<String> {
    let role = Arn::parse(&state.role_arn).and_then(|arn| arn.resource.rsplit('/').next());
    let Some(role) = role else { return Vec::new() };
    let is_ours = |profile: &str| {
        let of_eks = profile.strip_prefix("eks-local-");
        of_eks.is_some_and(|rest| {
            rest.contains(&state.name) || state.cluster_id.as_deref().is_some_and(|id| rest.contains(id))
        })
    };
    match clients.iam().find_lasting_instance_profiles(role, is_ours).await {
        Ok(profiles) => profiles,
        Err(error) => {
            tracing::debug!(cluster = state.name, "leftovers cannot be looked for: {error}");
            Vec::new()
        }
    }
}
