//! Name resolution in the VPC.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::{Advice, Finding, Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A5.1",
    text: "The VPC has DNS support and DNS host names; without them a cluster on EBS cannot be created, and on instance store nodes cannot join.",
    source: "EKS user guide, Create a VPC and subnets for local clusters (EBS and instance store pages)",
    seen: "2026-11",
    when: When::Preflight,
}];

/// What is wrong with the VPC's name resolution; a switch that is not known counts as on.
///
/// Source: rule A5.1.
#[must_use]
pub fn vpc_dns(
    kind: ControlPlaneStorage,
    vpc_id: &str,
    support: Option<bool>,
    hostnames: Option<bool>,
) -> Option<Finding> {
    let off = match (support != Some(false), hostnames != Some(false)) {
        (true, true) => return None,
        (false, true) => "enable_dns_support",
        (true, false) => "enable_dns_hostnames",
        (false, false) => "enable_dns_support and enable_dns_hostnames",
    };
    let detail = format!("{off} of {} is off. Switch it on before you create the cluster: ", quote(vpc_id));
    Some(match kind {
        Ebs => Finding::Violation(Violation::new(
            "VPC without DNS",
            detail + "without it the cluster never becomes active and must be made anew.",
        )),
        InstanceStore => {
            Finding::Advice(Advice::new("VPC without DNS", detail + "without it nodes cannot join the cluster."))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vpc_resolves_names() {
        for (support, hostnames) in [(Some(true), Some(true)), (None, None), (Some(true), None)] {
            assert_eq!(vpc_dns(Ebs, "vpc-1", support, hostnames), None);
        }
        for (support, hostnames, off) in [
            (Some(false), None, "enable_dns_support"),
            (Some(true), Some(false), "enable_dns_hostnames"),
            (Some(false), Some(false), "enable_dns_support and enable_dns_hostnames"),
        ] {
            let begin = format!("{off} of \"vpc-1\" is off. Switch it on before you create the cluster: without it ");
            assert_eq!(
                vpc_dns(Ebs, "vpc-1", support, hostnames),
                Some(Finding::Violation(Violation::new(
                    "VPC without DNS",
                    format!("{begin}the cluster never becomes active and must be made anew.")
                )))
            );
            assert_eq!(
                vpc_dns(InstanceStore, "vpc-1", support, hostnames),
                Some(Finding::Advice(Advice::new("VPC without DNS", format!("{begin}nodes cannot join the cluster."))))
            );
        }
    }
}
