//! Role and cluster without `depends_on`: the reference to the role's ARN is enough, in both directions and however slowly IAM spreads.

use std::fs;

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace, repository};

#[test]
fn b6_role_and_cluster_need_no_depends_on_however_long_iam_takes_to_propagate() {
    let fixture = fs::read_to_string(repository().join("tests/fixtures/ebs_minimal.tf")).unwrap();
    assert!(!fixture.contains("depends_on"));
    for seconds in [0, 5, 60] {
        let simulator = Simulator::borrow();
        simulator.set(json!({ "role_propagation_seconds": seconds }));
        let mut workspace = Workspace::new(&simulator, "ebs_minimal");
        let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
        simulator.wait_for("CreateCluster", 1);
        simulator.advance(seconds);
        apply.finish().succeeded();
        workspace.assert_empty_plan();
        let journal = simulator.journal();
        // Real time passes too, and may use up the five seconds.
        let refused = journal.calls("CreateCluster").iter().filter(|call| call["status"] == 400).count();
        assert!(
            if seconds == 60 { refused > 0 } else { refused == 0 || seconds == 5 },
            "{refused} refusals in {seconds} seconds"
        );
        assert_before(&journal.operations(), "AttachRolePolicy", "CreateCluster");

        simulator.forget_requests();
        workspace.destroy_and_leave_nothing(&simulator);
        let journal = simulator.journal();
        assert_before(&journal.operations(), "DeleteCluster", "DetachRolePolicy");
        let gone = journal.calls("DescribeCluster").iter().rposition(|call| call["status"] == 404);
        assert!(gone.is_some(), "the role goes when the cluster is gone");
        let last_look = journal.operations().iter().rposition(|name| *name == "DescribeCluster").unwrap();
        let detached = journal.operations().iter().position(|name| *name == "DetachRolePolicy").unwrap();
        assert!(last_look < detached, "{:?}", journal.operations());
    }
}

#[track_caller]
fn assert_before(operations: &[&str], first: &str, second: &str) {
    let place = |wanted: &str| operations.iter().position(|name| *name == wanted).unwrap();
    assert!(place(first) < place(second), "{operations:?}");
}

#[test]
fn a_cluster_waits_until_eks_sees_its_role() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "role_propagation_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    for (times, seconds) in [(1, 400), (2, 400), (3, 400)] {
        simulator.wait_for("CreateCluster", times);
        simulator.advance(seconds);
    }
    apply.finish().succeeded();
    workspace.assert_empty_plan();
    let journal = simulator.journal();
    let answers: Vec<&Value> = journal.calls("CreateCluster").iter().map(|call| &call["status"]).collect();
    assert_eq!(answers, [400, 400, 400, 200]);
    let tokens: Vec<&Value> =
        journal.calls("CreateCluster").iter().map(|call| &call["parameters"]["clientRequestToken"]).collect();
    assert!(tokens.windows(2).all(|pair| pair[0] == pair[1]), "{tokens:?}");
    workspace.destroy_and_leave_nothing(&simulator);
}
