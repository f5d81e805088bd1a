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
fn the_same_trust_policy_in_other_words_is_no_change() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.apply_and_settle();
    let same = r#"{ "Statement": { "Action": ["sts:AssumeRole"], "Principal": { "Service": ["ec2.amazonaws.com"] }, "Effect": "Allow" }, "Version": "2012-10-17" }"#;
    simulator.iam("UpdateAssumeRolePolicy", &[("RoleName", "edge-cluster"), ("PolicyDocument", same)]);
    workspace.assert_empty_plan();
}

#[test]
fn a_policy_that_somebody_detached_is_attached_again_and_foreign_ones_are_left_alone() {
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
fn a_half_made_role_is_in_state_and_the_next_apply_completes_it() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    simulator.fault(json!({
        "operation": "AttachRolePolicy",
        "times": 1,
        "error": { "code": "AccessDenied", "status": 403, "message": "not authorized to perform: iam:AttachRolePolicy" },
    }));
    let error = workspace.apply().failed().error();
    assert!(error.detail.contains("iam:AttachRolePolicy"), "{}", error.detail);
    let state = workspace.state();
    assert_eq!(state.attributes(ROLE)["policy_arns"], json!([]));
    assert!(state.is_tainted(ROLE));

    workspace.untaint(ROLE).succeeded();
    simulator.forget_requests();
    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} update")]);
    assert_eq!(simulator.journal().changes(), ["AttachRolePolicy"]);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_role_that_exists_already_is_not_adopted() {
    let simulator = Simulator::borrow();
    let mut owner = Workspace::new(&simulator, "role");
    owner.apply_and_settle();
    simulator.forget_requests();
    let mut workspace = Workspace::new(&simulator, "role");
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Role exists already");
    assert!(
        error.detail.contains("import {\n    to = eksoutpost_cluster_role.example\n    id = \"edge-cluster\"\n  }"),
        "{}",
        error.detail
    );
    assert_eq!(simulator.journal().changes(), ["CreateRole"]);
    assert_eq!(workspace.state().addresses(), Vec::<String>::new());
}

#[test]
fn a_cluster_waits_until_eks_sees_its_role() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "role_propagation_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    for (times, seconds) in [(1, 400), (2, 400), (3, 400)] {
        simulator.wait_for("CreateCluster", times);
        simulator.advance(seconds);
    }
    apply.finish().succeeded();
    workspace.assert_empty_plan();
    let journal = simulator.journal();
    let answers: Vec<&Value> = journal.calls("CreateCluster").iter().map(|call| &call["status"]).collect();
    assert_eq!(answers, [400, 400, 400, 200]);
    let tokens: Vec<&Value> =
        journal.calls("CreateCluster").iter().map(|call| &call["parameters"]["clientRequestToken"]).collect();
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]), "{tokens:?}");
    workspace.destroy_and_leave_nothing(&simulator);
}

fn trust(workspace: &Workspace) -> Value {
    workspace.state().attributes(ROLE)["assume_role_policy"].clone()
}

fn json_of(text: &Value) -> Value {
    serde_json::from_str(text.as_str().unwrap()).unwrap()
}
