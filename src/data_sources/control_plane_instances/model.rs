//! Schema and documentation of the data source `eksoutpost_control_plane_instances`.

use tf_provider_rs::Model;

use crate::aws::ec2;
use crate::rules;

/// What a control plane has in your account: its instances with `ebs` storage, its network interfaces with `instance_store`, whose instances are in
/// an account of AWS. Both have private addresses that stay for the cluster's life: put them into your own DNS or `/etc/hosts`, and the
/// Kubernetes API can be reached while the Outpost is disconnected from the AWS Region.
///
/// All of it belongs to EKS. Look at it, and do not change, stop or terminate it.
///
/// These calls are made: `eks:DescribeCluster`; with `ebs` storage `ec2:DescribeInstances`, or `ec2:DescribeNetworkInterfaces` if you may not call
/// that, and `ec2:DescribeSecurityGroups`; with `instance_store` storage `ec2:DescribeNetworkInterfaces`.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ControlPlaneInstances {
    /// Name of the cluster.
    #[tf(required, validate = rules::cluster_name)]
    pub cluster_name: String,

    /// AWS Region of the cluster. Default value: the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Kind of cluster: `ebs` or `instance_store`.
    #[tf(computed)]
    pub control_plane_storage: String,

    /// Status of the cluster. Before it is `ACTIVE` there is what EKS has made so far, and a warning.
    #[tf(computed)]
    pub status: Option<String>,

    /// Fixed private IPv4 addresses of the Kubernetes API, in ascending order: those of the instances, or of the network interfaces.
    #[tf(computed)]
    pub private_ips: Vec<String>,

    /// Control plane instances. Empty with `instance_store` storage; null if you may not see instances.
    #[tf(computed)]
    pub instances: Option<Vec<ControlPlaneInstance>>,

    /// Network interfaces of the control plane. With `ebs` storage they are looked for only if you may not see instances, and null otherwise.
    #[tf(computed)]
    pub network_interfaces: Option<Vec<ControlPlaneInterface>>,

    /// ID of the security group `eks-local-internal-do-not-use-or-edit-<name>-<id>` that the instances have among themselves: leave it alone. Null
    /// with `instance_store` storage, and if you may not see security groups.
    #[tf(computed)]
    pub internal_security_group_id: Option<String>,
}

/// Control plane instance.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ControlPlaneInstance {
    /// ID of the instance.
    #[tf(computed)]
    pub id: String,

    /// State of the instance: `pending`, `running`, `shutting-down`, `stopping` or `stopped`.
    #[tf(computed)]
    pub state: Option<String>,

    /// EC2 instance type.
    #[tf(computed)]
    pub instance_type: Option<String>,

    /// ID of the host that the instance is on. Null if EC2 does not show it.
    #[tf(computed)]
    pub host_id: Option<String>,

    /// ID of the subnet that the instance is in.
    #[tf(computed)]
    pub subnet_id: Option<String>,

    /// Private IPv4 address of the instance.
    #[tf(computed)]
    pub private_ip: Option<String>,
}

/// Network interface of the control plane.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ControlPlaneInterface {
    /// ID of the network interface.
    #[tf(computed)]
    pub id: String,

    /// ID of the subnet that the network interface is in.
    #[tf(computed)]
    pub subnet_id: Option<String>,

    /// Private IPv4 address of the network interface.
    #[tf(computed)]
    pub private_ip: Option<String>,
}

impl From<ec2::Instance> for ControlPlaneInstance {
    fn from(instance: ec2::Instance) -> Self {
        let ec2::Instance { id, state, instance_type, host_id, subnet_id, private_ip } = instance;
        Self { id, state, instance_type, host_id, subnet_id, private_ip }
    }
}

impl From<ec2::NetworkInterface> for ControlPlaneInterface {
    fn from(interface: ec2::NetworkInterface) -> Self {
        let ec2::NetworkInterface { id, subnet_id, private_ip } = interface;
        Self { id, subnet_id, private_ip }
    }
}
