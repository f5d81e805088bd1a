//! The role of a cluster: whom it trusts and what it may do.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::Rule;
use super::partition::Partition;

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A10.1",
        text: "The role trusts Amazon EC2 for a cluster on EBS, and Amazon EKS for one on instance store.",
        source: "EKS user guide, Create a local cluster (EBS and instance store pages)",
        seen: "2026-11",
    },
    Rule {
        id: "A10.2",
        text: "The role has AmazonEKSLocalOutpostClusterPolicy on EBS; AmazonEKSClusterPolicy and AmazonEKSServicePolicy on instance store.",
        source: "EKS user guide, Create a local cluster (EBS and instance store pages)",
        seen: "2026-11",
    },
    Rule {
        id: "A10.3",
        text: "The role stays as it is for the life of the cluster: without its policies create and update never end.",
        source: "EKS user guide, Troubleshoot local clusters",
        seen: "2026-11",
    },
];

/// Service principal that the role must trust.
///
/// Source: rule A10.1.
#[must_use]
pub fn trusted_service(kind: ControlPlaneStorage, partition: &Partition) -> &'static str {
    match kind {
        Ebs => partition.ec2_principal,
        InstanceStore => "eks.amazonaws.com",
    }
}

/// The trust policy of the role, as compact JSON.
///
/// Source: rule A10.1; the document's form is AWS's own.
#[must_use]
pub fn trust_document(kind: ControlPlaneStorage, partition: &Partition) -> String {
    let service = trusted_service(kind, partition);
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Service":"{service}"}},"Action":"sts:AssumeRole"}}]}}"#
    )
}

/// ARNs of the policies that AWS manages and the role must have, in the order in which AWS lists them.
///
/// Source: rule A10.2.
#[must_use]
pub fn managed_policy_arns(kind: ControlPlaneStorage, partition: &Partition) -> Vec<String> {
    let names: &[&str] = match kind {
        Ebs => &["AmazonEKSLocalOutpostClusterPolicy"],
        InstanceStore => &["AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"],
    };
    names.iter().map(|name| partition.managed_policy_arn(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_and_the_partition_decide_the_trust() {
        for (kind, region, service) in [
            (Ebs, "us-west-2", "ec2.amazonaws.com"),
            (Ebs, "us-gov-west-1", "ec2.amazonaws.com"),
            (Ebs, "cn-north-1", "ec2.amazonaws.com.cn"),
            (Ebs, "us-iso-east-1", "ec2.c2s.ic.gov"),
            (Ebs, "us-isob-east-1", "ec2.sc2s.sgov.gov"),
            (InstanceStore, "us-west-2", "eks.amazonaws.com"),
            (InstanceStore, "cn-north-1", "eks.amazonaws.com"),
        ] {
            let document: serde_json::Value =
                serde_json::from_str(&trust_document(kind, Partition::of_region(region))).unwrap();
            assert_eq!(document["Statement"][0]["Principal"]["Service"], service, "{kind} in {region}");
        }
        assert_eq!(
            trust_document(Ebs, Partition::of_region("us-west-2")),
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#
        );
    }

    #[test]
    fn the_kind_and_the_partition_decide_the_policies() {
        assert_eq!(
            managed_policy_arns(Ebs, Partition::of_region("us-west-2")),
            ["arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy"]
        );
        assert_eq!(
            managed_policy_arns(InstanceStore, Partition::of_region("us-gov-west-1")),
            [
                "arn:aws-us-gov:iam::aws:policy/AmazonEKSClusterPolicy",
                "arn:aws-us-gov:iam::aws:policy/AmazonEKSServicePolicy",
            ]
        );
    }
}
