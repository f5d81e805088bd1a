//! What somebody else changed is seen and repaired.

use serde_json::json;

use super::harness::{Simulator, Workspace};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn tags_and_logging_that_somebody_changed_are_put_right() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("log_types", r#"["api"]"#);
    workspace.variable("tags", r#"{ owner = "edge", stage = "test" }"#);
    workspace.apply_and_settle();

    simulator.change_cluster(
        "edge",
        json!({ "tags": { "owner": "nobody", "extra": "1" }, "untag": ["stage"], "logging": ["audit"] }),
    );
    simulator.forget_requests();
    let plan = workspace.plan_json();
    let change = &plan["resource_changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["address"] == CLUSTER)
        .unwrap()["change"];
    assert_eq!(change["actions"], json!(["update"]));
    assert_eq!(change["before"]["tags"], json!({ "owner": "nobody", "extra": "1" }));
    assert_eq!(change["after"]["tags"], json!({ "owner": "edge", "stage": "test" }));
    assert_eq!(change["before"]["enabled_cluster_log_types"], json!(["audit"]));
    assert_eq!(change["after"]["enabled_cluster_log_types"], json!(["api"]));
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());

    workspace.apply_and_settle();
    let real = simulator.cluster("edge")["cluster"].clone();
    assert_eq!(real["tags"], json!({ "owner": "edge", "stage": "test" }));
    assert_eq!(real["logging"]["clusterLogging"][0], json!({ "types": ["api"], "enabled": true }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn what_eks_changes_by_itself_is_no_change() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    let issue =
        json!({ "code": "ClusterUnreachable", "message": "The instances are not reachable.", "resource_ids": ["i-1"] });
    simulator.change_cluster("edge", json!({ "platform_version": "eks-local-outposts.99", "issues": [issue] }));
    workspace.assert_empty_plan();
    simulator.change_cluster("edge", json!({ "status": "UPDATING" }));
    workspace.assert_empty_plan();
    workspace.run(&["apply", "-json", "-auto-approve", "-refresh-only"]).succeeded();
    let state = workspace.state();
    let cluster = state.attributes(CLUSTER);
    assert_eq!(
        (&cluster["platform_version"], &cluster["status"]),
        (&json!("eks-local-outposts.99"), &json!("UPDATING"))
    );
    assert_eq!(
        cluster["health"],
        json!([{ "code": "ClusterUnreachable", "message": "The instances are not reachable.", "resource_ids": ["i-1"] }])
    );
}

#[test]
fn a_cluster_that_disappeared_is_created_again() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    for client_exception in [false, true] {
        simulator.set(json!({ "notfound_as_client_exception": client_exception }));
        simulator.change_cluster("edge", json!({ "disappear": true }));
        let run = workspace.apply_and_settle();
        assert!(run.planned().contains(&format!("{CLUSTER} create")), "{:?}", run.planned());
    }
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_cluster_that_cannot_be_read_is_not_taken_for_gone() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    simulator.fault(json!({
        "operation": "DescribeCluster",
        "error": { "code": "AccessDeniedException", "status": 403, "message": "User is not authorized to perform: eks:DescribeCluster" },
    }));
    let error = workspace.plan().failed().error();
    assert!(error.detail.contains("eks:DescribeCluster"), "{error:?}");
    assert!(workspace.state().addresses().contains(&CLUSTER.to_owned()));
}
