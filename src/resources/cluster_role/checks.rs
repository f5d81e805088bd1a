//! Rules of one attribute of the role, in the form in which the model needs them.

use tf_provider_rs::model::Attr;

use crate::rules::{self, ControlPlaneStorage, Violation};

/// One of the two kinds of cluster.
pub(super) fn control_plane_storage(text: &str) -> Result<(), Violation> {
    text.parse::<ControlPlaneStorage>().map(drop)
}

/// Between one and twelve hours.
pub(super) fn max_session_duration(seconds: &i64) -> Result<(), Violation> {
    rules::max_session_duration(*seconds)
}

/// The form of every known policy ARN.
pub(super) fn policy_arns(elements: &[Attr<String>]) -> Result<(), Violation> {
    elements.iter().filter_map(Attr::known).try_for_each(|arn| rules::policy_arn(arn))
}
