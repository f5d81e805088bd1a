//! Assuming a role without one action at a time.

use serde_json::{Value, json};

use super::guide::{self, Words};
use super::row::Row;
use crate::acceptance::harness::{Simulator, Workspace};
use crate::acceptance::scenarios::ledger::{Table, judge, say};

const GROUP: &str = "permissions: assumed roles";

#[test]
fn a_role_is_assumed_with_the_actions_of_the_guide_and_not_with_fewer() {
    let simulator = Simulator::borrow();
    let role = Words { cluster: "", role: "edge-cluster", assumed: "operator" };
    make_operator(&simulator, &guide::policy("Everything", role));
    let mut table = Table::new(GROUP);
    let rows = Row::all("assume-role", "ebs");
    let title = rows[0].feature.title;
    let mut workspace = Workspace::of(&simulator, &configuration());
    workspace.write("provider.tf", PROVIDER);

    let whole = || guide::policy(title, role);
    for row in &rows {
        table.register(row.name());
        let mut policy = whole();
        guide::take_away(&mut policy, row.permission.scope.sid(), row.permission.action);
        become_pipeline(&simulator, &mut workspace, &[policy]);
        let run = workspace.apply();
        let says = format!("is not authorized to perform: {} on resource: ", row.permission.action);
        let errors = run.errors();
        let is_told =
            errors.iter().all(|error| error.summary == "Cannot assume IAM role" && error.detail.contains(&says));
        table.check(&row.name(), is_told && !errors.is_empty(), || run.stdout.clone());
        table.check(&row.name(), workspace.state().addresses().is_empty(), || "something was made".to_owned());
    }
    become_pipeline(&simulator, &mut workspace, &[whole()]);
    workspace.apply_and_settle();
    workspace.destroy().succeeded();

    simulator.post("auth", &json!({ "enforce": false }));
    simulator.iam("DeleteRolePolicy", &[("RoleName", "operator"), ("PolicyName", "guide")]);
    simulator.iam("DeleteRole", &[("RoleName", "operator")]);
    simulator.assert_nothing_left();
    say(&format!("permissions: {:3} taken away one at a time: {GROUP}\n", rows.len()));
    judge(vec![table]);
}

const PROVIDER: &str = r#"
terraform {
  required_providers {
    eksoutpost = {
      source = "eksoutpost/eksoutpost"
    }
  }
}

provider "eksoutpost" {
  assume_role = [{
    role_arn        = "arn:aws:iam::123456789012:role/operator"
    source_identity = "me"
    tags            = { team = "edge" }
  }]
}
"#;

fn configuration() -> Value {
    json!({ "resource": { "eksoutpost_cluster_role": { "edge": { "name": "edge-cluster", "tags": { "team": "edge" } } } } })
}

fn make_operator(simulator: &Simulator, policy: &Value) {
    let statement = json!({
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:user/pipeline" },
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    });
    let trust = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    simulator.iam("CreateRole", &[("RoleName", "operator"), ("AssumeRolePolicyDocument", &trust)]);
    let document = policy.to_string();
    let parameters = [("RoleName", "operator"), ("PolicyName", "guide"), ("PolicyDocument", document.as_str())];
    simulator.iam("PutRolePolicy", &parameters);
}

fn become_pipeline(simulator: &Simulator, workspace: &mut Workspace, policies: &[Value]) {
    let pipeline = simulator.post("principal/pipeline", &json!({ "policies": policies }));
    simulator.post("auth", &json!({ "enforce": true }));
    workspace.set_env("AWS_ACCESS_KEY_ID", pipeline["access_key"].as_str().unwrap());
    workspace.set_env("AWS_SECRET_ACCESS_KEY", pipeline["secret_key"].as_str().unwrap());
}
