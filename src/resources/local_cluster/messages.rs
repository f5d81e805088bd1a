//! What the practitioner reads when a cluster does not do what was asked: what is true now, and the next command.

mod create;
mod read;

use std::time::Duration;

use aws_sdk_eks::types::Cluster;
use tf_provider_rs::Diagnostic;

pub(super) use self::create::{
    Holder, disappeared, failed_creation, in_doubt, interrupted_creation, interrupted_in_doubt, lost_sight, name_taken,
    not_made, timed_out_creation,
};
pub(super) use self::read::{being_deleted, cut_off, has_failed, made_anew, never_made, other_account};
use crate::aws::{Change, Error, Failure, health};
use crate::diagnostics::minutes;
use crate::resources::local_cluster::refusal;

/// Terraform shows the resource's address above every error of an apply, but does not tell it to providers.
const ADDRESS: &str = "ADDRESS # the resource's address, above";

pub(super) fn timed_out_before_update(name: &str, last: Option<&Cluster>, waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "Cluster not active in time",
        format!(
            "After {} cluster \"{name}\" is not active. {}\n\nEKS goes on with it. Run `terraform apply` again to go on waiting, or raise \
             `timeouts.update`.",
            minutes(waited),
            health::explain(last)
        ),
    )
}

/// Somebody else deleted the cluster that was to be updated; it was waited for until it was gone.
pub(super) fn deleted_instead_of_updated(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster deleted by something else",
        format!("Cluster \"{name}\" was being deleted, and now it is gone. Run `terraform apply` again to create it."),
    )
}

pub(super) fn failed_before_update(name: &str, failure: &Failure) -> Diagnostic {
    Diagnostic::error(
        "Cluster cannot become active",
        format!(
            "Cluster \"{name}\" cannot become active, so it was not updated. {}\n\nRemove the cause and apply again, or replace the \
             cluster:\n\n  terraform apply -replace={ADDRESS}",
            failure.explain()
        ),
    )
}

pub(super) fn interrupted_update(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Interrupted while EKS updates the cluster",
        format!(
            "An update of cluster \"{name}\" is not finished; the state has what was true last. Run `terraform apply` again: it waits for \
             the running update and makes what is left."
        ),
    )
}

pub(super) fn timed_out_update(name: &str, change: &Change, last: Option<&Cluster>, waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "Update not finished in time",
        format!(
            "After {} the {} of cluster \"{name}\" is not finished. {}\n\nEKS goes on with it. Run `terraform apply` again to go on waiting, or \
             raise `timeouts.update`.",
            minutes(waited),
            subject(change),
            health::explain(last)
        ),
    )
}

pub(super) fn failed_update(name: &str, change: &Change, failure: &Failure) -> Diagnostic {
    Diagnostic::error(
        "Update failed",
        format!(
            "The {} of cluster \"{name}\" failed. {}\n\nThe state has what is true now.",
            subject(change),
            failure.explain()
        ),
    )
    .at(refusal::attribute_at(refusal::changed(change)))
}

/// EKS does not take a change as it was asked for.
pub(super) fn refused_update(name: &str, change: &Change, error: &Error) -> Diagnostic {
    refusal::of_change(error.clone().into(), error, name, change)
}

/// A cluster whose creation failed is tainted: every apply would try to delete it, whatever the configuration says of its protection.
const UNTAINT: &str = "If Terraform calls the cluster tainted, since its creation ended with an error, it goes on trying to replace it. Take the mark away \
     first; the apply then keeps the cluster, and changes its protection:\n\n  terraform untaint ADDRESS # the resource's address, above\n  terraform apply";

pub(super) fn deletion_protected(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster is protected from deletion",
        format!(
            "Cluster \"{name}\" has deletion protection. Set `deletion_protection = false`, apply, and then destroy it.\n\n{UNTAINT}"
        ),
    )
}

/// The deletion is half of a replacement: the protection has to go first, and the replacement to wait.
pub(super) fn replacement_protected(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster is protected from deletion",
        format!(
            "Cluster \"{name}\" has deletion protection, and this plan replaces it. Undo what replaces it for now, a changed attribute or \
             `-replace`, set `deletion_protection = false`, and apply; then replace it.\n\n{UNTAINT}"
        ),
    )
}

