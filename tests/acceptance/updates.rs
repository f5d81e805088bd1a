//! Changes of a cluster that exists.

use serde_json::json;

use super::harness::{Simulator, Workspace};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn version_logging_and_tags_change_in_place() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.variable("log_types", r#"["api", "audit"]"#);
    workspace.variable("tags", r#"{ owner = "edge", stage = "test" }"#);
    workspace.apply_and_settle();
    let before = workspace.state().attributes(CLUSTER).clone();

    simulator.forget_requests();
    workspace.variable("kubernetes_version", "1.31");
    workspace.variable("log_types", r#"["audit", "scheduler"]"#);
    workspace.variable("tags", r#"{ owner = "core" }"#);
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{CLUSTER} update")]);

    let journal = simulator.journal();
    assert_eq!(
        journal.changes(),
        ["UntagResource", "TagResource", "UpdateClusterConfig", "UpdateClusterVersion"],
        "one kind of change per call"
    );
    assert_eq!(
        journal.parameters("UpdateClusterConfig"),
        [json!({
            "name": "edge",
            "logging": { "clusterLogging": [
                { "types": ["audit", "scheduler"], "enabled": true },
                { "types": ["api", "authenticator", "controllerManager"], "enabled": false },
            ] },
        })]
    );
    assert_eq!(journal.parameters("UpdateClusterVersion"), [json!({ "name": "edge", "version": "1.31" })]);
    assert_eq!(journal.parameters("TagResource")[0]["tags"], json!({ "owner": "core" }));
    assert_eq!(journal.parameters("UntagResource")[0]["tagKeys"], json!(["stage"]));

    let real = simulator.cluster("edge")["cluster"].clone();
    assert_eq!((&real["version"], &real["tags"]), (&json!("1.31"), &json!({ "owner": "core" })));
    let state = workspace.state();
    let after = state.attributes(CLUSTER);
    assert_eq!((&after["version"], &after["platform_version"]), (&json!("1.31"), &real["platformVersion"]));
    for unchanged in
        ["id", "arn", "cluster_id", "endpoint", "created_at", "creator_principal_arn", "certificate_authority"]
    {
        assert_eq!(after[unchanged], before[unchanged], "{unchanged}");
    }
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_public_endpoint_is_switched_off_and_on_in_place() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "store_complete");
    workspace.apply_and_settle();
    simulator.forget_requests();
    workspace.variable("public", "false");
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), ["UpdateClusterConfig"]);
    assert_eq!(simulator.cluster("store")["cluster"]["resourcesVpcConfig"]["endpointPublicAccess"], false);
    workspace.variable("public", "true");
    workspace.apply_and_settle();
    let vpc = simulator.cluster("store")["cluster"]["resourcesVpcConfig"].clone();
    assert_eq!(vpc["endpointPublicAccess"], true);
    assert_eq!(vpc["publicAccessCidrs"], json!(["198.51.100.7/32", "203.0.113.0/24"]));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn logging_that_is_taken_out_of_the_configuration_is_switched_off() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("log_types", r#"["api"]"#);
    workspace.apply_and_settle();
    workspace.variable("log_types", "null");
    workspace.apply_and_settle();
    let logging = simulator.cluster("edge")["cluster"]["logging"].clone();
    assert_eq!(logging["clusterLogging"][0]["enabled"], false, "{logging}");
}

#[test]
fn another_name_replaces_the_cluster() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    simulator.forget_requests();
    workspace.variable("name", r"core");
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{CLUSTER} replace"), "terraform_data.dependent update".to_owned()]);
    assert_eq!(simulator.journal().changes(), ["DeleteCluster", "CreateCluster"]);
    assert_eq!(simulator.cluster("edge")["exists"], false);
    assert_eq!(simulator.cluster("core")["real_status"], "ACTIVE");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn deletion_protection_is_switched_in_place_and_found_before_a_destroy() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("deletion_protection", "true");
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().parameters("CreateCluster")[0]["deletionProtection"], true);

    simulator.forget_requests();
    let plan = workspace.run(&["plan", "-json", "-destroy"]).failed();
    let error = plan.error();
    assert_eq!(error.summary, "Cluster is protected from deletion");
    assert_eq!(
        error.detail,
        "Cluster \"edge\" has deletion protection. Set `deletion_protection = false`, apply, and then destroy it.\n\n\
         If Terraform calls the cluster tainted, since its creation ended with an error, it goes on trying to replace it. Take the mark away \
         first; the apply then keeps the cluster, and changes its protection:\n\n  \
         terraform untaint ADDRESS # the resource's address, above\n  terraform apply"
    );
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());

    workspace.variable("deletion_protection", "false");
    workspace.apply_and_settle();
    assert_eq!(
        simulator.journal().parameters("UpdateClusterConfig"),
        [json!({ "name": "edge", "deletionProtection": false })]
    );
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_failed_update_leaves_state_at_what_is_there_and_the_next_apply_repeats_it() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();

    let errors = json!([{ "errorCode": "InsufficientFreeAddresses", "errorMessage": "No address is free.", "resourceIds": ["subnet-1"] }]);
    simulator.change_cluster("edge", json!({ "fail_next_update": errors }));
    workspace.variable("kubernetes_version", "1.31");
    workspace.variable("tags", r#"{ owner = "edge" }"#);
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Update failed");
    let issue = "- InsufficientFreeAddresses: No address is free (resources subnet-1).\n";
    assert!(error.detail.contains(issue), "{}", error.detail);
    let state = workspace.state();
    let cluster = state.attributes(CLUSTER);
    assert_eq!((&cluster["version"], &cluster["tags"]), (&json!("1.30"), &json!({ "owner": "edge" })));
    assert!(!state.is_tainted(CLUSTER));

    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), [format!("{CLUSTER} update")]);
    assert_eq!(workspace.state().attributes(CLUSTER)["version"], "1.31");
}

