//! The cluster role: what it is in IAM, and what becomes of what others do to it.
//!
//! Others are played by a second configuration of this provider and by the simulator's own copy of IAM.

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace};

const ROLE: &str = "eksoutpost_cluster_role.edge";
const LOCAL_POLICY: &str = "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy";

#[test]
fn a_trust_policy_that_somebody_changed_is_put_right() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let ours = trust(&workspace);
    let others = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    simulator.iam("UpdateAssumeRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyDocument", others)]);

    simulator.forget_requests();
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{ROLE} update")]);
    let journal = simulator.journal();
    assert_eq!(journal.changes(), ["UpdateAssumeRolePolicy"]);
    let sent = journal.parameters("UpdateAssumeRolePolicy")[0]["PolicyDocument"].clone();
    assert_eq!(json_of(&sent), json_of(&ours));
    assert_eq!(json_of(&trust(&workspace)), json_of(&ours));
}

#[test]
fn d7_the_same_trust_policy_in_other_words_is_no_change() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let same = r#"{ "Statement": { "Action": ["sts:AssumeRole"], "Principal": { "Service": ["ec2.amazonaws.com"] }, "Effect": "Allow" }, "Version": "2012-10-17" }"#;
    simulator.iam("UpdateAssumeRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyDocument", same)]);
    workspace.assert_empty_plan();
}

#[test]
fn d12_e7_a_policy_that_somebody_detached_is_attached_again_and_foreign_ones_are_left_alone() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let foreign = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    simulator.iam("DetachRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyArn", LOCAL_POLICY)]);
    simulator.iam("AttachRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyArn", foreign)]);

    simulator.forget_requests();
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{ROLE} update")]);
    let journal = simulator.journal();
    assert_eq!(journal.changes(), ["AttachRolePolicy"]);
    assert_eq!(journal.parameters("AttachRolePolicy")[0]["PolicyArn"], LOCAL_POLICY);

    let error = workspace.destroy().failed().error();
    assert_eq!(error.summary, "Role is held by something else");
    assert!(error.detail.contains(&format!("\n- policies attached by others: {foreign}\n")), "{}", error.detail);
    assert_eq!(simulator.journal().count("DetachRolePolicy"), 0, "nothing may be changed about a role that stays");

    workspace.variable("role", "{ force_detach_policies = true }");
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn every_argument_of_a_role_changes_in_place() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let before = workspace.state().attributes(ROLE).clone();

    simulator.forget_requests();
    workspace.variable(
        "role",
        r#"{
          description            = "Edge"
          max_session_duration   = 7200
          additional_policy_arns = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
          permissions_boundary   = "arn:aws:iam::aws:policy/AdministratorAccess"
          tags                   = { owner = "edge" }
        }"#,
    );
    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} update")]);
    let mut changes = simulator.journal().changes().into_iter().map(str::to_owned).collect::<Vec<_>>();
    changes.sort_unstable();
    assert_eq!(changes, ["AttachRolePolicy", "PutRolePermissionsBoundary", "TagRole", "UpdateRole"]);

    simulator.forget_requests();
    workspace.variable("role", r#"{ control_plane_storage = "instance_store" }"#);
    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} update")]);
    let journal = simulator.journal();
    let mut changes = journal.changes();
    changes.sort_unstable();
    changes.dedup();
    assert_eq!(
        changes,
        [
            "AttachRolePolicy",
            "DeleteRolePermissionsBoundary",
            "DetachRolePolicy",
            "UntagRole",
            "UpdateAssumeRolePolicy",
            "UpdateRole"
        ]
    );
    let detached: Vec<Value> =
        journal.parameters("DetachRolePolicy").iter().map(|call| call["PolicyArn"].clone()).collect();
    assert_eq!(detached, [LOCAL_POLICY, "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]);
    let state = workspace.state();
    let after = state.attributes(ROLE);
    assert_eq!((&after["arn"], &after["unique_id"]), (&before["arn"], &before["unique_id"]));
    assert_eq!(json_of(&after["assume_role_policy"])["Statement"][0]["Principal"]["Service"], "eks.amazonaws.com");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn d5_drift_of_every_attribute_is_planned_and_put_right_in_place() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.variable("role", r#"{ description = "Edge", max_session_duration = 7200, tags = { owner = "edge" } }"#);
    workspace.apply_and_settle();
    let boundary = ("PermissionsBoundary", "arn:aws:iam::aws:policy/AdministratorAccess");
    for (action, parameters, attributes, repair) in [
        (
            "UpdateRole",
            vec![("Description", "theirs"), ("MaxSessionDuration", "7200")],
            vec!["description"],
            "UpdateRole",
        ),
        (
            "UpdateRole",
            vec![("Description", "Edge"), ("MaxSessionDuration", "3600")],
            vec!["max_session_duration"],
            "UpdateRole",
        ),
        ("PutRolePermissionsBoundary", vec![boundary], vec!["permissions_boundary"], "DeleteRolePermissionsBoundary"),
        (
            "TagRole",
            vec![("Tags.member.1.Key", "owner"), ("Tags.member.1.Value", "theirs")],
            vec!["tags", "tags_all"],
            "TagRole",
        ),
        (
            "TagRole",
            vec![("Tags.member.1.Key", "theirs"), ("Tags.member.1.Value", "1")],
            vec!["tags", "tags_all"],
            "UntagRole",
        ),
        ("UntagRole", vec![("TagKeys.member.1", "owner")], vec!["tags", "tags_all"], "TagRole"),
        ("DetachRolePolicy", vec![("PolicyArn", LOCAL_POLICY)], vec!["policy_arns"], "AttachRolePolicy"),
    ] {
        simulator.iam(action, &[&[("RoleName", "edge-cluster")], parameters.as_slice()].concat());
        let plan = workspace.plan_json();
        let change = &plan["resource_changes"][0]["change"];
        assert_eq!(change["actions"], json!(["update"]), "{action} {parameters:?}");
        let (before, after) = (change["before"].as_object().unwrap(), &change["after"]);
        let differ: Vec<&str> = before
            .iter()
            .filter(|(name, value)| after[name.as_str()] != **value)
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(differ, attributes, "{action} {parameters:?}");
        simulator.forget_requests();
        workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), [repair], "{action} {parameters:?}");
    }
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_role_that_somebody_deleted_is_created_again() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    simulator.iam("DetachRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyArn", LOCAL_POLICY)]);
    simulator.iam("DeleteRole", &[("RoleName", "edge-cluster")]);
    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} create")]);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn e7_a_conflict_that_iam_cannot_name_is_waited_out() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    simulator.fault(json!({
        "operation": "DeleteRole",
        "times": 2,
        "error": { "code": "DeleteConflict", "status": 409, "message": "Cannot delete entity, must detach all policies first." },
    }));
    workspace.destroy_and_leave_nothing(&simulator);
    assert_eq!(simulator.journal().count("DeleteRole"), 3);
}

