//! What a plan would say of a cluster, as data: for `check` blocks, and for pipelines that decide by themselves.

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace};

const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";
const SUBNET: &str = "subnet-0a1b2c3d4e5f67891";

/// The arguments of a cluster that the resource and the data source share.
fn cluster(kind: &str) -> Value {
    json!({
        "name": "edge",
        "version": "1.31",
        "outpost_config": {
            "outpost_arn": OUTPOST,
            "control_plane_instance_type": "m5.large",
            "etcd_instance_type": (kind != "ebs").then_some("c5.large"),
        },
        "vpc_config": { "subnet_ids": [SUBNET], "security_group_ids": ["sg-0a1b2c3d4e5f67890"] },
    })
}

fn with_role(mut cluster: Value, role_arn: &str) -> Value {
    cluster["role_arn"] = json!(role_arn);
    cluster
}

/// The data source alone, as a pipeline has it.
fn gate(simulator: &Simulator, arguments: &Value) -> Workspace {
    let configuration = json!({
        "data": { "eksoutpost_preflight": { "edge": arguments } },
        "output": { "data": { "value": "${data.eksoutpost_preflight.edge}" } },
    });
    Workspace::of(simulator, &configuration)
}

/// The resource with its role, and a check of the same arguments.
fn checked(kind: &str) -> Value {
    let arguments = with_role(cluster(kind), "${eksoutpost_cluster_role.edge.arn}");
    let mut after = arguments.clone();
    after["depends_on"] = json!(["eksoutpost_local_cluster.edge"]);
    json!({
        "resource": {
            "eksoutpost_cluster_role": { "edge": { "name": "edge-cluster", "control_plane_storage": kind } },
            "eksoutpost_local_cluster": { "edge": arguments },
        },
        "check": { "preflight": {
            "data": { "eksoutpost_preflight": { "edge": after } },
            "assert": [{
                "condition": "${data.eksoutpost_preflight.edge.ok}",
                "error_message": "${jsonencode(data.eksoutpost_preflight.edge.findings)}",
            }],
        } },
    })
}

#[test]
fn findings_are_those_of_the_plan_for_both_kinds_and_no_call_is_made_twice() {
    for kind in ["ebs", "instance_store"] {
        let simulator = Simulator::borrow();
        let role = simulator.get("health")["foreign_role_arn"].as_str().unwrap().to_owned();
        simulator.post(&format!("subnet/{SUBNET}"), &json!({ "available_ip_address_count": 2 }));
        simulator.post("outpost/op-0a1b2c3d4e5f67890", &json!({ "life_cycle_status": "PENDING" }));
        let mut wanted = with_role(cluster(kind), &role);
        wanted["version"] = json!("1.28");

        let mut gate = gate(&simulator, &wanted);
        simulator.forget_requests();
        assert_eq!(gate.plan().succeeded().diagnostics(), [], "{kind}");
        let asked = simulator.journal();
        gate.apply_and_settle();
        let data = gate.outputs()["data"]["value"].clone();

        let mut plan =
            Workspace::of(&simulator, &json!({ "resource": { "eksoutpost_local_cluster": { "edge": wanted } } }));
        simulator.forget_requests();
        let of_plan = plan.plan().failed().diagnostics();
        let (mut one, mut other) = (asked.actions(), simulator.journal().actions());
        one.sort();
        other.sort();
        assert_eq!(one, other, "{kind}: the calls are the plan's");

        // Terraform's line says the attribute's path before the detail.
        let mut told: Vec<(String, String)> = of_plan.into_iter().map(|said| (said.severity, said.summary)).collect();
        let text = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
        let findings = data["findings"].as_array().unwrap();
        let mut found: Vec<(String, String)> =
            findings.iter().map(|finding| (text(finding, "severity"), text(finding, "summary"))).collect();
        told.sort();
        found.sort();
        assert_eq!(found, told, "{kind}");
        let count = |severity: &str| found.iter().filter(|(of, _)| of == severity).count();
        assert_eq!((&data["ok"], &data["error_count"]), (&json!(false), &json!(count("error"))));
        assert_eq!((&data["warning_count"], &data["not_checked"]), (&json!(count("warning")), &json!([])));
        let codes: Vec<String> = findings.iter().map(|finding| text(finding, "code")).collect();
        assert!(codes.contains(&"too_few_free_addresses".to_owned()), "{codes:?}");
        assert!(codes.contains(&"outpost_is_not_active".to_owned()), "{codes:?}");
    }
}

#[test]
fn what_may_not_be_asked_is_told_and_no_error() {
    let simulator = Simulator::borrow();
    simulator.fault(json!({
        "service": "ec2",
        "error": { "code": "UnauthorizedOperation", "status": 403, "message": "You may not." },
    }));
    let mut gate = gate(&simulator, &cluster("ebs"));
    gate.apply().succeeded();
    let data = gate.outputs()["data"]["value"].clone();
    assert_eq!((&data["ok"], &data["findings"]), (&json!(true), &json!([])));
    assert_eq!(
        data["not_checked"],
        json!([
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:GetEbsDefaultKmsKeyId",
            "ec2:GetEbsEncryptionByDefault",
        ])
    );
}

#[test]
fn a_check_block_is_content_before_and_after_the_cluster_is_made() {
    for kind in ["ebs", "instance_store"] {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::of(&simulator, &checked(kind));
        let run = workspace.apply().succeeded();
        assert_eq!(run.warnings(), [], "{kind}: {}", run.stdout);
        simulator.forget_requests();
        let run = workspace.plan().succeeded();
        // Terraform looks once more in the apply.
        let planned = ["data.eksoutpost_preflight.edge read".to_owned()];
        assert_eq!((run.warnings(), run.planned()), (vec![], planned.to_vec()), "{kind}: {}", run.stdout);
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new());

        // Something changes around the cluster: the plan goes on, and says so.
        simulator.post("vpc/vpc-0a1b2c3d4e5f67890", &json!({ "dns_support": false }));
        let run = workspace.plan().succeeded();
        let warnings = run.warnings();
        let failed: Vec<_> =
            warnings.iter().filter(|warning| warning.summary == "Check block assertion failed").collect();
        // On instance store it is a warning, with which the cluster is still ok.
        assert_eq!(failed.len(), usize::from(kind == "ebs"), "{kind}: {}", run.stdout);
        assert!(failed.iter().all(|warning| warning.detail.contains("vpc_without_dns")), "{failed:?}");
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn the_providers_level_of_checks_does_not_count() {
    let simulator = Simulator::borrow();
    let mut wanted = cluster("ebs");
    wanted["vpc_config"]["subnet_ids"] = json!(["subnet-00000000000000001"]);
    let mut gate = gate(&simulator, &wanted);
    gate.without_preflight();
    gate.apply().succeeded();
    let data = gate.outputs()["data"]["value"].clone();
    assert_eq!(data["findings"][0]["code"], "subnet_does_not_exist");
    assert_eq!((&data["findings"][0]["severity"], &data["ok"]), (&json!("error"), &json!(false)));
    assert_eq!(data["findings"][0]["attribute"], "vpc_config.subnet_ids");
}
