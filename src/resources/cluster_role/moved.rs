//! `moved` from `aws_iam_role`: a state of the AWS provider becomes one of this resource, without a call of AWS.
//!
//! Trust and policies are taken as they are; where they are not what a cluster needs, the next plan shows the repair. Policies beside those
//! of the kind count as somebody else's until the configuration names them in `additional_policy_arns`: other resources may attach them.
//!
//! Source: hashicorp/aws, internal/service/iam/role.go (version 0 of the state, the only one). Read 2026-11.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tf_provider_rs::{Diagnostic, MoveSource, MovedFrom, Result};

use super::import::unseen;
use super::model::ClusterRole;
use crate::rules::ControlPlaneStorage::{self, Ebs, InstanceStore};
use crate::rules::partition::Partition;
use crate::rules::{self, arn::Arn};

/// The types that can become a cluster role.
pub(super) const SOURCES: &[MoveSource] =
    &[MoveSource { provider: "hashicorp/aws", type_name: "aws_iam_role", newest_version: 0 }];

/// What that provider stores as the prefix of a name that it chose by itself.
const PREFIX_OF_ITS_OWN: &str = "terraform-";

/// The cluster role that an `aws_iam_role` is.
pub(super) fn moved_from(source: &MovedFrom<'_>) -> Result<ClusterRole> {
    let old = Old(source.state.json()?);
    let name = old.text("name").or(old.text("id")).ok_or_else(|| incomplete("name"))?;
    let arn = old.text("arn").ok_or_else(|| incomplete("arn"))?;
    let partition = Arn::parse(&arn).and_then(|arn| arn.known_partition()).ok_or_else(|| incomplete("arn"))?;
    let trust = old.text("assume_role_policy").unwrap_or_default();
    let attached = old.texts("managed_policy_arns");
    let kind = kind(&trust, &attached, partition);
    let of_the_kind = rules::managed_policy_arns(kind, partition).into_iter().collect();
    Ok(ClusterRole {
        name_prefix: old.text("name_prefix").filter(|prefix| prefix != PREFIX_OF_ITS_OWN),
        path: old.text("path").unwrap_or_else(|| "/".to_owned()),
        description: old.text("description"),
        max_session_duration: old.member("max_session_duration").and_then(Json::as_i64).unwrap_or(3600),
        permissions_boundary: old.text("permissions_boundary"),
        force_detach_policies: old.member("force_detach_policies").and_then(Json::as_bool).unwrap_or(false),
        tags: Some(old.map("tags")).filter(|tags| !tags.is_empty()),
        tags_all: old.map("tags_all"),
        id: name.clone(),
        name,
        arn: Some(arn),
        unique_id: old.text("unique_id"),
        create_date: old.text("create_date"),
        policy_arns: attached.intersection(&of_the_kind).cloned().collect(),
        ..unseen(kind, trust)
    })
}

/// The kind whose service the role trusts, or else the one whose policies it has; EBS, which is the default, if neither tells.
fn kind(trust: &str, attached: &BTreeSet<String>, partition: &Partition) -> ControlPlaneStorage {
    let kinds = [Ebs, InstanceStore];
    let trusting = |kind: &ControlPlaneStorage| rules::trusts_service(trust, rules::trusted_service(*kind, partition));
    let allowed = |kind: &ControlPlaneStorage| {
        rules::managed_policy_arns(*kind, partition).iter().any(|arn| attached.contains(arn))
    };
    kinds.into_iter().find(trusting).or_else(|| kinds.into_iter().find(allowed)).unwrap_or(Ebs)
}

/// Attributes of an `aws_iam_role`. Its provider writes "none" as null, as empty text or as an empty list.
struct Old(Json);

impl Old {
    fn member(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.member(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn texts(&self, name: &str) -> BTreeSet<String> {
        let elements = self.member(name).and_then(Json::as_array);
        elements.into_iter().flatten().filter_map(|element| element.as_str().map(str::to_owned)).collect()
    }

    fn map(&self, name: &str) -> BTreeMap<String, String> {
        let members = self.member(name).and_then(Json::as_object);
        members
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect()
    }
}

fn incomplete(attribute: &str) -> Diagnostic {
    Diagnostic::error(
        "State cannot be moved",
        format!(
            "The state of the `aws_iam_role` has no usable `{attribute}`. Run `terraform apply -refresh-only` without the `moved` block, with the \
             AWS provider, and try again. Or write a `removed` block for the old address with `lifecycle {{ destroy = false }}`, and an \
             `import` block for the new one."
        ),
    )
}

#[cfg(test)]
mod tests;