#[test]
fn e7_instance_profiles_of_eks_are_waited_for_and_those_of_others_are_named() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let hold = |name: &str| {
        simulator.iam("CreateInstanceProfile", &[("InstanceProfileName", name)]);
        simulator.iam("AddRoleToInstanceProfile", &[("InstanceProfileName", name), ("RoleName", "edge-cluster")]);
    };
    let release = |name: &str| {
        simulator.iam("RemoveRoleFromInstanceProfile", &[("InstanceProfileName", name), ("RoleName", "edge-cluster")]);
        simulator.iam("DeleteInstanceProfile", &[("InstanceProfileName", name)]);
    };
    hold("theirs");
    simulator.forget_requests();
    let error = workspace.destroy().failed().error();
    assert_eq!(error.summary, "Role is held by something else");
    assert!(error.detail.contains("theirs"), "{}", error.detail);
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    assert_eq!(workspace.state().attributes(ROLE)["policy_arns"], json!([LOCAL_POLICY]));
    release("theirs");

    hold("eks-local-0a1b2c3d");
    simulator.forget_requests();
    let destroy = workspace.start(&["destroy", "-json", "-auto-approve"]);
    simulator.wait_for("ListInstanceProfilesForRole", 2);
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "nothing is touched while it is in use");
    release("eks-local-0a1b2c3d");
    destroy.finish().succeeded();
    simulator.assert_nothing_left();
}

fn trust(workspace: &Workspace) -> Value {
    workspace.state().attributes(ROLE)["assume_role_policy"].clone()
}

fn json_of(text: &Value) -> Value {
    serde_json::from_str(text.as_str().unwrap()).unwrap()
}
