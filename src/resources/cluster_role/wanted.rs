//! What the role must be, by kind of cluster and partition.

use std::collections::BTreeSet;

use crate::rules::partition::Partition;
use crate::rules::{self, ControlPlaneStorage};

/// Trust policy and policies of the role.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    /// JSON.
    pub(super) trust: String,
    /// The managed policies of the kind, and the practitioner's additional ones.
    pub(super) policy_arns: BTreeSet<String>,
}

impl Wanted {
    /// What a role for clusters of `storage` needs. Text that is neither kind was refused before.
    pub(super) fn new<'a>(
        storage: &str,
        additional: impl IntoIterator<Item = &'a String>,
        partition: &Partition,
    ) -> Self {
        let kind = storage.parse().unwrap_or(ControlPlaneStorage::Ebs);
        let managed = rules::managed_policy_arns(kind, partition);
        Self {
            trust: rules::trust_document(kind, partition),
            policy_arns: managed.into_iter().chain(additional.into_iter().cloned()).collect(),
        }
    }
}
