use serde_json::json;

use super::testing::{
    GROUP, OTHER, OUTPOST, ROLE, SUBNET, Scripts, but, denied, dns, ec2, ec2_denied, good, good_ebs, local_gateway,
    outposts_request, placement_group, policies, role, routes, security_group, subnet, subnets, versions, vpc, wire,
};
use super::{Wanted, check};
use crate::aws::testing::{Wire, query_error};
use crate::config::Preflight;
use crate::rules::ControlPlaneStorage::{self, Ebs, InstanceStore};
use crate::rules::partition::Partition;
use crate::rules::role::trust_document;

/// A cluster of which everything is known.
fn wanted(kind: ControlPlaneStorage) -> Wanted {
    let only = |wanted: ControlPlaneStorage, text: &str| (kind == wanted).then(|| text.to_owned());
    Wanted {
        partition: Partition::of_region("us-west-2"),
        name: Some("edge".to_owned()),
        role_arn: Some(ROLE.to_owned()),
        version: Some("1.31".to_owned()),
        kind: Some(kind),
        outpost_arn: Some(OUTPOST.to_owned()),
        control_plane_instance_type: Some("m5.large".to_owned()),
        etcd_instance_type: only(InstanceStore, "c5.large"),
        group_name: only(Ebs, "spread"),
        control_plane_spread: only(InstanceStore, "rack"),
        etcd_spread: only(InstanceStore, "host"),
        subnet_ids: Some(vec![SUBNET.to_owned()]),
        security_group_ids: Some(vec![GROUP.to_owned()]),
        service_ipv4_cidr: Some("10.100.0.0/16".to_owned()),
        takes_over: false,
        request: None,
    }
}

async fn said_of(wire: &Wire, wanted: &Wanted, level: Preflight) -> String {
    let clients = wire.clients().await;
    check(&clients.look("us-west-2"), wanted, level).await.to_string()
}

