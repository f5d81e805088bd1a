//! What permissions are on: one statement of a policy for each.
//!
//! `REGION`, `ACCOUNT`, `CLUSTER`, `ROLE` and `ASSUMED` stand for what whoever writes the policy fills in.

use crate::rules::ControlPlaneStorage::{self, Ebs, InstanceStore};
use crate::rules::managed_policy_arns;
use crate::rules::partition::Partition;

/// What permissions are on, and under which condition.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Scope {
    /// The clusters.
    Clusters,
    /// Everything in the Region. For actions that IAM cannot limit to a resource.
    Region,
    /// The cluster roles.
    Roles,
    /// The cluster roles, for the AWS managed policies that clusters need and no others.
    RolePolicies,
    /// The policies that AWS manages for clusters.
    ManagedPolicies,
    /// The cluster roles, when they are given to Amazon EKS.
    PassedToEks,
    /// The cluster roles, when they are given to Amazon EC2.
    PassedToEc2,
    /// The role by which EKS manages clusters of this kind.
    ServiceLinkedRole(ControlPlaneStorage),
    /// The instance profiles that EKS makes for local clusters.
    ProfilesOfEks,
    /// All other instance profiles too.
    Profiles,
    /// The roles that the provider block assumes.
    AssumedRoles,
}

/// A condition of a statement: operator, key, values.
pub(super) struct Condition {
    pub(super) operator: &'static str,
    pub(super) key: &'static str,
    pub(super) values: Vec<String>,
}

impl Scope {
    /// The `Sid` of the statement.
    #[must_use]
    pub fn sid(self) -> &'static str {
        match self {
            Self::Clusters => "Clusters",
            Self::Region => "LookInTheRegion",
            Self::Roles => "ClusterRoles",
            Self::RolePolicies => "ClusterRolePolicies",
            Self::ManagedPolicies => "ManagedPolicies",
            Self::PassedToEks => "PassClusterRolesToEks",
            Self::PassedToEc2 => "PassClusterRolesToEc2",
            Self::ServiceLinkedRole(Ebs) => "ServiceLinkedRoleEbs",
            Self::ServiceLinkedRole(InstanceStore) => "ServiceLinkedRoleStore",
            Self::ProfilesOfEks => "InstanceProfilesOfEks",
            Self::Profiles => "InstanceProfiles",
            Self::AssumedRoles => "AssumedRoles",
        }
    }

    /// The `Resource` of the statement.
    #[must_use]
    pub fn resource(self) -> &'static str {
        match self {
            Self::Clusters => "arn:aws:eks:REGION:ACCOUNT:cluster/CLUSTER",
            Self::Region => "*",
            Self::Roles | Self::RolePolicies | Self::PassedToEks | Self::PassedToEc2 => {
                "arn:aws:iam::ACCOUNT:role/ROLE"
            }
            Self::ManagedPolicies => "arn:aws:iam::aws:policy/AmazonEKS*",
            // Path and name: EKS user guide, Using roles to create local clusters on Outposts, and Using roles for Amazon EKS clusters.
            Self::ServiceLinkedRole(Ebs) => {
                "arn:aws:iam::ACCOUNT:role/aws-service-role/outposts.eks-local.amazonaws.com/AWSServiceRoleForAmazonEKSLocalOutpost"
            }
            Self::ServiceLinkedRole(InstanceStore) => {
                "arn:aws:iam::ACCOUNT:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"
            }
            // EKS user guide, identity-based policy examples, Create a local cluster on an Outpost.
            Self::ProfilesOfEks => "arn:aws:iam::ACCOUNT:instance-profile/eks-local-*",
            Self::Profiles => "arn:aws:iam::ACCOUNT:instance-profile/*",
            Self::AssumedRoles => "arn:aws:iam::ACCOUNT:role/ASSUMED",
        }
    }

    /// The `Condition` of the statement.
    pub(super) fn condition(self) -> Option<Condition> {
        let commercial = Partition::of_region("");
        let (operator, key, values) = match self {
            Self::Region => ("StringEquals", "aws:RequestedRegion", vec!["REGION".to_owned()]),
            Self::RolePolicies => {
                let policies = [Ebs, InstanceStore].map(|kind| managed_policy_arns(kind, commercial));
                ("ArnEquals", "iam:PolicyARN", policies.into_iter().flatten().collect())
            }
            Self::PassedToEks => passed_to("eks.amazonaws.com"),
            Self::PassedToEc2 => passed_to("ec2.amazonaws.com"),
            Self::ServiceLinkedRole(Ebs) => {
                ("StringEquals", "iam:AWSServiceName", vec!["outposts.eks-local.amazonaws.com".to_owned()])
            }
            Self::ServiceLinkedRole(InstanceStore) => {
                ("StringEquals", "iam:AWSServiceName", vec!["eks.amazonaws.com".to_owned()])
            }
            Self::Clusters
            | Self::Roles
            | Self::ManagedPolicies
            | Self::ProfilesOfEks
            | Self::Profiles
            | Self::AssumedRoles => return None,
        };
        Some(Condition { operator, key, values })
    }
}

fn passed_to(service: &str) -> (&'static str, &'static str, Vec<String>) {
    ("StringEquals", "iam:PassedToService", vec![service.to_owned()])
}
