//! The calls that the documentation lists are the calls that are made: those of a plan in the guide of permissions, all others on the page
//! of the resource.

use std::collections::BTreeSet;
use std::fs;

use serde_json::json;

use super::fleet::Kind;
use super::ledger::{Table, judge};
use crate::acceptance::harness::{Simulator, Workspace, repository};

#[test]
fn a_cluster_costs_no_call_that_is_not_in_the_documentation() {
    let mut table = Table::new("calls: as documented");
    for kind in Kind::BOTH {
        for step in ["Create", "Read", "Update", "Delete"] {
            table.register(format!("{}: {step}", kind.as_str()));
        }
        live(kind, &mut table);
    }
    judge(vec![table]);
}

/// One cluster, whose role is another configuration's, from nothing to nothing.
fn live(kind: Kind, table: &mut Table) {
    let simulator = Simulator::borrow();
    let mut role = Workspace::new(&simulator, "role");
    role.variable("role", &format!("{{ control_plane_storage = \"{}\" }}", kind.as_str()));
    role.apply_and_settle();
    let mut arguments = kind.arguments();
    arguments["name"] = json!("edge");
    arguments["role_arn"] = role.state().attributes("eksoutpost_cluster_role.edge")["arn"].clone();
    arguments["version"] = json!("1.30");
    arguments["tags"] = json!({ "owner": "edge", "stage": "test" });
    let configuration =
        |arguments: &serde_json::Value| json!({ "resource": { "eksoutpost_local_cluster": { "edge": arguments } } });
    let mut workspace = Workspace::of(&simulator, &configuration(&arguments));
    let mut check = |step: &str, may_read: bool| {
        let row = format!("{}: {step}", kind.as_str());
        let mut documented = documented(step);
        if may_read {
            documented.extend(self::documented("Read"));
        } else if step == "Create" {
            documented.extend(documented_of_plans());
        }
        let made: BTreeSet<String> = simulator.journal().actions().into_iter().collect();
        let surplus: Vec<&String> = made.difference(&documented).collect();
        table.check(&row, surplus.is_empty(), || format!("calls that are not listed: {surplus:?}"));
        table.check(&row, !made.is_empty(), || "no call at all".to_owned());
        simulator.forget_requests();
    };

    simulator.forget_requests();
    workspace.apply().succeeded();
    check("Create", false);
    workspace.assert_empty_plan();
    assert_eq!(simulator.journal().actions(), ["eks:DescribeCluster"], "a steady plan of one cluster is one call");
    check("Read", false);
    arguments["version"] = json!("1.31");
    arguments["tags"] = json!({ "owner": "core" });
    arguments["enabled_cluster_log_types"] = json!(["api"]);
    workspace.write_json("main.tf.json", &configuration(&arguments));
    workspace.apply().succeeded();
    check("Update", true);
    workspace.destroy().succeeded();
    check("Delete", true);
    role.destroy_and_leave_nothing(&simulator);
}

/// What the page lists for a step: the words between backticks of its paragraph.
fn documented(step: &str) -> BTreeSet<String> {
    let page = fs::read_to_string(repository().join("docs/resources/local_cluster.md")).unwrap();
    let line = page.lines().find_map(|line| line.strip_prefix(&format!("{step}: ")));
    let line = line.unwrap_or_else(|| panic!("the page lists no calls for {step}"));
    line.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What the guide of permissions lists for the plan of a new cluster.
fn documented_of_plans() -> BTreeSet<String> {
    let guide = fs::read_to_string(repository().join("docs/guides/iam-permissions.md")).unwrap();
    let (_, section) =
        guide.split_once("\n### Check new clusters while planning\n").expect("the guide has this feature");
    let rows = section.lines().take_while(|line| !line.starts_with("### "));
    let of_plans: BTreeSet<String> =
        rows.filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` | ")?.0.to_owned())).collect();
    assert!(!of_plans.is_empty(), "the guide lists no calls");
    of_plans
}
