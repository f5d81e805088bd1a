//! Subnets on the Outpost: where they are, and whether they have room.

use std::collections::BTreeMap;

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::{Rule, Violation, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A6.2",
        text: "All subnets exist.",
        source: "EKS user guide, Troubleshoot local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.3",
        text: "All subnets are in one VPC.",
        source: "EKS user guide, Troubleshoot local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.4",
        text: "All subnets are on an Outpost.",
        source: "EKS user guide, Troubleshoot local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.5",
        text: "All subnets are on the Outpost of the cluster.",
        source: "EKS user guide, Troubleshoot local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.6",
        text: "On EBS one subnet has three free addresses, two have two each, three or more one each.",
        source: "EKS user guide, Create a VPC and subnets for local clusters (EBS)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.7",
        text: "On instance store each subnet has three free addresses.",
        source: "EKS user guide, Create a VPC and subnets for local clusters (instance store)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.8",
        text: "On instance store all subnets are in the home Availability Zone of the Outpost.",
        source: "EKS user guide, Create a local cluster (instance store)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.9",
        text: "On instance store no subnet is in one of the Availability Zones use1-az3, usw1-az2 and cac1-az3.",
        source: "EKS user guide, Create a VPC and subnets for local clusters (instance store)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.10",
        text: "Instances in the subnets are named after their addresses: hostname type \"ip-name\".",
        source: "EKS user guide, Create a VPC and subnets for local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// Availability Zones that a cluster on instance store cannot have.
///
/// Source: rule A6.9.
const BARRED_ZONES: [&str; 3] = ["use1-az3", "usw1-az2", "cac1-az3"];

/// A subnet.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Subnet {
    /// Its id.
    pub id: String,
    /// The VPC that it is in.
    pub vpc_id: String,
    /// The Outpost that it is on, if on one.
    pub outpost_arn: Option<String>,
    /// ID of its Availability Zone, for example `usw2-az2`.
    pub zone_id: Option<String>,
    /// Addresses that nothing has.
    pub free_addresses: Option<i32>,
    /// `ip-name` or `resource-name`.
    pub hostname_type: Option<String>,
    /// Whether instances get public addresses.
    pub maps_public_addresses: bool,
}

