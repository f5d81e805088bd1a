//! Whether the network of the cluster is one that it can live in.

use super::Wanted;
use super::findings::Findings;
use crate::aws::Look;
use crate::aws::ec2::VpcDns;
use crate::rules::ControlPlaneStorage::Ebs;
use crate::rules::routes::RouteTable;
use crate::rules::subnets::{self, Subnet};
use crate::rules::{routes, security_groups, service_cidr, vpc_addresses, vpc_dns, vpc_endpoints};

const SUBNETS: &str = "vpc_config.subnet_ids";

/// Rules A5, A6, A7 and A8.5a.
pub(super) async fn check(look: &Look<'_>, wanted: &Wanted) -> Findings {
    let mut found = Findings::default();
    let ids = wanted.subnet_ids.as_deref();
    let subnets = async { look.subnets(ids?).await };
    let groups =
        async { look.security_groups(wanted.security_group_ids.as_deref().filter(|ids| !ids.is_empty())?).await };
    // The zone of the Outpost is asked for elsewhere too; the answer is shared.
    let outpost = async { look.outpost(wanted.outpost_arn.as_deref()?).await };
    let (subnets, groups, outpost) = tokio::join!(subnets, groups, outpost);

    let mut vpc_id = None;
    if let (Some(ids), Some(subnets)) = (ids, subnets) {
        let home = outpost.as_deref().and_then(|outpost| outpost.as_ref()?.zone_id.as_deref());
        of_subnets(look, wanted, ids, &subnets, home, &mut found);
        let in_one = subnets::in_one_vpc(&subnets);
        vpc_id = subnets.first().map(|subnet| subnet.vpc_id.clone()).filter(|_| in_one.is_ok());
        found.refuse(SUBNETS, in_one);
        if let Some(vpc_id) = &vpc_id {
            of_vpc(look, wanted, vpc_id, &subnets, &mut found).await;
        }
    }
    if let (Some(ids), Some(groups)) = (wanted.security_group_ids.as_deref(), groups) {
        let violations = security_groups::security_groups(ids, &groups, vpc_id.as_deref(), look.region());
        for violation in violations.err().into_iter().flatten() {
            found.refuse("vpc_config.security_group_ids", Err(violation));
        }
    }
    found
}

fn of_subnets(
    look: &Look<'_>,
    wanted: &Wanted,
    ids: &[String],
    subnets: &[Subnet],
    home: Option<&str>,
    found: &mut Findings,
) {
    let all = subnets::exist(ids, subnets, look.region());
    let are_all_there = all.is_ok();
    found.refuse(SUBNETS, all);
    for subnet in subnets {
        found.refuse(SUBNETS, subnets::on_outpost(subnet, wanted.outpost_arn.as_deref()));
        found.refuse(SUBNETS, subnets::hostname_type(subnet));
        // A subnet in the Region is in some zone by chance.
        if let Some(kind) = wanted.kind.filter(|_| subnet.outpost_arn.is_some()) {
            found.refuse(SUBNETS, subnets::zone(kind, subnet, home));
        }
    }
    let Some(kind) = wanted.kind else { return };
    if home.is_none() {
        found.refuse(SUBNETS, subnets::one_zone(kind, subnets));
    }
    if are_all_there && !wanted.takes_over {
        found.refuse(SUBNETS, subnets::room(kind, subnets));
    }
}

async fn of_vpc(look: &Look<'_>, wanted: &Wanted, vpc_id: &str, subnets: &[Subnet], found: &mut Findings) {
    let dns = async { tokio::join!(look.vpc_dns(vpc_id, VpcDns::Support), look.vpc_dns(vpc_id, VpcDns::Hostnames)) };
    let (vpc, (support, hostnames), tables, is_associated) =
        tokio::join!(look.vpc(vpc_id), dns, look.route_tables(vpc_id), look.local_gateway(vpc_id));
    let vpc = vpc.as_deref().and_then(Option::as_ref);
    let tables: Option<&[RouteTable]> = tables.as_deref().map(Vec::as_slice);

    if let Some(kind) = wanted.kind {
        let is_on = |answer: Option<&Option<bool>>| answer.copied().flatten();
        found.add(SUBNETS, vpc_dns::vpc_dns(kind, vpc_id, is_on(support.as_deref()), is_on(hostnames.as_deref())));
        if let Some(vpc) = vpc {
            found.refuse(SUBNETS, vpc_addresses::ipv4_only(kind, vpc_id, vpc));
        }
    }
    if let (Some(vpc), Some(cidr)) = (vpc, &wanted.service_ipv4_cidr) {
        let result = service_cidr::apart_from_vpc(cidr, vpc_id, &vpc.cidr_blocks);
        found.refuse("kubernetes_network_config.service_ipv4_cidr", result);
    }
    found.advise(SUBNETS, routes::privacy(subnets, tables));
    if let Some(is_associated) = is_associated {
        found.advise(SUBNETS, routes::local_network(vpc_id, *is_associated, subnets, tables));
    }
    if wanted.kind == Some(Ebs) {
        let shut = vpc_endpoints::without_way_out(subnets, tables.unwrap_or_default());
        if !shut.is_empty()
            && let Some(endpoints) = look.vpc_endpoints(vpc_id).await
        {
            found.advise(SUBNETS, vpc_endpoints::endpoints(&shut, look.region(), vpc_id, &endpoints));
        }
    }
}
