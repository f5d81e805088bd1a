//! Objects that exist already come under Terraform, and nothing changes about them.

use serde_json::json;

use super::harness::{Simulator, Workspace};

#[test]
fn a_cluster_is_imported_by_name_arn_or_name_and_region() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();
    simulator.forget_requests();
    for id in ["edge", "edge@us-west-2", "arn:aws:eks:us-west-2:123456789012:cluster/edge"] {
        workspace.forget_state();
        workspace.import("eksoutpost_cluster_role.edge", "edge-cluster").succeeded();
        workspace.import("eksoutpost_local_cluster.edge", id).succeeded();
        assert_eq!(workspace.plan().succeeded().planned(), Vec::<String>::new(), "{id}");
    }
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn every_argument_comes_back_with_an_import() {
    for (fixture, cluster, role) in [
        ("ebs_complete", "eksoutpost_local_cluster.edge", "eksoutpost_cluster_role.edge"),
        ("store_minimal", "eksoutpost_local_cluster.store", "eksoutpost_cluster_role.store"),
    ] {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, fixture);
        workspace.apply_and_settle();
        let state = workspace.state();
        let (name, role_arn) = (state.attributes(cluster)["name"].clone(), state.attributes(role)["arn"].clone());
        workspace.forget_state();
        simulator.forget_requests();
        workspace.import(role, role_arn.as_str().unwrap()).succeeded();
        workspace.import(cluster, name.as_str().unwrap()).succeeded();

        // What AWS does not know (waiting, preflight, timeouts) is recorded without a call.
        workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{fixture}");
        let imported = workspace.state();
        for (address, unknown_to_aws) in [(cluster, "creator_principal_arn"), (role, "")] {
            for (name, value) in state.attributes(address).as_object().unwrap() {
                if name != unknown_to_aws {
                    assert_eq!(&imported.attributes(address)[name], value, "{address} {name}");
                }
            }
        }
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn the_configuration_that_terraform_generates_for_an_import_plans_no_change() {
    for (fixture, imports, cluster) in [
        ("ebs_minimal", "import_blocks_ebs", "eksoutpost_local_cluster.edge"),
        ("store_minimal", "import_blocks_store", "eksoutpost_local_cluster.store"),
    ] {
        let simulator = Simulator::borrow();
        let mut owner = Workspace::new(&simulator, fixture);
        owner.apply_and_settle();
        let mut workspace = Workspace::new(&simulator, imports);
        workspace.run(&["plan", "-json", "-generate-config-out=generated.tf"]).succeeded();
        simulator.forget_requests();
        let run = workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{:?}", run.planned());
        assert_eq!(workspace.state().attributes(cluster)["status"], "ACTIVE");
    }
}

#[test]
fn the_generated_configuration_of_a_cluster_in_which_everything_is_set_plans_no_change_whatever_eks_leaves_out() {
    for (fixture, variables, import) in [
        ("ebs_complete", &[] as &[(&str, &str)], "import_block_edge"),
        ("store_complete", &[], "import_block_store"),
        ("store_complete", &[("public", "false"), ("spread_level", "")], "import_block_store"),
        (
            "adjustable",
            &[("deletion_protection", "true"), ("log_types", "[]"), ("tags", "{ a = \"\" }")],
            "import_block_edge",
        ),
    ] {
        for hostile in [false, true] {
            let simulator = Simulator::borrow();
            simulator.set(json!({ "hostile": hostile }));
            let mut owner = Workspace::new(&simulator, fixture);
            for (name, value) in variables {
                owner.variable(name, value);
            }
            owner.apply_and_settle();
            let mut workspace = Workspace::new(&simulator, import);
            workspace.run(&["plan", "-json", "-generate-config-out=generated.tf"]).succeeded();
            simulator.forget_requests();
            workspace.apply_and_settle();
            assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{fixture} {variables:?}");
            assert_eq!(
                workspace.state().attributes("eksoutpost_local_cluster.imported")["arn"],
                owner.state().attributes(cluster_of(&owner))["arn"]
            );
        }
    }
}

/// The cluster in a state, whatever its name.
fn cluster_of(workspace: &Workspace) -> &'static str {
    let addresses = workspace.state().addresses();
    let known = ["eksoutpost_local_cluster.edge", "eksoutpost_local_cluster.store"];
    known.into_iter().find(|address| addresses.iter().any(|found| found == address)).unwrap()
}

#[test]
fn what_cannot_be_imported_is_refused_with_the_reason() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    for (address, id, summary) in [
        ("eksoutpost_local_cluster.edge", "edge", "No such cluster"),
        ("eksoutpost_local_cluster.edge", "edge cluster", "Malformed import identifier"),
        ("eksoutpost_local_cluster.edge", "arn:aws:iam::123456789012:role/edge", "Malformed import identifier"),
        (
            "eksoutpost_local_cluster.edge",
            "arn:aws:eks:us-west-2:444455556666:cluster/edge",
            "Cluster of another account",
        ),
        ("eksoutpost_local_cluster.edge", "edge@cn-north-1", "Cluster in another partition"),
        ("eksoutpost_cluster_role.edge", "edge-cluster", "No such role"),
        (
            "eksoutpost_cluster_role.edge",
            "arn:aws:eks:us-west-2:123456789012:cluster/edge",
            "Malformed import identifier",
        ),
    ] {
        let run = workspace.import(address, id).failed();
        assert!(run.stderr.contains(&format!("Error: {summary}\n")), "{id}: {}", run.stderr);
        assert_eq!(workspace.state().addresses(), Vec::<String>::new());
    }
}
