//! What nobody should do: Ctrl-C twice, a terminal that closes, forty clusters at once, a plan that has gone stale.

use serde_json::{Map, Value, json};

use super::harness::{Signal, Simulator, Workspace, outlives, poll};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

/// A6: the second Ctrl-C finds an answer that was given to the first.
#[test]
fn a6_a_second_ctrl_c_loses_nothing() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("CreateCluster", 1);
    simulator.wait_for("DescribeCluster", 4);
    apply.signal_group(Signal::INT);
    poll::until("the cluster in the state", poll::PATIENCE, || workspace.state().has(CLUSTER).then_some(()));
    // Terraform may have ended by now.
    if !apply.providers().is_empty() {
        apply.signal_group(Signal::INT);
    }
    apply.finish().failed();
    assert!(!workspace.state().is_tainted(CLUSTER));
    simulator.advance(1001);
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

/// A terminal that closes tells its processes so, and Terraform does not survive that.
#[test]
fn a_terminal_that_closes_leaves_no_process_and_no_socket_and_the_next_apply_names_what_exists() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("CreateCluster", 1);
    simulator.wait_for("DescribeCluster", 4);
    let providers = apply.providers();
    assert_eq!(providers.len(), 1);
    apply.signal_group(Signal::HUP);
    apply.finish();
    outlives(providers[0], poll::PATIENCE);
    assert_eq!(workspace.temporary_files(), Vec::<String>::new());
    simulator.advance(1001);
    if !workspace.state().has(CLUSTER) {
        let error = workspace.apply().failed().error();
        assert!(error.detail.contains("id = \"edge@us-west-2\""), "{}", error.detail);
        workspace.write_json("import.tf.json", &json!({ "import": [{ "to": CLUSTER, "id": "edge" }] }));
    }
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn forty_clusters_at_once_do_not_mix() {
    let simulator = Simulator::borrow();
    let names: Vec<String> = (0..40).map(|number| format!("many{number:02}")).collect();
    let clusters: Map<String, Value> = names
        .iter()
        .map(|name| {
            let arguments = json!({
                "name": name,
                "role_arn": "${eksoutpost_cluster_role.all.arn}",
                "outpost_config": { "outpost_arn": "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890", "control_plane_instance_type": "m5.large" },
                "vpc_config": { "subnet_ids": ["subnet-0a1b2c3d4e5f67891"] },
                "preflight": "off",
                "tags": { "whose": name },
            });
            (name.clone(), arguments)
        })
        .collect();
    let configuration = json!({ "resource": {
        "eksoutpost_cluster_role": { "all": { "name": "all", "control_plane_storage": "ebs" } },
        "eksoutpost_local_cluster": clusters,
    } });
    simulator.set(json!({ "control_plane_instances": false }));
    let mut workspace = Workspace::of(&simulator, &configuration);
    workspace.run(&["apply", "-json", "-auto-approve", "-parallelism=40"]).succeeded();
    let state = workspace.state();
    for name in &names {
        let attributes = state.attributes(&format!("eksoutpost_local_cluster.{name}"));
        let real = simulator.cluster(name)["cluster"].clone();
        assert_eq!(attributes["name"], name.as_str());
        assert_eq!(attributes["tags"], json!({ "whose": name }));
        assert_eq!((&attributes["arn"], &attributes["endpoint"]), (&real["arn"], &real["endpoint"]));
        assert_eq!(real["tags"], json!({ "whose": name }));
    }
    assert_eq!(simulator.journal().count("CreateCluster"), 40);
    workspace.run(&["plan", "-json", "-detailed-exitcode", "-parallelism=40"]).succeeded();
    workspace.run(&["destroy", "-json", "-auto-approve", "-parallelism=40"]).succeeded();
    simulator.assert_nothing_left();
}

/// Rust's allocator ends a process that it has no memory for, as SIGKILL would.
#[test]
fn a15_a_provider_that_runs_out_of_memory_loses_nothing_that_exists() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    simulator.set(json!({ "create_seconds": 1000 }));
    let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    simulator.wait_for("CreateCluster", 1);
    simulator.wait_for("DescribeCluster", 4);
    apply.starve_providers();
    let message = "x".repeat(16 << 20);
    let error = json!({ "code": "ServerException", "status": 500, "message": message });
    simulator.fault(json!({ "operation": "DescribeCluster", "error": error }));
    apply.finish().failed();
    simulator.clear_faults();
    simulator.advance(1001);
    if workspace.state().has(CLUSTER) {
        workspace.untaint(CLUSTER);
    } else {
        let error = workspace.apply().failed().error();
        assert!(error.detail.contains("id = \"edge@us-west-2\""), "{}", error.detail);
        workspace.import(CLUSTER, "edge@us-west-2").succeeded();
    }
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

/// H7: what was planned has been done by somebody else meanwhile.
#[test]
fn h7_a_plan_that_has_gone_stale_overwrites_nothing() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();
    workspace.variable("kubernetes_version", "1.31");
    workspace.run(&["plan", "-no-color", "-out=plan"]).succeeded();
    simulator.change_cluster("edge", json!({ "version": "1.32" }));
    simulator.forget_requests();
    workspace.run(&["apply", "-no-color", "plan"]).failed();
    assert_eq!(simulator.cluster("edge")["cluster"]["version"], "1.32");
    assert!(workspace.state().has(CLUSTER) && !workspace.state().is_tainted(CLUSTER));
}
