//! The role of a cluster: whom it trusts and what it may do.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::partition::Partition;
use super::{Advice, Finding, Rule, Violation, When, quote, quote_list, trusts_service};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A10.1",
        text: "The role trusts Amazon EC2 for a cluster on EBS, and Amazon EKS for one on instance store.",
        source: "EKS user guide, Create a local cluster (EBS and instance store pages)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A10.2",
        text: "The role has AmazonEKSLocalOutpostClusterPolicy on EBS; AmazonEKSClusterPolicy and AmazonEKSServicePolicy on instance store.",
        source: "EKS user guide, Create a local cluster (EBS and instance store pages)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A12.5",
        text: "The service-linked role of EKS exists, or whoever creates the first cluster may create it (iam:CreateServiceLinkedRole).",
        source: "EKS user guide, Using roles to create local clusters on Outposts",
        seen: "2026-11",
        when: When::Apply,
    },
    Rule {
        id: "A10.3",
        text: "The role stays as it is for the life of the cluster: without its policies create and update never end.",
        source: "EKS user guide, Troubleshoot local clusters",
        seen: "2026-11",
        when: When::Apply,
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

/// What a cluster needs of its role.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ClusterRole {
    /// Its ARN.
    pub arn: String,
    /// Its trust policy, as JSON.
    pub trust: String,
    /// ARNs of the policies attached to it.
    pub policy_arns: Vec<String>,
    /// Whether it was made so short a time ago that IAM may not show all of it yet.
    pub is_new: bool,
}

/// What is wrong with a role for a cluster of this kind; `found` is the role of its name.
///
/// Source: rules A10.1 and A10.2.
#[must_use]
pub fn cluster_role(
    kind: ControlPlaneStorage,
    partition: &Partition,
    role_arn: &str,
    found: Option<&ClusterRole>,
) -> Vec<Finding> {
    let Some(role) = found else {
        return vec![Finding::Violation(Violation::new(
            "Role does not exist",
            format!(
                "There is no IAM role {} in this account. Check the ARN, or make the role with eksoutpost_cluster_role and refer to \
                 its arn.",
                quote(role_arn)
            ),
        ))];
    };
    if role.arn != role_arn {
        return vec![Finding::Violation(Violation::new(
            "Role has another ARN",
            format!(
                "The role of this name is {}, not {}. Give its ARN with account and path as IAM has them.",
                quote(&role.arn),
                quote(role_arn)
            ),
        ))];
    }
    if role.is_new {
        return Vec::new();
    }
    trust(kind, partition, role).into_iter().chain(policies(kind, partition, role)).collect()
}

fn trust(kind: ControlPlaneStorage, partition: &Partition, role: &ClusterRole) -> Option<Finding> {
    let service = trusted_service(kind, partition);
    if trusts_service(&role.trust, service) {
        return None;
    }
    let arn = quote(&role.arn);
    if role.trust.contains(service) {
        let detail = format!(
            "{arn} trusts {} only under a condition, or not for every action. A cluster with {kind} storage needs it to be able to \
             assume the role.",
            quote(service)
        );
        return Some(Finding::Advice(Advice::new("Role may not be assumable", detail)));
    }
    let detail = format!(
        "{arn} does not trust {}, which a cluster with {kind} storage needs. Add it to the role's trust policy for sts:AssumeRole.",
        quote(service)
    );
    Some(Finding::Violation(Violation::new("Role trusts another service", detail)))
}

fn policies(kind: ControlPlaneStorage, partition: &Partition, role: &ClusterRole) -> Option<Finding> {
    let wanted = managed_policy_arns(kind, partition);
    let missing: Vec<&str> = wanted.iter().filter(|arn| !role.policy_arns.contains(arn)).map(String::as_str).collect();
    if missing.is_empty() {
        return None;
    }
    let detail = format!(
        "{} lacks {}, which a cluster with {kind} storage needs for as long as it exists. Attach the policy to the role.",
        quote(&role.arn),
        quote_list(missing)
    );
    Some(Finding::Violation(Violation::new("Role lacks a policy", detail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_fits_the_kind_of_cluster_or_says_what_it_lacks() {
        const ARN: &str = "arn:aws:iam::111122223333:role/edge";
        let partition = Partition::of_region("us-west-2");
        let fitting = |kind| ClusterRole {
            arn: ARN.to_owned(),
            trust: trust_document(kind, partition),
            policy_arns: managed_policy_arns(kind, partition),
            is_new: false,
        };
        let said = |kind, found: Option<&ClusterRole>| -> Vec<String> {
            let texts = cluster_role(kind, partition, ARN, found).into_iter().map(|finding| match finding {
                Finding::Violation(violation) => violation.to_string(),
                Finding::Advice(advice) => format!("advice: {}: {}", advice.summary, advice.detail),
            });
            texts.collect()
        };
        for kind in [Ebs, InstanceStore] {
            assert_eq!(said(kind, Some(&fitting(kind))), [""; 0]);
        }
        assert_eq!(
            said(Ebs, None),
            [
                "Role does not exist: There is no IAM role \"arn:aws:iam::111122223333:role/edge\" in this account. Check the ARN, or make \
              the role with eksoutpost_cluster_role and refer to its arn."
            ]
        );
        let moved = ClusterRole { arn: "arn:aws:iam::111122223333:role/path/edge".to_owned(), ..fitting(Ebs) };
        assert_eq!(
            said(Ebs, Some(&moved)),
            ["Role has another ARN: The role of this name is \"arn:aws:iam::111122223333:role/path/edge\", not \
              \"arn:aws:iam::111122223333:role/edge\". Give its ARN with account and path as IAM has them."]
        );
        assert_eq!(
            said(Ebs, Some(&fitting(InstanceStore))),
            [
                "Role trusts another service: \"arn:aws:iam::111122223333:role/edge\" does not trust \"ec2.amazonaws.com\", which a \
                 cluster with ebs storage needs. Add it to the role's trust policy for sts:AssumeRole.",
                "Role lacks a policy: \"arn:aws:iam::111122223333:role/edge\" lacks \
                 \"arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy\", which a cluster with ebs storage needs for as long as it \
                 exists. Attach the policy to the role.",
            ]
        );
        let new = ClusterRole { is_new: true, ..fitting(InstanceStore) };
        assert_eq!(said(Ebs, Some(&new)), [""; 0], "IAM may not show all of it yet");
        let conditional = fitting(Ebs).trust.replace("\"Action\"", "\"Condition\":{\"Bool\":{\"a\":true}},\"Action\"");
        assert_eq!(
            said(Ebs, Some(&ClusterRole { trust: conditional, ..fitting(Ebs) })),
            [
                "advice: Role may not be assumable: \"arn:aws:iam::111122223333:role/edge\" trusts \"ec2.amazonaws.com\" only under a \
              condition, or not for every action. A cluster with ebs storage needs it to be able to assume the role."
            ]
        );
    }

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
