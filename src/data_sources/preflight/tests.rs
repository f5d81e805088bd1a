use std::sync::Arc;

use serde_json::{Value as Json, json};
use tf_provider_rs::testing::Host;

use super::{PreflightDataSource, code};
use crate::aws::testing::{SILENT, query_error};
use crate::data_sources::testing;
use crate::preflight::testing::{
    GROUP, OUTPOST, ROLE, SUBNET, Scripts, but, denied, dns, ec2_denied, good, good_ebs, subnet, subnets, versions,
};
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::testing::with;
use crate::rules::ControlPlaneStorage::{Ebs, InstanceStore};

type Test = testing::Test<PreflightDataSource>;

async fn test(scripts: &Scripts) -> Test {
    Test::new(scripts.iter().map(|(what, answers)| (what.as_str(), answers.clone()))).await
}

/// A cluster of which everything that is looked at is set.
fn ebs() -> Json {
    json!({
        "name": "edge",
        "role_arn": ROLE,
        "version": "1.31",
        "outpost_config": {
            "outpost_arn": OUTPOST,
            "control_plane_instance_type": "m5.large",
            "control_plane_placement": { "group_name": "spread" },
        },
        "vpc_config": { "subnet_ids": [SUBNET], "security_group_ids": [GROUP] },
        "kubernetes_network_config": { "service_ipv4_cidr": "10.100.0.0/16" },
    })
}

fn instance_store() -> Json {
    let outpost = json!({
        "outpost_arn": OUTPOST,
        "control_plane_instance_type": "m5.large",
        "control_plane_placement": { "spread_level": "rack" },
        "etcd_instance_type": "c5.large",
        "etcd_placement": { "spread_level": "host" },
    });
    with(ebs(), "outpost_config", outpost)
}

