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

#[cfg(test)]
mod tests {
    use super::Wanted;
    use crate::rules::partition::Partition;

    #[test]
    fn the_partition_of_the_region_decides_principal_and_policies() {
        for (region, partition, principal) in [
            ("us-west-2", "aws", "ec2.amazonaws.com"),
            ("us-gov-west-1", "aws-us-gov", "ec2.amazonaws.com"),
            ("cn-northwest-1", "aws-cn", "ec2.amazonaws.com.cn"),
        ] {
            let policies = |storage: &str| Wanted::new(storage, &[], Partition::of_region(region)).policy_arns;
            let arns =
                |names: &[&str]| names.iter().map(|name| format!("arn:{partition}:iam::aws:policy/{name}")).collect();
            assert_eq!(policies("ebs"), arns(&["AmazonEKSLocalOutpostClusterPolicy"]));
            assert_eq!(policies("instance_store"), arns(&["AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"]));
            for (storage, principal) in [("ebs", principal), ("instance_store", "eks.amazonaws.com")] {
                let trust = Wanted::new(storage, &[], Partition::of_region(region)).trust;
                assert!(trust.contains(&format!("\"Service\":\"{principal}\"")), "{region}: {trust}");
            }
        }
    }
}
