//! What EKS may leave behind when a cluster is gone: instance profiles, security groups and network interfaces. Only looked at: it belongs
//! to EKS.

use tf_provider_rs::Result;

use super::model::LocalCluster;
use super::{Cx, messages, wait};
use crate::aws::{Clients, Error};
use crate::rules::ControlPlaneStorage;
use crate::rules::arn::Arn;
use crate::rules::control_plane::{self, is_group, is_id};

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
    let (profiles, groups, interfaces) = tokio::join!(
        instance_profiles(clients, state),
        security_groups(clients, state),
        network_interfaces(clients, state)
    );
    [profiles, groups, interfaces].into_iter().flat_map(|found| seen(state, found)).collect()
}

fn seen(state: &LocalCluster, found: Result<Vec<String>, Error>) -> Vec<String> {
    found.unwrap_or_else(|error| {
        tracing::debug!(cluster = state.name, "leftovers cannot be looked for: {error}");
        Vec::new()
    })
}

/// Instance profiles of this very cluster: others with the same role are those of other clusters.
async fn instance_profiles(clients: &Clients, state: &LocalCluster) -> Result<Vec<String>, Error> {
    let role = Arn::parse(&state.role_arn).and_then(|arn| arn.resource.rsplit('/').next());
    let Some(role) = role else { return Ok(Vec::new()) };
    let is_ours = |profile: &str| {
        let of_eks = profile.strip_prefix("eks-local-");
        of_eks.is_some_and(|rest| {
            rest == state.name
                || rest
                    .strip_prefix(&state.name)
                    .is_some_and(|rest| is_id(rest.strip_prefix('-').unwrap_or("-"), state.cluster_id.as_deref()))
                || state.cluster_id.as_deref().is_some_and(|id| rest.contains(id))
        })
    };
    let profiles = clients.iam().find_lasting_instance_profiles(role, is_ours).await?;
    Ok(profiles.into_iter().map(|name| format!("instance profile {name}")).collect())
}

const GROUPS: [&str; 2] = [control_plane::CLUSTER_GROUP, control_plane::INTERNAL_GROUP];

async fn security_groups(clients: &Clients, state: &LocalCluster) -> Result<Vec<String>, Error> {
    let Some(vpc_id) = &state.vpc_config.vpc_id else { return Ok(Vec::new()) };
    let is_ours = |group: &str| {
        let id = state.cluster_id.as_deref();
        GROUPS.iter().any(|beginning| is_group(group, beginning, &state.name, id))
    };
    let patterns = GROUPS.map(|beginning| format!("{beginning}{}-*", state.name));
    let ec2 = clients.ec2(&state.region);
    let groups = ec2.find_lasting_security_groups(vpc_id, &patterns, is_ours).await?;
    Ok(groups.into_iter().map(|group| format!("security group {} ({})", group.id, group.name)).collect())
}

async fn network_interfaces(clients: &Clients, state: &LocalCluster) -> Result<Vec<String>, Error> {
    let Some(vpc_id) = &state.vpc_config.vpc_id else { return Ok(Vec::new()) };
    let kind = ControlPlaneStorage::of(state.outpost_config.etcd_instance_type.as_deref());
    let (filter, value) = control_plane::network_interfaces(kind, &state.name);
    let interfaces = clients.ec2(&state.region).find_lasting_network_interfaces(vpc_id, filter, &value).await?;
    Ok(interfaces.into_iter().map(|id| format!("network interface {id}")).collect())
}
