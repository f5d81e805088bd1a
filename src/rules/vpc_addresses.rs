//! The addresses of the VPC.

use super::ControlPlaneStorage::{self, Ebs};
use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A5.2",
    text: "The VPC of a cluster on EBS has no IPv6 block.",
    source: "EKS user guide, Create a VPC and subnets for local clusters (EBS)",
    seen: "2026-11",
    when: When::Preflight,
}];

/// A VPC.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Vpc {
    /// Its IPv4 blocks.
    pub cidr_blocks: Vec<String>,
    /// Whether it has IPv6 blocks too.
    pub has_ipv6: bool,
}

/// Whether a cluster of this kind can be in the VPC.
///
/// # Errors
/// A [`Violation`] for a cluster on EBS in a VPC with IPv6.
///
/// Source: rule A5.2.
pub fn ipv4_only(kind: ControlPlaneStorage, vpc_id: &str, vpc: &Vpc) -> Result<(), Violation> {
    if kind != Ebs || !vpc.has_ipv6 {
        return Ok(());
    }
    Err(Violation::new(
        "VPC with IPv6",
        format!(
            "{} has an IPv6 CIDR block, which a cluster with ebs storage does not support. Remove the block, or use another VPC.",
            quote(vpc_id)
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ControlPlaneStorage::InstanceStore;

    #[test]
    fn a_cluster_on_ebs_has_no_ipv6_around_it() {
        let vpc = |has_ipv6| Vpc { cidr_blocks: Vec::new(), has_ipv6 };
        for (kind, has_ipv6) in [(Ebs, false), (InstanceStore, false), (InstanceStore, true)] {
            assert_eq!(ipv4_only(kind, "vpc-1", &vpc(has_ipv6)), Ok(()));
        }
        assert_eq!(
            ipv4_only(Ebs, "vpc-1", &vpc(true)).unwrap_err().to_string(),
            "VPC with IPv6: \"vpc-1\" has an IPv6 CIDR block, which a cluster with ebs storage does not support. Remove the block, or use \
             another VPC."
        );
    }
}
