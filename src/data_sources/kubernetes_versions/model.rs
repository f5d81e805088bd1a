//! Schema and documentation of `eksoutpost_kubernetes_versions`.

use tf_provider_rs::Model;

use crate::rules::{ControlPlaneStorage, Violation};

/// Kubernetes versions that EKS offers for new local clusters of one kind, with the ends of their support.
///
/// The two kinds have a list each: clusters with `ebs` storage one of their own, clusters with `instance_store` that of the cloud (EKS's
/// documentation says so; that it is listed under the cluster type `eks` is inferred).
///
/// One call is made, `eks:DescribeClusterVersions`, for each page of its answer. The guide [IAM permissions](../guides/iam-permissions.md) has a
/// policy for it.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct KubernetesVersions {
    /// Kind of cluster: `ebs` or `instance_store`. Default value: `ebs`.
    #[tf(default = "ebs", validate = kind)]
    pub control_plane_storage: String,

    /// AWS Region of the clusters. Default value: the provider's `region`.
    #[tf(optional, computed, validate = crate::rules::region)]
    pub region: String,

    /// EKS's name of the list: `eks-local-outposts` for `ebs`, `eks` for `instance_store`.
    #[tf(computed)]
    pub cluster_type: String,

    /// Version that a new cluster gets if you name none. Null if EKS does not tell.
    #[tf(computed)]
    pub default_cluster_version: Option<String>,

    /// Versions, newest first.
    #[tf(computed)]
    pub cluster_versions: Vec<ClusterVersion>,
}

/// Kubernetes version that EKS offers.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ClusterVersion {
    /// Kubernetes version as `1.NN`, for `version` of a cluster.
    #[tf(computed)]
    pub cluster_version: Option<String>,

    /// Whether a new cluster gets it if you name none.
    #[tf(computed)]
    pub default_version: bool,

    /// `STANDARD_SUPPORT`, `EXTENDED_SUPPORT` or `UNSUPPORTED`.
    #[tf(computed)]
    pub version_status: Option<String>,

    /// Platform version of a new cluster, for example `eks-local-outposts.3`.
    #[tf(computed)]
    pub default_platform_version: Option<String>,

    /// Kubernetes version with its patch, for example `1.32.12`.
    #[tf(computed)]
    pub kubernetes_patch_version: Option<String>,

    /// Date when EKS began to offer it, in RFC 3339.
    #[tf(computed)]
    pub release_date: Option<String>,

    /// Date when its standard support ends, in RFC 3339.
    #[tf(computed)]
    pub end_of_standard_support_date: Option<String>,

    /// Date when its extended support ends, in RFC 3339.
    #[tf(computed)]
    pub end_of_extended_support_date: Option<String>,
}

fn kind(text: &str) -> Result<(), Violation> {
    text.parse::<ControlPlaneStorage>().map(drop)
}
