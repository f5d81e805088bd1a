//! The checks of a plan without one action at a time: the plan says the same, but for what it could not look at.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use terraform_provider_eksoutpost::permissions::features;

use super::guide::{self, Words};
use super::row::Row;
use crate::acceptance::harness::{Run, Simulator, Workspace};
use crate::acceptance::scenarios::ledger::{Table, judge, say};

const GROUP: &str = "permissions: checks while planning";
/// EC2 is asked for the instance types only when AWS Outposts does not tell them.
const ASKED: &str = "outposts:GetOutpostInstanceTypes";
const ASKED_INSTEAD: &str = "ec2:DescribeInstanceTypeOfferings";
/// What the log says of a check that did not get its answer in time.
const LATE: &str = "not checked before the change, for want of time";

#[test]
fn a_check_that_may_not_ask_is_left_out_and_the_log_says_so() {
    let simulator = Simulator::borrow();
    // Everything that is asked only sometimes.
    simulator.set(json!({ "ebs_default_key": "arn:aws:kms:us-west-2:123456789012:key/edge" }));
    simulator.post("vpc/vpc-0a1b2c3d4e5f67890", &json!({ "routes": {} }));
    let mut role = Workspace::new(&simulator, "role");
    role.apply_and_settle();
    let mut workspace = Workspace::of(&simulator, &configuration());
    workspace.set_env("TF_LOG", "JSON");

    let (all, run) = plan(&simulator, &mut workspace, &[]);
    let planned = run.planned();
    let warnings: Vec<String> = run.diagnostics().into_iter().map(|found| found.summary).collect();
    let listed: BTreeSet<String> = feature().permissions.iter().map(|one| one.action.to_owned()).collect();
    let called: BTreeSet<String> = all.iter().map(|(action, _)| action.clone()).collect();
    let uncalled: Vec<&String> = listed.difference(&called).collect();
    assert_eq!((uncalled, all.iter().any(|(_, status)| *status == 403)), (vec![&ASKED_INSTEAD.to_owned()], false));

    let mut table = Table::new(GROUP);
    let rows = Row::all("cluster-preflight", "ebs");
    for row in &rows {
        let (name, action) = (row.name(), row.permission.action);
        table.register(name.clone());
        let denied = if action == ASKED_INSTEAD { vec![ASKED, action] } else { vec![action] };
        let (calls, run) = plan(&simulator, &mut workspace, &denied);
        table.check(&name, run.status.success() && run.planned() == planned, || run.stdout.clone());
        let more: Vec<_> = run.diagnostics().into_iter().filter(|found| !warnings.contains(&found.summary)).collect();
        table.check(&name, more.is_empty(), || format!("the plan says more than with everything allowed: {more:?}"));
        let refused: BTreeSet<&str> =
            calls.iter().filter(|(_, status)| *status == 403).map(|(action, _)| action.as_str()).collect();
        table.check(&name, refused == denied.iter().copied().collect(), || format!("refused: {refused:?}"));
        let said = run.log.find(&format!("not checked before the change: {action} is not allowed")).len();
        let is_replaced = action == ASKED && calls.iter().any(|(called, _)| called == ASKED_INSTEAD);
        table.check(&name, said > 0 || is_replaced, || "the log does not say that it is not checked".to_owned());
    }
    simulator.post("auth", &json!({ "enforce": false }));
    role.destroy_and_leave_nothing(&simulator);
    say(&format!("permissions: {:3} taken away one at a time: {GROUP}\n", rows.len()));
    judge(vec![table]);
}

fn once(simulator: &Simulator, workspace: &mut Workspace) -> Run {
    simulator.forget_requests();
    workspace.plan()
}

/// What a plan asks, with the answers' status, and what it says, with these actions taken away.
fn plan(simulator: &Simulator, workspace: &mut Workspace, denied: &[&str]) -> (Vec<(String, u64)>, Run) {
    let mut policy = guide::policy(feature().title, Words { cluster: "edge", role: "edge-cluster", assumed: "" });
    for action in denied {
        let permission = feature().permissions.iter().find(|permission| permission.action == *action).unwrap();
        guide::take_away(&mut policy, permission.scope.sid(), action);
    }
    let planner = simulator.post("principal/planner", &json!({ "policies": [policy] }));
    simulator.post("auth", &json!({ "enforce": true }));
    workspace.set_env("AWS_ACCESS_KEY_ID", planner["access_key"].as_str().unwrap());
    workspace.set_env("AWS_SECRET_ACCESS_KEY", planner["secret_key"].as_str().unwrap());
    let mut run = once(simulator, workspace);
    // A plan has ten seconds for its checks, and this machine has other tests to run.
    while !run.log.find(LATE).is_empty() {
        run = once(simulator, workspace);
    }
    let journal = simulator.journal();
    let status = |call: &Value| call["status"].as_u64().unwrap();
    (journal.actions().into_iter().zip(journal.all().iter().map(status)).collect(), run)
}

fn feature() -> &'static terraform_provider_eksoutpost::permissions::Feature {
    features().find(|feature| feature.id == "cluster-preflight").unwrap()
}

fn configuration() -> Value {
    let cluster = json!({
        "name": "edge",
        "role_arn": "arn:aws:iam::123456789012:role/edge-cluster",
        "version": "1.31",
        "outpost_config": {
            "outpost_arn": "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890",
            "control_plane_instance_type": "m5.large",
            "control_plane_placement": { "group_name": "simulated-spread" },
        },
        "vpc_config": {
            "subnet_ids": ["subnet-0a1b2c3d4e5f67891"],
            "security_group_ids": ["sg-0a1b2c3d4e5f67890"],
        },
    });
    json!({ "resource": { "eksoutpost_local_cluster": { "edge": cluster } } })
}
