//! D. Read and drift.

use serde_json::json;

use super::{CLUSTER, adjustable, case, converges, error, line, spoil};
use crate::acceptance::harness::Workspace;

#[test]
fn d1_a_cluster_that_disappeared_is_planned_anew() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "disappear": true }));
        assert!(workspace.plan().succeeded().planned().contains(&format!("{CLUSTER} create")));
        converges(workspace, simulator);
    });
}

#[test]
fn d2_both_forms_of_not_found_mean_gone() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        let not_found = [
            error("ResourceNotFoundException", 404, "No cluster found for name: edge."),
            error("ClientException", 400, "No cluster found for name: edge."),
        ];
        for answer in not_found {
            spoil(simulator, "DescribeCluster", json!({ "error": answer }));
            let planned = workspace.plan().succeeded().planned();
            assert!(planned.contains(&format!("{CLUSTER} create")), "{answer}: {planned:?}");
            simulator.clear_faults();
        }
        converges(workspace, simulator);
    });
}

#[test]
fn d2_a_bare_404_does_not_mean_gone() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        for bare in [
            json!({ "html": true, "error": { "status": 404 } }),
            json!({ "error": error("", 404, "Not Found") }),
            json!({ "error": error("NotFoundException", 404, "Not Found") }),
        ] {
            spoil(simulator, "DescribeCluster", json!(bare));
            let run = workspace.plan();
            assert!(!run.status.success(), "{bare} was taken for gone: {:?}", run.planned());
            assert_eq!(run.error().address.as_deref(), Some(CLUSTER));
            simulator.clear_faults();
        }
        converges(workspace, simulator);
    });
}

#[test]
fn d3_a_denied_read_is_an_error_and_never_gone() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        let text = "User is not authorized to perform: eks:DescribeCluster";
        spoil(simulator, "DescribeCluster", json!({ "error": error("AccessDeniedException", 403, text) }));
        let error = workspace.plan().failed().error();
        assert!(error.detail.contains("Allow eks:DescribeCluster"), "{}", error.detail);
        assert!(workspace.state().has(CLUSTER));
        converges(workspace, simulator);
    });
}

#[test]
fn d6_values_from_the_future_are_taken_over_without_a_plan() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        let issue = json!([{ "code": "BrandNewCode", "message": "Strange" }]);
        let future = json!({
            "version": "1.99", "status": "RESTING", "issues": issue, "set": { "support_type": "ETERNAL", "authentication_mode": "MAGIC" },
        });
        simulator.change_cluster("edge", future);
        workspace.assert_empty_plan();
        workspace.run(&["apply", "-json", "-auto-approve", "-refresh-only"]).succeeded();
        let state = workspace.state();
        let cluster = state.attributes(CLUSTER);
        assert_eq!(
            [&cluster["version"], &cluster["status"], &cluster["upgrade_policy"]["support_type"]],
            [&json!("1.99"), &json!("RESTING"), &json!("ETERNAL")]
        );
        assert_eq!(cluster["health"][0]["code"], "BrandNewCode");
        simulator.change_cluster("edge", json!({ "status": null }));
        workspace.destroy_and_leave_nothing(simulator);
    });
}

#[test]
fn d8_an_unfinished_or_failed_status_at_refresh_is_shown_and_plans_no_change_of_its_own() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        for status in ["UPDATING", "FAILED"] {
            simulator.change_cluster("edge", json!({ "status": status }));
            workspace.assert_empty_plan();
        }
        // What is not finished plans the wait, and nothing else.
        simulator.change_cluster("edge", json!({ "status": "CREATING" }));
        assert!(workspace.plan().succeeded().planned().contains(&format!("{CLUSTER} update")));
        simulator.change_cluster("edge", json!({ "status": null }));
        converges(workspace, simulator);
    });
}

#[test]
fn d8_a_cluster_that_is_being_deleted_is_a_warning_at_refresh() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "status": "DELETING" }));
        let warnings = workspace.plan().succeeded().warnings();
        assert!(warnings.iter().any(|warning| warning.summary == "Cluster is being deleted"), "{warnings:?}");
    });
}

