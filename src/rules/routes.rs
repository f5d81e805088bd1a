//! Where the subnets' traffic goes: not to the internet, to the local network, to the Region.

use super::subnets::Subnet;
use super::{Advice, Rule, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A5.5",
        text: "To reach the Kubernetes API from your own network, the VPC is associated with a local gateway route table of the Outpost.",
        source: "EKS user guide, Create a VPC and subnets for local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.11",
        text: "The subnets are private: no route to an internet gateway, no public addresses.",
        source: "EKS user guide, Create a VPC and subnets for local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A6.12",
        text: "To reach the Kubernetes API from your own network, the subnets have a route to the local gateway.",
        source: "EKS user guide, Create a VPC and subnets for local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// A route table.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RouteTable {
    /// Whether it serves the subnets that have none of their own.
    pub is_main: bool,
    /// The subnets that it serves.
    pub subnet_ids: Vec<String>,
    /// Its routes.
    pub routes: Vec<Route>,
}

/// A route.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Route {
    /// IPv4 block that it is for, if it is for one.
    pub destination: Option<String>,
    /// Where it leads.
    pub target: Target,
}

/// Where a route leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Target {
    /// To the internet.
    InternetGateway,
    /// To the network around the Outpost.
    LocalGateway,
    /// Its target is gone.
    Nowhere,
    /// Anywhere else: a NAT gateway, a transit gateway, an appliance, the VPC itself.
    Other,
}

/// The table that serves the subnet.
#[must_use]
pub fn table_of<'a>(subnet_id: &str, tables: &'a [RouteTable]) -> Option<&'a RouteTable> {
    let own = tables.iter().find(|table| table.subnet_ids.iter().any(|id| id == subnet_id));
    own.or_else(|| tables.iter().find(|table| table.is_main))
}

/// Whether traffic to everywhere leads somewhere from here, and not straight to the internet, which takes a public address.
#[must_use]
pub fn has_way_out(table: &RouteTable) -> bool {
    table.routes.iter().any(|route| is_default(route) && matches!(route.target, Target::LocalGateway | Target::Other))
}

fn is_default(route: &Route) -> bool {
    route.destination.as_deref() == Some("0.0.0.0/0")
}

fn leads_to(table: &RouteTable, target: Target) -> bool {
    table.routes.iter().any(|route| route.target == target)
}

/// What may hurt if subnets are not private; without `tables` only their public addresses are looked at.
///
/// Source: rule A6.11.
#[must_use]
pub fn privacy(subnets: &[Subnet], tables: Option<&[RouteTable]>) -> Option<Advice> {
    let ids = |is: &dyn Fn(&&Subnet) -> bool| -> Vec<&str> {
        subnets.iter().filter(is).map(|subnet| subnet.id.as_str()).collect()
    };
    let addressed = ids(&|subnet| subnet.maps_public_addresses);
    let routed = ids(&|subnet| {
        let table = tables.and_then(|tables| table_of(&subnet.id, tables));
        table.is_some_and(|table| leads_to(table, Target::InternetGateway))
    });
    let mut reasons = Vec::new();
    if !addressed.is_empty() {
        reasons.push(format!("instances in {} get public addresses (map_public_ip_on_launch)", quote_list(addressed)));
    }
    if !routed.is_empty() {
        reasons.push(format!("the routes of {} lead to an internet gateway", quote_list(routed)));
    }
    if reasons.is_empty() {
        return None;
    }
    let detail = format!("The control plane belongs into private subnets: {}.", reasons.join(", and "));
    Some(Advice::new("Subnets are not private", detail))
}

