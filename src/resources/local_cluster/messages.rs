//! What the practitioner reads when a cluster does not do what was asked: what is true now, and the next command.

use std::time::Duration;

use aws_sdk_eks::types::Cluster;
use tf_provider_rs::Diagnostic;

use super::model::LocalCluster;
use crate::aws::{Change, Error, Failure, health};
use crate::diagnostics::minutes;

/// Terraform shows the resource's address above every error of an apply, but does not tell it to providers.
const ADDRESS: &str = "ADDRESS # the resource's address, above";

pub(super) fn interrupted_creation(state: &LocalCluster) -> Diagnostic {
    let status = state.status.as_deref().unwrap_or("not known");
    Diagnostic::warning(
        "Interrupted while EKS creates the cluster",
        format!(
            "Cluster \"{}\" exists, its status is {status}, and EKS goes on creating it. It is in the state and not tainted.\n\n\
             To wait for it, run `terraform apply` again. To give it up, run `terraform destroy`.",
            state.name
        ),
    )
}

pub(super) fn interrupted_before_creation(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Interrupted before EKS accepted the cluster",
        format!("Cluster \"{name}\" was not created: EKS does not see its role yet. Run `terraform apply` again."),
    )
}

pub(super) fn timed_out_before_creation(name: &str, waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "EKS did not accept the cluster in time",
        format!(
            "Cluster \"{name}\" was not created: in {} EKS did not see its role. Check the role's trust policy and attached policies, or raise \
             `timeouts.create`, and run `terraform apply` again.",
            minutes(waited)
        ),
    )
}

pub(super) fn not_created(name: &str, failure: &Failure) -> Diagnostic {
    Diagnostic::error("Cluster not created", format!("Cluster \"{name}\": {}", failure.explain()))
}

pub(super) fn already_exists(state: &LocalCluster, is_ours: bool, error: &Error) -> Diagnostic {
    let name = &state.name;
    let whose = if is_ours {
        "It was made by an earlier, interrupted run with these very arguments, so it is probably yours."
    } else {
        "It was made by something else, and nothing has been changed about it."
    };
    Diagnostic::error(
        "Cluster exists already",
        format!(
            "There is a cluster \"{name}\" in {}. {whose}\n\nTo manage it here, add this block with the resource's address, and apply:\n\n  \
             import {{\n    to = eksoutpost_local_cluster.example\n    id = \"{name}@{}\"\n  }}\n\nOtherwise choose another name.\n\n{error}",
            state.region, state.region
        ),
    )
}

pub(super) fn timed_out_creation(name: &str, last: Option<&Cluster>, waited: Duration) -> Diagnostic {
    Diagnostic::error(
        "Cluster not active in time",
        format!(
            "After {} cluster \"{name}\" is not active. {}\n\nEKS goes on creating it. Terraform marks it as tainted, and the next apply would \
             destroy it. To go on waiting instead:\n\n  terraform untaint {ADDRESS}\n  terraform apply\n\nTo wait longer, raise \
             `timeouts.create`.",
            minutes(waited),
            health::explain(last)
        ),
    )
}

pub(super) fn failed_creation(name: &str, failure: &Failure) -> Diagnostic {
    Diagnostic::error(
        "Cluster cannot become active",
        format!(
            "Cluster \"{name}\" exists, and it cannot become active. {}\n\nCorrect the configuration and apply: Terraform has marked the \
             cluster as tainted and replaces it.",
            failure.explain()
        ),
    )
}

pub(super) fn lost_sight(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Cluster out of sight",
        format!(
            "Cluster \"{name}\" goes on being created, and EKS can no longer be asked about it: {error}.\n\n{} If Terraform has marked the cluster \
             as tainted, the next apply would destroy it. To go on waiting instead:\n\n  terraform untaint {ADDRESS}\n  terraform apply",
            error.advice()
        ),
    )
}

pub(super) fn disappeared(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster disappeared",
        format!(
            "EKS does not know cluster \"{name}\" any more: something else deleted it. Run `terraform apply` again to create it."
        ),
    )
}

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
}

pub(super) fn deletion_protected(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster is protected from deletion",
        format!(
            "Cluster \"{name}\" has deletion protection. Set `deletion_protection = false`, apply, and then destroy it."
        ),
    )
}

pub(super) fn interrupted_before_deletion(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Interrupted before EKS accepted the deletion",
        format!(
            "Cluster \"{name}\" is not being deleted: another change of it is still running. Run `terraform destroy` again."
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
    Diagnostic::error("Cluster not deleted", format!("Cluster \"{name}\" was not deleted. {}", failure.explain()))
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

pub(super) fn another_account(id: &str, account: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster of another account",
        format!(
            "\"{id}\" is not in the account of these credentials, {account}, which has a cluster of the same name. Use credentials of the \
             account in the ARN, or import the cluster of {account} by its name."
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
