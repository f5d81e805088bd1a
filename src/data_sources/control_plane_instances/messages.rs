//! What the practitioner reads when a control plane is not there yet, or may not be seen.

use tf_provider_rs::Diagnostic;

use crate::aws::Error;
use crate::rules::ControlPlaneStorage::{self, Ebs, InstanceStore};
use crate::rules::quote;

/// A control plane of which some may be missing.
pub(super) fn incomplete(
    name: &str,
    kind: ControlPlaneStorage,
    status: Option<&str>,
    is_empty: bool,
) -> Option<Diagnostic> {
    let name = quote(name);
    let things = match kind {
        Ebs => "control plane instances",
        InstanceStore => "network interfaces of the control plane",
    };
    match status {
        Some("ACTIVE" | "UPDATING") if !is_empty => None,
        Some("ACTIVE" | "UPDATING") => Some(Diagnostic::warning(
            "Control plane not found",
            format!(
                "Cluster {name} is active, and EC2 shows no {things}. Check that the credentials are those of the account that has the \
                 cluster's subnets, and that nobody changed tags or descriptions that EKS has set."
            ),
        )),
        status => Some(Diagnostic::warning(
            "Cluster not active",
            format!(
                "The status of cluster {name} is {}. There is what EKS shows now: {things} may be missing, and their addresses. Read it \
                 again when the cluster is active.",
                status.unwrap_or("unknown")
            ),
        )),
    }
}

pub(super) fn without_instances(error: &Error) -> Diagnostic {
    Diagnostic::warning(
        "Control plane instances cannot be seen",
        format!(
            "`instances` is null, and the addresses are those of the network interfaces: {error}.\n\n{}",
            error.advice()
        ),
    )
}

pub(super) fn without_group(error: &Error) -> Diagnostic {
    Diagnostic::warning(
        "Security group cannot be seen",
        format!("`internal_security_group_id` is null: {error}.\n\n{}", error.advice()),
    )
}
