//! What the practitioner reads when a role does not do what was asked.

use std::collections::BTreeSet;
use std::time::Duration;

use aws_sdk_iam::types::Role;
use tf_provider_rs::Diagnostic;

use crate::aws::{CreationMark, Error, Holders};
use crate::diagnostics::minutes;

pub(super) fn already_exists(name: &str, by: Option<&Role>, error: &Error) -> Diagnostic {
    let whose = match by {
        Some(role) if CreationMark::any_is_on(role.assume_role_policy_document().unwrap_or_default()) => {
            "This provider made it: an interrupted run of this configuration, or another configuration that goes on managing it. Find out \
             which before you go on."
        }
        Some(_) => "It does not carry the mark of a role that this provider made: something else made it.",
        None => "Something else made it, or an interrupted run.",
    };
    Diagnostic::error(
        "Role exists already",
        format!(
            "There is a role \"{name}\" in this account. {whose} Nothing has been changed about it.\n\nTo manage it here, {}\n\nOtherwise \
             choose another name, or use `name_prefix`.\n\n{error}",
            import_block(name)
        ),
    )
}

pub(super) fn perhaps_made(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Role perhaps created",
        format!(
            "AWS was asked to create role \"{name}\", the answer is lost, and no such role can be seen yet. It is not in the state.\n\n{}\n\nThen run \
             `terraform apply` again. If it says that the role exists already, {}\n\n{error}",
            error.advice(),
            import_block(name)
        ),
    )
}

fn import_block(name: &str) -> String {
    format!(
        "add this block with the resource's address, and apply:\n\n  import {{\n    to = eksoutpost_cluster_role.example\n    id = \"{name}\"\n  }}"
    )
}

/// The error of an attachment, and what becomes of the role.
pub(super) fn half_made(policy_arn: &str, error: Error) -> Diagnostic {
    let Diagnostic { summary, detail, .. } = Diagnostic::from(error);
    Diagnostic::error(
        summary,
        format!(
            "{detail}\n\nThe role exists and is in the state, without {policy_arn}. Terraform marks it as tainted, and the next apply would replace it. \
             To attach what is missing instead:\n\n  terraform untaint eksoutpost_cluster_role.example\n  terraform apply"
        ),
    )
}

pub(super) fn interrupted_creation<'a>(name: &str, missing: impl Iterator<Item = &'a String>) -> Diagnostic {
    let missing: Vec<&str> = missing.map(String::as_str).collect();
    Diagnostic::warning(
        "Interrupted while the role gets its policies",
        format!(
            "Role \"{name}\" exists. It is in the state and not tainted. These policies may not be attached yet: {}.\n\nTo attach them, run \
             `terraform apply` again. To give the role up, run `terraform destroy`.",
            missing.join(", ")
        ),
    )
}

/// Everything is attached; IAM has not told the ARN, or was not waited for.
pub(super) fn interrupted_before_arn(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Interrupted before the ARN of the role was known",
        format!(
            "Role \"{name}\" exists and has its policies. It is in the state and not tainted.\n\nTo learn its ARN, run `terraform apply` \
             again. To give the role up, run `terraform destroy`."
        ),
    )
}

pub(super) fn out_of_sight(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Role out of sight",
        format!(
            "Role \"{name}\" is in the state and has its policies, but IAM does not show its ARN. Run `terraform apply` again in a minute."
        ),
    )
}

pub(super) fn another_role(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Another role of the same name",
        format!(
            "Role \"{name}\" was deleted and created again by something else: its unique ID is not the one in the state. The next apply brings it to \
             what is configured. If it is not yours, run `terraform state rm` for it and choose another name."
        ),
    )
}

pub(super) fn held(name: &str, holders: &Holders, detached: &BTreeSet<String>) -> Diagnostic {
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
    let changed = if detached.is_empty() {
        "nothing has been changed about it".to_owned()
    } else {
        let detached: Vec<&str> = detached.iter().map(String::as_str).collect();
        format!("the state says that this has been detached from it: {}", detached.join(", "))
    };
    Diagnostic::error(
        "Role is held by something else",
        format!(
            "Role \"{name}\" cannot be deleted, and {changed}, because of:{list}\n\nRemove them, or set `force_detach_policies = true`, apply, and \
             destroy again."
        ),
    )
}

pub(super) fn held_by_eks(name: &str, instance_profiles: &[String], waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "Role is held by a local cluster",
        format!(
            "After {} role \"{name}\" is still in instance profiles that EKS made for a local cluster: {}. What the \
             role still has is in the state. EKS removes them by itself when the cluster is gone: destroy the cluster, and then the role. To wait longer, raise \
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
            "Role \"{name}\" is still in the state, with what is attached to it: EKS has not yet removed its instance profiles {}. Run `terraform \
             destroy` again.",
            instance_profiles.join(", ")
        ),
    )
}

/// A deletion that was interrupted at a call of AWS.
pub(super) fn cut_off_deletion(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Interrupted before the role was deleted",
        format!(
            "Role \"{name}\" is still in the state. AWS may have done what it was asked for last. Run `terraform destroy` again: it goes on where \
             this run ended.\n\n{error}"
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

pub(super) fn another_arn(id: &str, arn: &str) -> Diagnostic {
    Diagnostic::error(
        "Another role",
        format!(
            "The role of this name in this account is {arn}, not {id}. Check the path, and that the credentials are of the role's account."
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