#[test]
fn an_update_waits_for_one_that_somebody_else_started() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", json!({ "platform_update_seconds": 1 }));
    workspace.variable("kubernetes_version", "1.31");
    workspace.apply_and_settle();
    assert_eq!(simulator.cluster("edge")["cluster"]["version"], "1.31");
}

#[test]
fn a_lost_answer_makes_no_second_update() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.variable("log_types", r#"["api"]"#);
    workspace.apply_and_settle();
    for operation in ["UpdateClusterVersion", "UpdateClusterConfig"] {
        simulator.fault(json!({ "operation": operation, "times": 1, "after_effect": true, "reset": true }));
    }
    workspace.variable("kubernetes_version", "1.31");
    workspace.variable("log_types", r#"["audit"]"#);
    workspace.apply_and_settle();
    let cluster = simulator.cluster("edge");
    assert_eq!(cluster["updates"].as_array().unwrap().len(), 2, "{cluster:#}");
    assert_eq!(cluster["cluster"]["version"], "1.31");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn what_took_effect_stays_in_state_when_the_next_change_fails() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("kubernetes_version", "1.30");
    workspace.apply_and_settle();
    let refused = json!({ "code": "InvalidRequestException", "status": 400, "message": "Not now." });
    simulator.fault(json!({ "operation": "UpdateClusterVersion", "times": 1, "error": refused }));
    workspace.variable("kubernetes_version", "1.31");
    workspace.variable("log_types", r#"["audit"]"#);
    let error = workspace.apply().failed().error();
    assert!(error.detail.contains("Not now."), "{}", error.detail);
    let state = workspace.state();
    let cluster = state.attributes(CLUSTER);
    assert_eq!((&cluster["version"], &cluster["enabled_cluster_log_types"]), (&json!("1.30"), &json!(["audit"])));
    simulator.forget_requests();
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), ["UpdateClusterVersion"], "only what is left");
    workspace.destroy_and_leave_nothing(&simulator);
}
