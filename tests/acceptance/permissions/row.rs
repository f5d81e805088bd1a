//! One action taken away from one feature.

use serde_json::{Value, json};
use terraform_provider_eksoutpost::permissions::{Feature, Permission, Scope, features};

use super::guide::{self, Words};

/// A feature without one of its permissions, tried with a cluster or role of its own.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Name of the cluster and of the role.
    pub(super) key: String,
    pub(super) feature: &'static Feature,
    pub(super) permission: &'static Permission,
    /// `ebs` or `instance_store`.
    pub(super) kind: &'static str,
}

impl Row {
    /// Every permission of a feature.
    ///
    /// # Panics
    /// If there is no such feature.
    pub(super) fn all(id: &str, kind: &'static str) -> Vec<Self> {
        let feature = features().find(|feature| feature.id == id).unwrap_or_else(|| panic!("there is no {id}"));
        let short = id.split_once('-').unwrap().1;
        let rows = feature.permissions.iter().map(|permission| {
            let action = permission.action.replace(':', "-").to_lowercase();
            let passed_to = if permission.scope == Scope::PassedToEc2 { "-to-ec2" } else { "" };
            let of_kind = if id.contains(&kind[kind.len() - 3..]) { "" } else { &kind[..1] };
            Self { key: format!("{short}-{action}{passed_to}{of_kind}"), feature, permission, kind }
        });
        rows.collect()
    }

    /// What the row is called in reports.
    pub(super) fn name(&self) -> String {
        format!("{} ({}): {} on {}", self.feature.title, self.kind, self.permission.action, self.permission.scope.sid())
    }

    /// Whether what is taken away belongs to all names: then the row needs a principal of its own.
    pub(super) fn is_of_all_names(&self) -> bool {
        matches!(self.permission.scope, Scope::Region | Scope::ServiceLinkedRole(_) | Scope::AssumedRoles)
    }

    /// The whole policy of the guide, and what the extra features need.
    pub(super) fn everything(&self) -> Vec<Value> {
        let mut policies = vec![self.policy("Everything")];
        if self.feature.is_extra {
            policies.push(self.policy(self.feature.title));
        }
        policies
    }

    /// The policy of the feature and what it says that it goes with, without the action.
    pub(super) fn without(&self) -> Vec<Value> {
        let mut own = self.policy(self.feature.title);
        guide::take_away(&mut own, self.permission.scope.sid(), self.permission.action);
        let mut policies = vec![own];
        if self.feature.is_extra {
            policies.push(self.policy("Delete cluster roles"));
        }
        policies.retain(|policy| policy["Statement"] != json!([]));
        policies
    }

    /// The policy below a heading for this name alone.
    fn policy(&self, heading: &str) -> Value {
        let words = Words { cluster: &self.key, role: &self.key, assumed: &self.key };
        let policy = guide::policy(heading, words).to_string();
        // The guide cannot say more of instance profiles. Here one row must not have what another lacks.
        let own = policy.replace("eks-local-*", &format!("eks-local-{}", self.key));
        serde_json::from_str(&own.replace("instance-profile/*", &format!("instance-profile/{}", self.key))).unwrap()
    }
}
