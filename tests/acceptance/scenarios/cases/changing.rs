//! E. Update and delete.

use serde_json::{Value, json};

use super::{CLUSTER, adjustable, case, converges, error, spoil, start};
use crate::acceptance::harness::Workspace;
use crate::acceptance::scenarios::fleet::Kind;

#[test]
fn e1_the_first_of_two_updates_stays_done_when_the_second_fails() {
    case("e1_the_first_of_two_updates_stays_done_when_the_second_fails", |simulator, workspace| {
        workspace.variable("kubernetes_version", "1.30");
        workspace.apply_and_settle();
        workspace.variable("kubernetes_version", "1.31");
        workspace.variable("log_types", r#"["api"]"#);
        let refused = error("InvalidParameterException", 400, "Not now.");
        spoil(simulator, "UpdateClusterVersion", json!({ "times": 1, "error": refused }));
        workspace.apply().failed();
        let state = workspace.state();
        let cluster = state.attributes(CLUSTER);
        assert_eq!((&cluster["version"], &cluster["enabled_cluster_log_types"]), (&json!("1.30"), &json!(["api"])));
        simulator.forget_requests();
        converges(workspace, simulator);
        assert_eq!(simulator.journal().changes()[0], "UpdateClusterVersion", "the rest only");
        assert_eq!(simulator.journal().count("UpdateClusterConfig"), 0);
    });
}

#[test]
fn e2_a_failed_update_tells_its_errors_and_keeps_the_old_value() {
    case("e2_a_failed_update_tells_its_errors_and_keeps_the_old_value", |simulator, workspace| {
        workspace.variable("kubernetes_version", "1.30");
        workspace.apply_and_settle();
        workspace.variable("kubernetes_version", "1.31");
        let errors =
            json!([{ "errorCode": "SubnetNotFound", "errorMessage": "It is gone.", "resourceIds": ["subnet-1"] }]);
        simulator.change_cluster("edge", json!({ "fail_next_update": errors }));
        let error = workspace.apply().failed().error();
        assert_eq!(error.summary, "Update failed");
        assert!(error.detail.contains("\n- SubnetNotFound: It is gone (resources subnet-1).\n"), "{}", error.detail);
        assert_eq!(workspace.state().attributes(CLUSTER)["version"], "1.30");
        converges(workspace, simulator);
    });
}

#[test]
fn e3_a_change_in_progress_is_waited_out_by_update_and_delete() {
    case("e3_a_change_in_progress_is_waited_out_by_update_and_delete", |simulator, workspace| {
        workspace.variable("kubernetes_version", "1.30");
        workspace.apply_and_settle();
        let busy = error("ResourceInUseException", 409, "Cannot update cluster edge: an update is in progress.");
        spoil(simulator, "UpdateClusterVersion", json!({ "times": 2, "error": busy }));
        workspace.variable("kubernetes_version", "1.31");
        workspace.apply_and_settle();
        let busy = error("ResourceInUseException", 409, "Cannot delete cluster edge: an update is in progress.");
        spoil(simulator, "DeleteCluster", json!({ "times": 2, "error": busy }));
        workspace.destroy_and_leave_nothing(simulator);
        let journal = simulator.journal();
        assert_eq!((journal.count("UpdateClusterVersion"), journal.count("DeleteCluster")), (3, 3));
    });
}

#[test]
fn e4_a_lost_answer_to_the_deletion_is_no_error() {
    case("e4_a_lost_answer_to_the_deletion_is_no_error", |simulator, workspace| {
        for rule in [
            json!({ "times": 1, "after_effect": true, "reset": true }),
            json!({ "after_effect": true, "error": error("ServerException", 500, "oops") }),
        ] {
            workspace.set_env("AWS_MAX_ATTEMPTS", "2");
            workspace.apply_and_settle();
            spoil(simulator, "DeleteCluster", rule);
            workspace.destroy_and_leave_nothing(simulator);
            simulator.clear_faults();
        }
    });
}

#[test]
fn e5_a_cluster_that_is_gone_already_is_deleted() {
    case("e5_a_cluster_that_is_gone_already_is_deleted", |simulator, workspace| {
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "disappear": true }));
        workspace.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).succeeded();
        assert_eq!(simulator.journal().count("DeleteCluster"), 1);
        simulator.assert_nothing_left();
    });
}

