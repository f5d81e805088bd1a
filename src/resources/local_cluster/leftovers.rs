//! What EKS may leave behind when a cluster is gone: instance profiles, security groups and network interfaces. Only looked at: it belongs
//! to EKS.

use tf_provider_rs::Result;

use super::model::LocalCluster;
use super::{Cx, messages, wait};
use crate::aws::{Clients, Error};
use crate::rules::ControlPlaneStorage;
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
                    .is_some_and(|rest| is_id(state, rest.strip_prefix('-').unwrap_or("-")))
                || state.cluster_id.as_deref().is_some_and(|id| rest.contains(id))
        })
    };
    let profiles = clients.iam().find_lasting_instance_profiles(role, is_ours).await?;
    Ok(profiles.into_iter().map(|name| format!("instance profile {name}")).collect())
}

/// Whether this can be the id after the name of the cluster: "edge-2" is another cluster than "edge".
fn is_id(state: &LocalCluster, rest: &str) -> bool {
    !rest.contains('-') || state.cluster_id.as_deref() == Some(rest)
}

/// What the names of the security groups begin with that EKS makes; name and id of the cluster follow.
///
/// Source: EKS user guide, Create Amazon EKS clusters on AWS Outposts, Internal resources.
const GROUPS: [&str; 2] = ["eks-cluster-sg-", "eks-local-internal-do-not-use-or-edit-"];

async fn security_groups(clients: &Clients, state: &LocalCluster) -> Result<Vec<String>, Error> {
    let Some(vpc_id) = &state.vpc_config.vpc_id else { return Ok(Vec::new()) };
    let beginnings = GROUPS.map(|beginning| format!("{beginning}{}-", state.name));
    let is_ours = |group: &str| {
        beginnings
            .iter()
            .find_map(|beginning| group.strip_prefix(beginning.as_str()))
            .is_some_and(|id| is_id(state, id))
    };
    let patterns = beginnings.each_ref().map(|beginning| format!("{beginning}*"));
    let ec2 = clients.ec2(&state.region);
    let groups = ec2.find_lasting_security_groups(vpc_id, &patterns, is_ours).await?;
    Ok(groups.into_iter().map(|group| format!("security group {} ({})", group.id, group.name)).collect())
}

/// Network interfaces bear a tag with `ebs` storage, and a description with `instance_store`.
///
/// Source: EKS user guide, Using service-linked roles for Amazon EKS on Outpost (that the tag's value is the name of the cluster is
/// inferred), and Create local clusters with instance store.
async fn network_interfaces(clients: &Clients, state: &LocalCluster) -> Result<Vec<String>, Error> {
    let Some(vpc_id) = &state.vpc_config.vpc_id else { return Ok(Vec::new()) };
    let (filter, value) = if state.control_plane_storage == ControlPlaneStorage::Ebs.as_str() {
        ("tag:eks-local:controlplane-name", state.name.clone())
    } else {
        ("description", format!("Amazon EKS {}", state.name))
    };
    let interfaces = clients.ec2(&state.region).find_lasting_network_interfaces(vpc_id, filter, &value).await?;
    Ok(interfaces.into_iter().map(|id| format!("network interface {id}")).collect())
}
