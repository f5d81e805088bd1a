//! E. Update and delete.

use serde_json::{Value, json};

use super::{CLUSTER, case, converges, error, line, spoil, start};
use crate::acceptance::harness::{Simulator, Workspace};
use crate::acceptance::scenarios::fleet::Kind;

#[test]
fn e1_the_first_of_two_updates_stays_done_when_the_second_fails() {
    case(|simulator, workspace| {
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
    case(|simulator, workspace| {
        let errors =
            json!([{ "errorCode": "SubnetNotFound", "errorMessage": "It is gone.", "resourceIds": ["subnet-1"] }]);
        ends_badly(simulator, workspace, &json!({ "fail_next_update": errors }), |detail| {
            let told = "The update of the version of cluster \"edge\" failed. The update ended as Failed.\n- SubnetNotFound: It is gone \
                        (resources subnet-1).\n\nThe state has what is true now.";
            assert_eq!(detail, told);
        });
    });
}

#[test]
fn e2_a_cancelled_update_says_so_and_keeps_the_old_value() {
    case(|simulator, workspace| {
        ends_badly(simulator, workspace, &json!({ "cancel_next_update": true }), |detail| {
            let told = "The update of the version of cluster \"edge\" failed. The update ended as Cancelled.\n\nThe state has what is true \
                        now.";
            assert_eq!(detail, told);
        });
    });
}

/// Raises the version, which the simulator is told to end badly; then it goes well.
fn ends_badly(simulator: &Simulator, workspace: &mut Workspace, how: &Value, told: impl FnOnce(&str)) {
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();
    workspace.variable("kubernetes_version", "1.31");
    simulator.change_cluster("edge", how.clone());
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Update failed");
    assert_eq!(error.line, line(workspace, "version                   = var.kubernetes_version"));
    told(&error.detail);
    assert_eq!(workspace.state().attributes(CLUSTER)["version"], "1.30");
    converges(workspace, simulator);
}

#[test]
fn e3_a_change_in_progress_is_waited_out_by_update_and_delete() {
    case(|simulator, workspace| {
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
    case(|simulator, workspace| {
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
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "disappear": true }));
        workspace.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).succeeded();
        assert_eq!(simulator.journal().count("DeleteCluster"), 1);
        simulator.assert_nothing_left();
    });
}

#[test]
fn e6_a_refused_deletion_names_what_is_in_the_way_and_keeps_the_cluster() {
    case(|simulator, workspace| {
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
    case(|simulator, workspace| {
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
    case(|simulator, workspace| {
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
    case(|simulator, workspace| {
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

/// No request tells a provider of `create_before_destroy`, so the plan promises the replacement. The plan that Terraform makes once more
/// before the creation is refused, at the name, and EKS is asked for nothing; without look-ups, EKS itself refuses. What the error says helps.
#[test]
fn e10_a_replacement_under_the_same_name_before_the_destruction_is_refused_before_anything_is_asked_for() {
    case(|simulator, workspace| {
        *workspace = Workspace::new(simulator, "role");
        workspace.apply_and_settle();
        let role = workspace.state().attributes("eksoutpost_cluster_role.edge")["arn"].clone();
        for (preflight, is_handed_on, asked_for) in [("error", false, 0), ("error", true, 0), ("off", false, 1)] {
            let configuration = |instance_type| before_destroy(&role, preflight, instance_type, is_handed_on);
            let mut clusters = Workspace::of(simulator, &configuration("m5.large"));
            clusters.apply_and_settle();
            simulator.forget_requests();
            let text = format!("{:#}", configuration("m5.xlarge"));
            clusters.write("main.tf.json", &text);
            clusters.plan().succeeded();
            let error = clusters.apply().failed().error();
            assert_eq!(error.summary, "Cluster exists already");
            for part in [
                "This provider made it with other arguments, ",
                "do not add the import block: `create_before_destroy` is in the way",
                "\n\n  terraform state rm ADDRESS # the resource's address, above\n  terraform import ADDRESS edge@us-west-2",
            ] {
                assert!(error.detail.contains(part), "{part}: {}", error.detail);
            }
            assert_eq!(error.address.as_deref(), Some(CLUSTER));
            let name = (1..).zip(text.lines()).find(|(_, line)| line.contains("\"name\": \"edge\"")).unwrap().0;
            assert_eq!(error.line, Some(name));
            assert_eq!(simulator.journal().count("CreateCluster"), asked_for, "{preflight}");
            assert_eq!(simulator.journal().count("DeleteCluster"), 0);
            assert!(clusters.state().has(CLUSTER));

            let mut configuration = configuration("m5.xlarge");
            configuration["resource"]["eksoutpost_local_cluster"]["edge"].as_object_mut().unwrap().remove("lifecycle");
            if is_handed_on {
                let dependent = &mut configuration["resource"]["terraform_data"]["dependent"];
                dependent.as_object_mut().unwrap().remove("lifecycle");
            }
            clusters.write_json("main.tf.json", &configuration);
            let is_deposed = clusters.state().to_string().contains("\"deposed\"");
            assert_eq!(is_deposed, asked_for == 0, "{}", clusters.state());
            if is_deposed {
                clusters.run(&["state", "rm", CLUSTER]).succeeded();
                clusters.import(CLUSTER, "edge@us-west-2").succeeded();
            }
            let run = clusters.apply_and_settle();
            assert!(run.planned().contains(&format!("{CLUSTER} replace")), "{:?}", run.planned());
            clusters.destroy().succeeded();
        }
        workspace.destroy_and_leave_nothing(simulator);
    });
}

/// A cluster with `create_before_destroy`: its own, or that of what depends on it.
fn before_destroy(role_arn: &Value, preflight: &str, instance_type: &str, is_handed_on: bool) -> Value {
    let mut cluster = Kind::Ebs.arguments();
    cluster["name"] = json!("edge");
    cluster["role_arn"] = role_arn.clone();
    cluster["preflight"] = json!(preflight);
    cluster["outpost_config"]["control_plane_instance_type"] = json!(instance_type);
    let lifecycle = json!({ "create_before_destroy": true });
    let mut resources = json!({});
    if is_handed_on {
        let dependent = json!({ "triggers_replace": "${eksoutpost_local_cluster.edge.arn}", "lifecycle": lifecycle });
        resources["terraform_data"] = json!({ "dependent": dependent });
    } else {
        cluster["lifecycle"] = lifecycle;
    }
    resources["eksoutpost_local_cluster"] = json!({ "edge": cluster });
    json!({ "resource": resources })
}
