//! Schema and documentation of `eksoutpost_outpost`.

use std::collections::BTreeMap;

use tf_provider_rs::Model;

use crate::rules;

/// AWS Outpost: where it is, whether it can be used, and for its owner, which hosts it has and what fits on them.
///
/// Name it by `arn` or by `id`. An Outpost of another account is shown if it is shared with yours (AWS Resource Access Manager); racks and
/// hosts are shown to the owner only. Where AWS refuses to show them, `rack_ids` and `hosts` are null, and a warning says so; with
/// `include_hosts = false` nobody is asked, and nothing is said.
///
/// These calls are made: `outposts:GetOutpost`; unless `include_hosts` is `false`, `outposts:ListAssets` and
/// `outposts:ListAssetInstances`. The guide [IAM permissions](../guides/iam-permissions.md) has a policy for them.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Outpost {
    /// ARN of the Outpost. Set this or `id`. Default value: the ARN of the Outpost with that `id`.
    #[tf(optional, computed, validate = rules::outpost_arn)]
    pub arn: Option<String>,

    /// ID of the Outpost, `op-` and 17 hexadecimal digits. Set this or `arn`. Default value: the ID of the Outpost with that `arn`.
    #[tf(optional, computed, validate = rules::outpost_id)]
    pub id: Option<String>,

    /// AWS Region of the Outpost. Default value: the Region in `arn`, or else the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Whether to look at racks and hosts, which AWS shows to the owner of the Outpost only. Default value: `true`.
    #[tf(default = true)]
    pub include_hosts: bool,

    /// Account of the owner.
    #[tf(computed)]
    pub owner_id: Option<String>,

    /// Name that the owner gave the Outpost.
    #[tf(computed)]
    pub name: Option<String>,

    /// What the owner says about the Outpost.
    #[tf(computed)]
    pub description: Option<String>,

    /// State of the Outpost: `ACTIVE` when it can be used.
    #[tf(computed)]
    pub life_cycle_status: Option<String>,

    /// Name of its Availability Zone, for example `us-west-2a`. These names differ from account to account.
    #[tf(computed)]
    pub availability_zone: Option<String>,

    /// ID of its Availability Zone, for example `usw2-az2`, the same for every account.
    #[tf(computed)]
    pub availability_zone_id: Option<String>,

    /// ID of the site where it stands.
    #[tf(computed)]
    pub site_id: Option<String>,

    /// ARN of the site where it stands.
    #[tf(computed)]
    pub site_arn: Option<String>,

    /// `RACK` or `SERVER`. Local clusters run on racks only.
    #[tf(computed)]
    pub supported_hardware_type: Option<String>,

    /// Generation of the racks: `GENERATION_1` or `GENERATION_2`.
    #[tf(computed)]
    pub generation: Option<String>,

    /// `SINGLE_RACK`, or `MULTI_RACK` if it can grow.
    #[tf(computed)]
    pub rack_scaling_type: Option<String>,

    /// Tags of the Outpost, without those in the provider's `ignore_tags`.
    #[tf(computed)]
    pub tags: BTreeMap<String, String>,

    /// IDs of the racks, in order. Null if AWS does not show them, or `include_hosts` is `false`.
    #[tf(computed)]
    pub rack_ids: Option<Vec<String>>,

    /// Servers that take instances, in the order of rack and asset. Null if AWS does not show them, or `include_hosts` is `false`.
    #[tf(computed)]
    pub hosts: Option<Vec<Host>>,
}

/// Server in a rack that takes instances.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Host {
    /// ID of the asset that the server is.
    #[tf(computed)]
    pub asset_id: Option<String>,

    /// ID of the rack that it is in.
    #[tf(computed)]
    pub rack_id: Option<String>,

    /// ID of the Dedicated Host on it.
    #[tf(computed)]
    pub host_id: Option<String>,

    /// `ACTIVE` if it takes new instances, or why it does not: `ISOLATED`, `RETIRING`, `INSTALLING`.
    #[tf(computed)]
    pub state: Option<String>,

    /// Number of its vCPUs.
    #[tf(computed)]
    pub max_vcpus: Option<i64>,

    /// What fits on it: one element for each instance type, in the order of their names.
    #[tf(computed)]
    pub instance_type_capacities: Vec<Capacity>,
}

/// Room for instances of one type.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Capacity {
    /// Instance type, for example `m5.large`.
    #[tf(computed)]
    pub instance_type: String,

    /// Number of instances of this type that fit, running or not.
    #[tf(computed)]
    pub count: i64,

    /// How many of them run, in all accounts; those that EKS runs for clusters on instance store are among them. Null if AWS does not show it.
    #[tf(computed)]
    pub running_count: Option<i64>,
}
