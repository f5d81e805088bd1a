//! Roles that the AWS provider manages come under this one with a `moved` block.

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace};

const ROLE: &str = "eksoutpost_cluster_role.edge";
const LOCAL_POLICY: &str = "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy";
const FOREIGN: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

/// What `aws_iam_role` has in state for a role of ours with these attached policies: the same facts in its shape.
pub(super) fn as_aws_iam_role(ours: &Value, attached: &[&str]) -> Value {
    json!({
        "arn": ours["arn"],
        "assume_role_policy": ours["assume_role_policy"],
        "create_date": ours["create_date"],
        "description": ours["description"].as_str().unwrap_or_default(),
        "force_detach_policies": ours["force_detach_policies"],
        "id": ours["name"],
        "inline_policy": [],
        "managed_policy_arns": attached,
        "max_session_duration": ours["max_session_duration"],
        "name": ours["name"],
        "name_prefix": "",
        "path": ours["path"],
        "permissions_boundary": ours["permissions_boundary"].as_str().unwrap_or_default(),
        "tags": ours["tags"],
        "tags_all": ours["tags_all"],
        "unique_id": ours["unique_id"],
    })
}

/// Makes the role in state one of the AWS provider, with these attached policies.
fn hand_over(workspace: &Workspace, attached: &[&str]) {
    workspace.stand_in_for("hashicorp/aws");
    workspace.change_state(|state| {
        let resources = state["resources"].as_array_mut().unwrap();
        let role = resources.iter_mut().find(|resource| resource["type"] == "eksoutpost_cluster_role").unwrap();
        role["type"] = json!("aws_iam_role");
        role["name"] = json!("old");
        role["provider"] = json!("provider[\"registry.terraform.io/hashicorp/aws\"]");
        let object = &mut role["instances"][0];
        object["attributes"] = as_aws_iam_role(&object["attributes"], attached);
        object["private"] = json!("bnVsbA==");
    });
}

#[test]
fn a_role_moves_from_the_aws_provider_and_nothing_changes() {
    for role in ["{}", r#"{ description = "Edge", force_detach_policies = true, tags = { owner = "edge" } }"#] {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, "role");
        workspace.variable("role", role);
        workspace.apply_and_settle();
        let before = workspace.state().attributes(ROLE).clone();
        simulator.iam("AttachRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyArn", FOREIGN)]);
        hand_over(&workspace, &[LOCAL_POLICY, FOREIGN]);
        workspace.configure_also("moved_role");
        simulator.forget_requests();

        let plan = workspace.plan_json();
        let change = &plan["resource_changes"][0];
        assert_eq!((&change["address"], &change["previous_address"]), (&json!(ROLE), &json!("aws_iam_role.old")));
        assert_eq!(change["change"]["actions"], json!(["no-op"]), "{change:#}");
        workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
        assert_eq!(workspace.state().attributes(ROLE), &before);
    }
}

#[test]
fn a_moved_role_that_is_not_what_a_cluster_needs_is_put_right_in_place() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let before = workspace.state().attributes(ROLE).clone();
    let lambda = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    simulator.iam("UpdateAssumeRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyDocument", lambda)]);
    simulator.iam("DetachRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyArn", LOCAL_POLICY)]);
    simulator.iam("AttachRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyArn", FOREIGN)]);
    hand_over(&workspace, &[FOREIGN]);
    workspace.change_state(|state| {
        state["resources"][0]["instances"][0]["attributes"]["assume_role_policy"] = json!(lambda)
    });
    workspace.configure_also("moved_role");
    simulator.forget_requests();

    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} update")]);
    assert_eq!(simulator.journal().changes(), ["UpdateAssumeRolePolicy", "AttachRolePolicy"]);
    let state = workspace.state();
    let after: &Value = state.attributes(ROLE);
    assert_eq!((&after["unique_id"], &after["policy_arns"]), (&before["unique_id"], &json!([LOCAL_POLICY])));
    let error = workspace.destroy().failed().error();
    assert!(error.detail.contains(&format!("policies attached by others: {FOREIGN}")), "{}", error.detail);
}
