//! C. Waiting.

use serde_json::json;

use super::{CLUSTER, case, converges, error, spoil, start};

#[test]
fn c1_a_cluster_that_eks_does_not_show_yet_is_waited_for() {
    case(|simulator, workspace| {
        simulator.set(json!({ "create_visible_seconds": 1000 }));
        let apply = start(workspace);
        simulator.wait_for("DescribeCluster", 5);
        simulator.advance(1001);
        apply.finish().succeeded();
        assert_eq!(simulator.journal().count("CreateCluster"), 1);
        converges(workspace, simulator);
    });
}

#[test]
fn c2_one_stale_active_is_not_taken_for_ready() {
    case(|simulator, workspace| {
        simulator.set(json!({ "create_seconds": 1000 }));
        let stale = json!({ "cluster": { "name": "edge", "status": "ACTIVE", "outpostConfig": {} } });
        let answer = json!({ "code": "", "status": 200, "message": "", "fields": stale });
        spoil(simulator, "DescribeCluster", json!({ "skip": 1, "times": 1, "error": answer }));
        let apply = start(workspace);
        simulator.wait_for("DescribeCluster", 5);
        simulator.advance(1001);
        apply.finish().succeeded();
        assert!(workspace.state().attributes(CLUSTER)["endpoint"].is_string());
        converges(workspace, simulator);
    });
}

#[test]
fn c3_a_failed_cluster_tells_its_issues_and_is_replaced() {
    case(|simulator, workspace| {
        let issues = json!([{ "code": "Other", "message": "Nobody knows.", "resource_ids": ["i-1", "i-2"] }]);
        simulator.change_cluster("edge", json!({ "fail_create": issues }));
        workspace.variable("etcd_instance_type", "c5.large");
        let error = workspace.apply().failed().error();
        assert_eq!(error.summary, "Cluster cannot become active");
        assert!(error.detail.contains("- Other: Nobody knows (resources i-1, i-2).\n"), "{}", error.detail);
        assert!(workspace.state().is_tainted(CLUSTER));
        simulator.change_cluster("edge", json!({ "fail_create": null }));
        let run = converges(workspace, simulator);
        assert!(run.planned().contains(&format!("{CLUSTER} replace")), "{:?}", run.planned());
    });
}

#[test]
fn c4_a_status_that_nobody_knows_is_waited_out() {
    case(|simulator, workspace| {
        workspace.set_env("TF_LOG", "JSON");
        simulator.change_cluster("edge", json!({ "status": "UPDATING_FOO" }));
        let apply = start(workspace);
        simulator.wait_for("DescribeCluster", 4);
        simulator.change_cluster("edge", json!({ "status": null }));
        let run = apply.finish().succeeded();
        assert!(run.log.find("waiting").iter().any(|line| line["status"] == "UPDATING_FOO"), "{}", run.log.text());
        converges(workspace, simulator);
    });
}

#[test]
fn c5_throttled_polls_are_later_not_errors_and_told_once() {
    case(|simulator, workspace| {
        outlasts(simulator, workspace, &json!({ "error": error("TooManyRequestsException", 429, "slow down") }));
    });
}

#[test]
fn c6_an_outage_of_eks_is_waited_out() {
    case(|simulator, workspace| {
        outlasts(simulator, workspace, &json!({ "error": error("ServiceUnavailableException", 503, "later") }));
        simulator.clear_faults();
        outlasts(simulator, workspace, &json!({ "reset": true }));
    });
}

/// Creates and destroys a cluster although most looks fail.
fn outlasts(
    simulator: &crate::acceptance::harness::Simulator,
    workspace: &mut crate::acceptance::harness::Workspace,
    rule: &serde_json::Value,
) {
    workspace.set_env("AWS_MAX_ATTEMPTS", "1");
    workspace.set_env("TF_LOG", "JSON");
    let mut rule = rule.clone();
    rule["skip"] = json!(1);
    rule["times"] = json!(10);
    spoil(simulator, "DescribeCluster", rule);
    let run = workspace.apply().succeeded();
    assert_eq!(simulator.get("faults")["faults"][0]["fired"], 10);
    assert_eq!(run.log.find("waiting goes on although AWS cannot be asked at the moment").len(), 1);
    converges(workspace, simulator);
}

