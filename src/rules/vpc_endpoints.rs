//! The way from the control plane to AWS services: a default route, or the endpoints of a private cluster.

use super::routes::{RouteTable, has_way_out, table_of};
use super::subnets::Subnet;
use super::{Advice, Rule, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A6.13",
        text: "On EBS the subnets have a way to AWS services: a default route, for example to a NAT gateway, or the VPC endpoints of a private cluster.",
        source: "EKS user guide, Create a VPC and subnets for local clusters (EBS)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A7",
        text: "A private cluster on EBS has the interface endpoints ssm, ssmmessages, ec2messages, ec2, secretsmanager, logs, sts, ecr.api and \
               ecr.dkr with private DNS names, and the gateway endpoint s3.",
        source: "EKS user guide, Create a VPC and subnets for local clusters (EBS)",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// Services that a private cluster needs as interface endpoints.
///
/// Source: rule A7.
const INTERFACES: [&str; 9] =
    ["ssm", "ssmmessages", "ec2messages", "ec2", "secretsmanager", "logs", "sts", "ecr.api", "ecr.dkr"];

/// A VPC endpoint.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct VpcEndpoint {
    /// For example `com.amazonaws.us-west-2.ssm`.
    pub service_name: String,
    /// Whether it has network interfaces; a gateway has none.
    pub is_interface: bool,
    /// Whether it is ready.
    pub is_available: bool,
    /// Whether the service's usual names lead to it.
    pub has_private_names: bool,
}

/// Subnets from which a default route leads nowhere that needs no public address.
#[must_use]
pub fn without_way_out<'a>(subnets: &'a [Subnet], tables: &[RouteTable]) -> Vec<&'a str> {
    let is_shut = |subnet: &&Subnet| table_of(&subnet.id, tables).is_some_and(|table| !has_way_out(table));
    subnets.iter().filter(is_shut).map(|subnet| subnet.id.as_str()).collect()
}

/// What may hurt if these subnets, which have no way out, lack endpoints in their VPC.
///
/// Source: rules A6.13 and A7.
#[must_use]
pub fn endpoints(shut: &[&str], region: &str, vpc_id: &str, found: &[VpcEndpoint]) -> Option<Advice> {
    if shut.is_empty() {
        return None;
    }
    // In China some services have another prefix.
    let of = |service: &str| {
        let ending = format!(".{region}.{service}");
        found.iter().filter(move |endpoint| endpoint.service_name.ends_with(&ending))
    };
    let is_there = |service: &&str| of(service).any(|endpoint| endpoint.is_available);
    let missing: Vec<&str> = INTERFACES.into_iter().chain(["s3"]).filter(|service| !is_there(service)).collect();
    let has_names = |endpoint: &VpcEndpoint| !endpoint.is_interface || endpoint.has_private_names;
    let nameless = |service: &&str| is_there(service) && !of(service).any(has_names);
    let nameless: Vec<&str> = INTERFACES.into_iter().filter(nameless).collect();
    let mut reasons = Vec::new();
    if !missing.is_empty() {
        reasons.push(format!("has no available endpoint of {}", missing.join(", ")));
    }
    if !nameless.is_empty() {
        reasons.push(format!("has endpoints without private DNS names of {}", nameless.join(", ")));
    }
    if reasons.is_empty() {
        return None;
    }
    let detail = format!(
        "{} {} no default route to a NAT gateway, and {} {}. Without a way to these services the cluster does not become active. They must be \
         there before it is created.",
        quote_list(shut.iter().copied()),
        if shut.len() == 1 { "has" } else { "have" },
        quote(vpc_id),
        reasons.join(" and ")
    );
    Some(Advice::new("Subnets may not reach AWS services", detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::routes::{Route, Target};

    fn endpoint(service: &str) -> VpcEndpoint {
        VpcEndpoint {
            service_name: format!("com.amazonaws.us-west-2.{service}"),
            is_interface: service != "s3",
            is_available: true,
            has_private_names: service != "s3",
        }
    }

    fn all() -> Vec<VpcEndpoint> {
        INTERFACES.into_iter().chain(["s3"]).map(endpoint).collect()
    }

    #[test]
    fn a_subnet_without_default_route_is_shut() {
        let subnets = ["subnet-1", "subnet-2"].map(|id| Subnet { id: id.to_owned(), ..Subnet::default() });
        let route = Route { destination: Some("0.0.0.0/0".to_owned()), target: Target::Other };
        let open = RouteTable { subnet_ids: vec!["subnet-1".to_owned()], routes: vec![route], ..RouteTable::default() };
        let main = RouteTable { is_main: true, ..RouteTable::default() };
        assert_eq!(without_way_out(&subnets, &[open.clone(), main]), ["subnet-2"]);
        assert_eq!(without_way_out(&subnets, &[open]), [""; 0], "nobody knows the routes of the other");
    }

    #[test]
    fn a_private_cluster_has_all_endpoints() {
        assert_eq!(endpoints(&[], "us-west-2", "vpc-1", &[]), None);
        assert_eq!(endpoints(&["subnet-1"], "us-west-2", "vpc-1", &all()), None);
        let china = |mut endpoint: VpcEndpoint| {
            endpoint.service_name =
                endpoint.service_name.replace("com.amazonaws.us-west-2", "cn.com.amazonaws.cn-north-1");
            endpoint
        };
        let chinese: Vec<_> = all().into_iter().map(china).collect();
        assert_eq!(endpoints(&["subnet-1"], "cn-north-1", "vpc-1", &chinese), None);
    }

    #[test]
    fn what_is_missing_is_listed() {
        let mut found = all();
        found.retain(|endpoint| !endpoint.service_name.ends_with(".ec2") && !endpoint.service_name.ends_with(".s3"));
        found[0].is_available = false;
        found[1].has_private_names = false;
        let advice = endpoints(&["subnet-1"], "us-west-2", "vpc-1", &found).unwrap();
        assert_eq!(advice.summary, "Subnets may not reach AWS services");
        assert_eq!(
            advice.detail,
            "\"subnet-1\" has no default route to a NAT gateway, and \"vpc-1\" has no available endpoint of ssm, ec2, s3 and has endpoints \
             without private DNS names of ssmmessages. Without a way to these services the cluster does not become active. They must be \
             there before it is created."
        );
        let advice = endpoints(&["subnet-1", "subnet-2"], "us-west-2", "vpc-1", &[]).unwrap();
        assert!(advice.detail.starts_with(
            "\"subnet-1\", \"subnet-2\" have no default route to a NAT gateway, and \"vpc-1\" has no available endpoint of ssm, \
             ssmmessages, ec2messages, ec2, secretsmanager, logs, sts, ecr.api, ecr.dkr, s3. Without"
        ));
    }
}
