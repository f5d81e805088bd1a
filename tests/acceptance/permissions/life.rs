//! A role and a cluster from plan to destruction, with the two policies that the guide recommends and nothing more.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use terraform_provider_eksoutpost::permissions::{Caller, of_everything};

use super::guide::{self, Words};
use crate::acceptance::harness::{Simulator, Workspace};
use crate::acceptance::scenarios::ledger::{Table, judge, say};

const GROUP: &str = "permissions: whole lives";
const ROLE: &str = "eksoutpost_cluster_role.edge";
const CLUSTER: &str = "eksoutpost_local_cluster.edge";
/// Only called when AWS Outposts does not tell the instance types.
const FALLBACK: &str = "ec2:DescribeInstanceTypeOfferings";

/// Who runs Terraform.
#[derive(Clone, Copy)]
enum Job {
    /// On every change, to see.
    Plan,
    /// To apply.
    Everything,
}

#[test]
fn the_policies_of_the_guide_are_enough_for_a_whole_life_and_nothing_else_is_called() {
    let mut table = Table::new(GROUP);
    let mut called = BTreeSet::new();
    for kind in ["ebs", "instance_store"] {
        table.register(kind);
        called.extend(live(kind, &mut table));
    }
    let row = "no action of the provider is superfluous";
    table.register(row);
    let permissions = of_everything().flat_map(|feature| feature.permissions);
    let own =
        permissions.filter(|permission| permission.caller == Caller::Provider).map(|permission| permission.action);
    let uncalled: BTreeSet<&str> = own.filter(|action| !called.contains(*action)).collect();
    table.check(row, uncalled == BTreeSet::from([FALLBACK]), || format!("never called: {uncalled:?}"));
    say(&format!("permissions: {:3} actions called in two whole lives, none of them refused\n", called.len()));
    judge(vec![table]);
}

/// One life; the actions that were called.
fn live(kind: &'static str, table: &mut Table) -> BTreeSet<String> {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "ebs_default_key": "arn:aws:kms:us-west-2:123456789012:key/edge" }));
    simulator.post("vpc/vpc-0a1b2c3d4e5f67890", &json!({ "routes": {} }));
    let mut workspace = Workspace::of(&simulator, &configuration(kind, "1.30"));
    let run = |workspace: &mut Workspace, job: Job, arguments: &[&str]| {
        act_as(&simulator, workspace, job);
        workspace.run(&[arguments, &["-json"]].concat())
    };
    let apply = ["apply", "-auto-approve"];
    let settle = |workspace: &mut Workspace, step: &str| {
        let plan = run(workspace, Job::Plan, &["plan", "-detailed-exitcode"]);
        assert_eq!(plan.status.code(), Some(0), "{kind}, after {step}: {}\n{}", plan.stdout, plan.stderr);
    };

    run(&mut workspace, Job::Plan, &["plan"]).succeeded();
    run(&mut workspace, Job::Everything, &apply).succeeded();
    settle(&mut workspace, "the creation");

    workspace.write_json("main.tf.json", &configuration(kind, "1.31"));
    run(&mut workspace, Job::Everything, &apply).succeeded();
    settle(&mut workspace, "the update");

    drift(&simulator);
    let repaired = run(&mut workspace, Job::Everything, &apply).succeeded().planned();
    table.check(kind, repaired == [format!("{ROLE} update"), format!("{CLUSTER} update")], || format!("{repaired:?}"));
    settle(&mut workspace, "the repair");

    workspace.forget_state();
    let other = "eksoutpost_cluster_role.other";
    let imports = [(ROLE, "edge-cluster"), (CLUSTER, "edge"), (other, "edge-other")];
    let imports: Vec<Value> = imports.iter().map(|(to, id)| json!({ "to": to, "id": id })).collect();
    workspace.write_json("import.tf.json", &json!({ "import": imports }));
    run(&mut workspace, Job::Everything, &apply).succeeded();
    workspace.write_json("import.tf.json", &Value::Null);
    settle(&mut workspace, "the import");

    // A role that exists, as a pipeline finds it that does not make roles: only then the plan looks at it.
    let mut other = Workspace::of(&simulator, &another(kind));
    run(&mut other, Job::Plan, &["plan"]).succeeded();

    run(&mut workspace, Job::Everything, &["destroy", "-auto-approve"]).succeeded();
    table.check(kind, workspace.state().addresses().is_empty(), || "the state is not empty".to_owned());
    simulator.assert_nothing_left();

    let journal = simulator.journal();
    let policy = guide::policy("Everything", WORDS);
    let is_free = |action: &str| action == "sts:GetCallerIdentity" || guide::has(&policy, action);
    let own = journal.actions().into_iter().zip(journal.all());
    let own: Vec<(String, &Value)> = own.filter(|(_, call)| call["access_key"] != "AKIASIMULATEDKEY0003").collect();
    let refused: Vec<&(String, &Value)> = own.iter().filter(|(_, call)| call["status"] == 403).collect();
    table.check(kind, refused.is_empty(), || format!("refused: {refused:?}"));
    let called: BTreeSet<String> = own.into_iter().map(|(action, _)| action).collect();
    let surplus: Vec<&String> = called.iter().filter(|action| !is_free(action)).collect();
    table.check(kind, surplus.is_empty(), || format!("called and not in the guide: {surplus:?}"));
    called
}