#[test]
fn e6_a_refused_deletion_names_what_is_in_the_way_and_keeps_the_cluster() {
    case("e6_a_refused_deletion_names_what_is_in_the_way_and_keeps_the_cluster", |simulator, workspace| {
        workspace.apply_and_settle();
        let text = "Cluster has nodegroups attached: workers";
        spoil(simulator, "DeleteCluster", json!({ "error": error("ResourceInUseException", 409, text) }));
        let error = workspace.destroy().failed().error();
        assert!(error.detail.contains(text), "{}", error.detail);
        assert!(error.detail.contains("Remove what still uses the object"), "{}", error.detail);
        assert!(workspace.state().has(CLUSTER));
        converges(workspace, simulator);
    });
}

#[test]
fn e8_a_deletion_that_hangs_ends_with_an_error_and_the_next_destroy_goes_on() {
    case("e8_a_deletion_that_hangs_ends_with_an_error_and_the_next_destroy_goes_on", |simulator, workspace| {
        workspace.variable("delete_timeout", "2s");
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "stuck_delete": true }));
        assert_eq!(workspace.destroy().failed().error().summary, "Cluster not gone in time");
        assert_eq!(workspace.state().attributes(CLUSTER)["status"], "DELETING");
        simulator.change_cluster("edge", json!({ "stuck_delete": false }));
        workspace.destroy_and_leave_nothing(simulator);
    });
}

#[test]
fn e8_what_fails_after_the_deletion_began_keeps_the_cluster_as_deleting() {
    case("e8_what_fails_after_the_deletion_began_keeps_the_cluster_as_deleting", |simulator, workspace| {
        workspace.apply_and_settle();
        simulator.set(json!({ "delete_seconds": 1000 }));
        let denied = error("AccessDeniedException", 403, "not authorized to perform: eks:DescribeCluster");
        spoil(simulator, "DescribeCluster", json!({ "error": denied }));
        let run = workspace.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).failed();
        let error = run.error();
        assert!(error.detail.contains("Cluster \"edge\" is being deleted"), "{}", error.detail);
        assert!(error.detail.contains("terraform destroy"), "{}", error.detail);
        assert!(workspace.state().has(CLUSTER));
        simulator.clear_faults();
        simulator.advance(1001);
        workspace.destroy_and_leave_nothing(simulator);
    });
}

#[test]
fn e9_a_destroy_after_an_interrupted_creation_deletes_the_cluster() {
    case("e9_a_destroy_after_an_interrupted_creation_deletes_the_cluster", |simulator, workspace| {
        simulator.set(json!({ "create_seconds": 1000 }));
        let mut apply = start(workspace);
        simulator.wait_for("DescribeCluster", 2);
        apply.signal_group(crate::acceptance::harness::Signal::INT);
        apply.finish().failed();
        assert!(!workspace.state().is_tainted(CLUSTER));
        let busy = error("ResourceInUseException", 409, "Cannot delete cluster edge: its status is CREATING.");
        spoil(simulator, "DeleteCluster", json!({ "times": 2, "error": busy }));
        workspace.destroy_and_leave_nothing(simulator);
        assert_eq!(simulator.journal().count("DeleteCluster"), 3);
    });
}

/// The provider does not see `create_before_destroy`: the error comes from the creation, and nothing is lost.
#[test]
fn e10_a_replacement_under_the_same_name_before_the_destruction_loses_nothing() {
    case("e10_a_replacement_under_the_same_name_before_the_destruction_loses_nothing", |simulator, workspace| {
        let mut owner = adjustable(simulator);
        owner.apply_and_settle();
        let role = owner.state().attributes("eksoutpost_cluster_role.edge")["arn"].clone();
        owner.destroy().succeeded();
        *workspace = Workspace::new(simulator, "role");
        workspace.apply_and_settle();
        let mut clusters = Workspace::of(simulator, &before_destroy(&role, "m5.large"));
        clusters.apply_and_settle();
        clusters.write_json("main.tf.json", &before_destroy(&role, "m5.xlarge"));
        let error = clusters.apply().failed().error();
        assert_eq!(error.summary, "Cluster exists already");
        assert!(clusters.state().has(CLUSTER));
        assert_eq!(simulator.journal().count("DeleteCluster"), 1, "the owner's own");
        clusters.write_json("main.tf.json", &before_destroy(&role, "m5.large"));
        clusters.assert_empty_plan();
        clusters.destroy().succeeded();
        workspace.destroy_and_leave_nothing(simulator);
    });
}

fn before_destroy(role_arn: &Value, instance_type: &str) -> Value {
    let mut cluster = Kind::Ebs.arguments();
    cluster["name"] = json!("edge");
    cluster["role_arn"] = role_arn.clone();
    cluster["outpost_config"]["control_plane_instance_type"] = json!(instance_type);
    cluster["lifecycle"] = json!({ "create_before_destroy": true });
    json!({ "resource": { "eksoutpost_local_cluster": { "edge": cluster } } })
}
