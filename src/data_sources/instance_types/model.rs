//! Schema and documentation of `eksoutpost_instance_types`.

use tf_provider_rs::Model;

use crate::rules;

/// Instance types that an Outpost offers, and for how many nodes AWS recommends each: for the control plane of a cluster with `ebs` storage, and
/// for control plane and etcd of one with `instance_store`.
///
/// These are the types that are configured on the Outpost. Whether instances of a type are free, the data source `eksoutpost_outpost` tells its owner.
///
/// One call is made, `outposts:GetOutpostInstanceTypes`, for each page of its answer. If AWS refuses it, `ec2:DescribeInstanceTypeOfferings` is asked
/// instead, which tells names alone, and a warning says so. The guide [IAM permissions](../guides/iam-permissions.md) has a policy for them.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct InstanceTypes {
    /// ARN of the Outpost.
    #[tf(required, validate = rules::outpost_arn)]
    pub outpost_arn: String,

    /// AWS Region of the Outpost. Default value: the Region in `outpost_arn`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Instance types, by family and then from small to large.
    #[tf(computed)]
    pub instance_types: Vec<InstanceType>,
}

/// Instance type on an Outpost.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct InstanceType {
    /// Name of the instance type, for example `m5.xlarge`.
    #[tf(computed)]
    pub instance_type: String,

    /// Number of its vCPUs. Null if only EC2 tells of the type.
    #[tf(computed)]
    pub vcpus: Option<i64>,

    /// Memory in MiB, by AWS's tables of the families that Outposts have. Null for other families, and where `vcpus` is null.
    #[tf(computed)]
    pub memory_mib: Option<i64>,

    /// Recommendation for clusters with `ebs` storage. AWS goes by the size's name, whatever the family.
    #[tf(computed)]
    pub ebs: Ebs,

    /// Recommendation for clusters with `instance_store` storage. AWS goes by vCPU and memory; bare metal does not count.
    #[tf(computed)]
    pub instance_store: InstanceStore,
}

/// What AWS recommends for clusters with EBS.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Ebs {
    /// Nodes of a cluster with such control plane instances, for `outpost_config.control_plane_instance_type`.
    #[tf(computed)]
    pub control_plane: RecommendedNodes,
}

/// What AWS recommends for clusters with instance store.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct InstanceStore {
    /// Nodes of a cluster with such control plane instances, for `outpost_config.control_plane_instance_type`.
    #[tf(computed)]
    pub control_plane: RecommendedNodes,

    /// Nodes of a cluster with such instances for etcd, for `outpost_config.etcd_instance_type`.
    #[tf(computed)]
    pub etcd: RecommendedNodes,
}

/// Numbers of nodes for which AWS recommends an instance type.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct RecommendedNodes {
    /// Number of nodes from which on it is recommended; for fewer a smaller type is enough. Null if it is not recommended, or not known.
    #[tf(computed)]
    pub min_nodes: Option<i64>,

    /// Number of nodes up to which it is recommended, at most 500, where AWS's tables end. Null if it is not recommended, or not known.
    #[tf(computed)]
    pub max_nodes: Option<i64>,
}
