//! The addresses of Kubernetes services.

use ipnet::Ipv4Net;

use super::endpoint::ipv4_cidr;
use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A5.6",
        text: "service_ipv4_cidr is a private block (RFC 1918) of /24 to /12.",
        source: "EKS API Reference, KubernetesNetworkConfigRequest",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A5.6a",
        text: "service_ipv4_cidr does not overlap the VPC.",
        source: "EKS API Reference, KubernetesNetworkConfigRequest",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// Whether the block can hold the addresses of Kubernetes services. Whether it overlaps the VPC only AWS knows.
///
/// # Errors
/// A [`Violation`] if it cannot.
///
/// Source: rule A5.6.
pub fn service_ipv4_cidr(text: &str) -> Result<(), Violation> {
    let net = ipv4_cidr(text)?;
    let refuse = |what: String| {
        Err(Violation::new(
            "Invalid service CIDR block",
            format!(
                "{what} Use a block of /24 to /12 inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 that does not overlap the VPC."
            ),
        ))
    };
    if !(12..=24).contains(&net.prefix_len()) {
        return refuse(format!("{} is a /{}.", quote(text), net.prefix_len()));
    }
    if !is_rfc1918(&net) {
        return refuse(format!("{} is not inside a private block.", quote(text)));
    }
    Ok(())
}

/// Whether the block keeps apart from those of the VPC.
///
/// # Errors
/// A [`Violation`] that names the first block of the VPC that it overlaps.
///
/// Source: rule A5.6a.
pub fn apart_from_vpc(text: &str, vpc_id: &str, vpc_blocks: &[String]) -> Result<(), Violation> {
    let Ok(services) = ipv4_cidr(text) else { return Ok(()) };
    let overlaps = |block: &&String| {
        block.parse::<Ipv4Net>().is_ok_and(|block| block.contains(&services) || services.contains(&block))
    };
    match vpc_blocks.iter().find(overlaps) {
        None => Ok(()),
        Some(block) => Err(Violation::new(
            "Service CIDR block overlaps the VPC",
            format!(
                "{} overlaps {} of {}. Choose a block of /24 to /12 that is no part of the VPC, or leave it to EKS.",
                quote(text),
                quote(block),
                quote(vpc_id)
            ),
        )),
    }
}

fn is_rfc1918(net: &Ipv4Net) -> bool {
    net.network().is_private() && net.broadcast().is_private()
}

#[cfg(test)]
mod tests {
    use super::service_ipv4_cidr;

    #[test]
    fn the_service_cidr_is_private_and_neither_too_small_nor_too_large() {
        for text in ["10.100.0.0/16", "172.16.0.0/12", "172.20.0.0/16", "192.168.1.0/24"] {
            assert_eq!(service_ipv4_cidr(text), Ok(()), "{text}");
        }
        for (text, begins) in [
            ("10.0.0.0/8", "\"10.0.0.0/8\" is a /8. Use a block of /24 to /12 inside"),
            ("10.0.0.0/25", "\"10.0.0.0/25\" is a /25."),
            ("100.64.0.0/16", "\"100.64.0.0/16\" is not inside a private block."),
            ("172.32.0.0/16", "\"172.32.0.0/16\" is not inside a private block."),
            ("192.160.0.0/12", "\"192.160.0.0/12\" is not inside a private block."),
            ("10.100.0.1/16", "\"10.100.0.1/16\" is not an IPv4 CIDR block, such as"),
        ] {
            let detail = service_ipv4_cidr(text).unwrap_err().detail;
            assert!(detail.starts_with(begins), "{detail}");
        }
    }

    #[test]
    fn a_service_block_keeps_apart_from_the_vpc() {
        let vpc = ["10.0.0.0/16".to_owned(), "100.64.0.0/16".to_owned()];
        for block in ["10.1.0.0/16", "172.20.0.0/16", "nonsense"] {
            assert_eq!(super::apart_from_vpc(block, "vpc-1", &vpc), Ok(()), "{block}");
        }
        for block in ["10.0.128.0/24", "10.0.0.0/12"] {
            assert_eq!(
                super::apart_from_vpc(block, "vpc-1", &vpc).unwrap_err().to_string(),
                format!(
                    "Service CIDR block overlaps the VPC: \"{block}\" overlaps \"10.0.0.0/16\" of \"vpc-1\". Choose a block of /24 \
                     to /12 that is no part of the VPC, or leave it to EKS."
                )
            );
        }
    }
}