/// What may hurt if the network around the Outpost cannot reach the subnets. `is_associated` says whether the VPC is associated with a
/// local gateway route table.
///
/// Source: rules A5.5 and A6.12.
#[must_use]
pub fn local_network(
    vpc_id: &str,
    is_associated: bool,
    subnets: &[Subnet],
    tables: Option<&[RouteTable]>,
) -> Option<Advice> {
    let reason = if is_associated {
        let without = |subnet: &&Subnet| {
            let table = table_of(&subnet.id, tables.unwrap_or_default());
            table.is_some_and(|table| !leads_to(table, Target::LocalGateway))
        };
        let ids: Vec<&str> = subnets.iter().filter(without).map(|subnet| subnet.id.as_str()).collect();
        if ids.is_empty() {
            return None;
        }
        format!("the routes of {} do not lead to the local gateway", quote_list(ids))
    } else {
        format!("{} is not associated with a local gateway route table", quote(vpc_id))
    };
    let detail = format!(
        "The Kubernetes API will be reached from inside the VPC only: {reason}. If your own network is to reach it, associate the VPC and add \
         the route."
    );
    Some(Advice::new("Your own network may not reach the cluster", detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(is_main: bool, subnet_ids: &[&str], routes: &[(&str, Target)]) -> RouteTable {
        RouteTable {
            is_main,
            subnet_ids: subnet_ids.iter().map(|id| (*id).to_owned()).collect(),
            routes: routes
                .iter()
                .map(|(destination, target)| Route { destination: Some((*destination).to_owned()), target: *target })
                .collect(),
        }
    }

    fn subnet(id: &str) -> Subnet {
        Subnet { id: id.to_owned(), ..Subnet::default() }
    }

    #[test]
    fn a_subnet_without_a_table_of_its_own_has_the_main_one() {
        let tables = [table(true, &[], &[]), table(false, &["subnet-1"], &[])];
        assert_eq!(table_of("subnet-1", &tables), Some(&tables[1]));
        assert_eq!(table_of("subnet-2", &tables), Some(&tables[0]));
        assert_eq!(table_of("subnet-2", &tables[1..]), None);
    }

    #[test]
    fn a_way_out_is_a_default_route_that_needs_no_public_address() {
        for (destination, target, is_way) in [
            ("0.0.0.0/0", Target::Other, true),
            ("0.0.0.0/0", Target::LocalGateway, true),
            ("0.0.0.0/0", Target::InternetGateway, false),
            ("0.0.0.0/0", Target::Nowhere, false),
            ("10.0.0.0/16", Target::Other, false),
        ] {
            assert_eq!(has_way_out(&table(true, &[], &[(destination, target)])), is_way, "{destination} {target:?}");
        }
    }

    #[test]
    fn the_subnets_are_private() {
        let subnets = [subnet("subnet-1"), Subnet { maps_public_addresses: true, ..subnet("subnet-2") }];
        let tables = [table(true, &[], &[("0.0.0.0/0", Target::InternetGateway)]), table(false, &["subnet-2"], &[])];
        assert_eq!(privacy(&subnets[..1], Some(&tables[1..])), None);
        assert_eq!(privacy(&subnets[..1], None), None);
        let advice = privacy(&subnets, Some(&tables)).unwrap();
        assert_eq!(advice.summary, "Subnets are not private");
        assert_eq!(
            advice.detail,
            "The control plane belongs into private subnets: instances in \"subnet-2\" get public addresses (map_public_ip_on_launch), and \
             the routes of \"subnet-1\" lead to an internet gateway."
        );
    }

    #[test]
    fn the_local_network_reaches_the_subnets() {
        let subnets = [subnet("subnet-1"), subnet("subnet-2")];
        let tables = [table(true, &[], &[]), table(false, &["subnet-2"], &[("192.168.0.0/16", Target::LocalGateway)])];
        assert_eq!(local_network("vpc-1", true, &subnets[1..], Some(&tables)), None);
        assert_eq!(local_network("vpc-1", true, &subnets, None), None, "nobody knows the routes");
        for (is_associated, reason) in [
            (false, "\"vpc-1\" is not associated with a local gateway route table"),
            (true, "the routes of \"subnet-1\" do not lead to the local gateway"),
        ] {
            let advice = local_network("vpc-1", is_associated, &subnets, Some(&tables)).unwrap();
            assert_eq!(advice.summary, "Your own network may not reach the cluster");
            assert_eq!(
                advice.detail,
                format!(
                    "The Kubernetes API will be reached from inside the VPC only: {reason}. If your own network is to reach it, associate \
                     the VPC and add the route."
                )
            );
        }
    }
}
