//! The creation of a role goes wrong: nothing is lost, nothing of others is taken, and the next apply goes on.

use serde_json::{Value, json};

use super::harness::{Signal, Simulator, Workspace, poll};

const ROLE: &str = "eksoutpost_cluster_role.edge";
const LOCAL_POLICY: &str = "arn:aws:iam::aws:policy/AmazonEKSLocalOutpostClusterPolicy";

/// AttachRolePolicy gets no answer, so that what happens meanwhile happens between CreateRole and it.
fn silent_attachment() -> Value {
    json!({ "operation": "AttachRolePolicy", "times": 1, "silence_seconds": 60 })
}

/// Returns when AttachRolePolicy has arrived and gets no answer.
fn until_silent(simulator: &Simulator) {
    poll::until("the attachment", poll::PATIENCE, || (simulator.journal().count("AttachRolePolicy") > 0).then_some(()));
}

#[test]
fn a_creation_whose_answer_is_lost_makes_exactly_one_role() {
    for fixture in ["role", "role_prefix"] {
        for fault in [
            json!({ "operation": "CreateRole", "times": 1, "reset": true, "after_effect": true }),
            json!({
                "operation": "CreateRole",
                "times": 1,
                "after_effect": true,
                "error": { "code": "ServiceFailure", "status": 500, "message": "lost" },
            }),
        ] {
            let simulator = Simulator::borrow();
            let mut workspace = Workspace::new(&simulator, fixture);
            simulator.fault(fault.clone());
            let run = workspace.apply_and_settle();
            assert!(run.diagnostics().is_empty(), "{:?}", run.diagnostics());
            let journal = simulator.journal();
            assert_eq!(journal.changes(), ["CreateRole", "CreateRole", "AttachRolePolicy"], "{fixture} {fault}");
            let names: Vec<Value> =
                journal.parameters("CreateRole").iter().map(|call| call["RoleName"].clone()).collect();
            assert_eq!(names[0], names[1]);
            assert_eq!(workspace.state().attributes(ROLE)["name"], names[0]);
            workspace.destroy_and_leave_nothing(&simulator);
        }
    }
}

