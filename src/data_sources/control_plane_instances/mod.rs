//! `eksoutpost_control_plane_instances`: what a control plane has in the account, and the addresses at which the Kubernetes API is reached.
//!
//! The story: the cluster tells its kind and VPC; what EKS made there is found by tag, description or name ([`parts`]). Without the
//! permission to see instances their network interfaces still tell the addresses.

mod messages;
pub mod model;
mod parts;

use std::net::IpAddr;

use tf_provider_rs::{Context, DataSource, Result};

use self::model::{ControlPlaneInstances, ControlPlaneInstancesArguments};
use self::parts::Parts;
use super::looking;
use crate::config::Api;
use crate::rules::ControlPlaneStorage;

/// The data source `eksoutpost_control_plane_instances`.
#[derive(Clone, Copy, Debug, Default)]
pub struct ControlPlaneInstancesDataSource;

type Cx = Context<Api, ControlPlaneInstances>;

impl DataSource for ControlPlaneInstancesDataSource {
    type Api = Api;
    type Model = ControlPlaneInstances;

    const NAME: &'static str = "control_plane_instances";

    async fn read(&self, cx: &Cx, arguments: ControlPlaneInstancesArguments) -> Result<ControlPlaneInstances> {
        let clients = cx.api()?.clients()?;
        let region = looking::region(clients, arguments.region.as_deref())?;
        let name = arguments.cluster_name;
        let cluster = looking::find_local_cluster(cx, clients, region, "cluster_name", &name).await?;
        let outpost = cluster.outpost_config.as_ref();
        let kind = ControlPlaneStorage::of(outpost.and_then(|outpost| outpost.etcd_instance_type()));
        let parts = match cluster.resources_vpc_config.as_ref().and_then(|vpc| vpc.vpc_id.as_deref()) {
            Some(vpc_id) => parts::find(cx, &clients.ec2(region), vpc_id, kind, &name, cluster.id.as_deref()).await?,
            // EKS tells the VPC when it has begun to work in it.
            None => Parts { instances: Some(Vec::new()), ..Parts::default() },
        };
        let status = cluster.status.map(|status| status.as_str().to_owned());
        if let Some(warning) = messages::incomplete(&name, kind, status.as_deref(), parts.is_empty()) {
            cx.warn(warning);
        }
        Ok(ControlPlaneInstances {
            cluster_name: name,
            region: region.to_owned(),
            control_plane_storage: kind.as_str().to_owned(),
            status,
            private_ips: in_order(parts.addresses()),
            instances: parts.instances.map(|found| found.into_iter().map(Into::into).collect()),
            network_interfaces: parts.interfaces.map(|found| found.into_iter().map(Into::into).collect()),
            internal_security_group_id: parts.internal_group,
        })
    }
}

/// Addresses as numbers sort.
fn in_order<'a>(addresses: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut addresses: Vec<_> = addresses.map(str::to_owned).collect();
    addresses.sort_by_cached_key(|address| (address.parse::<IpAddr>().ok(), address.clone()));
    addresses
}

#[cfg(test)]
mod tests;