/// Whether all of the subnets exist.
///
/// # Errors
/// A [`Violation`] that names those that do not.
///
/// Source: rule A6.2.
pub fn exist(ids: &[String], found: &[Subnet], region: &str) -> Result<(), Violation> {
    let missing: Vec<&str> =
        ids.iter().map(String::as_str).filter(|id| !found.iter().any(|subnet| subnet.id == *id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let detail = format!("{region} has no subnet {} that this account sees.", quote_list(missing));
    Err(Violation::new("Subnet does not exist", detail))
}

/// Whether all of the subnets are in one VPC.
///
/// # Errors
/// A [`Violation`] that says where each is.
///
/// Source: rule A6.3.
pub fn in_one_vpc(subnets: &[Subnet]) -> Result<(), Violation> {
    let mut by_vpc: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for subnet in subnets {
        by_vpc.entry(&subnet.vpc_id).or_default().push(&subnet.id);
    }
    if by_vpc.len() < 2 {
        return Ok(());
    }
    let places = by_vpc.into_iter().map(|(vpc, ids)| format!("{} in {}", quote_list(ids), quote(vpc)));
    let detail =
        format!("The subnets of a cluster are in one VPC; these are not: {}.", places.collect::<Vec<_>>().join("; "));
    Err(Violation::new("Subnets in several VPCs", detail))
}

/// Whether the subnet is on this Outpost, or on any if the cluster's is not known yet.
///
/// # Errors
/// A [`Violation`] that says where it is.
///
/// Source: rules A6.4 and A6.5.
pub fn on_outpost(subnet: &Subnet, outpost_arn: Option<&str>) -> Result<(), Violation> {
    match (subnet.outpost_arn.as_deref(), outpost_arn) {
        (None, _) => Err(Violation::new(
            "Subnet not on an Outpost",
            format!(
                "{} is in the Region, not on an Outpost. Use a subnet that was made on the Outpost of the cluster.",
                quote(&subnet.id)
            ),
        )),
        (Some(there), Some(wanted)) if there != wanted => Err(Violation::new(
            "Subnet on another Outpost",
            format!(
                "{} is on {}, the cluster is to be on {}. Use a subnet on that Outpost.",
                quote(&subnet.id),
                quote(there),
                quote(wanted)
            ),
        )),
        _ => Ok(()),
    }
}

/// Whether the subnets have enough free addresses for a new cluster.
///
/// # Errors
/// A [`Violation`] that names those that have too few.
///
/// Source: rules A6.6 and A6.7.
pub fn room(kind: ControlPlaneStorage, subnets: &[Subnet]) -> Result<(), Violation> {
    let each = match (kind, subnets.len()) {
        (InstanceStore, _) | (Ebs, 1) => 3,
        (Ebs, 2) => 2,
        (Ebs, _) => 1,
    };
    let free =
        |subnet: &Subnet| subnet.free_addresses.filter(|free| *free < each).map(|free| (subnet.id.clone(), free));
    let full: Vec<String> =
        subnets.iter().filter_map(free).map(|(id, free)| format!("{} has {free}", quote(&id))).collect();
    if full.is_empty() {
        return Ok(());
    }
    let number = match subnets.len() {
        1 => "its one subnet".to_owned(),
        count => format!("each of its {count} subnets"),
    };
    let detail = format!(
        "A new cluster with {kind} storage needs {each} free addresses in {number}; {}. Free addresses, or use other subnets.",
        full.join(", ")
    );
    Err(Violation::new("Too few free addresses", detail))
}

/// Whether the subnet is in an Availability Zone that a cluster of this kind can have; `home` is that of the Outpost.
///
/// # Errors
/// A [`Violation`] that names the zone.
///
/// Source: rules A6.8 and A6.9.
pub fn zone(kind: ControlPlaneStorage, subnet: &Subnet, home: Option<&str>) -> Result<(), Violation> {
    let Some(zone) = subnet.zone_id.as_deref().filter(|_| kind == InstanceStore) else { return Ok(()) };
    let id = quote(&subnet.id);
    if BARRED_ZONES.contains(&zone) {
        let detail = format!(
            "{id} is in the Availability Zone {}, where EKS has no clusters with instance_store storage. Use an Outpost in another zone.",
            quote(zone)
        );
        return Err(Violation::new("Availability Zone without such clusters", detail));
    }
    match home {
        Some(home) if home != zone => Err(Violation::new(
            "Subnet in another Availability Zone",
            format!(
                "{id} is in the Availability Zone {}, the Outpost is in {}. The subnets of a cluster with instance_store storage are in \
                 the zone of its Outpost.",
                quote(zone),
                quote(home)
            ),
        )),
        _ => Ok(()),
    }
}

/// Whether all of the subnets are in the same Availability Zone, if the Outpost's own is not known.
///
/// # Errors
/// A [`Violation`] that names the zones.
///
/// Source: rule A6.8.
pub fn one_zone(kind: ControlPlaneStorage, subnets: &[Subnet]) -> Result<(), Violation> {
    let mut zones: Vec<&str> = subnets.iter().filter_map(|subnet| subnet.zone_id.as_deref()).collect();
    zones.sort_unstable();
    zones.dedup();
    if kind == Ebs || zones.len() < 2 {
        return Ok(());
    }
    let detail = format!(
        "The subnets are in {}. Those of a cluster with instance_store storage are all in the zone of its Outpost.",
        quote_list(zones)
    );
    Err(Violation::new("Subnets in several Availability Zones", detail))
}

/// Whether instances in the subnet are named as EKS needs it.
///
/// # Errors
/// A [`Violation`] if they are named after their resource.
///
/// Source: rule A6.10.
pub fn hostname_type(subnet: &Subnet) -> Result<(), Violation> {
    match subnet.hostname_type.as_deref() {
        Some("resource-name") => Err(Violation::new(
            "Subnet with resource names",
            format!(
                "Instances in {} get the hostname type \"resource-name\", which local clusters do not support. Set the subnet's \
                 private_dns_hostname_type_on_launch to \"ip-name\".",
                quote(&subnet.id)
            ),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
