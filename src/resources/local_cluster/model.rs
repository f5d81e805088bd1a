//! Schema, state and documentation of `eksoutpost_local_cluster`.
//!
//! Optional in Rust is whatever the API may leave out of an answer: a missing member must never become a difference.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::Model;
use tf_provider_rs::model::Timeouts;

use super::checks;
use crate::{rules, tags};

/// Amazon EKS local cluster on an AWS Outpost: a Kubernetes cluster whose control plane runs on the Outpost and survives a lost
/// connection to the AWS Region.
///
/// There are two kinds, and `outpost_config.etcd_instance_type` tells them apart: without it the control plane has Amazon EBS
/// volumes (`control_plane_storage = "ebs"`), with it EC2 instance store (`control_plane_storage = "instance_store"`). Role,
/// access mode, endpoint access and placement follow the kind.
///
/// Creation takes 15 to 20 minutes. While it waits, the provider reads the cluster's health issues, which are the only place where
/// EKS tells why a local cluster does not become active. If you interrupt it, the cluster stays in state, and the next
/// `terraform apply` goes on waiting.
///
/// These calls are made. The guide [IAM permissions](../guides/iam-permissions.md) has the policies for them, and for what EKS itself asks of
/// the principal that runs Terraform, such as `iam:PassRole`.
///
/// Create: `sts:GetCallerIdentity`, `eks:CreateCluster`, `eks:DescribeCluster`. The guide [Rules of local clusters](../guides/rules.md) lists
/// what the plan of a new cluster asks unless `preflight` is `off`.
///
/// Read: `eks:DescribeCluster`; once that does not find the cluster, `sts:GetCallerIdentity`.
///
/// Update: `eks:DescribeCluster`, `eks:DescribeUpdate`, `eks:TagResource`, `eks:UntagResource`, `eks:UpdateClusterConfig`,
/// `eks:UpdateClusterVersion`.
///
/// Delete: `eks:DeleteCluster`, `eks:DescribeCluster`; to tell what EKS left behind, if you may: `ec2:DescribeNetworkInterfaces`,
/// `ec2:DescribeSecurityGroups`, `iam:ListInstanceProfilesForRole`.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct LocalCluster {
    /// Name of the cluster. Letters, digits, hyphens and underscores, first a letter or digit, at most 100 characters; unique in your
    /// account and Region. A change replaces the cluster.
    #[tf(required, requires_replace, validate = rules::cluster_name)]
    pub name: String,

    /// ARN of the IAM role of the control plane, for example `eksoutpost_cluster_role.example.arn`. It must trust the service and have
    /// the policies that the kind of cluster needs, for as long as the cluster exists. A change replaces the cluster.
    #[tf(required, requires_replace, validate = rules::role_arn)]
    pub role_arn: String,

    /// Kubernetes version as `1.NN`, without a patch version. Default value: the version that EKS chooses. You can go up by one minor version at
    /// a time, in place; EKS does not go back.
    #[tf(optional, computed, keep_state, validate = rules::kubernetes_version)]
    pub version: Option<String>,

    /// Where and on what the control plane runs.
    #[tf(required)]
    pub outpost_config: OutpostConfig,

    /// Network of the control plane.
    #[tf(required)]
    pub vpc_config: VpcConfig,

    /// Who may use the Kubernetes API. Default value: what the kind of cluster allows, `CONFIG_MAP` for `ebs` and `API_AND_CONFIG_MAP` for
    /// `instance_store`.
    #[tf(optional, computed, keep_state)]
    pub access_config: Option<AccessConfig>,

    /// Network of the cluster's services.
    #[tf(optional, computed, keep_state)]
    pub kubernetes_network_config: Option<KubernetesNetworkConfig>,

    /// Control plane logs that go to CloudWatch Logs, in the log group `/aws/eks/<name>/cluster`. Allowed values are: `api`, `audit`,
    /// `authenticator`, `controllerManager`, `scheduler`. Default value: none.
    #[tf(optional, validate = checks::log_types)]
    pub enabled_cluster_log_types: Option<BTreeSet<String>>,

    /// What happens at the end of a Kubernetes version's standard support. Default value: what EKS chooses.
    #[tf(optional, computed, keep_state)]
    pub upgrade_policy: Option<UpgradePolicy>,

    /// Whether EKS refuses to delete the cluster. Set it to `false` and apply before you destroy the cluster. Default value: what EKS
    /// chooses.
    #[tf(optional, computed, keep_state)]
    pub deletion_protection: Option<bool>,

    /// Tags of the cluster. A tag of the same key in the provider's `default_tags` is overridden. EKS does not copy them to the EC2
    /// resources of the cluster.
    #[tf(optional, validate = tags::check)]
    pub tags: Option<BTreeMap<String, String>>,

    /// Tags of the cluster together with the provider's `default_tags`.
    #[tf(computed)]
    pub tags_all: BTreeMap<String, String>,

    /// AWS Region of the cluster: the Region of the Outpost, in the partition of the provider's Region. Default value: the provider's `region`
    /// when the cluster is created; a later change of that one leaves the cluster where it is. A change replaces the cluster.
    #[tf(optional, computed, keep_state, requires_replace, validate = rules::region)]
    pub region: String,

    /// What to do with mistakes that AWS can tell while this cluster is planned as a new one: `error` fails the plan, `warn` only warns, `off` makes no
    /// such calls. Checked are name, version, role, Outpost, instance types and room on it, placement group, subnets, routes, VPC and security groups. The
    /// guide [Rules of local clusters](../guides/rules.md) lists calls and rules. Default value: the provider's `preflight`.
    #[tf(optional, validate = rules::preflight)]
    pub preflight: Option<String>,

    /// Whether to wait until the cluster is active. With `false`, creation ends when EKS has accepted it, and a later `terraform apply`
    /// finds the attributes that are not known before. Default value: `true`.
    #[tf(default = true)]
    pub wait_for_active: bool,

    /// Name of the cluster.
    #[tf(computed, keep_state)]
    pub id: String,

    /// ARN of the cluster.
    #[tf(computed, keep_state)]
    pub arn: Option<String>,

    /// UUID of the cluster. Authentication tokens and the bootstrap of nodes need it for a cluster with `ebs` storage.
    #[tf(computed, keep_state)]
    pub cluster_id: Option<String>,

    /// Kind of cluster: `ebs` or `instance_store`, as `outpost_config.etcd_instance_type` decides.
    #[tf(computed, keep_state)]
    pub control_plane_storage: String,

    /// Status of the cluster when it was last read: `CREATING`, `ACTIVE`, `UPDATING`, `DELETING` or `FAILED`.
    #[tf(computed)]
    pub status: Option<String>,

    /// Platform version of the cluster, for example `eks-local-outposts.3`. EKS raises it by itself.
    #[tf(computed)]
    pub platform_version: Option<String>,

    /// URL of the Kubernetes API server.
    #[tf(computed, keep_state)]
    pub endpoint: Option<String>,

    /// Certificate authority of the Kubernetes API server.
    #[tf(computed, keep_state)]
    pub certificate_authority: Option<CertificateAuthority>,

    /// URL of the OpenID Connect issuer. Absent from clusters with `ebs` storage.
    #[tf(computed, keep_state)]
    pub oidc_issuer_url: Option<String>,

    /// Time of creation, as RFC 3339.
    #[tf(computed, keep_state)]
    pub created_at: Option<String>,

    /// ARN of the IAM principal that created the cluster. It is a cluster administrator for ever, and EKS does not show it anywhere else;
    /// do not delete it. Absent from imported clusters.
    #[tf(computed, keep_state)]
    pub creator_principal_arn: Option<String>,

    /// Health issues of the cluster when it was last read. EKS explains here why a cluster does not become active.
    #[tf(computed)]
    pub health: Vec<HealthIssue>,

    /// Timeouts.
    #[tf(timeouts(create = "60m", update = "90m", delete = "45m"))]
    pub timeouts: Timeouts,
}

