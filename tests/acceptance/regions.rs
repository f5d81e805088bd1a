//! `region` of a cluster, which need not be the provider's.

use serde_json::Value;

use super::harness::{Simulator, Workspace};

const HERE: &str = "eksoutpost_local_cluster.here";
const THERE: &str = "eksoutpost_local_cluster.there";
const CLUSTER: &str = "eksoutpost_local_cluster.edge";

/// How often each operation of EKS was called in each Region: `DeleteCluster us-west-2 1`. Looks are counted once, because they are timed.
fn calls(simulator: &Simulator) -> Vec<String> {
    let journal = simulator.journal();
    let mut calls: Vec<String> = Vec::new();
    let mut operations: Vec<&str> = journal.operations();
    operations.sort_unstable();
    operations.dedup();
    for operation in operations {
        let of_eks: Vec<&Value> =
            journal.calls(operation).into_iter().filter(|call| call["service"] == "eks").collect();
        for region in ["eu-west-1", "us-west-2"] {
            let count = of_eks.iter().filter(|call| call["region"] == region).count();
            if count > 0 {
                let is_look = operation.starts_with("Describe");
                calls.push(if is_look {
                    format!("{operation} {region}")
                } else {
                    format!("{operation} {region} {count}")
                });
            }
        }
        assert!(of_eks.iter().all(|call| call["region"] == "eu-west-1" || call["region"] == "us-west-2"));
    }
    calls
}

#[test]
fn two_clusters_of_one_name_in_two_regions_are_each_handled_in_their_own() {
    let simulator = Simulator::borrow();
    simulator.seed("eu-west-1");
    let mut workspace = Workspace::new(&simulator, "two_regions");
    workspace.apply_and_settle();
    let state = workspace.state();
    for (address, region) in [(HERE, "us-west-2"), (THERE, "eu-west-1")] {
        let attributes = state.attributes(address);
        assert_eq!(attributes["region"], region);
        assert_eq!(attributes["arn"], format!("arn:aws:eks:{region}:123456789012:cluster/edge"));
    }
    assert_eq!(
        calls(&simulator),
        [
            "CreateCluster eu-west-1 1",
            "CreateCluster us-west-2 1",
            "DescribeCluster eu-west-1",
            "DescribeCluster us-west-2"
        ]
    );

    workspace.variable("tags", r#"{ owner = "edge" }"#);
    workspace.variable("log_types", r#"["api"]"#);
    simulator.forget_requests();
    workspace.apply_and_settle();
    assert_eq!(
        calls(&simulator),
        [
            "DescribeCluster eu-west-1",
            "DescribeCluster us-west-2",
            "DescribeUpdate eu-west-1",
            "DescribeUpdate us-west-2",
            "TagResource eu-west-1 1",
            "TagResource us-west-2 1",
            "UpdateClusterConfig eu-west-1 1",
            "UpdateClusterConfig us-west-2 1",
        ]
    );

    // An import names the Region that is not the provider's.
    workspace.run(&["state", "rm", THERE]).succeeded();
    simulator.forget_requests();
    workspace.import(THERE, "edge@eu-west-1").succeeded();
    assert!(calls(&simulator).contains(&"DescribeCluster eu-west-1".to_owned()));
    workspace.assert_empty_plan();

    // One goes, the other of the same name stays.
    simulator.forget_requests();
    workspace.run(&["destroy", "-auto-approve", "-target", THERE]).succeeded();
    assert_eq!(calls(&simulator), ["DeleteCluster eu-west-1 1", "DescribeCluster eu-west-1"]);
    assert_eq!(workspace.state().attributes(HERE)["status"], "ACTIVE");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn another_region_of_the_provider_leaves_a_cluster_where_it_is() {
    let simulator = Simulator::borrow();
    simulator.seed("eu-west-1");
    let mut workspace = Workspace::new(&simulator, "region_moves");
    workspace.apply_and_settle();
    workspace.set_env("AWS_REGION", "eu-west-1");
    workspace.assert_empty_plan();
    assert_eq!(workspace.state().attributes(CLUSTER)["region"], "us-west-2");

    // To go elsewhere, it needs another Outpost, and then follows the provider.
    workspace.variable("outpost_region", "eu-west-1");
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{CLUSTER} replace")]);
    assert_eq!(workspace.state().attributes(CLUSTER)["region"], "eu-west-1");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn another_region_of_the_resource_replaces_the_cluster() {
    let simulator = Simulator::borrow();
    simulator.seed("eu-west-1");
    let mut workspace = Workspace::new(&simulator, "region_moves");
    workspace.apply_and_settle();

    // To write down the Region that it has changes nothing.
    workspace.variable("region", "us-west-2");
    workspace.assert_empty_plan();

    workspace.variable("region", "eu-west-1");
    workspace.variable("outpost_region", "eu-west-1");
    simulator.forget_requests();
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{CLUSTER} replace")]);
    // Versions are not asked for: EKS chose that of the old cluster, and will choose that of the new one.
    assert_eq!(
        calls(&simulator),
        [
            "CreateCluster eu-west-1 1",
            "DeleteCluster us-west-2 1",
            "DescribeCluster eu-west-1",
            "DescribeCluster us-west-2",
        ]
    );
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_region_of_another_partition_is_refused_by_the_plan_at_its_line() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "region_moves");
    workspace.variable("region", "cn-north-1");
    workspace.variable("outpost_region", "cn-north-1");
    let error = workspace.plan().failed().error();
    assert_eq!(error.summary, "Region of another partition");
    assert_eq!(error.line, workspace.line_of("region   = var.region"));
    assert_eq!(calls(&simulator), [""; 0]);
}
