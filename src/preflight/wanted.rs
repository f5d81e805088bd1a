//! What is known of a planned cluster. What is not known yet, or not set, is `None`.

use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;

use crate::rules::ControlPlaneStorage;
use crate::rules::partition::Partition;

/// A planned cluster.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) partition: &'static Partition,
    pub(crate) name: Option<String>,
    pub(crate) role_arn: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) kind: Option<ControlPlaneStorage>,
    pub(crate) outpost_arn: Option<String>,
    pub(crate) control_plane_instance_type: Option<String>,
    pub(crate) etcd_instance_type: Option<String>,
    /// Placement group of the control plane instances.
    pub(crate) group_name: Option<String>,
    /// What to spread the control plane instances over.
    pub(crate) control_plane_spread: Option<String>,
    /// What to spread the etcd instances over.
    pub(crate) etcd_spread: Option<String>,
    /// Only if all of them are known.
    pub(crate) subnet_ids: Option<Vec<String>>,
    /// Only if all of them are known.
    pub(crate) security_group_ids: Option<Vec<String>>,
    pub(crate) service_ipv4_cidr: Option<String>,
    /// Whether a cluster of this configuration makes room for it: its name, addresses and hosts may be taken.
    pub(crate) takes_over: bool,
    /// What EKS would be asked for, if all of it is known.
    pub(crate) request: Option<CreateClusterInputBuilder>,
}

impl Wanted {
    /// The instance types of the cluster, as far as they are known, each with the attribute that says so.
    pub(super) fn instance_types(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let control_plane = self.control_plane_instance_type.as_deref();
        let etcd = self.etcd_instance_type.as_deref();
        let control_plane = control_plane.map(|name| ("outpost_config.control_plane_instance_type", name));
        control_plane.into_iter().chain(etcd.map(|name| ("outpost_config.etcd_instance_type", name)))
    }
}
