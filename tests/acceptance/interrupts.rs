//! Ctrl-C and its relatives: nothing is lost, nothing is tainted, nobody waits.

use std::time::Duration;

use serde_json::json;

use super::harness::{Running, Signal, Simulator, Workspace, outlives};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";
/// What a person takes for "at once".
const AT_ONCE: Duration = Duration::from_secs(1);

#[test]
fn after_ctrl_c_the_cluster_is_in_state_and_the_next_apply_waits_on() {
    resume_after(Signal::INT, Running::signal_group);
}

#[test]
fn after_sigterm_to_the_process_group_the_cluster_is_in_state_and_the_next_apply_waits_on() {
    resume_after(Signal::TERM, Running::signal_group);
}

#[test]
fn after_sigterm_to_terraform_alone_the_cluster_is_in_state_and_the_next_apply_waits_on() {
    resume_after(Signal::TERM, Running::signal);
}

fn resume_after(signal: Signal, send: fn(&mut Running, Signal)) {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    let mut apply = start_and_wait(&simulator, &mut workspace);
    send(&mut apply, signal);
    let run = apply.finish().failed();
    assert!(run.took < AT_ONCE, "{:?} after the signal", run.took);

    let warning = run.warnings().into_iter().find(|warning| warning.address.as_deref() == Some(CLUSTER)).unwrap();
    assert_eq!(warning.summary, "Interrupted while EKS creates the cluster");
    assert_eq!(
        warning.detail,
        "Cluster \"edge\" exists, its status is CREATING, and EKS goes on creating it. It is in the state and not tainted.\n\n\
         To wait for it, run `terraform apply` again. To give it up, run `terraform destroy`."
    );
    let state = workspace.state();
    assert_eq!(state.attributes(CLUSTER)["status"], "CREATING");
    assert!(!state.is_tainted(CLUSTER));
    assert!(!state.addresses().contains(&"terraform_data.dependent".to_owned()), "dependents wait for the cluster");

    simulator.forget_requests();
    let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("DescribeCluster", 3);
    simulator.advance(1001);
    let run = apply.finish().succeeded();
    assert_eq!(run.planned(), [format!("{CLUSTER} update"), "terraform_data.dependent create".to_owned()]);
    workspace.assert_empty_plan();
    let state = workspace.state();
    assert_eq!(state.attributes(CLUSTER)["status"], "ACTIVE");
    assert_eq!(state.attributes("terraform_data.dependent")["output"]["value"], state.attributes(CLUSTER)["endpoint"]);
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    workspace.destroy_and_leave_nothing(&simulator);
}

/// B1, B2 and A5 at once: EKS has done it, and says so too late.
#[test]
fn after_ctrl_c_without_an_answer_the_cluster_is_in_state_and_the_next_apply_waits_on() {
    let simulator = Simulator::borrow();
    simulator.fault(json!({ "operation": "CreateCluster", "times": 1, "after_effect": true, "silence_seconds": 20 }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for_faults();
    apply.signal_group(Signal::INT);
    let run = apply.finish().failed();
    assert!(run.took < AT_ONCE, "{:?} after the signal", run.took);
    let warning = run.warnings().into_iter().find(|warning| warning.address.as_deref() == Some(CLUSTER)).unwrap();
    assert_eq!(warning.summary, "Interrupted before EKS accepted the cluster");
    assert!(!workspace.state().is_tainted(CLUSTER));
    assert!(workspace.state().attributes(CLUSTER)["status"].is_null());

    workspace.apply_and_settle();
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "ACTIVE");
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_silent_aws_does_not_hold_up_ctrl_c() {
    let simulator = Simulator::borrow();
    let silent = json!({ "operation": "DescribeCluster", "times": 1, "silence_seconds": 20 });
    let interrupt = |workspace: &mut Workspace, arguments: &[&str]| {
        simulator.fault(silent.clone());
        let mut running = workspace.start(arguments);
        simulator.wait_for_faults();
        running.signal_group(Signal::INT);
        let run = running.finish().failed();
        assert!(run.took < AT_ONCE, "{arguments:?}: {:?} after the signal", run.took);
    };
    // It asks whether the name is free.
    interrupt(&mut Workspace::new(&simulator, "ebs_minimal"), &["plan", "-json"]);

    let mut workspace = Workspace::new(&simulator, "adjustable");
    // Terraform does not tell providers of a Ctrl-C while `apply` plans.
    workspace.without_preflight();
    interrupt(&mut workspace, &["apply", "-json", "-auto-approve"]);
    interrupt(&mut workspace, &["plan", "-json"]);
    assert!(!workspace.state().is_tainted(CLUSTER));
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn an_interrupted_destroy_keeps_the_cluster_until_it_is_gone() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    simulator.set(json!({ "delete_seconds": 1000 }));
    simulator.forget_requests();
    let mut destroy = workspace.start(&["destroy", "-json", "-auto-approve"]);
    simulator.wait_for("DeleteCluster", 1);
    simulator.wait_for("DescribeCluster", 2);
    destroy.signal_group(Signal::INT);
    let run = destroy.finish().failed();
    assert!(run.took < AT_ONCE, "{:?} after the signal", run.took);
    assert!(
        run.errors().iter().any(|error| error.summary == "Interrupted while EKS deletes the cluster"),
        "{}",
        run.stdout
    );
    assert!(workspace.state().addresses().contains(&CLUSTER.to_owned()));

    simulator.advance(1001);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn an_interrupted_update_claims_nothing_and_the_next_apply_waits_on() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();
    simulator.set(json!({ "update_seconds": 1000 }));
    simulator.forget_requests();
    workspace.variable("kubernetes_version", "1.31");
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("DescribeUpdate", 1);
    apply.signal_group(Signal::INT);
    let run = apply.finish().failed();
    assert!(run.took < AT_ONCE, "{:?} after the signal", run.took);
    assert_eq!(workspace.state().attributes(CLUSTER)["version"], "1.30");

    simulator.advance(1001);
    workspace.apply_and_settle();
    assert_eq!(workspace.state().attributes(CLUSTER)["version"], "1.31");
    assert_eq!(simulator.journal().count("UpdateClusterVersion"), 1);
}

#[test]
fn the_provider_ends_by_itself_when_terraform_is_killed() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.set_env("TF_LOG", "JSON");
    let mut apply = start_and_wait(&simulator, &mut workspace);
    let pid = *apply.log().provider_pids().last().unwrap();
    assert!(
        workspace.temporary_files().iter().any(|name| name.contains("plugin")),
        "{:?}",
        workspace.temporary_files()
    );
    apply.signal(Signal::KILL);
    let took = outlives(pid, Duration::from_secs(10));
    assert!(took < Duration::from_secs(2), "the provider went on for {took:?}");
    assert_eq!(workspace.temporary_files(), Vec::<String>::new());
    drop(apply);
}

/// Applies until the cluster is being waited for.
fn start_and_wait(simulator: &Simulator, workspace: &mut Workspace) -> Running {
    simulator.set(json!({ "create_seconds": 1000 }));
    let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("CreateCluster", 1);
    // Plan and apply look whether the name is free.
    simulator.wait_for("DescribeCluster", 4);
    apply
}