/// An AWS in which three things are wrong with a cluster on EBS.
fn wrong() -> Scripts {
    let scripts = but(good_ebs(), "DescribeSubnets", subnets(&[subnet(SUBNET).replace(">100<", ">0<")]));
    let scripts = but(scripts, "GET /cluster-versions", versions(&["1.30"]));
    let scripts = but(scripts, "DescribeVpcAttribute", dns(true, true));
    but(scripts, "DescribeRouteTables", crate::preflight::testing::routes(&[("0.0.0.0/0", "gatewayId", "igw-1")]))
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_can_be_made_is_ok() {
    for (kind, config) in [(Ebs, ebs()), (InstanceStore, instance_store())] {
        let test = test(&good(kind)).await;
        let (data, said) = test.read(&config).await;
        assert_eq!(said, "");
        let told = json!({ "ok": true, "error_count": 0, "warning_count": 0, "findings": [], "not_checked": [] });
        for (name, value) in told.as_object().unwrap() {
            assert_eq!(&data[name], value, "{kind}: {name}");
        }
        assert_eq!((&data["region"], &data["name"]), (&json!("us-west-2"), &json!("edge")));
        assert_eq!(data["vpc_config"]["subnet_ids"], json!([SUBNET]));
        assert!(test.calls().len() > 12);
    }
}

#[tokio::test(start_paused = true)]
async fn findings_are_those_of_the_plan_and_never_errors() {
    let test = test(&wrong()).await;
    let (data, said) = test.read(&ebs()).await;
    assert_eq!(said, "");
    let findings = data["findings"].as_array().unwrap();
    let text = |finding: &Json| {
        let text = |name: &str| finding[name].as_str().unwrap().to_owned();
        format!("{}: {} (at {})\n{}", text("severity"), text("summary"), text("attribute"), text("detail"))
    };
    let as_data = findings.iter().map(text).collect::<Vec<_>>().join("\n\n");
    // The provider's own level is "off" here.
    let config = with(ebs(), "preflight", "error");
    let plan = Host::new(LocalClusterResource, Arc::clone(&test.api)).plan(&config, None).await.unwrap();
    let mut of_plan: Vec<String> = plan.diagnostics.iter().map(ToString::to_string).collect();
    of_plan.sort_by_key(|text| text.starts_with("warning"));
    assert_eq!(as_data, of_plan.join("\n\n"));

    let count = |severity: &str| findings.iter().filter(|finding| finding["severity"] == severity).count();
    assert_eq!((&data["ok"], &data["error_count"]), (&json!(false), &json!(count("error"))));
    assert_eq!(data["warning_count"], json!(count("warning")));
    assert!(count("error") > 0 && count("warning") > 0, "{as_data}");
    assert_eq!(findings[0]["code"], "kubernetes_version_not_offered");
    let asked = test.calls();
    let mut distinct = asked.clone();
    distinct.dedup();
    distinct.push("DescribeVpcAttribute".to_owned());
    distinct.sort();
    assert_eq!(asked, distinct, "plan and data source share every answer; two switches are asked by one name");
}

#[tokio::test(start_paused = true)]
async fn rules_that_need_no_call_are_findings_too() {
    let test = test(&good_ebs()).await;
    let config = with(ebs(), "outpost_config.control_plane_placement", json!({ "spread_level": "rack" }));
    let config = with(config, "name", "edge_1");
    let config = with(config, "access_config", json!({ "authentication_mode": "API" }));
    let (data, said) = test.read(&config).await;
    let found: Vec<_> = data["findings"].as_array().unwrap().iter().map(|finding| &finding["attribute"]).collect();
    assert_eq!(said, "");
    assert_eq!(
        found,
        ["access_config.authentication_mode", "outpost_config.control_plane_placement.spread_level", "name"]
    );
    let elsewhere = with(ebs(), "region", "eu-west-1");
    let (data, _) = test.read(&elsewhere).await;
    assert_eq!(data["findings"][0]["summary"], "Outpost in another Region");
    let of_the_outpost = |finding: &&serde_json::Value| finding["attribute"] == "outpost_config.outpost_arn";
    let findings = data["findings"].as_array().unwrap();
    assert!(
        findings.iter().filter(of_the_outpost).count() <= 1,
        "what another Region says of it is no finding: {findings:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_left_out_is_not_checked_and_malformed_arguments_are_errors() {
    let test = test(&good_ebs()).await;
    let (data, said) = test.read(&json!({})).await;
    assert_eq!((&data["ok"], said.as_str()), (&json!(true), ""));
    let (data, _) = test.read(&json!({ "vpc_config": {}, "outpost_config": {} })).await;
    assert_eq!(data["findings"], json!([]));
    for (config, expected) in [
        (with(ebs(), "outpost_config.outpost_arn", "op-1"), "(at outpost_config.outpost_arn)"),
        (with(ebs(), "vpc_config.subnet_ids", json!(["net-1"])), "(at vpc_config.subnet_ids)"),
        (with(ebs(), "region", "cn-north-1"), "error: Region of another partition (at region)"),
    ] {
        let (data, said) = test.read(&config).await;
        assert!(data.is_null() && said.contains(expected), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_may_not_be_asked_or_is_not_answered_in_time_is_listed() {
    let scripts = but(good_ebs(), "DescribeSubnets", ec2_denied("DescribeSubnets"));
    let scripts = but(scripts, "GetRole", query_error(403, "AccessDenied", "no"));
    let scripts = but(scripts, "GET /cluster-versions", denied());
    let test = test(&but(scripts, "GET /clusters/edge", (SILENT, String::new()))).await;
    let started = tokio::time::Instant::now();
    let (data, said) = test.read(&ebs()).await;
    assert_eq!((&data["ok"], said.as_str()), (&json!(true), ""));
    assert_eq!(
        data["not_checked"],
        json!([
            "ec2:DescribeSubnets",
            "eks:DescribeCluster",
            "eks:DescribeClusterVersions",
            "iam:GetRole",
            "iam:ListAttachedRolePolicies",
        ])
    );
    assert_eq!(started.elapsed().as_secs(), 10);
    // An answer that was missed once is missed again, without another question.
    let asked = test.calls().len();
    let (again, _) = test.read(&ebs()).await;
    assert!(again["not_checked"].as_array().unwrap().contains(&json!("ec2:DescribeSubnets")));
    assert_eq!(test.calls().iter().filter(|call| *call == "DescribeSubnets").count(), 1, "{asked}");
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_is_in_state_does_not_count_against_itself() {
    let scripts = but(good_ebs(), "GET /clusters/edge", (200, json!({ "cluster": { "name": "edge" } }).to_string()));
    let test = test(&but(scripts, "DescribeSubnets", subnets(&[subnet(SUBNET).replace(">100<", ">0<")]))).await;
    let (data, _) = test.read(&ebs()).await;
    let found: Vec<_> = data["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]).collect();
    assert_eq!(found, ["cluster_exists_already", "too_few_free_addresses"]);
    test.api.in_state.note("us-west-2", "edge");
    let (data, _) = test.read(&ebs()).await;
    assert_eq!((&data["ok"], &data["findings"]), (&json!(true), &json!([])));
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_the_read_at_once() {
    let test = test(&but(good_ebs(), "GetRole", (SILENT, String::new()))).await;
    let config = ebs();
    let interrupt = async {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        test.stop.cancel();
    };
    let ((_, said), ()) = tokio::join!(test.read(&config), interrupt);
    assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
}

#[test]
fn a_finding_is_named_by_its_summary() {
    for (summary, name) in [
        ("Subnet does not exist", "subnet_does_not_exist"),
        ("VPC with IPv6", "vpc_with_ipv6"),
        ("Too few hosts to spread over", "too_few_hosts_to_spread_over"),
    ] {
        assert_eq!(code(summary), name);
    }
}