/// Found at apply: somebody switched it on after the plan, or EKS did not show it.
pub(super) fn protected(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Cluster is protected from deletion",
        format!(
            "{error}\n\nNothing was deleted. Set `deletion_protection = false` for cluster \"{name}\", apply, and then destroy it. If the \
             configuration has it already, somebody has switched the protection on outside of Terraform; the next apply switches it off.\n\n{UNTAINT}"
        ),
    )
}

/// With `last`, EKS refused for a change that runs; without, the request was cut off.
pub(super) fn interrupted_before_deletion(name: &str, last: Option<&Cluster>) -> Diagnostic {
    let what = match last {
        Some(_) => "is not being deleted: another change of it is still running",
        None => "may or may not be being deleted: the request was cut off before EKS answered. It stays in the state",
    };
    Diagnostic::error(
        "Interrupted before EKS accepted the deletion",
        format!("Cluster \"{name}\" {what}. Run `terraform destroy` again."),
    )
}

pub(super) fn lost_sight_of_deletion(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Cluster out of sight",
        format!(
            "Cluster \"{name}\" is being deleted, and EKS can no longer be asked about it: {error}.\n\n{} Then run `terraform destroy` again: the \
             cluster stays in the state until it is gone.",
            error.advice()
        ),
    )
}

pub(super) fn interrupted_deletion(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Interrupted while EKS deletes the cluster",
        format!(
            "Cluster \"{name}\" is being deleted and stays in the state until it is gone. Run `terraform destroy` again to wait for it."
        ),
    )
}

pub(super) fn timed_out_deletion(name: &str, last: Option<&Cluster>, waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "Cluster not gone in time",
        format!(
            "After {} cluster \"{name}\" still exists. {}\n\nRun `terraform destroy` again to go on waiting, or raise `timeouts.delete`.",
            minutes(waited),
            health::explain(last)
        ),
    )
}

pub(super) fn failed_deletion(name: &str, failure: &Failure) -> Diagnostic {
    Diagnostic::error(
        "Cluster not deleted",
        format!(
            "EKS did not delete cluster \"{name}\". {}\n\nIt stays in the state. Remove the cause and run `terraform destroy` again.",
            failure.explain()
        ),
    )
}

pub(super) fn leftovers(name: &str, leftovers: &[String]) -> Diagnostic {
    Diagnostic::warning(
        "EKS left something behind",
        format!(
            "Cluster \"{name}\" is gone, and these of its AWS objects are still there:\n- {}\n\nThey belong to EKS, so nothing was done \
             about them. EKS may still remove them; if they stay, ask AWS Support before you delete them.",
            leftovers.join("\n- ")
        ),
    )
}

pub(super) fn malformed_import(id: &str) -> Diagnostic {
    Diagnostic::error(
        "Malformed import identifier",
        format!(
            "\"{id}\" does not name a cluster. Use its name (\"edge\"), its name and Region (\"edge@us-west-2\"), or its ARN \
             (\"arn:aws:eks:us-west-2:123456789012:cluster/edge\")."
        ),
    )
}

pub(super) fn nothing_to_import(name: &str, region: &str) -> Diagnostic {
    Diagnostic::error(
        "No such cluster",
        format!(
            "There is no cluster \"{name}\" in {region} in this account. Check the name, the Region (\"{name}@REGION\") and the credentials."
        ),
    )
}

pub(super) fn not_a_local_cluster(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Not a local cluster",
        format!(
            "Cluster \"{name}\" runs in the AWS cloud, not on an Outpost. Manage it with `aws_eks_cluster` of the AWS provider."
        ),
    )
}

/// What a change is about, in the words of the documentation.
pub(super) fn subject(change: &Change) -> &'static str {
    match change {
        Change::AccessMode(_) => "change of the authentication mode",
        Change::DeletionProtection(_) => "change of the deletion protection",
        Change::EndpointAccess { .. } => "change of the endpoint access",
        Change::Logging(_) => "change of the log types",
        Change::UpgradePolicy(_) => "change of the upgrade policy",
        Change::Version(_) => "update of the version",
    }
}