const WORDS: Words<'static> = Words { cluster: "edge*", role: "edge-*", assumed: "" };

fn act_as(simulator: &Simulator, workspace: &mut Workspace, job: Job) {
    let (name, heading) = match job {
        Job::Plan => ("planner", "Plan"),
        Job::Everything => ("pipeline", "Everything"),
    };
    let policies = json!([guide::policy(heading, WORDS)]);
    let principal = simulator.post(&format!("principal/{name}"), &json!({ "policies": policies }));
    simulator.post("auth", &json!({ "enforce": true }));
    workspace.set_env("AWS_ACCESS_KEY_ID", principal["access_key"].as_str().unwrap());
    workspace.set_env("AWS_SECRET_ACCESS_KEY", principal["secret_key"].as_str().unwrap());
}

/// Somebody else changes trust, policies and tags.
fn drift(simulator: &Simulator) {
    simulator.post("auth", &json!({ "enforce": false }));
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    simulator.iam("UpdateAssumeRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyDocument", trust)]);
    simulator.iam("UntagRole", &[("RoleName", "edge-cluster"), ("TagKeys.member.1", "stage")]);
    simulator.change_cluster("edge", json!({ "tags": { "owner": "nobody" }, "logging": [] }));
}

fn configuration(kind: &str, version: &str) -> Value {
    let is_changed = version != "1.30";
    let role = json!({
        "name": "edge-cluster",
        "control_plane_storage": kind,
        "description": version,
        "permissions_boundary": (!is_changed).then_some("arn:aws:iam::aws:policy/AdministratorAccess"),
        "tags": if is_changed { json!({ "stage": "test" }) } else { json!({ "stage": "test", "owner": "core" }) },
    });
    // A second role, for the changes that would cost the first its cluster.
    let other = json!({
        "name": "edge-other",
        "control_plane_storage": if is_changed { "instance_store" } else { "ebs" },
        "permissions_boundary": is_changed.then_some("arn:aws:iam::aws:policy/AdministratorAccess"),
    });
    let mut cluster = cluster(kind, version);
    cluster["name"] = json!("edge");
    cluster["role_arn"] = json!(format!("${{{ROLE}.arn}}"));
    cluster["enabled_cluster_log_types"] = if is_changed { json!(["audit"]) } else { json!(["api"]) };
    cluster["tags"] = if is_changed { json!({ "stage": "test" }) } else { json!({ "stage": "new", "owner": "core" }) };
    json!({ "resource": {
        "eksoutpost_cluster_role": { "edge": role, "other": other },
        "eksoutpost_local_cluster": { "edge": cluster },
    } })
}

fn another(kind: &str) -> Value {
    let mut cluster = cluster(kind, "1.31");
    cluster["name"] = json!("edge-2");
    cluster["role_arn"] = json!("arn:aws:iam::123456789012:role/edge-cluster");
    json!({ "resource": { "eksoutpost_local_cluster": { "another": cluster } } })
}

fn cluster(kind: &str, version: &str) -> Value {
    let is_ebs = kind == "ebs";
    json!({
        "version": version,
        "outpost_config": {
            "outpost_arn": "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890",
            "control_plane_instance_type": "m5.large",
            "etcd_instance_type": (!is_ebs).then_some("c5.large"),
            "control_plane_placement": is_ebs.then(|| json!({ "group_name": "simulated-spread" })),
        },
        "vpc_config": {
            "subnet_ids": ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"],
            "security_group_ids": ["sg-0a1b2c3d4e5f67890"],
        },
    })
}