async fn said(scripts: &Scripts, wanted: &Wanted) -> String {
    said_of(&wire(scripts), wanted, Preflight::Error).await
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_can_be_made_has_no_findings() {
    for kind in [Ebs, InstanceStore] {
        assert_eq!(said(&good(kind), &wanted(kind)).await, "", "{kind}");
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_about_what_is_not_known_and_nothing_at_all_if_checks_are_off() {
    let wire = wire(&good_ebs());
    let nothing = Wanted {
        name: None,
        role_arn: None,
        version: None,
        kind: None,
        outpost_arn: None,
        control_plane_instance_type: None,
        group_name: None,
        subnet_ids: None,
        security_group_ids: None,
        service_ipv4_cidr: None,
        ..wanted(Ebs)
    };
    assert_eq!(said_of(&wire, &nothing, Preflight::Error).await, "");
    assert_eq!(said_of(&wire, &wanted(Ebs), Preflight::Off).await, "");
    assert_eq!(wire.seen().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn every_finding_is_told_at_its_attribute() {
    let foreign = trust_document(InstanceStore, Partition::of_region("us-west-2"));
    let server = json!({ "Outpost": { "SupportedHardwareType": "SERVER", "LifeCycleStatus": "PENDING" } });
    let taken = json!({ "cluster": { "name": "edge", "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" } } });
    let elsewhere = subnet(SUBNET).replace(OUTPOST, OTHER);
    let key = ec2("GetEbsDefaultKmsKeyId", "<kmsKeyId>arn:aws:kms:us-west-2:111122223333:key/1</kmsKeyId>");
    let encrypted = ec2("GetEbsEncryptionByDefault", "<ebsEncryptionByDefault>true</ebsEncryptionByDefault>");
    let with_key = {
        let mut scripts = but(good_ebs(), "GetEbsEncryptionByDefault", encrypted);
        scripts.push(("GetEbsDefaultKmsKeyId".to_owned(), vec![key]));
        scripts
    };
    let outposts =
        |part: &str, body: serde_json::Value| but(good_ebs(), &outposts_request(part), (200, body.to_string()));
    let full = json!({ "AssetInstances": vec![json!({ "InstanceType": "m5.large" }); 10] });
    let one_rack = json!({ "Assets": [{ "RackId": "rack-1", "ComputeAttributes": { "InstanceTypeCapacities": [{ "InstanceType": "m5.large", "Count": 9 }] } }] });
    for (scripts, expected) in [
        (but(good_ebs(), "GET /clusters/edge", (200, taken.to_string())), "error: Cluster exists already (at name)"),
        (
            but(good_ebs(), "GET /cluster-versions", versions(&["1.32"])),
            "error: Kubernetes version not offered (at version)",
        ),
        (
            but(good_ebs(), "GetRole", query_error(404, "NoSuchEntity", "no")),
            "error: Role does not exist (at role_arn)",
        ),
        (
            but(good_ebs(), "GetRole", role(&foreign, "2026-01-01T00:00:00Z")),
            "error: Role trusts another service (at role_arn)",
        ),
        (
            but(good_ebs(), "ListAttachedRolePolicies", policies(InstanceStore)),
            "error: Role lacks a policy (at role_arn)",
        ),
        (with_key, "warning: Cluster role needs your EBS key (at role_arn)"),
        (
            outposts("", server),
            "error: Outpost is a server (at outpost_config.outpost_arn)\nwarning: Outpost is not active (at outpost_config.outpost_arn)",
        ),
        (
            outposts("/instanceTypes", json!({ "InstanceTypes": [{ "InstanceType": "r5.large" }] })),
            "error: Instance type not on the Outpost (at outpost_config.control_plane_instance_type)",
        ),
        (
            outposts("/assetInstances", full),
            "warning: Outpost may be too full (at outpost_config.control_plane_instance_type)",
        ),
        (
            outposts("/assets", one_rack),
            "warning: Too few hosts to spread over (at outpost_config.control_plane_placement)",
        ),
        (
            but(good_ebs(), "DescribePlacementGroups", placement_group("cluster")),
            "error: Placement group does not spread (at outpost_config.control_plane_placement.group_name)",
        ),
        (but(good_ebs(), "DescribeSubnets", subnets(&[])), "error: Subnet does not exist (at vpc_config.subnet_ids)"),
        (
            but(good_ebs(), "DescribeSubnets", subnets(&[elsewhere])),
            "error: Subnet on another Outpost (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeSubnets", subnets(&[subnet(SUBNET).replace("ip-name", "resource-name")])),
            "error: Subnet with resource names (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeSubnets", subnets(&[subnet(SUBNET).replace(">100<", ">1<")])),
            "error: Too few free addresses (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeSubnets", subnets(&[subnet(SUBNET).replace(">false<", ">true<")])),
            "warning: Subnets are not private (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeVpcAttribute", dns(true, false)),
            "error: VPC without DNS (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeVpcs", vpc("<ipv6CidrBlockAssociationSet><item/></ipv6CidrBlockAssociationSet>")),
            "error: VPC with IPv6 (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeVpcs", vpc("<cidrBlock>10.96.0.0/12</cidrBlock>")),
            "error: Service CIDR block overlaps the VPC (at kubernetes_network_config.service_ipv4_cidr)",
        ),
        (
            but(good_ebs(), "DescribeRouteTables", routes(&[("192.168.0.0/16", "localGatewayId", "lgw-1")])),
            "warning: Subnets may not reach AWS services (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeLocalGatewayRouteTableVpcAssociations", local_gateway(false)),
            "warning: Your own network may not reach the cluster (at vpc_config.subnet_ids)",
        ),
        (
            but(good_ebs(), "DescribeSecurityGroups", security_group(GROUP, "vpc-1")),
            "error: Security group in another VPC (at vpc_config.security_group_ids)",
        ),
    ] {
        let said = said(&scripts, &wanted(Ebs)).await;
        let heads = said.lines().filter(|line| line.starts_with("error: ") || line.starts_with("warning: "));
        assert_eq!(heads.collect::<Vec<_>>().join("\n"), expected, "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_kind_decides_what_is_wrong() {
    let scripts = but(good(InstanceStore), "DescribeVpcAttribute", dns(false, true));
    let scripts = but(scripts, "GET /cluster-versions", versions(&["1.32"]));
    let scripts = but(scripts, "DescribeSubnets", subnets(&[subnet(SUBNET).replace("usw2-az2", "usw2-az1")]));
    assert_eq!(
        said(&scripts, &wanted(InstanceStore)).await,
        "error: Subnet in another Availability Zone (at vpc_config.subnet_ids)\n\
         \"subnet-01234567\" is in the Availability Zone \"usw2-az1\", the Outpost is in \"usw2-az2\". The subnets of a cluster with \
         instance_store storage are in the zone of its Outpost.\n\n\
         warning: Kubernetes version may not be offered (at version)\n\
         EKS lists \"1.32\" for new clusters, and not \"1.31\".\n\n\
         warning: VPC without DNS (at vpc_config.subnet_ids)\n\
         enable_dns_support of \"vpc-0123456789abcdef0\" is off. Switch it on before you create the cluster: without it nodes cannot join the \
         cluster."
    );
}

#[tokio::test(start_paused = true)]
async fn an_outpost_that_is_not_shown_is_an_error_only_if_it_would_be_ours() {
    let missing = (404, r#"{"__type":"NotFoundException","Message":"no"}"#.to_owned());
    let mut scripts = but(good_ebs(), &outposts_request(""), missing);
    scripts.push(("DescribeInstanceTypeOfferings".to_owned(), vec![ec2("DescribeInstanceTypeOfferings", "<x/>")]));
    let heads = async |wanted: &Wanted| said(&scripts, wanted).await.lines().next().unwrap_or_default().to_owned();
    assert_eq!(heads(&wanted(Ebs)).await, "error: Outpost does not exist (at outpost_config.outpost_arn)");
    let theirs = Wanted { role_arn: None, ..wanted(Ebs) };
    assert_eq!(heads(&theirs).await, "warning: Outpost not found (at outpost_config.outpost_arn)");
}

#[tokio::test(start_paused = true)]
async fn a_level_of_warn_makes_warnings_of_all_findings() {
    let wire = wire(&but(good_ebs(), "DescribeSubnets", subnets(&[])));
    let said = said_of(&wire, &wanted(Ebs), Preflight::Warn).await;
    assert!(said.starts_with("warning: Subnet does not exist (at vpc_config.subnet_ids)\n"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_takes_over_has_its_name_and_its_room() {
    let scripts = but(good_ebs(), "DescribeSubnets", subnets(&[subnet(SUBNET).replace(">100<", ">0<")]));
    let wire = wire(&scripts);
    let wanted = Wanted { takes_over: true, ..wanted(Ebs) };
    assert_eq!(said_of(&wire, &wanted, Preflight::Error).await, "");
    assert_eq!(wire.times("GET /clusters/edge"), [0; 0]);
    assert_eq!(wire.times("assetInstances"), [0; 0]);
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_asked_is_not_checked() {
    let scripts = good_ebs().into_iter().map(|(what, _)| {
        let answer = match what.as_str() {
            what if what.starts_with("Describe") || what.starts_with("GetEbs") => ec2_denied(what),
            "GetRole" | "ListAttachedRolePolicies" => query_error(403, "AccessDenied", "no"),
            _ => denied(),
        };
        (what, vec![answer])
    });
    let wire = wire(&scripts.collect());
    assert_eq!(said_of(&wire, &wanted(Ebs), Preflight::Error).await, "");
    assert_eq!(wire.times("DescribeInstanceTypeOfferings").len(), 1, "EC2 is asked if AWS Outposts does not answer");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_there_gets_a_second_look() {
    let role = good_ebs().into_iter().find(|(what, _)| what == "GetRole").unwrap().1;
    let scripts = good_ebs().into_iter().map(|(what, answers)| match what.as_str() {
        "GetRole" => (what, [vec![query_error(404, "NoSuchEntity", "no")], role.clone()].concat()),
        "DescribeSubnets" => (what, [vec![subnets(&[])], answers].concat()),
        "DescribeSecurityGroups" => {
            (what, [vec![ec2("DescribeSecurityGroups", "<securityGroupInfo/>")], answers].concat())
        }
        _ => (what, answers),
    });
    assert_eq!(said(&scripts.collect(), &wanted(Ebs)).await, "");
}

#[tokio::test(start_paused = true)]
async fn a_role_that_was_made_a_moment_ago_may_still_get_its_policies() {
    let empty = "<ListAttachedRolePoliciesResponse><ListAttachedRolePoliciesResult><IsTruncated>false</IsTruncated>\
                 </ListAttachedRolePoliciesResult></ListAttachedRolePoliciesResponse>";
    let trust = trust_document(Ebs, Partition::of_region("us-west-2"));
    let scripts = but(good_ebs(), "ListAttachedRolePolicies", (200, empty.to_owned()));
    for (made, says) in [("2099-01-01T00:00:00Z", false), ("2026-01-01T00:00:00Z", true)] {
        let said = said(&but(scripts.clone(), "GetRole", role(&trust, made)), &wanted(Ebs)).await;
        assert_eq!(said.starts_with("error: Role lacks a policy"), says, "{made}: {said}");
    }
}

#[tokio::test(start_paused = true)]
async fn clusters_share_what_was_asked() {
    let wire = wire(&good_ebs());
    let clients = wire.clients().await;
    let (one, other) = (wanted(Ebs), Wanted { name: Some("other".to_owned()), ..wanted(Ebs) });
    let looks = [clients.look("us-west-2"), clients.look("us-west-2")];
    tokio::join!(check(&looks[0], &one, Preflight::Error), check(&looks[1], &other, Preflight::Error));
    check(&clients.look("us-west-2"), &one, Preflight::Error).await;
    let mut seen: Vec<String> = wire.seen().into_iter().map(|seen| seen.what).collect();
    seen.sort();
    seen.retain(|what| what != "DescribeVpcAttribute");
    let distinct = {
        let mut distinct = seen.clone();
        distinct.dedup();
        distinct
    };
    assert_eq!(seen, distinct, "each question once");
    assert_eq!(wire.times("DescribeVpcAttribute").len(), 2, "one for each switch");
    assert_eq!(wire.times("GET /clusters/").len(), 2);
    assert_eq!(wire.times("DescribeVpcEndpoints").len(), 0, "there is a default route");
}

#[tokio::test(start_paused = true)]
async fn the_cluster_of_an_interrupted_run_is_known() {
    use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;

    let request = CreateClusterInputBuilder::default().name("edge");
    let token = crate::aws::ClientToken::new("111122223333", "us-west-2", &request);
    let local = json!({ "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" });
    let cluster = |token: &str, outpost_config: &serde_json::Value| {
        let arn = "arn:aws:eks:us-west-2:111122223333:cluster/edge";
        json!({ "cluster": { "name": "edge", "arn": arn, "clientRequestToken": token, "outpostConfig": outpost_config } })
    };
    let without = |mut answer: serde_json::Value, member: &str| {
        answer["cluster"].as_object_mut().unwrap().remove(member);
        answer
    };
    let with = |mut answer: serde_json::Value, member: &str, value: &str| {
        answer["cluster"][member] = json!(value);
        answer
    };
    let import = "To manage it here, add this block with the resource's address, and apply:\n\n  import {\n    to = \
                  eksoutpost_local_cluster.example\n    id = \"edge@us-west-2\"\n  }\n\nOtherwise choose another name.\n\nIf it is \
                  the cluster that Terraform is replacing here, do not add the import block: `create_before_destroy` is in the way, since a \
                  name is free only when the cluster that has it is gone. The old cluster is untouched. Remove `create_before_destroy` from the \
                  `lifecycle` of this cluster and of what depends on it, which hands it on; or change `name` too. If Terraform has put the old \
                  cluster aside (`terraform show` calls it deposed), take it back first:\n\n  terraform state rm ADDRESS # the resource's address, above\n  terraform \
                  import ADDRESS edge@us-west-2";
    for (cluster, text) in [
        (
            cluster(token.as_str(), &local),
            format!(
                "It was made by an earlier, interrupted run with these very arguments, so it is probably yours.\n\n{import}"
            ),
        ),
        (
            cluster("theirs", &local),
            format!("It was made by something else, and nothing has been changed about it.\n\n{import}"),
        ),
        (
            cluster("eksoutpost-00000000000000000000000000000000-0000000000000000", &local),
            format!("This provider made it with other arguments, and nothing has been changed about it.\n\n{import}"),
        ),
        (
            without(cluster("theirs", &local), "clientRequestToken"),
            format!("EKS does not show who asked for it, and nothing has been changed about it.\n\n{import}"),
        ),
        (
            with(cluster("theirs", &local), "status", "DELETING"),
            format!("It is being deleted: when it is gone, this one can be created.\n\n{import}"),
        ),
        (
            cluster("theirs", &serde_json::Value::Null),
            "It runs in the cloud, and names are unique among all clusters. Choose another name.".to_owned(),
        ),
    ] {
        let scripts = but(good_ebs(), "GET /clusters/edge", (200, cluster.to_string()));
        let wanted = Wanted { request: Some(request.clone()), ..wanted(Ebs) };
        let expected =
            format!("error: Cluster exists already (at name)\nThere is a cluster \"edge\" in us-west-2. {text}");
        assert_eq!(said(&scripts, &wanted).await, expected);
    }
}
