//! Schema and documentation of `eksoutpost_outposts`.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::Model;
use tf_provider_rs::model::Attr;

use crate::rules::{self, Violation};

/// AWS Outposts in one Region: those of your account, and those that other accounts share with it.
///
/// Without filters all are listed, Outposts servers too, on which local clusters do not run: look at `supported_hardware_type`. That there is none
/// is no error, but an empty list.
///
/// One call is made, `outposts:ListOutposts`, for each page of its answer. The guide [IAM permissions](../guides/iam-permissions.md) has a policy
/// for it. The data source `eksoutpost_outpost` tells more about one Outpost.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Outposts {
    /// AWS Region to look in. Default value: the provider's `region`.
    #[tf(optional, computed, validate = rules::region)]
    pub region: String,

    /// Only Outposts in one of these states, for example `ACTIVE`. One to five values. Default value: every state.
    #[tf(optional, validate = filter)]
    pub life_cycle_statuses: Option<BTreeSet<String>>,

    /// Only Outposts in one of these Availability Zones, by name, for example `us-west-2a`. One to five values. Default value: every Availability
    /// Zone.
    #[tf(optional, validate = filter)]
    pub availability_zones: Option<BTreeSet<String>>,

    /// Only Outposts in one of these Availability Zones, by ID, for example `usw2-az2`. One to five values. Default value: every Availability
    /// Zone.
    #[tf(optional, validate = filter)]
    pub availability_zone_ids: Option<BTreeSet<String>>,

    /// Outposts, in the order of their ARNs.
    #[tf(computed)]
    pub outposts: Vec<ListedOutpost>,
}

/// AWS Outpost in a list.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ListedOutpost {
    /// ARN of the Outpost.
    #[tf(computed)]
    pub arn: Option<String>,

    /// ID of the Outpost.
    #[tf(computed)]
    pub id: Option<String>,

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
}

/// How many values a filter has.
fn filter(values: &[Attr<String>]) -> Result<(), Violation> {
    rules::outpost::filter_values(values.len(), values.iter().filter_map(Attr::known).map(String::as_str))
}
