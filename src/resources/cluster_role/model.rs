//! Schema, state and documentation of `eksoutpost_cluster_role`.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::Model;
use tf_provider_rs::model::{Json, Timeouts};

use super::checks;
use crate::{rules, tags};

/// IAM role for the control plane of an Amazon EKS local cluster: the role, its trust policy and the AWS managed policies that the kind
/// of cluster needs, as one object.
///
/// `arn` becomes known only when the policies are attached, and the role is deleted only after what refers to it. A cluster with
/// `role_arn = eksoutpost_cluster_role.example.arn` therefore needs no `depends_on`.
///
/// Changes that somebody else makes to the trust policy, or detachments of the policies that this resource attached, are found and repaired by
/// the next apply. Other policies on the role are left alone.
///
/// The trust policy of a role that this resource created has a random statement identifier (`Sid`), by which the role is known if AWS's
/// answer gets lost. It decides nothing.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct ClusterRole {
    /// Name of the role: letters, digits and `+=,.@-_`, at most 64 characters, unique in your account without regard to case. Default value: a
    /// unique name. Conflicts with `name_prefix`. A change replaces the role.
    #[tf(optional, computed, keep_state, requires_replace, validate = rules::role_name)]
    pub name: String,

    /// Beginning of a unique name. Conflicts with `name`. A role whose name begins otherwise is replaced.
    #[tf(optional, validate = rules::role_name_prefix)]
    pub name_prefix: Option<String>,

    /// Kind of local cluster that the role is for; it decides the trust policy and the managed policies. Allowed values are: `ebs`,
    /// `instance_store`. Default value: `ebs`.
    #[tf(default = "ebs", validate = checks::control_plane_storage)]
    pub control_plane_storage: String,

    /// Path of the role, beginning and ending with `/`. Default value: `/`. A change replaces the role.
    #[tf(default = "/", requires_replace, validate = rules::role_path)]
    pub path: String,

    /// Description of the role, at most 1000 characters.
    #[tf(optional, validate = rules::role_description)]
    pub description: Option<String>,

    /// Longest session of the role in seconds, from `3600` to `43200`. Default value: `3600`.
    #[tf(default = 3600, validate = checks::max_session_duration)]
    pub max_session_duration: i64,

    /// ARN of the policy that bounds the role's permissions. It must allow what the managed policies allow, or the control plane cannot work.
    #[tf(optional, validate = rules::policy_arn)]
    pub permissions_boundary: Option<String>,

    /// ARNs of policies to attach beside those that the kind of cluster needs. After an import these are all others that the role has: what
    /// the configuration leaves out is detached by the next apply, as its plan shows.
    #[tf(optional, validate = checks::policy_arns)]
    pub additional_policy_arns: Option<BTreeSet<String>>,

    /// Whether to detach policies and delete inline policies that somebody else gave the role, and to take it out of instance profiles, when it is
    /// destroyed. Without it such a role cannot be deleted. Instance profiles that EKS made for a cluster are never touched: the deletion waits
    /// until EKS has removed them. Default value: `false`.
    #[tf(default = false)]
    pub force_detach_policies: bool,

    /// Tags of the role. A tag of the same key in the provider's `default_tags` is overridden.
    #[tf(optional, validate = tags::check)]
    pub tags: Option<BTreeMap<String, String>>,

    /// Tags of the role together with the provider's `default_tags`.
    #[tf(computed)]
    pub tags_all: BTreeMap<String, String>,

    /// Name of the role.
    #[tf(computed, keep_state)]
    pub id: String,

    /// ARN of the role. Known when its policies are attached.
    #[tf(computed, keep_state)]
    pub arn: Option<String>,

    /// Unique ID of the role, for example `AROAEXAMPLE`. A role that is deleted and created again has another one.
    #[tf(computed, keep_state)]
    pub unique_id: Option<String>,

    /// Time of creation, as RFC 3339.
    #[tf(computed, keep_state)]
    pub create_date: Option<String>,

    /// Trust policy of the role as JSON.
    #[tf(computed)]
    pub assume_role_policy: Json,

    /// ARNs of the policies that this resource attaches: those that the kind of cluster needs and `additional_policy_arns`.
    #[tf(computed)]
    pub policy_arns: BTreeSet<String>,

    /// Timeouts.
    #[tf(timeouts(create = "5m", update = "5m", delete = "10m"))]
    pub timeouts: Timeouts,
}
