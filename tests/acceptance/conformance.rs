//! Cases of the conformance list (`tests/conformance/cases.txt`) that no other story tells, and a whole life with every other Terraform that
//! is there.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace, fixture};
use super::scenarios::say;

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn timeouts_may_be_unknown_until_apply() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.replace("create = var.create_timeout", "create = terraform_data.time.output");
    workspace.write("time.tf", "resource \"terraform_data\" \"time\" {\n  input = \"7m\"\n}\n");
    workspace.apply_and_settle();
    assert_eq!(workspace.state().attributes(CLUSTER)["timeouts"]["create"], "7m");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_provider_block_may_be_unknown_until_apply() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.unset_env("AWS_REGION");
    let provider = std::fs::read_to_string(fixture("provider")).unwrap();
    let block = "provider \"eksoutpost\" {}";
    assert!(provider.contains(block), "{provider}");
    let unknown = "provider \"eksoutpost\" {\n  region = terraform_data.region.output\n}";
    workspace.write("provider.tf", &provider.replace(block, unknown));
    workspace.write("region.tf", "resource \"terraform_data\" \"region\" {\n  input = \"us-west-2\"\n}\n");
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_replacement_happens_in_either_order() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    for (name, order) in [("core", ["DeleteCluster", "CreateCluster"]), ("rim", ["CreateCluster", "DeleteCluster"])] {
        if name == "rim" {
            workspace.replace("  timeouts {", "  lifecycle {\n    create_before_destroy = true\n  }\n\n  timeouts {");
            workspace.apply().succeeded();
        }
        simulator.forget_requests();
        workspace.variable("name", name);
        workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), order);
    }
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn ignored_changes_forced_replacements_and_moved_addresses_mean_what_terraform_says() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.replace("  timeouts {", "  lifecycle {\n    ignore_changes = [tags]\n  }\n\n  timeouts {");
    workspace.variable("tags", r#"{ owner = "edge" }"#);
    workspace.apply_and_settle();
    workspace.variable("tags", r#"{ owner = "core" }"#);
    workspace.assert_empty_plan();

    let replace = format!("-replace={CLUSTER}");
    let forced = workspace.run(&["plan", "-json", &replace]).succeeded();
    assert!(forced.planned().contains(&format!("{CLUSTER} replace")), "{:?}", forced.planned());
    workspace.run(&["taint", CLUSTER]).succeeded();
    let tainted = workspace.plan().succeeded();
    assert!(tainted.planned().contains(&format!("{CLUSTER} replace")), "{:?}", tainted.planned());
    workspace.untaint(CLUSTER).succeeded();

    workspace
        .replace("resource \"eksoutpost_local_cluster\" \"edge\"", "resource \"eksoutpost_local_cluster\" \"rim\"");
    workspace
        .replace("input = eksoutpost_local_cluster.edge.endpoint", "input = eksoutpost_local_cluster.rim.endpoint");
    let moved = "moved {\n  from = eksoutpost_local_cluster.edge\n  to   = eksoutpost_local_cluster.rim\n}\n";
    workspace.write("moved.tf", moved);
    simulator.forget_requests();
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    assert!(workspace.state().has("eksoutpost_local_cluster.rim") && !workspace.state().has(CLUSTER));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_state_of_a_newer_version_is_refused_and_left_alone() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();
    workspace.change_state(|state| {
        for resource in state["resources"].as_array_mut().unwrap() {
            resource["instances"][0]["schema_version"] = json!(99);
        }
    });
    let before = workspace.bytes("terraform.tfstate");
    simulator.forget_requests();
    let errors = workspace.plan().failed().errors();
    assert!(
        errors.iter().all(|error| error.summary == "Resource instance managed by newer provider version"),
        "{errors:?}"
    );
    assert_eq!((workspace.bytes("terraform.tfstate"), simulator.journal().changes().len()), (before, 0));
}

/// `TF_ACC_TERRAFORM_PATHS` lists programs as `PATH` lists directories.
#[test]
fn every_other_terraform_and_opentofu_lives_through_a_cluster() {
    let listed: OsString = std::env::var_os("TF_ACC_TERRAFORM_PATHS").unwrap_or_default();
    let programs: Vec<PathBuf> = std::env::split_paths(&listed).filter(|path| !path.as_os_str().is_empty()).collect();
    for program in &programs {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, "adjustable");
        workspace.use_terraform(program);
        workspace.apply_and_settle();
        workspace.variable("tags", r#"{ owner = "core" }"#);
        workspace.apply_and_settle();
        workspace.forget_state();
        workspace.import("eksoutpost_cluster_role.edge", "edge-cluster").succeeded();
        workspace.import(CLUSTER, "edge").succeeded();
        workspace.apply_and_settle();
        workspace.destroy_and_leave_nothing(&simulator);
        say(&format!("conformance: {}: passed\n", version(program)));
    }
    say(&format!("conformance: {} other programs in TF_ACC_TERRAFORM_PATHS\n", programs.len()));
}

/// `terraform 1.12.3`.
fn version(program: &PathBuf) -> String {
    let output = Command::new(program).args(["version", "-json"]).env("CHECKPOINT_DISABLE", "1").output().unwrap();
    let version: Value = serde_json::from_slice(&output.stdout).unwrap();
    let name = program.file_name().unwrap().to_string_lossy();
    format!("{} {}", name.split(['-', '_']).next().unwrap(), version["terraform_version"].as_str().unwrap())
}
