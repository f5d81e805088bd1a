//! Lists without one action at a time. Terraform 1.11 cannot query, so the provider is in this process.

use serde_json::{Value, json};
use tf_provider_rs::testing::{Query, Terraform};

use super::guide::{self, Words};
use super::row::Row;
use crate::acceptance::harness::{InProcess, Simulator, Workspace, provider_block};
use crate::acceptance::scenarios::say;

const WORDS: Words<'static> = Words { cluster: "edge", role: "edge-cluster", assumed: "" };

/// What a list shows to a principal with a policy, and what it says.
async fn listed(simulator: &Simulator, type_name: &str, policy: &Value) -> (usize, String) {
    let made = simulator.post("principal/auditor", &json!({ "policies": [policy] }));
    let text = |member: &str| made[member].as_str().unwrap().to_owned();
    simulator.post("auth", &json!({ "enforce": true }));
    let block = provider_block(simulator, &text("access_key"), &text("secret_key"));
    let mut terraform = Terraform::start(InProcess, &block).await.unwrap();
    let query = Query { config: &json!({}), limit: 100, include_resource: true };
    let (listed, said) = terraform.query(type_name, query).await.unwrap();
    simulator.post("auth", &json!({ "enforce": false }));
    (listed.len(), said.to_string())
}

#[tokio::test]
async fn a_list_needs_every_action_of_the_guide_and_no_other() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply().succeeded();
    let mut count = 0;
    for (id, type_name) in [("list-clusters", "eksoutpost_local_cluster"), ("list-roles", "eksoutpost_cluster_role")] {
        for row in Row::all(id, "ebs") {
            let policy = guide::policy(row.feature.title, WORDS);
            assert_eq!(listed(&simulator, type_name, &policy).await, (1, String::new()), "{id}");
            let (mut without, action) = (policy, row.permission.action);
            guide::take_away(&mut without, row.permission.scope.sid(), action);
            let (found, said) = listed(&simulator, type_name, &without).await;
            let severity =
                if action.starts_with("eks:List") || action.ends_with("ForPolicy") { "error" } else { "warning" };
            assert!(found == 0 && said.starts_with(severity), "{}: {found} {said}", row.name());
            assert!(said.contains(&format!("Allow {action} ")), "{}: {said}", row.name());
            count += 1;
        }
    }
    say(&format!("permissions: {count:3} taken away one at a time: lists\n"));
    workspace.destroy_and_leave_nothing(&simulator);
}
