//! What the practitioner reads when a role does not do what was asked.

use std::time::Duration;

use tf_provider_rs::Diagnostic;

use super::delete::Holders;
use crate::aws::Error;
use crate::diagnostics::minutes;

pub(super) fn already_exists(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Role exists already",
        format!(
            "There is a role \"{name}\" in this account, made by something else or by an interrupted run. Nothing has been changed about it.\n\n\
             To manage it here, add this block with the resource's address, and apply:\n\n  import {{\n    to = \
             eksoutpost_cluster_role.example\n    id = \"{name}\"\n  }}\n\nOtherwise choose another name, or use `name_prefix`.\n\n{error}"
        ),
    )
}

pub(super) fn held(name: &str, holders: &Holders) -> Diagnostic {
    let mut list = String::new();
    for (kind, names) in [
        ("policies attached by others", &holders.policy_arns),
        ("inline policies", &holders.inline_policies),
        ("instance profiles", &holders.instance_profiles),
    ] {
        if !names.is_empty() {
            list.push_str(&format!("\n- {kind}: {}", names.join(", ")));
        }
    }
    Diagnostic::error(
        "Role is held by something else",
        format!(
            "Role \"{name}\" cannot be deleted, and nothing has been changed about it, because of:{list}\n\nRemove them, or set \
             `force_detach_policies = true`, apply, and destroy again."
        ),
    )
}

pub(super) fn held_by_eks(name: &str, instance_profiles: &[String], waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "Role is held by a local cluster",
        format!(
            "After {} role \"{name}\" is still in instance profiles that EKS made for a local cluster: {}. Nothing has been changed about the \
             role. EKS removes them by itself when the cluster is gone: destroy the cluster, and then the role. To wait longer, raise \
             `timeouts.delete`.",
            minutes(waited),
            instance_profiles.join(", ")
        ),
    )
}

pub(super) fn interrupted_deletion(name: &str, instance_profiles: &[String]) -> Diagnostic {
    Diagnostic::error(
        "Interrupted before the role was deleted",
        format!(
            "Nothing has been changed about role \"{name}\": EKS has not yet removed its instance profiles {}. Run `terraform destroy` again.",
            instance_profiles.join(", ")
        ),
    )
}

pub(super) fn malformed_import(id: &str) -> Diagnostic {
    Diagnostic::error(
        "Malformed import identifier",
        format!(
            "\"{id}\" does not name a role. Use its name (\"edge\") or its ARN (\"arn:aws:iam::123456789012:role/edge\")."
        ),
    )
}

pub(super) fn nothing_to_import(name: &str) -> Diagnostic {
    Diagnostic::error(
        "No such role",
        format!("There is no role \"{name}\" in this account. Check the name and the credentials."),
    )
}

pub(super) fn not_a_cluster_role(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Not a role of a local cluster",
        format!(
            "Role \"{name}\" trusts neither EC2 nor EKS, as the role of a local cluster does. Check the name, or manage it with `aws_iam_role` of \
             the AWS provider."
        ),
    )
}
