//! Looking for what EKS made for a control plane.

use tf_provider_rs::Result;

use super::{Cx, messages};
use crate::aws::ec2::{Instance, NetworkInterface};
use crate::aws::{Ec2, Error, Kind};
use crate::data_sources::looking;
use crate::rules::ControlPlaneStorage;
use crate::rules::control_plane::{self, INTERNAL_GROUP};

/// What there is. `None` was not looked for, or may not be seen.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) instances: Option<Vec<Instance>>,
    pub(super) interfaces: Option<Vec<NetworkInterface>>,
    pub(super) internal_group: Option<String>,
}

impl Parts {
    /// Whether no instance or interface was found.
    pub(super) fn is_empty(&self) -> bool {
        self.instances.iter().flatten().next().is_none() && self.interfaces.iter().flatten().next().is_none()
    }

    /// Addresses of the instances, or else of the interfaces.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        let of_instances = self.instances.iter().flatten().filter_map(|instance| instance.private_ip.as_deref());
        let of_interfaces = self.interfaces.iter().flatten().filter_map(|interface| interface.private_ip.as_deref());
        of_instances.chain(of_interfaces)
    }
}

/// Finds what there is of the control plane of this cluster.
pub(super) async fn find(
    cx: &Cx,
    ec2: &Ec2,
    vpc_id: &str,
    kind: ControlPlaneStorage,
    name: &str,
    cluster_id: Option<&str>,
) -> Result<Parts> {
    let (filter, value) = control_plane::network_interfaces(kind, name);
    let interfaces = ec2.find_network_interfaces(vpc_id, filter, &value);
    if kind == ControlPlaneStorage::InstanceStore {
        let interfaces = looking::ask(cx, interfaces).await?;
        return Ok(Parts { instances: Some(Vec::new()), interfaces: Some(interfaces), internal_group: None });
    }
    let (tag, value) = control_plane::instances(name);
    let looks = async {
        tokio::join!(ec2.find_instances(vpc_id, tag, &value), find_internal_group(ec2, vpc_id, name, cluster_id))
    };
    let (instances, group) = looking::until_stopped(cx, looks).await?;
    let internal_group = match group {
        Err(refusal) if is_denied(&refusal) => {
            cx.warn(messages::without_group(&refusal));
            None
        }
        group => group?,
    };
    let refusal = match instances {
        Err(refusal) if is_denied(&refusal) => refusal,
        instances => return Ok(Parts { instances: Some(instances?), interfaces: None, internal_group }),
    };
    match looking::until_stopped(cx, interfaces).await? {
        // Who may see neither is to be allowed what tells more.
        Err(error) if is_denied(&error) => Err(refusal.into()),
        interfaces => {
            let interfaces = Some(interfaces?);
            cx.warn(messages::without_instances(&refusal));
            Ok(Parts { instances: None, interfaces, internal_group })
        }
    }
}

fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), Kind::Denied { .. })
}

async fn find_internal_group(
    ec2: &Ec2,
    vpc_id: &str,
    name: &str,
    cluster_id: Option<&str>,
) -> Result<Option<String>, Error> {
    let groups = ec2.find_security_groups_like(vpc_id, &[format!("{INTERNAL_GROUP}{name}-*")]).await?;
    let ours = groups.into_iter().find(|group| control_plane::is_group(&group.name, INTERNAL_GROUP, name, cluster_id));
    Ok(ours.map(|group| group.id))
}
