//! What `default_tags` and `ignore_tags` come to in AWS and in state: as in the AWS provider, but for what [`crate`]'s own table in
//! `src/tags.rs` names.

use serde_json::json;

use crate::acceptance::harness::{Simulator, Workspace};

const ROLE: &str = "eksoutpost_cluster_role.edge";
const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn ignored_tags_are_neither_shown_nor_removed_and_default_tags_come_from_the_environment_too() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.variable("role", r#"{ tags = { owner = "me" } }"#);
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "edge");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "LastScan");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEY_PREFIXES", "cost-");
    workspace.apply_and_settle();
    simulator.iam(
        "TagRole",
        &[
            ("RoleName", "edge-cluster"),
            ("Tags.member.1.Key", "LastScan"),
            ("Tags.member.1.Value", "now"),
            ("Tags.member.2.Key", "cost-center"),
            ("Tags.member.2.Value", "1"),
        ],
    );
    simulator.forget_requests();
    workspace.assert_empty_plan();
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "core");
    workspace.variable("role", "{}");
    workspace.apply_and_settle();
    let journal = simulator.journal();
    assert_eq!(journal.parameters("UntagRole")[0]["TagKeys"], json!(["owner"]));
    let state = workspace.state();
    assert_eq!(state.attributes(ROLE)["tags_all"], json!({ "team": "core" }));
    // Whoever stops ignoring sees what others have set.
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "");
    let plan = workspace.plan_json();
    let change = &plan["resource_changes"][0]["change"];
    assert_eq!(change["before"]["tags_all"], json!({ "LastScan": "now", "team": "core" }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn ignored_tags_of_a_cluster_stay_as_others_set_them() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "LastScan");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", json!({ "tags": { "LastScan": "now" } }));
    simulator.forget_requests();
    workspace.assert_empty_plan();
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "edge");
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("UntagResource"), 0);
    let state = workspace.state();
    assert_eq!(state.attributes(CLUSTER)["tags_all"], json!({ "team": "edge" }));
    workspace.destroy_and_leave_nothing(&simulator);
}

/// A rule of an organization may demand a tag at the creation that somebody else keeps up to date afterwards.
#[test]
fn an_ignored_tag_that_is_configured_is_set_once_and_then_left_alone() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.without_preflight();
    workspace.variable("tags", r#"{ owner = "me", cost-center = "first" }"#);
    workspace.set_env("TF_AWS_DEFAULT_TAGS_LastScan", "never");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEYS", "LastScan");
    workspace.set_env("TF_AWS_IGNORE_TAGS_KEY_PREFIXES", "cost-");
    workspace.apply_and_settle();
    let journal = simulator.journal();
    assert_eq!(
        journal.parameters("CreateCluster")[0]["tags"],
        json!({ "owner": "me", "cost-center": "first", "LastScan": "never" })
    );
    let tags = journal.parameters("CreateRole")[0]["Tags"].clone();
    assert_eq!(tags, json!([{ "Key": "LastScan", "Value": "never" }]));
    let state = workspace.state();
    assert_eq!(state.attributes(CLUSTER)["tags_all"], json!({ "owner": "me" }));
    assert_eq!(state.attributes(CLUSTER)["tags"], json!({ "owner": "me", "cost-center": "first" }), "as written");

    simulator.change_cluster("edge", json!({ "tags": { "owner": "me", "cost-center": "theirs" } }));
    simulator.forget_requests();
    workspace.assert_empty_plan();
    workspace.variable("tags", r#"{ owner = "you", cost-center = "second" }"#);
    workspace.apply_and_settle();
    let journal = simulator.journal();
    assert_eq!(journal.parameters("TagResource")[0]["tags"], json!({ "owner": "you" }));
    assert_eq!((journal.count("TagResource"), journal.count("UntagResource")), (1, 0));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_default_tag_that_the_resource_has_too_is_shown_in_both_and_plans_nothing() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.set_env("TF_AWS_DEFAULT_TAGS_team", "edge");
    workspace.set_env("TF_AWS_DEFAULT_TAGS_empty", "");
    for (own, tags) in [
        (r#"{ tags = { team = "edge" } }"#, json!({ "team": "edge" })),
        (r#"{ tags = { team = "core", empty = "" } }"#, json!({ "team": "core", "empty": "" })),
        (r#"{ tags = {} }"#, json!({})),
        ("{}", json!(null)),
    ] {
        workspace.variable("role", own);
        workspace.apply_and_settle();
        let state = workspace.state();
        let role = state.attributes(ROLE);
        assert_eq!(role["tags"], tags, "{own}");
        let team = tags["team"].as_str().unwrap_or("edge");
        assert_eq!(role["tags_all"], json!({ "empty": "", "team": team }), "{own}");
    }
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_tag_without_a_value_is_told_at_its_resource() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.variable("role", "{ tags = { owner = null } }");
    let error = workspace.plan().failed().error();
    assert_eq!(
        (error.summary.as_str(), error.detail.as_str()),
        ("Null in a collection", "Every element must have a value: remove the null, or give it a value.")
    );
}
