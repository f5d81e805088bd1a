//! Schema and documentation of the data source `eksoutpost_preflight`. Its arguments are those of the resource, and have the same names.

use std::collections::BTreeSet;

use tf_provider_rs::Model;

use crate::resources::local_cluster::checks::{security_group_ids, subnet_ids};
use crate::rules;

/// What a plan says of a new local cluster, as data: for `check` blocks, and for pipelines that decide by themselves. A finding is never an error
/// here, whatever `preflight` of the provider says; only malformed arguments are.
///
/// The arguments are those of the resource `eksoutpost_local_cluster`, and are checked by the same rules. What you leave out is not checked.
///
/// Beside a cluster that Terraform manages, let the data source depend on it: `depends_on = [eksoutpost_local_cluster.example]`. A cluster that
/// Terraform has in its state does not count against itself, so that its own name, addresses and instances are no findings. Put it outside of
/// the `check` block then: a plan with data inside of a `check` is never without changes, because Terraform reads such data again in every apply.
///
/// The calls are those of a plan, which the guide [Rules of local clusters](../guides/rules.md) lists, and are shared with it: within one run
/// each is made once. They take at most ten seconds. What you may not call is not checked, and is in `not_checked`.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PreflightFindings {
    /// Name of the cluster.
    #[tf(optional, validate = rules::cluster_name)]
    pub name: Option<String>,

    /// ARN of the IAM role of the control plane.
    #[tf(optional, validate = rules::role_arn)]
    pub role_arn: Option<String>,

    /// Kubernetes version as `1.NN`.
    #[tf(optional, validate = rules::kubernetes_version)]
    pub version: Option<String>,

    /// Where and on what the control plane is to run.
    #[tf(optional)]
    pub outpost_config: Option<PlannedOutpost>,

    /// Network of the control plane.
    #[tf(optional)]
    pub vpc_config: Option<PlannedVpc>,

    /// Who may use the Kubernetes API.
    #[tf(optional)]
    pub access_config: Option<PlannedAccess>,

    /// Network of the cluster's services.
    #[tf(optional)]
    pub kubernetes_network_config: Option<PlannedServices>,

    /// AWS Region of the cluster. Default value: the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Whether no finding is an error. With `not_checked` that is not all there may be to say.
    #[tf(computed)]
    pub ok: bool,

    /// Number of findings that are errors: the cluster cannot work.
    #[tf(computed)]
    pub error_count: i64,

    /// Number of findings that are warnings: the cluster may not work.
    #[tf(computed)]
    pub warning_count: i64,

    /// Findings, errors first, in the order of their attributes.
    #[tf(computed)]
    pub findings: Vec<PlanFinding>,

    /// IAM actions of the calls that got no answer, because you may not make them, they failed, or the time was over.
    #[tf(computed)]
    pub not_checked: BTreeSet<String>,
}

/// Where and on what the control plane is to run.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlannedOutpost {
    /// ARN of the Outpost.
    #[tf(optional, validate = rules::outpost_arn)]
    pub outpost_arn: Option<String>,

    /// EC2 instance type of the control plane instances.
    #[tf(optional, validate = rules::instance_type)]
    pub control_plane_instance_type: Option<String>,

    /// Placement of the control plane instances.
    #[tf(optional)]
    pub control_plane_placement: Option<PlannedPlacement>,

    /// EC2 instance type of the etcd instances. Makes the cluster one with `instance_store` storage.
    #[tf(optional, validate = rules::instance_type)]
    pub etcd_instance_type: Option<String>,

    /// Placement of the etcd instances; `instance_store` storage only.
    #[tf(optional)]
    pub etcd_placement: Option<PlannedSpread>,
}

/// Placement of the control plane instances.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlannedPlacement {
    /// Name of your own EC2 placement group with the strategy `spread`; `ebs` storage only.
    #[tf(optional)]
    pub group_name: Option<String>,

    /// What to spread the instances over; `instance_store` storage only. Allowed values are: `host`, `rack`.
    #[tf(optional)]
    pub spread_level: Option<String>,
}

/// Placement of the etcd instances.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlannedSpread {
    /// What to spread the instances over. Allowed values are: `host`, `rack`.
    #[tf(optional)]
    pub spread_level: Option<String>,
}

/// Network of the control plane.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlannedVpc {
    /// IDs of the subnets for the control plane.
    #[tf(optional, validate = subnet_ids)]
    pub subnet_ids: Option<BTreeSet<String>>,

    /// IDs of at most five security groups for the control plane.
    #[tf(optional, validate = security_group_ids)]
    pub security_group_ids: Option<BTreeSet<String>>,

    /// Whether the Kubernetes API can be reached from the internet; `true` is possible with `instance_store` storage only. Default value:
    /// `false`.
    #[tf(default = false)]
    pub endpoint_public_access: bool,

    /// CIDR blocks that can reach the public endpoint; only together with `endpoint_public_access = true`.
    #[tf(optional)]
    pub public_access_cidrs: Option<BTreeSet<String>>,
}

/// Who may use the Kubernetes API.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlannedAccess {
    /// Where EKS looks up who a principal is in Kubernetes.
    #[tf(optional)]
    pub authentication_mode: Option<String>,

    /// Whether the principal that creates the cluster becomes its administrator.
    #[tf(optional)]
    pub bootstrap_cluster_creator_admin_permissions: Option<bool>,
}

/// Network of the cluster's services.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlannedServices {
    /// CIDR block for the addresses of Kubernetes services.
    #[tf(optional, validate = rules::service_ipv4_cidr)]
    pub service_ipv4_cidr: Option<String>,
}

/// Finding.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct PlanFinding {
    /// Name of the finding, made from its summary: `subnet_does_not_exist`.
    #[tf(computed)]
    pub code: String,

    /// Severity: `error` if the cluster cannot work, `warning` if it may not.
    #[tf(computed)]
    pub severity: String,

    /// Attribute that it is about, for example `vpc_config.subnet_ids`.
    #[tf(computed)]
    pub attribute: Option<String>,

    /// What is wrong, in a few words.
    #[tf(computed)]
    pub summary: String,

    /// Why, and what to do.
    #[tf(computed)]
    pub detail: String,
}

impl From<PlannedOutpostArguments> for PlannedOutpost {
    fn from(outpost: PlannedOutpostArguments) -> Self {
        Self {
            outpost_arn: outpost.outpost_arn,
            control_plane_instance_type: outpost.control_plane_instance_type,
            control_plane_placement: outpost.control_plane_placement.map(|placement| PlannedPlacement {
                group_name: placement.group_name,
                spread_level: placement.spread_level,
            }),
            etcd_instance_type: outpost.etcd_instance_type,
            etcd_placement: outpost
                .etcd_placement
                .map(|placement| PlannedSpread { spread_level: placement.spread_level }),
        }
    }
}

impl From<PlannedVpcArguments> for PlannedVpc {
    fn from(vpc: PlannedVpcArguments) -> Self {
        let set = |elements: Option<Vec<String>>| elements.map(|elements| elements.into_iter().collect());
        Self {
            subnet_ids: set(vpc.subnet_ids),
            security_group_ids: set(vpc.security_group_ids),
            endpoint_public_access: vpc.endpoint_public_access,
            public_access_cidrs: set(vpc.public_access_cidrs),
        }
    }
}
