//! Import by name or ARN.

use std::collections::BTreeSet;

use aws_sdk_iam::types::{AttachedPolicy, Role};
use tf_provider_rs::model::{Json, Timeouts};
use tf_provider_rs::{Diagnostic, Result};

use super::model::ClusterRole;
use super::{Cx, convert, messages, waiting};
use crate::rules::partition::Partition;
use crate::rules::{self, ControlPlaneStorage, arn::Arn};
use crate::tags::{ProviderTags, Tags};

/// Reads the role that `id` names.
pub(super) async fn import(cx: &Cx, id: &str) -> Result<ClusterRole> {
    let api = cx.api()?;
    let clients = api.clients()?;
    let name = parse(id)?;
    let Some((role, attached)) = clients.iam().find_role_and_policies(name, &waiting(cx)).await? else {
        return Err(messages::nothing_to_import(name).into());
    };
    if id.starts_with("arn:") && role.arn != id {
        return Err(messages::another_arn(id, &role.arn).into());
    }
    let partition = clients.partition();
    let Some(kind) = kind_of(&role, partition) else { return Err(messages::not_a_cluster_role(name).into()) };
    Ok(seen(&role, &attached, kind, partition, &api.default_tags))
}

/// The kind of cluster that the role trusts the service of, if there is one.
pub(super) fn kind_of(role: &Role, partition: &Partition) -> Option<ControlPlaneStorage> {
    let trust = role.assume_role_policy_document.as_deref().unwrap_or_default();
    let kinds = [ControlPlaneStorage::Ebs, ControlPlaneStorage::InstanceStore];
    kinds.into_iter().find(|kind| rules::trusts_service(trust, rules::trusted_service(*kind, partition)))
}

/// The state of a role that was only looked at.
pub(super) fn seen(
    role: &Role,
    attached: &[AttachedPolicy],
    kind: ControlPlaneStorage,
    partition: &Partition,
    default_tags: &ProviderTags,
) -> ClusterRole {
    let trust = role.assume_role_policy_document.clone().unwrap_or_default();
    // Spelled as a creation leaves it in state, without its mark.
    let trust = Some(rules::trust_document(kind, partition))
        .filter(|wanted| rules::same_policy(wanted, &trust))
        .unwrap_or(trust);
    let of_the_kind = rules::managed_policy_arns(kind, partition);
    let additional: BTreeSet<String> =
        convert::arns(attached).filter(|arn| !of_the_kind.contains(arn)).cloned().collect();
    let state = ClusterRole {
        arn: Some(role.arn.clone()),
        additional_policy_arns: (!additional.is_empty()).then_some(additional),
        ..unseen(kind, trust)
    };
    state.observed(role, attached, default_tags)
}

/// The name in an identifier: the name itself, or the end of an ARN.
fn parse(id: &str) -> Result<&str, Diagnostic> {
    let name = if id.starts_with("arn:") {
        let arn = Arn::parse(id).filter(|arn| arn.service == "iam");
        arn.and_then(|arn| arn.resource.strip_prefix("role/")?.rsplit('/').next())
            .ok_or_else(|| messages::malformed_import(id))?
    } else {
        id
    };
    if rules::role_name(name).is_err() { Err(messages::malformed_import(id)) } else { Ok(name) }
}

/// A state of which only the kind is known.
pub(super) fn unseen(kind: ControlPlaneStorage, trust: String) -> ClusterRole {
    ClusterRole {
        name: String::new(),
        name_prefix: None,
        control_plane_storage: kind.as_str().to_owned(),
        path: "/".to_owned(),
        description: None,
        max_session_duration: 3600,
        permissions_boundary: None,
        additional_policy_arns: None,
        force_detach_policies: false,
        tags: None,
        tags_all: Tags::new(),
        id: String::new(),
        arn: None,
        unique_id: None,
        create_date: None,
        assume_role_policy: Json::from(trust),
        policy_arns: BTreeSet::new(),
        timeouts: Timeouts::default(),
    }
}

#[cfg(test)]
mod tests;