#[test]
fn a2_a_role_of_a_killed_apply_is_named_with_the_import_block_and_completed_after_it() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    simulator.fault(silent_attachment());
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    until_silent(&simulator);
    apply.signal_group(Signal::KILL);
    drop(apply.finish());

    simulator.forget_requests();
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Role exists already");
    assert!(
        error.detail.starts_with(
            "There is a role \"edge-cluster\" in this account. This provider made it: an interrupted run of this configuration, or another \
             configuration that goes on managing it. Find out which before you go on. Nothing has been changed about it."
        ),
        "{}",
        error.detail
    );
    assert_eq!(simulator.journal().changes(), ["CreateRole"]);

    workspace.import(ROLE, "edge-cluster").succeeded();
    simulator.forget_requests();
    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} update")]);
    assert_eq!(simulator.journal().changes(), ["AttachRolePolicy"]);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a7_after_ctrl_c_between_role_and_policy_the_role_is_kept_and_the_next_apply_attaches() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    simulator.fault(silent_attachment());
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    until_silent(&simulator);
    apply.signal_group(Signal::INT);
    let run = apply.finish().failed();
    assert!(run.took.as_secs() < 10, "{:?} after the signal, not the minute of silence", run.took);
    let warning = run.warnings().into_iter().find(|warning| warning.address.as_deref() == Some(ROLE)).unwrap();
    assert_eq!(warning.summary, "Interrupted while the role gets its policies");
    assert!(warning.detail.contains(LOCAL_POLICY), "{}", warning.detail);
    let state = workspace.state();
    assert!(!state.is_tainted(ROLE));
    assert_eq!(state.attributes(ROLE)["arn"], Value::Null);
    assert_eq!(simulator.journal().count("CreateCluster"), 0);

    let plan = workspace.plan_json();
    let role = plan["resource_changes"].as_array().unwrap().iter().find(|change| change["address"] == ROLE).unwrap();
    assert_eq!(role["change"]["actions"], json!(["update"]));
    assert_eq!(role["change"]["after_unknown"]["arn"], true);
    simulator.forget_requests();
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), ["AttachRolePolicy", "CreateCluster"]);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn b11_a_half_made_role_is_in_state_and_the_next_apply_completes_it() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    simulator.fault(json!({
        "operation": "AttachRolePolicy",
        "times": 1,
        "error": { "code": "AccessDenied", "status": 403, "message": "not authorized to perform: iam:AttachRolePolicy" },
    }));
    let error = workspace.apply().failed().error();
    assert!(error.detail.contains("iam:AttachRolePolicy"), "{}", error.detail);
    assert!(error.detail.contains(&format!("is in the state, without {LOCAL_POLICY}.")), "{}", error.detail);
    let state = workspace.state();
    assert_eq!((&state.attributes(ROLE)["policy_arns"], &state.attributes(ROLE)["arn"]), (&json!([]), &Value::Null));
    assert!(state.is_tainted(ROLE));

    workspace.untaint(ROLE).succeeded();
    simulator.forget_requests();
    assert_eq!(workspace.apply_and_settle().planned(), [format!("{ROLE} update")]);
    assert_eq!(simulator.journal().changes(), ["AttachRolePolicy"]);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn b12_a_role_that_iam_does_not_show_at_first_is_neither_recreated_nor_dropped() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    let unknown = |operation: &str, times: u32| {
        let error = json!({ "code": "NoSuchEntity", "status": 404, "message": "The role with name edge-cluster cannot be found." });
        simulator.fault(json!({ "operation": operation, "times": times, "error": error }));
    };
    unknown("AttachRolePolicy", 1);
    workspace.apply().succeeded();
    unknown("GetRole", 5);
    unknown("ListAttachedRolePolicies", 2);
    workspace.assert_empty_plan();
    assert_eq!(simulator.journal().count("CreateRole"), 1);
}

#[test]
fn b15_tags_that_may_not_be_set_leave_no_role_and_name_the_action() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    workspace.variable("role", "{ tags = { owner = \"edge\" } }");
    simulator.fault(json!({
        "operation": "CreateRole",
        "error": { "code": "AccessDenied", "status": 403, "message": "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:TagRole on resource: arn:aws:iam::123456789012:role/edge-cluster" },
    }));
    let error = workspace.apply().failed().error();
    assert!(
        error.detail.contains("Allow iam:TagRole on arn:aws:iam::123456789012:role/edge-cluster"),
        "{}",
        error.detail
    );
    assert_eq!(workspace.state().addresses(), Vec::<String>::new());
    simulator.assert_nothing_left();
}

#[test]
fn h5_a_long_and_wild_text_of_aws_is_escaped_and_cut() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "role");
    let wild = format!("No.\u{85}\r\n\t\u{7f}\u{202e}{}", "x".repeat(1_000_000));
    simulator.fault(json!({
        "operation": "CreateRole",
        "error": { "code": "AccessDenied", "status": 403, "message": wild },
    }));
    let error = workspace.apply().failed().error();
    assert!(error.detail.chars().count() < 1500, "{} characters", error.detail.chars().count());
    assert!(error.detail.contains("x…"), "it does not say that it is cut");
    let line = error.detail.lines().next().unwrap();
    assert!(line.starts_with("iam:CreateRole on role \"edge-cluster\": AccessDenied: No.\\u{85}"), "{line}");
    let control: Vec<char> = error.detail.chars().filter(|text| text.is_control() && *text != '\n').collect();
    assert_eq!(control, Vec::<char>::new());
    assert!(!error.detail.contains('\u{202e}'), "text that runs backwards");
    assert_eq!(workspace.state().addresses(), Vec::<String>::new());
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