#[test]
fn c7_expired_credentials_keep_the_cluster_and_say_how_to_go_on() {
    case(|simulator, workspace| {
        simulator.set(json!({ "create_seconds": 1000 }));
        let expired = error("ExpiredTokenException", 403, "The security token included in the request is expired");
        spoil(simulator, "DescribeCluster", json!({ "skip": 1, "error": expired }));
        let error = workspace.apply().failed().error();
        assert_eq!(error.summary, "Cluster out of sight");
        for part in ["\"edge\" goes on being created", "Renew the credentials", "\n  terraform untaint ADDRESS"] {
            assert!(error.detail.contains(part), "{part}: {}", error.detail);
        }
        simulator.advance(1001);
        simulator.clear_faults();
        workspace.untaint(CLUSTER).succeeded();
        workspace.apply_and_settle();
        assert_eq!(simulator.journal().count("CreateCluster"), 1);
        converges(workspace, simulator);
    });
}

#[test]
fn c8_a_timeout_tells_the_last_status_and_the_setting() {
    case(|simulator, workspace| {
        simulator.set(json!({ "create_seconds": 1000 }));
        workspace.variable("create_timeout", "2s");
        let error = workspace.apply().failed().error();
        assert_eq!(error.summary, "Cluster not active in time");
        for part in [
            "After ",
            " cluster \"edge\" is not active. The cluster's status is CREATING.",
            "terraform untaint",
            "`timeouts.create`",
        ] {
            assert!(error.detail.contains(part), "{part}: {}", error.detail);
        }
        assert!(workspace.state().is_tainted(CLUSTER));
        simulator.advance(1001);
        workspace.untaint(CLUSTER).succeeded();
        converges(workspace, simulator);
        assert_eq!(simulator.journal().count("CreateCluster"), 1);
    });
}

#[test]
fn c9_a_cluster_that_somebody_deletes_meanwhile_is_told_and_made_again() {
    case(|simulator, workspace| {
        simulator.set(json!({ "create_seconds": 1000 }));
        let apply = start(workspace);
        simulator.wait_for("DescribeCluster", 2);
        simulator.change_cluster("edge", json!({ "disappear": true }));
        let error = apply.finish().failed().error();
        assert_eq!(error.summary, "Cluster disappeared");
        simulator.set(json!({ "create_seconds": 0.3 }));
        let run = converges(workspace, simulator);
        assert!(run.planned().contains(&format!("{CLUSTER} create")), "{:?}", run.planned());
    });
}

#[test]
fn c11_a_wrong_clock_is_told() {
    case(|simulator, workspace| {
        workspace.set_env("AWS_MAX_ATTEMPTS", "2");
        let skewed = error(
            "InvalidSignatureException",
            403,
            "Signature expired: 20260101T000000Z is now earlier than 20260101T002000Z",
        );
        spoil(simulator, "CreateCluster", json!({ "error": skewed }));
        let error = workspace.apply().failed().error();
        assert!(error.detail.contains("Set the clock of this machine"), "{}", error.detail);
        converges(workspace, simulator);
    });
}

#[test]
fn c12_a_malformed_answer_is_asked_for_again() {
    case(|simulator, workspace| {
        let page = json!({ "skip": 1, "times": 1, "html": true, "error": { "status": 200 } });
        spoil(simulator, "DescribeCluster", page);
        workspace.apply_and_settle();
        assert_eq!(simulator.get("faults")["faults"][0]["fired"], 1);
        converges(workspace, simulator);
    });
}
