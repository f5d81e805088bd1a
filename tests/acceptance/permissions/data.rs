//! Data sources without one action at a time: null and a warning where they still help, else an error that names the action.

use serde_json::{Value, json};
use terraform_provider_eksoutpost::permissions::{Denied, Feature, Permission, features};

use super::guide::{self, Words};
use crate::acceptance::harness::{Run, Simulator, Workspace};
use crate::acceptance::scenarios::ledger::{Table, judge, say};

const GROUP: &str = "permissions: data sources";
const WORDS: Words<'static> = Words { cluster: "*", role: "*", assumed: "" };

/// Feature, data source and argument of each data source, without the action that some kinds do not need.
const DATA: [(&str, &str, &str); 2] = [
    ("data-clusters", "eksoutpost_local_clusters", ""),
    ("data-instances", "eksoutpost_control_plane_instances", "cluster_name"),
];

/// Kind, fixture and name of a cluster.
const CLUSTERS: [(&str, &str, &str); 2] =
    [("ebs", "ebs_minimal", "edge"), ("instance_store", "store_minimal", "store")];

#[test]
fn data_sources_need_every_action_of_the_guide_or_say_what_is_missing() {
    let mut table = Table::new(GROUP);
    let mut count = 0;
    for (kind, fixture, name) in CLUSTERS {
        let simulator = Simulator::borrow();
        let mut owner = Workspace::new(&simulator, fixture);
        owner.apply_and_settle();
        for (id, data_source, argument) in DATA {
            let feature = features().find(|feature| feature.id == id).unwrap();
            let arguments = if argument.is_empty() { json!({}) } else { json!({ argument: name }) };
            let configuration = json!({ "data": { data_source: { "this": arguments } } });
            let mut workspace = Workspace::of(&simulator, &configuration);
            let run = plan(&simulator, &mut workspace, feature, &[]);
            assert_eq!(run.succeeded().diagnostics(), [], "{kind}: {data_source}");
            let called = called(&simulator);
            for permission in feature.permissions {
                let row = format!("{} ({kind}): {}", feature.title, permission.action);
                table.register(row.clone());
                count += 1;
                let run = plan(&simulator, &mut workspace, feature, &[permission]);
                let is_needed = called.contains(&permission.action.to_owned());
                table.check(&row, says_enough(&run, permission, is_needed), || run.stdout.clone());
            }
        }
        simulator.post("auth", &json!({ "enforce": false }));
        owner.destroy_and_leave_nothing(&simulator);
    }
    say(&format!("permissions: {count:3} taken away one at a time: {GROUP}\n"));
    judge(vec![table]);
}

/// An error that names the action, or a warning where the guide says that it goes without; nothing where nobody asks.
fn says_enough(run: &Run, permission: &Permission, is_needed: bool) -> bool {
    let said = run.diagnostics();
    let [said] = said.as_slice() else { return said.is_empty() && !is_needed };
    let severity = if permission.denied == Denied::Fails { "error" } else { "warning" };
    is_needed
        && said.severity == severity
        && said.detail.contains(&format!("is not authorized to perform: {} ", permission.action))
        && said.detail.contains(&format!("Allow {}", permission.action))
        && said.detail.contains("of the guide \"IAM permissions\" ha")
}

/// A plan with the feature's policy, from which actions are taken away.
fn plan(simulator: &Simulator, workspace: &mut Workspace, feature: &Feature, denied: &[&Permission]) -> Run {
    let mut policy = guide::policy(feature.title, WORDS);
    for permission in denied {
        guide::take_away(&mut policy, permission.scope.sid(), permission.action);
    }
    let reader = simulator.post("principal/reader", &json!({ "policies": [policy] }));
    simulator.post("auth", &json!({ "enforce": true }));
    workspace.set_env("AWS_ACCESS_KEY_ID", reader["access_key"].as_str().unwrap());
    workspace.set_env("AWS_SECRET_ACCESS_KEY", reader["secret_key"].as_str().unwrap());
    simulator.forget_requests();
    workspace.plan()
}

/// The actions of the last plan, none of them refused.
fn called(simulator: &Simulator) -> Vec<String> {
    let journal = simulator.journal();
    assert!(journal.all().iter().all(|call: &Value| call["status"] == 200), "{:?}", journal.all());
    journal.actions()
}
