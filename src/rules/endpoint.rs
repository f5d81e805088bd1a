//! Who can reach the API server.

use std::collections::HashSet;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A8.1",
        text: "The endpoint of a cluster on EBS is private, and only private.",
        source: "EKS user guide, Deploy Amazon EKS on-premises with AWS Outposts, comparison table",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A8.2",
        text: "The endpoint of a cluster on instance store is private, and may be public too.",
        source: "EKS user guide, Create a local cluster (instance store)",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A8.3",
        text: "public_access_cidrs goes only with a public endpoint, hence only with instance store.",
        source: "eksctl v0.229 validation.go; EKS API Reference, VpcConfigRequest",
        seen: "2026-11",
        when: When::Configuration,
    },
];

/// Whether private access may have this value: it must be on.
///
/// # Errors
/// A [`Violation`] if it is off.
///
/// Source: rules A8.1 and A8.2.
pub fn endpoint_private_access(private: bool) -> Result<(), Violation> {
    if private {
        return Ok(());
    }
    Err(Violation::new(
        "Private access cannot be switched off",
        "The API server of a local cluster is always reachable from the VPC. Set endpoint_private_access = true, or leave it out.",
    ))
}

/// Whether public access may have this value with this kind of cluster.
///
/// # Errors
/// A [`Violation`] if it is on for a cluster on EBS.
///
/// Source: rules A8.1 and A8.2.
pub fn endpoint_public_access(kind: ControlPlaneStorage, public: bool) -> Result<(), Violation> {
    match (kind, public) {
        (Ebs, true) => Err(Violation::new(
            "Public access on an EBS cluster",
            "The API server of a local cluster on EBS has no public endpoint. Set endpoint_public_access = false, or leave it \
             out. Only a cluster on instance store (etcd_instance_type set) can have one.",
        )),
        (Ebs, false) | (InstanceStore, _) => Ok(()),
    }
}

/// Whether the CIDR blocks that may use the public endpoint fit the kind of cluster, its public access, and IPv4.
///
/// # Errors
/// A [`Violation`] for the first thing that does not fit.
///
/// Source: rule A8.3.
pub fn public_access_cidrs<'a>(
    kind: ControlPlaneStorage,
    public: bool,
    cidrs: impl IntoIterator<Item = &'a str>,
) -> Result<(), Violation> {
    let summary = "public_access_cidrs without a public endpoint";
    match (kind, public) {
        (Ebs, _) => {
            return Err(Violation::new(
                summary,
                "A local cluster on EBS has no public endpoint, so public_access_cidrs has no meaning. Remove it.",
            ));
        }
        (InstanceStore, false) => {
            return Err(Violation::new(
                summary,
                "public_access_cidrs has no meaning while endpoint_public_access is false. Remove it, or set \
                 endpoint_public_access = true.",
            ));
        }
        (InstanceStore, true) => {}
    }
    let mut seen = HashSet::new();
    for cidr in cidrs {
        if !seen.insert(ipv4_cidr(cidr)?) {
            return Err(Violation::new(
                "CIDR block given twice",
                format!("{} stands in public_access_cidrs more than once. Remove one.", quote(cidr)),
            ));
        }
    }
    if seen.is_empty() {
        return Err(Violation::new(
            "public_access_cidrs is empty",
            "An empty list would let nobody in, and EKS reads it as 0.0.0.0/0. Leave public_access_cidrs out for everybody, or \
             set endpoint_public_access = false for nobody.",
        ));
    }
    Ok(())
}

/// The IPv4 block that the text denotes, in canonical form: no address bits beyond the prefix.
///
/// # Errors
/// A [`Violation`] if it is not one; it proposes the canonical form where there is one.
pub fn ipv4_cidr(text: &str) -> Result<Ipv4Net, Violation> {
    let refuse = |what: &str| {
        Err(Violation::new(
            "Invalid CIDR block",
            format!("{} is not an IPv4 CIDR block, such as \"10.0.0.0/16\". {what}", quote(text)),
        ))
    };
    match text.parse::<Ipv4Net>() {
        Ok(net) if net.trunc() != net => refuse(&format!("Did you mean \"{}\"?", net.trunc())),
        Ok(net) if net.to_string() != text => refuse(&format!("Write it \"{net}\".")),
        Ok(net) => Ok(net),
        Err(_) if text.parse::<Ipv4Addr>().is_ok() => refuse(&format!("For one address write \"{text}/32\".")),
        Err(_) if text.parse::<ipnet::Ipv6Net>().is_ok() => refuse("Local clusters have IPv4 only."),
        Err(_) => refuse("Write four numbers from 0 to 255, a slash, and a prefix length from 0 to 32."),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ebs, InstanceStore, endpoint_private_access, endpoint_public_access, ipv4_cidr, public_access_cidrs};

    #[test]
    fn private_access_is_always_on() {
        assert_eq!(endpoint_private_access(true), Ok(()));
        assert_eq!(
            endpoint_private_access(false).unwrap_err().detail,
            "The API server of a local cluster is always reachable from the VPC. Set endpoint_private_access = true, or leave \
             it out."
        );
    }

    #[test]
    fn public_access_is_for_instance_store_only() {
        for (kind, public) in [(Ebs, false), (InstanceStore, false), (InstanceStore, true)] {
            assert_eq!(endpoint_public_access(kind, public), Ok(()));
        }
        assert_eq!(
            endpoint_public_access(Ebs, true).unwrap_err().detail,
            "The API server of a local cluster on EBS has no public endpoint. Set endpoint_public_access = false, or leave it \
             out. Only a cluster on instance store (etcd_instance_type set) can have one."
        );
    }

    #[test]
    fn public_access_cidrs_need_a_public_endpoint_and_good_blocks() {
        type Case<'a> = (super::ControlPlaneStorage, bool, &'a [&'a str], Option<&'a str>);
        let cases: &[Case<'_>] = &[
            (InstanceStore, true, &["203.0.113.0/24", "198.51.100.7/32"], None),
            (InstanceStore, true, &[], Some("public_access_cidrs is empty")),
            (InstanceStore, true, &["203.0.113.0/24", "203.0.113.0/24"], Some("CIDR block given twice")),
            (InstanceStore, true, &["203.0.113.9/24"], Some("Invalid CIDR block")),
            (InstanceStore, false, &["203.0.113.0/24"], Some("public_access_cidrs without a public endpoint")),
            (Ebs, true, &["203.0.113.0/24"], Some("public_access_cidrs without a public endpoint")),
        ];
        for (kind, public, cidrs, summary) in cases {
            let result = public_access_cidrs(*kind, *public, cidrs.iter().copied());
            assert_eq!(result.err().map(|v| v.summary).as_deref(), *summary, "{cidrs:?}");
        }
    }

    #[test]
    fn a_cidr_block_is_canonical_ipv4() {
        for text in ["0.0.0.0/0", "10.0.0.0/8", "198.51.100.7/32"] {
            assert_eq!(ipv4_cidr(text).unwrap().to_string(), text);
        }
        for (text, ends) in [
            ("10.1.2.3/8", "Did you mean \"10.0.0.0/8\"?"),
            ("10.1.2.3", "For one address write \"10.1.2.3/32\"."),
            ("2001:db8::/32", "Local clusters have IPv4 only."),
            ("10.0.0.0/33", "a prefix length from 0 to 32."),
            ("", "a prefix length from 0 to 32."),
        ] {
            let detail = ipv4_cidr(text).unwrap_err().detail;
            assert!(detail.ends_with(ends), "{detail}");
        }
    }
}
