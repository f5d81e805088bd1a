//! Schema and documentation of the data source `eksoutpost_local_clusters`.

use std::collections::BTreeSet;

use tf_provider_rs::Model;

use crate::rules;

/// Local clusters of a Region, or of one Outpost, whoever made them. Clusters in the AWS cloud are left out.
///
/// These calls are made: `eks:ListClusters`, and `eks:DescribeCluster` for each cluster of the Region, five at a time, because a list tells
/// neither whether a cluster is local nor where it is. Clusters that you may not describe are left out with a warning.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct LocalClusters {
    /// AWS Region of the clusters. Default value: the Region in `outpost_arn`, or else the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// ARN of the Outpost whose clusters are wanted. Default value: clusters of every Outpost.
    #[tf(optional, validate = rules::outpost_arn)]
    pub outpost_arn: Option<String>,

    /// Names of the clusters.
    #[tf(computed)]
    pub names: BTreeSet<String>,

    /// Clusters in the order of their names.
    #[tf(computed)]
    pub clusters: Vec<FoundCluster>,
}

/// Local cluster.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct FoundCluster {
    /// Name of the cluster.
    #[tf(computed)]
    pub name: String,

    /// ARN of the cluster.
    #[tf(computed)]
    pub arn: Option<String>,

    /// UUID of the cluster. EKS may show none for `instance_store` storage.
    #[tf(computed)]
    pub cluster_id: Option<String>,

    /// Status of the cluster: `CREATING`, `ACTIVE`, `UPDATING`, `DELETING` or `FAILED`.
    #[tf(computed)]
    pub status: Option<String>,

    /// Kind of cluster: `ebs` or `instance_store`.
    #[tf(computed)]
    pub control_plane_storage: String,

    /// Kubernetes version as `1.NN`.
    #[tf(computed)]
    pub version: Option<String>,

    /// ARN of the Outpost that the control plane runs on.
    #[tf(computed)]
    pub outpost_arn: Option<String>,
}