/// Where and on what the control plane runs.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct OutpostConfig {
    /// ARN of the Outpost, `arn:aws:outposts:<region>:<account>:outpost/op-<17 hexadecimal digits>`. The Outpost must be a rack in the cluster's
    /// Region; another account may own it. A change replaces the cluster.
    #[tf(required, requires_replace, validate = rules::outpost_arn)]
    pub outpost_arn: String,

    /// EC2 instance type of the control plane instances, for example `m5.large`. The Outpost must have capacity for three instances of it. A
    /// change replaces the cluster.
    #[tf(required, requires_replace, validate = rules::instance_type)]
    pub control_plane_instance_type: String,

    /// Placement of the control plane instances. Without it EKS does not spread them.
    #[tf(optional)]
    pub control_plane_placement: Option<ControlPlanePlacement>,

    /// EC2 instance type of the etcd instances. Makes the cluster one with `instance_store` storage. The Outpost must have capacity for
    /// three more instances of this type. A change replaces the cluster.
    #[tf(optional, requires_replace, validate = rules::instance_type)]
    pub etcd_instance_type: Option<String>,

    /// Placement of the etcd instances; `instance_store` storage only.
    #[tf(optional)]
    pub etcd_placement: Option<EtcdPlacement>,
}

/// Placement of the control plane instances.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ControlPlanePlacement {
    /// Name of your own EC2 placement group with the strategy `spread`; `ebs` storage only. A change replaces the cluster.
    #[tf(optional, requires_replace)]
    pub group_name: Option<String>,

    /// What to spread the instances over; `instance_store` storage only. Allowed values are: `host`, `rack`. A change replaces the cluster.
    #[tf(optional, requires_replace)]
    pub spread_level: Option<String>,
}

