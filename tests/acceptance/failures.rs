//! Clusters that do not become active, and answers that get lost: what exists stays in state, and the message says what to do.

use serde_json::json;

use super::harness::{Signal, Simulator, Workspace};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn a_wait_that_times_out_keeps_the_cluster_and_untaint_lets_the_next_apply_wait_on() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    let issues = json!([
        { "code": "ResourceLimitExceeded", "message": "There is not enough capacity on the Outpost to launch or start the instance.", "resource_ids": ["op-1"] },
        { "code": "AccessDenied", "message": "InvalidPermissions" },
    ]);
    simulator.change_cluster("edge", json!({ "issues": issues }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("create_timeout", "3s");
    let error = workspace.apply().failed().error();
    assert_eq!(error.address.as_deref(), Some(CLUSTER));
    assert_eq!(error.summary, "Cluster not active in time");
    assert_eq!(
        without_the_time(&error.detail),
        "cluster \"edge\" is not active. The cluster's status is CREATING.\n\
         - ResourceLimitExceeded: There is not enough capacity on the Outpost to launch or start the instance (resources op-1). Free \
         capacity for the instance type on the Outpost, or check its connection to the Region (CloudWatch metric ConnectedStatus); the \
         cluster then goes on by itself.\n\
         - AccessDenied: InvalidPermissions. Attach the policies that the kind of cluster needs to the cluster role; the cluster then goes \
         on by itself.\n\n\
         EKS goes on creating it. Terraform marks it as tainted, and the next apply would destroy it. To go on waiting instead:\n\n  \
         terraform untaint ADDRESS # the resource's address, above\n  terraform apply\n\nTo wait longer, raise `timeouts.create`."
    );
    assert!(workspace.state().is_tainted(CLUSTER));
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "CREATING");

    simulator.change_cluster("edge", json!({ "clear_issues": true }));
    simulator.advance(1001);
    simulator.forget_requests();
    workspace.untaint(CLUSTER).succeeded();
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "ACTIVE");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_failed_cluster_on_instance_store_is_tainted_and_every_issue_is_told() {
    let simulator = Simulator::borrow();
    let issues = json!([
        { "code": "Ec2SubnetNotFound", "message": "The subnet is gone.", "resource_ids": ["subnet-1", "subnet-2"] },
        { "code": "Other", "message": "Nobody knows." },
    ]);
    simulator.change_cluster("edge", json!({ "fail_create": issues }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("etcd_instance_type", "c5.large");
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Cluster cannot become active");
    assert_eq!(
        error.detail,
        "Cluster \"edge\" exists, and it cannot become active. The cluster's status is FAILED.\n\
         - Ec2SubnetNotFound: The subnet is gone (resources subnet-1, subnet-2). A subnet of the cluster is gone. Replace the cluster with \
         subnets that exist.\n\
         - Other: Nobody knows.\n\n\
         Correct the configuration and apply: Terraform has marked the cluster as tainted and replaces it."
    );
    assert!(workspace.state().is_tainted(CLUSTER));
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "FAILED");

    simulator.change_cluster("edge", json!({ "fail_create": null }));
    let run = workspace.apply_and_settle();
    assert!(run.planned().contains(&format!("{CLUSTER} replace")), "{:?}", run.planned());
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn an_issue_that_cannot_heal_ends_the_wait_for_a_cluster_on_ebs() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.without_preflight();
    workspace.variable("subnet_id", "subnet-0a1b2c3d4e5f67893");
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Cluster cannot become active");
    assert_eq!(
        error.detail,
        "Cluster \"edge\" exists, and it cannot become active. The cluster's status is CREATING, and it will not heal:\n\
         - ConfigurationConflict: Subnet subnet-0a1b2c3d4e5f67893 is not part of any Outpost (resources subnet-0a1b2c3d4e5f67893). Name \
         subnets on the Outpost in vpc_config.subnet_ids and replace the cluster: its subnets cannot be changed.\n\n\
         Correct the configuration and apply: Terraform has marked the cluster as tainted and replaces it."
    );
    assert!(workspace.state().is_tainted(CLUSTER));

    workspace.variable("subnet_id", "subnet-0a1b2c3d4e5f67891");
    let run = workspace.apply_and_settle();
    assert!(run.planned().contains(&format!("{CLUSTER} replace")), "{:?}", run.planned());
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_lost_answer_makes_no_second_cluster() {
    for fault in [
        json!({ "operation": "CreateCluster", "times": 1, "after_effect": true, "reset": true }),
        json!({ "operation": "CreateCluster", "times": 2, "after_effect": true, "error": { "code": "ServerException", "status": 500 } }),
        json!({ "operation": "CreateCluster", "times": 1, "html": true }),
    ] {
        let simulator = Simulator::borrow();
        simulator.fault(fault.clone());
        let mut workspace = Workspace::new(&simulator, "ebs_minimal");
        workspace.apply_and_settle();
        let journal = simulator.journal();
        let calls = journal.calls("CreateCluster");
        assert!(!calls[0]["fault"].is_null(), "{fault}: the fault did not strike");
        let token = &calls[0]["parameters"]["clientRequestToken"];
        assert!(token.as_str().unwrap().starts_with("eksoutpost-"), "{token}");
        assert!(calls.iter().all(|call| call["parameters"]["clientRequestToken"] == *token), "{fault}");
        assert_eq!(simulator.get("health")["clusters"], 1);
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_cluster_that_exists_already_is_not_adopted_and_the_import_block_is_printed() {
    let simulator = Simulator::borrow();
    let mut owner = Workspace::new(&simulator, "ebs_minimal");
    owner.apply_and_settle();
    owner.forget_state();
    owner.import("eksoutpost_cluster_role.edge", "edge-cluster").succeeded();
    let error = owner.apply().failed().error();
    assert_eq!(error.summary, "Cluster exists already");
    for part in [
        "There is a cluster \"edge\" in us-west-2. It was made by an earlier, interrupted run with these very arguments",
        "  import {\n    to = eksoutpost_local_cluster.example\n    id = \"edge@us-west-2\"\n  }\n",
    ] {
        assert!(error.detail.contains(part), "{}", error.detail);
    }
    assert_eq!(owner.state().addresses(), ["eksoutpost_cluster_role.edge"]);
    assert_eq!(simulator.journal().count("DeleteCluster"), 0);
}

#[test]
fn after_a_killed_provider_the_next_apply_knows_the_cluster_as_its_own() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let mut apply = workspace.start(&["apply", "-json", "-auto-approve"]);
    // Plan and apply look whether the name is free; then the wait begins.
    simulator.wait_for("DescribeCluster", 3);
    apply.signal_group(Signal::KILL);
    drop(apply.finish());
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Cluster exists already");
    assert!(error.detail.contains("interrupted run with these very arguments"), "{}", error.detail);
    assert_eq!(simulator.get("health")["clusters"], 1);

    simulator.advance(1001);
    workspace.import("eksoutpost_local_cluster.edge", "edge@us-west-2").succeeded();
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn lost_permissions_while_a_cluster_is_created_keep_it_and_say_how_to_go_on() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    simulator.fault(json!({
        "operation": "DescribeCluster",
        // Plan and apply look whether the name is free.
        "skip": 3,
        // The provider asks its sources of credentials once more, which have no others.
        "times": 2,
        "error": { "code": "ExpiredTokenException", "status": 403, "message": "The security token included in the request is expired" },
    }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Cluster out of sight");
    assert!(error.detail.contains("The security token included in the request is expired"), "{}", error.detail);
    assert!(error.detail.contains("  terraform untaint "), "{}", error.detail);

    simulator.advance(1001);
    workspace.untaint(CLUSTER).succeeded();
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().count("CreateCluster"), 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_refusal_of_eks_leaves_nothing_in_state() {
    let simulator = Simulator::borrow();
    simulator.fault(json!({
        "operation": "CreateCluster",
        "error": { "code": "ResourceLimitExceededException", "status": 400, "message": "Cluster limit exceeded for account." },
    }));
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let error = workspace.apply().failed().error();
    assert!(error.detail.contains("Cluster limit exceeded for account."), "{}", error.detail);
    assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.edge"]);
    assert_eq!(simulator.journal().count("CreateCluster"), 1, "what cannot succeed is not tried again");
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn throttling_and_outages_are_waited_out() {
    let simulator = Simulator::borrow();
    for fault in [
        json!({ "operation": "CreateRole", "times": 1, "html": true }),
        json!({ "operation": "CreateCluster", "times": 2, "error": { "code": "ThrottlingException", "status": 429, "message": "Rate exceeded" } }),
        json!({ "operation": "DescribeCluster", "skip": 2, "times": 1, "reset": true }),
        json!({ "operation": "DeleteCluster", "times": 1, "error": { "code": "ServiceUnavailableException", "status": 503 } }),
    ] {
        simulator.fault(fault);
    }
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
    let faults = simulator.get("faults");
    assert!(faults["faults"].as_array().unwrap().iter().all(|fault| fault["fired"] == fault["times"]), "{faults:#}");
}

/// Loses the answer to a creation, and then everything that could tell what became of it.
fn lose_sight_of_the_creation(simulator: &Simulator, took_effect: bool) {
    let expired = json!({ "code": "ExpiredTokenException", "status": 403, "message": "The security token included in the request is expired" });
    let denied = json!({ "code": "AccessDeniedException", "status": 403, "message": "User is not authorized to perform: eks:DescribeCluster" });
    simulator.fault(json!({ "operation": "CreateCluster", "times": 1, "after_effect": took_effect, "reset": true }));
    simulator.fault(json!({ "operation": "CreateCluster", "times": 1, "error": expired }));
    simulator.fault(json!({ "operation": "DescribeCluster", "times": 2, "error": denied }));
}

/// B1, C7: the cluster is being created, and nobody could say so.
#[test]
fn a_creation_in_doubt_that_took_effect_is_found_again_and_waited_for() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    lose_sight_of_the_creation(&simulator, true);
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.without_preflight();
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Not known whether the cluster exists");
    assert!(error.detail.contains("The security token included in the request is expired"), "{}", error.detail);
    assert!(error.detail.contains("  terraform untaint "), "{}", error.detail);
    assert!(workspace.state().is_tainted(CLUSTER));
    assert!(workspace.state().attributes(CLUSTER)["status"].is_null());

    simulator.advance(1001);
    simulator.forget_requests();
    workspace.untaint(CLUSTER).succeeded();
    let run = workspace.apply_and_settle();
    assert_eq!(run.planned(), ["terraform_data.dependent create"], "the refresh has found an active cluster");
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "ACTIVE");
    assert_eq!(simulator.get("health")["clusters"], 1);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_creation_in_doubt_that_did_not_take_effect_is_dropped_and_made() {
    let simulator = Simulator::borrow();
    lose_sight_of_the_creation(&simulator, false);
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.without_preflight();
    let error = workspace.apply().failed().error();
    assert_eq!(error.summary, "Not known whether the cluster exists");
    assert_eq!(simulator.get("health")["clusters"], 0);
    let run = workspace.apply_and_settle();
    assert!(run.planned().contains(&format!("{CLUSTER} create")), "{:?}", run.planned());
    assert_eq!(simulator.get("health")["clusters"], 1);
    assert_eq!(simulator.journal().count("DeleteCluster"), 0);
    workspace.destroy_and_leave_nothing(&simulator);
}

/// D9: the name belongs to a cluster that somebody else made.
#[test]
fn a_cluster_that_took_the_name_is_neither_adopted_nor_deleted() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", json!({ "disappear": true }));
    simulator.advance(3600);
    let mut other = Workspace::new(&simulator, "ebs_minimal");
    other.import("eksoutpost_cluster_role.edge", "edge-cluster").succeeded();
    other.apply_and_settle();

    simulator.forget_requests();
    let run = workspace.apply().failed();
    let warnings = run.warnings();
    assert_eq!(warnings[0].summary, "Cluster was replaced by something else");
    assert_eq!(run.error().summary, "Cluster exists already");
    assert!(warnings[0].detail.contains("\n  terraform apply -refresh-only\n"), "{}", warnings[0].detail);
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    workspace.run(&["apply", "-refresh-only", "-auto-approve"]).succeeded();
    assert_eq!(workspace.state().addresses(), ["eksoutpost_cluster_role.edge"]);
    workspace.import("eksoutpost_local_cluster.edge", "edge@us-west-2").succeeded();
    workspace.assert_empty_plan();
    workspace.destroy_and_leave_nothing(&simulator);
}

/// D8.
#[test]
fn a_cluster_that_somebody_deletes_is_a_warning_and_then_created_again() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", json!({ "status": "DELETING" }));
    let plan = workspace.run(&["plan", "-json", "-detailed-exitcode"]);
    assert_eq!(plan.status.code(), Some(0), "{}", plan.stdout);
    assert!(plan.warnings().iter().any(|warning| warning.summary == "Cluster is being deleted"), "{}", plan.stdout);

    simulator.change_cluster("edge", json!({ "disappear": true }));
    let run = workspace.apply_and_settle();
    assert!(run.planned().contains(&format!("{CLUSTER} create")), "{:?}", run.planned());
    workspace.destroy_and_leave_nothing(&simulator);
}

/// The text after "After 3 seconds ": how much of the time went into the wait depends on the machine.
#[track_caller]
pub(super) fn without_the_time(detail: &str) -> &str {
    let (time, rest) = detail.split_once(" seconds ").or_else(|| detail.split_once(" second ")).unwrap();
    let seconds: u32 = time.strip_prefix("After ").unwrap().parse().unwrap();
    assert!(seconds <= 3, "{detail}");
    rest
}