#[test]
fn d9_another_cluster_of_the_name_is_not_adopted_in_silence() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        let id = "00000000-0000-4000-8000-000000000000";
        simulator.change_cluster("edge", json!({ "set": { "uuid": id, "created_at": 1_700_000_000 } }));
        simulator.forget_requests();
        let run = workspace.plan().succeeded();
        let warnings = run.warnings();
        let told = warnings.iter().find(|warning| warning.summary == "Cluster was replaced by something else").unwrap();
        for part in [
            "The one that has its name now was made at 2023-11-14T22:13:20Z by something else, and Terraform does not touch it",
            "\n  terraform apply -refresh-only\n",
            "    id = \"edge@us-west-2\"\n",
        ] {
            assert!(told.detail.contains(part), "{part}: {}", told.detail);
        }
        assert!(run.planned().contains(&format!("{CLUSTER} create")), "{:?}", run.planned());
        assert_eq!(workspace.apply().failed().error().summary, "Cluster exists already");
        // The cluster that was refused is not in the state, and the one in AWS is as it was.
        assert!(!workspace.state().has(CLUSTER));
        assert_eq!(simulator.journal().changes(), ["CreateCluster"], "refused by EKS");
        assert_eq!(simulator.cluster("edge")["cluster"]["id"], id);
    });
}

#[test]
fn d10_a_cluster_in_the_cloud_is_not_imported() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "set": { "outpost_config": null } }));
        let mut other = adjustable(simulator);
        let run = other.import(CLUSTER, "edge").failed();
        assert!(run.stderr.contains("Error: Not a local cluster\n"), "{}", run.stderr);
        assert!(run.stderr.contains("`aws_eks_cluster`"), "{}", run.stderr);
        assert_eq!(other.state().addresses(), Vec::<String>::new());
    });
}

#[test]
fn d11_an_import_of_what_is_not_here_is_refused() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        let mut other = adjustable(simulator);
        for (id, summary) in [
            ("nobody", "No such cluster"),
            ("edge@eu-west-1", "No such cluster"),
            ("arn:aws:eks:us-west-2:999999999999:cluster/edge", "Cluster of another account"),
        ] {
            let run = other.import(CLUSTER, id);
            assert!(run.stderr.contains(&format!("Error: {summary}\n")), "{id}: {}{}", run.stdout, run.stderr);
            assert_eq!(other.state().addresses(), Vec::<String>::new());
        }
    });
}

#[test]
fn d14_an_outpost_out_of_sight_drops_nothing() {
    case(|simulator, workspace| {
        workspace.apply_and_settle();
        let issue = json!([{ "code": "ClusterUnreachable", "message": "The Outpost is disconnected", "resource_ids": ["i-1"] }]);
        simulator.change_cluster("edge", json!({ "issues": issue }));
        workspace.assert_empty_plan();
        workspace.set_env("AWS_MAX_ATTEMPTS", "2");
        spoil(simulator, "DescribeCluster", json!({ "error": error("ServerException", 500, "disconnected") }));
        assert_eq!(workspace.plan().failed().error().address.as_deref(), Some(CLUSTER));
        assert!(workspace.state().has(CLUSTER));
        simulator.change_cluster("edge", json!({ "clear_issues": true }));
        converges(workspace, simulator);
    });
}

/// Somebody raised the version, or set a mode from which EKS does not go back: that cannot be mended, so the plan explains it.
#[test]
fn d5_drift_that_eks_does_not_take_back_is_explained_by_the_plan() {
    case(|simulator, workspace| {
        workspace.variable("kubernetes_version", "1.30");
        workspace.apply_and_settle();
        simulator.change_cluster("edge", json!({ "version": "1.31" }));
        let error = workspace.plan().failed().error();
        assert_eq!(error.summary, "Kubernetes version cannot be lowered");
        assert_eq!(error.line, line(workspace, "version                   = var.kubernetes_version"));
        workspace.variable("kubernetes_version", "1.31");
        converges(workspace, simulator);

        *workspace = Workspace::new(simulator, "store_complete");
        workspace.variable("mode", "API_AND_CONFIG_MAP");
        workspace.apply_and_settle();
        simulator.change_cluster("store", json!({ "set": { "authentication_mode": "API" } }));
        let error = workspace.plan().failed().error();
        assert!(error.detail.contains("API_AND_CONFIG_MAP"), "{}", error.detail);
        workspace.variable("mode", "API");
        converges(workspace, simulator);
    });
}
