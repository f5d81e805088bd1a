//! What a plan refuses, and what it costs.

use serde_json::json;

use super::harness::{Simulator, Workspace};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn a_version_goes_up_by_one_or_the_plan_says_why_not() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();
    simulator.forget_requests();
    for (version, summary, detail) in [
        (
            "1.32",
            "Kubernetes version skips a minor version",
            "The cluster runs 1.30; 1.32 is more than one minor version ahead. EKS upgrades one minor version at a time: 1.30 -> 1.31 -> 1.32. \
             Set version = \"1.31\" and apply, then go on.",
        ),
        (
            "1.29",
            "Kubernetes version cannot be lowered",
            "The cluster runs 1.30; 1.29 is older. EKS does not downgrade a local cluster. Keep version = \"1.30\", or make a new cluster with \
             1.29 under another name.",
        ),
    ] {
        workspace.variable("kubernetes_version", version);
        let error = workspace.plan().failed().error();
        assert_eq!((error.summary.as_str(), error.detail.as_str()), (summary, detail));
        assert_eq!(error.address.as_deref(), Some(CLUSTER));
        assert_eq!(error.line, workspace.line_of("version                   = var.kubernetes_version"));
    }
    workspace.variable("kubernetes_version", "1.31");
    workspace.plan().succeeded();
    // A cluster that is replaced may have any version.
    workspace.variable("kubernetes_version", "1.29");
    workspace.variable("name", "other");
    workspace.plan().succeeded();
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
}

#[test]
fn another_placement_or_none_replaces_the_cluster() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "store_complete");
    workspace.apply_and_settle();
    for level in ["rack", ""] {
        workspace.variable("spread_level", level);
        let planned = workspace.plan().succeeded().planned();
        assert_eq!(planned, ["eksoutpost_local_cluster.store replace"], "{level}");
    }
}

#[test]
fn a_refresh_is_one_call_per_cluster_and_two_per_role() {
    for (fixture, clusters) in [("ebs_minimal", 1), ("many", 12)] {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, fixture);
        workspace.apply_and_settle();
        simulator.forget_requests();
        workspace.assert_empty_plan();
        let journal = simulator.journal();
        let mut operations = journal.operations();
        operations.sort_unstable();
        let expected: Vec<&str> = ["DescribeCluster", "GetRole", "ListAttachedRolePolicies"]
            .into_iter()
            .flat_map(|operation| std::iter::repeat_n(operation, clusters))
            .collect();
        assert_eq!(operations, expected);
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_plan_of_new_objects_changes_nothing_and_knows_what_can_be_known() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let plan = workspace.plan_json();
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    let changes = plan["resource_changes"].as_array().unwrap();
    let cluster = &changes.iter().find(|change| change["address"] == CLUSTER).unwrap()["change"];
    assert_eq!(cluster["after"]["id"], "edge");
    assert_eq!(cluster["after"]["region"], "us-west-2");
    assert_eq!(cluster["after"]["control_plane_storage"], "ebs");
    assert_eq!(
        cluster["after"]["access_config"],
        json!({ "authentication_mode": "CONFIG_MAP", "bootstrap_cluster_creator_admin_permissions": true })
    );
    assert_eq!(cluster["after"]["vpc_config"]["endpoint_private_access"], true);
    assert_eq!(cluster["after"]["vpc_config"]["endpoint_public_access"], false);
    for unknown in ["arn", "endpoint", "status", "role_arn", "version", "certificate_authority"] {
        assert_eq!(cluster["after_unknown"][unknown], true, "{unknown}");
    }
}

#[test]
fn everything_may_be_unknown_until_apply() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "unknown");
    workspace.apply_and_settle();
    assert_eq!(simulator.cluster("edge")["cluster"]["tags"], json!({ "owner": "edge" }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn an_outpost_of_another_region_is_refused_by_the_plan() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.set_env("AWS_REGION", "eu-west-1");
    let error = workspace.plan().failed().error();
    assert_eq!(error.summary, "Outpost in another Region");
}
