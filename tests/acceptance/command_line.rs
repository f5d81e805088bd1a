//! What people, not Terraform, ask the program for.

use std::fs;

use super::harness::{Simulator, Workspace, provider, repository};

#[test]
fn generated_pages_are_up_to_date() {
    let mut workspace = Workspace::offline();
    let run = workspace.start_provider(&["docs", "--check", repository().to_str().unwrap()]).finish();
    assert!(run.status.success(), "{}{}", run.stdout, run.stderr);
}

#[test]
fn an_installed_provider_is_found_by_a_plain_init() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let run = workspace.start_provider(&["install"]).finish().succeeded();
    let installed = run.stdout.lines().find_map(|line| line.strip_prefix("installed ")).unwrap().to_owned();
    assert!(installed.starts_with(workspace.home().to_str().unwrap()), "{installed}");
    assert_eq!(fs::read(&installed).unwrap(), fs::read(provider()).unwrap());

    let empty = workspace.home().join("terraformrc");
    fs::write(&empty, "").unwrap();
    workspace.set_env("TF_CLI_CONFIG_FILE", empty);
    workspace.run(&["init", "-no-color"]).succeeded();
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}
