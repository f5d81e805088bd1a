//! Schema and documentation of the data source `eksoutpost_local_cluster`. What is nested is the resource's.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::Model;

use crate::resources::local_cluster::model::{
    CertificateAuthority, HealthIssue, KubernetesNetworkConfig, LocalCluster, OutpostConfig, UpgradePolicy, VpcConfig,
};
use crate::rules;

/// Local cluster that exists, whoever made it: everything that EKS tells about it, for configurations that use the cluster and do not
/// manage it.
///
/// One call is made, `eks:DescribeCluster`, and none of those that EKS refuses for local clusters. A cluster that does not run on an Outpost is
/// an error. What EKS does not know yet while the cluster is created is null.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct LocalClusterData {
    /// Name of the cluster.
    #[tf(required, validate = rules::cluster_name)]
    pub name: String,

    /// AWS Region of the cluster. Default value: the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Name of the cluster.
    #[tf(computed)]
    pub id: String,

    /// ARN of the cluster.
    #[tf(computed)]
    pub arn: Option<String>,

    /// UUID of the cluster. Authentication tokens and the bootstrap of nodes need it for a cluster with `ebs` storage.
    #[tf(computed)]
    pub cluster_id: Option<String>,

    /// Kind of cluster: `ebs` (no `outpost_config.etcd_instance_type`) or `instance_store`.
    #[tf(computed)]
    pub control_plane_storage: String,

    /// Status of the cluster: `CREATING`, `ACTIVE`, `UPDATING`, `DELETING` or `FAILED`.
    #[tf(computed)]
    pub status: Option<String>,

    /// Health issues of the cluster. EKS explains here why a cluster does not become active.
    #[tf(computed)]
    pub health: Vec<HealthIssue>,

    /// Kubernetes version as `1.NN`.
    #[tf(computed)]
    pub version: Option<String>,

    /// Platform version of the cluster, for example `eks-local-outposts.3`. EKS raises it by itself.
    #[tf(computed)]
    pub platform_version: Option<String>,

    /// URL of the Kubernetes API server.
    #[tf(computed)]
    pub endpoint: Option<String>,

    /// Certificate authority of the Kubernetes API server.
    #[tf(computed)]
    pub certificate_authority: Option<CertificateAuthority>,

    /// URL of the OpenID Connect issuer. Null for clusters with `ebs` storage.
    #[tf(computed)]
    pub oidc_issuer_url: Option<String>,

    /// ARN of the IAM role of the control plane.
    #[tf(computed)]
    pub role_arn: String,

    /// Where and on what the control plane runs.
    #[tf(computed)]
    pub outpost_config: OutpostConfig,

    /// Network of the control plane.
    #[tf(computed)]
    pub vpc_config: VpcConfig,

    /// Network of the cluster's services.
    #[tf(computed)]
    pub kubernetes_network_config: Option<KubernetesNetworkConfig>,

    /// Who may use the Kubernetes API.
    #[tf(computed)]
    pub access_config: Option<AuthenticationMode>,

    /// Control plane logs that go to CloudWatch Logs.
    #[tf(computed)]
    pub enabled_cluster_log_types: BTreeSet<String>,

    /// What happens at the end of a Kubernetes version's standard support.
    #[tf(computed)]
    pub upgrade_policy: Option<UpgradePolicy>,

    /// Whether EKS refuses to delete the cluster.
    #[tf(computed)]
    pub deletion_protection: Option<bool>,

    /// Time of creation, as RFC 3339.
    #[tf(computed)]
    pub created_at: Option<String>,

    /// Tags of the cluster, without those that the provider's `ignore_tags` names.
    #[tf(computed)]
    pub tags: BTreeMap<String, String>,
}

/// Who may use the Kubernetes API. EKS does not tell whether the cluster's creator became its administrator.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct AuthenticationMode {
    /// Where EKS looks up who a principal is in Kubernetes: `CONFIG_MAP` with `ebs` storage, else `API` or `API_AND_CONFIG_MAP`.
    #[tf(computed)]
    pub authentication_mode: Option<String>,
}

impl From<LocalCluster> for LocalClusterData {
    fn from(cluster: LocalCluster) -> Self {
        Self {
            name: cluster.name,
            region: cluster.region,
            id: cluster.id,
            arn: cluster.arn,
            cluster_id: cluster.cluster_id,
            control_plane_storage: cluster.control_plane_storage,
            status: cluster.status,
            health: cluster.health,
            version: cluster.version,
            platform_version: cluster.platform_version,
            endpoint: cluster.endpoint,
            certificate_authority: cluster.certificate_authority,
            oidc_issuer_url: cluster.oidc_issuer_url,
            role_arn: cluster.role_arn,
            outpost_config: cluster.outpost_config,
            vpc_config: cluster.vpc_config,
            kubernetes_network_config: cluster.kubernetes_network_config,
            access_config: cluster
                .access_config
                .map(|access| AuthenticationMode { authentication_mode: access.authentication_mode }),
            enabled_cluster_log_types: cluster.enabled_cluster_log_types.unwrap_or_default(),
            upgrade_policy: cluster.upgrade_policy,
            deletion_protection: cluster.deletion_protection,
            created_at: cluster.created_at,
            tags: cluster.tags_all,
        }
    }
}
