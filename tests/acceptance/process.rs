//! The provider as a process: how it serves, how it ends, how it is attached to.

use std::time::Duration;

use super::harness::{Log, Signal, Simulator, Workspace, poll};

#[test]
fn the_provider_ends_within_a_moment_of_being_told() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("TF_LOG", "JSON");
    let run = workspace.apply().succeeded();
    let pids = run.log.provider_pids();
    assert!(pids.len() >= 2, "{pids:?}");
    assert_eq!(run.log.find("failed to exit gracefully").len(), 0);
    let exits = exits(&run.log);
    assert_eq!(exits.len(), pids.len());
    for took in exits {
        assert!(took < Duration::from_millis(300), "{took:?} from shutdown to exit");
    }
    assert_eq!(workspace.temporary_files(), Vec::<String>::new());
}

#[test]
fn the_log_has_the_lines_of_the_provider_and_no_secret() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("TF_LOG", "JSON");
    workspace.set_env("AWS_SECRET_ACCESS_KEY", "canary-secret-key");
    workspace.set_env("AWS_SESSION_TOKEN", "canary-session-token");
    let run = workspace.apply().succeeded();
    let lines = run.log.find("creating the cluster");
    assert_eq!(lines.len(), 1);
    assert_eq!((&lines[0]["@level"], &lines[0]["cluster"]), (&"info".into(), &"edge".into()));
    let text = format!("{}{}{}", run.log.text(), run.stdout, run.stderr);
    assert!(!text.contains("canary-"), "{}", text.lines().find(|line| line.contains("canary-")).unwrap());
}

#[test]
fn a_terraform_without_plugin_tls_is_served_too() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("TF_DISABLE_PLUGIN_TLS", "1");
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_long_temporary_directory_does_not_keep_the_provider_from_listening() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.lengthen_temporary_directory(150);
    workspace.apply_and_settle();
}

#[test]
fn terraform_attaches_to_a_provider_that_serves_a_debugger() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let mut provider = workspace.start_provider(&["-debug"]);
    let reattach = poll::until("the line for TF_REATTACH_PROVIDERS", poll::PATIENCE, || {
        let output = provider.output();
        let (_, rest) = output.split_once("TF_REATTACH_PROVIDERS='")?;
        Some(rest.split_once('\'')?.0.to_owned())
    });
    workspace.set_env("TF_REATTACH_PROVIDERS", reattach);
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
    provider.signal(Signal::INT);
    provider.finish();
    assert_eq!(workspace.temporary_files(), Vec::<String>::new());
}

#[test]
fn started_by_hand_the_provider_says_what_it_is() {
    let mut workspace = Workspace::offline();
    let run = workspace.start_provider(&[]).finish().failed();
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("install"), "{}", run.stderr);
}

/// For each provider process, how long it took from the request to shut down until its exit was seen.
fn exits(log: &Log) -> Vec<Duration> {
    log.find("plugin process exited").into_iter().map(|line| log.since_shutdown(line)).collect()
}
