//! Refresh.

use aws_sdk_eks::types::Cluster;
use aws_smithy_types::date_time::Format;
use tf_provider_rs::Diagnostic;

use super::ADDRESS;
use crate::aws::health;
use crate::aws::wait::Cut;
use crate::resources::local_cluster::model::LocalCluster;

/// What an interruption cut off, or the end of the operation's time.
pub(in super::super) fn cut_off(cut: Cut) -> Diagnostic {
    match cut {
        Cut::Interrupted => Diagnostic::error("Interrupted", "AWS had not answered yet. Run the command again."),
        Cut::TimedOut => Diagnostic::error(
            "No time left",
            "AWS had not answered yet. Raise the operation's `timeouts`, and run the command again.",
        ),
    }
}

pub(in super::super) fn other_account(name: &str, before: &str, now: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster of another account",
        format!(
            "Cluster \"{name}\" in the state belongs to the account {before}, and the credentials belong to {now}. Use credentials of the \
             account {before}. The state was left as it is."
        ),
    )
}

/// The name belongs to a cluster that this state never had.
pub(in super::super) fn made_anew(state: &LocalCluster, cluster: &Cluster) -> Diagnostic {
    let unknown = || "a time that is not known".to_owned();
    let before = state.created_at.clone().unwrap_or_else(unknown);
    let now = cluster.created_at.and_then(|time| time.fmt(Format::DateTime).ok()).unwrap_or_else(unknown);
    let (name, region) = (&state.name, &state.region);
    Diagnostic::warning(
        "Cluster was replaced by something else",
        format!(
            "Cluster \"{name}\" in the state, made at {before}, is gone. The one that has its name now was made at {now} by something else, \
             and Terraform does not touch it: the plan is to create a cluster, which the taken name will prevent.\n\nTo manage the new \
             one here, make Terraform forget the old one, and apply this block with the resource's address:\n\n  terraform apply \
             -refresh-only\n\n  import {{\n    to = eksoutpost_local_cluster.example\n    id = \"{name}@{region}\"\n  }}"
        ),
    )
}

/// The answer to a creation got lost, and the cluster of the name is another.
pub(in super::super) fn never_made(state: &LocalCluster) -> Diagnostic {
    let (name, region) = (&state.name, &state.region);
    Diagnostic::warning(
        "Cluster was not made by this configuration",
        format!(
            "An earlier run asked for cluster \"{name}\" and got no answer. The cluster that has this name in {region} was made with other \
             arguments by something else, and Terraform does not touch it. Choose another name, or import it as \"{name}@{region}\"."
        ),
    )
}

pub(in super::super) fn being_deleted(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Cluster is being deleted",
        format!(
            "EKS is deleting cluster \"{name}\". When it is gone, the next plan creates it again if the configuration still has it; \
             `terraform destroy` waits until it is gone."
        ),
    )
}

pub(in super::super) fn has_failed(name: &str, cluster: &Cluster) -> Diagnostic {
    Diagnostic::warning(
        "Cluster has failed",
        format!(
            "Cluster \"{name}\" does not work. {}\n\nTo replace it:\n\n  terraform apply -replace={ADDRESS}",
            health::explain(Some(cluster))
        ),
    )
}