/// Placement of the etcd instances.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct EtcdPlacement {
    /// What to spread the instances over. Allowed values are: `host`, `rack`. A change replaces the cluster.
    #[tf(optional, requires_replace)]
    pub spread_level: Option<String>,
}

/// Network of the control plane.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct VpcConfig {
    /// IDs of the subnets for the control plane: at least one, all on the Outpost, all in one VPC. With `ebs` storage they need three free addresses
    /// together, with `instance_store` three each. A change replaces the cluster.
    #[tf(required, requires_replace, validate = checks::subnet_ids)]
    pub subnet_ids: BTreeSet<String>,

    /// IDs of at most five security groups for the control plane, beside the cluster security group that EKS makes. A change replaces the
    /// cluster.
    #[tf(optional, requires_replace, validate = checks::security_group_ids)]
    pub security_group_ids: Option<BTreeSet<String>>,

    /// Whether the Kubernetes API can be reached from within the VPC. Only `true` is possible for a local cluster. Default value: `true`.
    #[tf(default = true, validate = checks::endpoint_private_access)]
    pub endpoint_private_access: bool,

    /// Whether the Kubernetes API can be reached from the internet; `true` is possible with `instance_store` storage only. Default value:
    /// `false`.
    #[tf(default = false)]
    pub endpoint_public_access: bool,

    /// CIDR blocks that can reach the public endpoint; only together with `endpoint_public_access = true`. Default value: what EKS chooses.
    #[tf(optional, computed, keep_state)]
    pub public_access_cidrs: Option<BTreeSet<String>>,

    /// ID of the VPC of the subnets.
    #[tf(computed, keep_state)]
    pub vpc_id: Option<String>,

    /// ID of the security group that EKS made for the cluster. Let your on-premises hosts in here.
    #[tf(computed, keep_state)]
    pub cluster_security_group_id: Option<String>,
}

/// Who may use the Kubernetes API.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct AccessConfig {
    /// Where EKS looks up who a principal is in Kubernetes. With `ebs` storage only `CONFIG_MAP` is possible, which is the default there. With
    /// `instance_store`, allowed values are: `API`, `API_AND_CONFIG_MAP`; the latter is the default, and from it you can go to `API`, not back.
    #[tf(optional, computed, keep_state)]
    pub authentication_mode: Option<String>,

    /// Whether the principal that creates the cluster becomes its administrator. With `ebs` storage only `true` is possible. Default
    /// value: `true`. A change replaces the cluster.
    #[tf(optional, computed, keep_state, requires_replace)]
    pub bootstrap_cluster_creator_admin_permissions: Option<bool>,
}

/// Network of the cluster's services.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct KubernetesNetworkConfig {
    /// CIDR block for the addresses of Kubernetes services: between `/12` and `/24`, within `10.0.0.0/8`, `172.16.0.0/12` or `192.168.0.0/16`, and
    /// apart from the VPC. Default value: what EKS chooses. A change replaces the cluster.
    #[tf(optional, computed, keep_state, requires_replace, validate = rules::service_ipv4_cidr)]
    pub service_ipv4_cidr: Option<String>,

    /// IP family of the cluster's pods and services: `ipv4`.
    #[tf(computed, keep_state)]
    pub ip_family: Option<String>,
}

/// What happens at the end of a Kubernetes version's standard support.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct UpgradePolicy {
    /// Support after standard support has ended. Allowed values are: `STANDARD` (EKS upgrades the cluster), `EXTENDED` (the version stays, at
    /// a higher price).
    #[tf(optional, computed, keep_state, validate = rules::support_type)]
    pub support_type: Option<String>,
}

/// Certificate authority of the Kubernetes API server.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct CertificateAuthority {
    /// Certificate as Base64 of PEM, as a kubeconfig file has it.
    #[tf(computed)]
    pub data: Option<String>,
}

/// Health issue of the cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
pub struct HealthIssue {
    /// Code of the issue, for example `ConfigurationConflict`.
    #[tf(computed)]
    pub code: Option<String>,

    /// What EKS says about it.
    #[tf(computed)]
    pub message: Option<String>,

    /// IDs of the AWS resources that it is about.
    #[tf(computed)]
    pub resource_ids: Vec<String>,
}
