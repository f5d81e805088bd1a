//! Data sources about Outposts with the policy that the guide has for each, and then without one action at a time.

use serde_json::{Value, json};
use terraform_provider_eksoutpost::permissions::{Denied, Feature, GUIDE, Permission, features};

use super::guide::{self, Words};
use crate::acceptance::harness::{Run, Simulator, Workspace};
use crate::acceptance::scenarios::ledger::{Table, judge, say};

const GROUP: &str = "permissions: data sources about Outposts";
const ARN: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";
/// Only called when AWS Outposts may not be asked.
const ASKED_INSTEAD: &str = "ec2:DescribeInstanceTypeOfferings";

#[test]
fn a_data_source_needs_what_the_guide_says_and_does_without_the_rest_as_the_guide_says() {
    let simulator = Simulator::borrow();
    let mut table = Table::new(GROUP);
    let mut rows = 0;
    for (id, type_name, arguments) in [
        ("data-outpost", "eksoutpost_outpost", json!({ "arn": ARN })),
        ("data-outposts", "eksoutpost_outposts", json!({})),
        ("data-instance-types", "eksoutpost_instance_types", json!({ "outpost_arn": ARN })),
        ("data-versions", "eksoutpost_kubernetes_versions", json!({})),
    ] {
        let feature = features().find(|feature| feature.id == id).unwrap();
        let mut workspace = Workspace::of(&simulator, &json!({ "data": { type_name: { "edge": arguments } } }));
        let run = plan(&simulator, &mut workspace, feature, None);
        assert!(run.status.success() && run.diagnostics().is_empty(), "{id}: {}", run.stdout);
        for permission in feature.permissions {
            rows += 1;
            let (action, row) = (permission.action, format!("{}: {}", feature.title, permission.action));
            table.register(row.clone());
            let run = plan(&simulator, &mut workspace, feature, Some(permission));
            let said = run.diagnostics();
            let is_as_told = match permission.denied {
                // With the other action nobody asks this one.
                Denied::Skips(_) if action == ASKED_INSTEAD => run.status.success() && said.is_empty(),
                Denied::Skips(_) => {
                    let warnings = run.warnings();
                    run.status.success()
                        && said == warnings
                        && warnings.len() == 1
                        && names(&warnings[0].detail, action)
                }
                Denied::Fails => {
                    run.status.code() == Some(1) && said.len() == 1 && names(&run.errors()[0].detail, action)
                }
            };
            table.check(&row, is_as_told, || format!("{:?}: {said:#?}", run.status));
        }
    }
    say(&format!("permissions: {rows:3} taken away one at a time: {GROUP}\n"));
    judge(vec![table]);
}

#[test]
fn without_both_actions_for_instance_types_the_error_names_the_first() {
    let simulator = Simulator::borrow();
    let configuration = json!({ "data": { "eksoutpost_instance_types": { "edge": { "outpost_arn": ARN } } } });
    let mut workspace = Workspace::of(&simulator, &configuration);
    let error = act_as(&simulator, &mut workspace, &json!([])).failed().error();
    assert!(names(&error.detail, "outposts:GetOutpostInstanceTypes"), "{}", error.detail);
    assert_eq!(simulator.journal().count("DescribeInstanceTypeOfferings"), 1);
}

/// Whether a text says what is not allowed, what to do about it, and where the policy is.
fn names(detail: &str, action: &str) -> bool {
    let parts = [
        format!("not authorized to perform: {action} "),
        format!("Allow {action} "),
        format!("of the guide \"{GUIDE}\" ha"),
    ];
    parts.iter().all(|part| detail.contains(part))
}

/// The plan of whoever has the policy of a feature, or that policy without one action.
fn plan(simulator: &Simulator, workspace: &mut Workspace, feature: &Feature, without: Option<&Permission>) -> Run {
    let mut policy = guide::policy(feature.title, Words { cluster: "", role: "", assumed: "" });
    if let Some(permission) = without {
        guide::take_away(&mut policy, permission.scope.sid(), permission.action);
    }
    let policies = if policy["Statement"] == json!([]) { json!([]) } else { json!([policy]) };
    act_as(simulator, workspace, &policies)
}

fn act_as(simulator: &Simulator, workspace: &mut Workspace, policies: &Value) -> Run {
    let reader = simulator.post("principal/reader", &json!({ "policies": policies }));
    simulator.post("auth", &json!({ "enforce": true }));
    workspace.set_env("AWS_ACCESS_KEY_ID", reader["access_key"].as_str().unwrap());
    workspace.set_env("AWS_SECRET_ACCESS_KEY", reader["secret_key"].as_str().unwrap());
    workspace.plan()
}
