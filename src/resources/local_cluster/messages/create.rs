//! Creation.

use std::time::Duration;

use aws_sdk_eks::types::{Cluster, ClusterStatus};
use tf_provider_rs::Diagnostic;

use super::ADDRESS;
use crate::aws::wait::Cause;
use crate::aws::{ClientToken, Error, Failure, Unaccepted, health};
use crate::diagnostics::minutes;
use crate::preflight::before_destroy;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::refusal;

pub(in super::super) fn interrupted_creation(state: &LocalCluster) -> Diagnostic {
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

/// EKS may have taken the request whose answer was cut off.
pub(in super::super) fn interrupted_in_doubt(name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Interrupted before EKS accepted the cluster",
        format!(
            "EKS was asked for cluster \"{name}\" and had not answered yet, so it may exist or not. It is in the state and not tainted.\n\n\
             Run `terraform apply` again: it looks for the cluster, and waits for it or creates it."
        ),
    )
}

/// It could not be found out whether the cluster exists.
pub(in super::super) fn in_doubt(name: &str, why: &Unaccepted) -> Diagnostic {
    let (why, advice) = match why {
        Unaccepted::Error(error) => (format!("{error}."), format!("{} ", error.advice())),
        Unaccepted::TimedOut { waited } => (format!("The time was up after {}.", minutes(*waited)), String::new()),
        Unaccepted::Interrupted => ("Terraform was interrupted.".to_owned(), String::new()),
    };
    Diagnostic::error(
        "Not known whether the cluster exists",
        format!(
            "EKS was asked for cluster \"{name}\", an answer got lost, and it could not be found out whether the cluster is being created. \
             {why}\n\n{advice}The cluster is in the state, so that it is not lost: if EKS does not know it, the next plan drops it and creates \
             it. If it exists, Terraform has marked it as tainted, and the next apply would destroy it. To keep it instead:\n\n  terraform \
             untaint {ADDRESS}\n  terraform apply"
        ),
    )
}

/// There is no cluster, and none is being created.
pub(in super::super) fn not_made(name: &str, why: Unaccepted) -> Diagnostic {
    match why {
        Unaccepted::Error(error) if error.is_passing() => {
            let detail = format!("{error}\n\nCluster \"{name}\" was not created. {}", error.advice());
            Diagnostic::error(format!("CreateCluster failed for {}", error.object()), detail)
        }
        Unaccepted::Error(error) => refusal::of_creation(error.clone().into(), &error, name),
        Unaccepted::Interrupted => Diagnostic::error(
            "Interrupted before EKS accepted the cluster",
            format!("Cluster \"{name}\" was not created. Run `terraform apply` again."),
        ),
        Unaccepted::TimedOut { waited } => Diagnostic::error(
            "EKS did not accept the cluster in time",
            format!(
                "Cluster \"{name}\" was not created: EKS did not accept it in {}. If it does not see the cluster's role, check the role's trust \
                 policy and attached policies. Run `terraform apply` again, or raise `timeouts.create`.",
                minutes(waited)
            ),
        ),
    }
}

/// Who has the name.
pub(in super::super) enum Holder {
    /// A cluster of an earlier run of the same configuration.
    EarlierRun,
    /// A cluster that is on its way out.
    BeingDeleted,
    /// A cluster that this provider made with other arguments, with its status.
    OtherArguments(String),
    /// A cluster of something else, with its status.
    Another(String),
    /// A cluster of which EKS does not say who asked for it, with its status.
    Unnamed(String),
    /// EKS shows none.
    Hidden,
    /// EKS could not be asked.
    Unseen(String),
}

impl Holder {
    /// From what was seen: the cluster, or why it was not seen.
    pub(in super::super) fn of(cluster: Option<&Cluster>, unseen: Option<&Error>, token: &ClientToken) -> Self {
        let Some(cluster) = cluster else {
            return unseen.map_or(Self::Hidden, |error| Self::Unseen(error.to_string()));
        };
        if cluster.status() == Some(&ClusterStatus::Deleting) {
            return Self::BeingDeleted;
        }
        let status = cluster.status().map_or("not known", |status| status.as_str()).to_owned();
        match cluster.client_request_token().map(ClientToken::parse) {
            Some(Some(theirs)) if theirs.same_configuration(token) => Self::EarlierRun,
            Some(Some(_)) => Self::OtherArguments(status),
            Some(None) => Self::Another(status),
            None => Self::Unnamed(status),
        }
    }
}

pub(in super::super) fn name_taken(state: &LocalCluster, holder: &Holder, error: &Error) -> Diagnostic {
    let (name, region) = (&state.name, &state.region);
    let whose = match holder {
        Holder::EarlierRun => {
            "It was made by an earlier, interrupted run with these very arguments, so it is probably yours.".to_owned()
        }
        Holder::BeingDeleted => {
            "It is being deleted: when it is gone, `terraform apply` can create this one.".to_owned()
        }
        Holder::OtherArguments(status) => format!(
            "This provider made it with other arguments, its status is {status}, and nothing has been changed about it."
        ),
        Holder::Another(status) => {
            format!("It was made by something else, its status is {status}, and nothing has been changed about it.")
        }
        Holder::Unnamed(status) => format!(
            "EKS does not show who asked for it; this run did not. Its status is {status}, and nothing has been changed about it."
        ),
        Holder::Hidden => {
            "EKS does not show it: it has perhaps just been deleted, and its name is not free yet. Then run \
                           `terraform apply` again in a few minutes."
                .to_owned()
        }
        Holder::Unseen(why) => format!("Whose it is could not be found out: {why}."),
    };
    Diagnostic::error(
        "Cluster exists already",
        format!(
            "There is a cluster \"{name}\" in {region}. {whose}\n\nTo manage it here, add this block with the resource's address, and \
             apply:\n\n  import {{\n    to = eksoutpost_local_cluster.example\n    id = \"{name}@{region}\"\n  }}\n\nOtherwise choose another \
             name.\n\n{}\n\n{error}",
            before_destroy(name, region)
        ),
    )
}

pub(in super::super) fn timed_out_creation(name: &str, last: Option<&Cluster>, waited: Duration) -> Diagnostic {
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

pub(in super::super) fn failed_creation(name: &str, failure: &Failure) -> Diagnostic {
    if let Cause::Status(ClusterStatus::Deleting) = failure.cause {
        return Diagnostic::error(
            "Cluster is being deleted",
            format!(
                "Cluster \"{name}\" was created, and something else is deleting it. {}\n\nRun `terraform apply` again: it waits until the \
                 cluster is gone, and creates it.",
                failure.explain()
            ),
        );
    }
    Diagnostic::error(
        "Cluster cannot become active",
        format!(
            "Cluster \"{name}\" exists, and it cannot become active. {}\n\nCorrect the configuration and apply: Terraform has marked the \
             cluster as tainted and replaces it.",
            failure.explain()
        ),
    )
}

pub(in super::super) fn lost_sight(name: &str, error: &Error) -> Diagnostic {
    Diagnostic::error(
        "Cluster out of sight",
        format!(
            "Cluster \"{name}\" goes on being created, and EKS can no longer be asked about it: {error}.\n\n{} If Terraform has marked the cluster \
             as tainted, the next apply would destroy it. To go on waiting instead:\n\n  terraform untaint {ADDRESS}\n  terraform apply",
            error.advice()
        ),
    )
}

pub(in super::super) fn disappeared(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster disappeared",
        format!(
            "EKS does not know cluster \"{name}\" any more: something else deleted it. Run `terraform apply` again to create it."
        ),
    )
}
