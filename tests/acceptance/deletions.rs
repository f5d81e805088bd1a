//! Deletions that do not end, are forbidden, or leave something behind.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use super::failures::without_the_time;
use super::harness::{Simulator, Workspace};

const CLUSTER: &str = "eksoutpost_local_cluster.edge";

#[test]
fn a_deletion_that_does_not_end_keeps_the_cluster() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("delete_timeout", "2s");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", json!({ "stuck_delete": true }));
    let run = workspace.destroy().failed();
    let error = run.error();
    assert_eq!(error.summary, "Cluster not gone in time");
    assert_eq!(
        without_the_time(&error.detail),
        "cluster \"edge\" still exists. The cluster's status is DELETING.\n\n\
         Run `terraform destroy` again to go on waiting, or raise `timeouts.delete`."
    );
    assert!(run.took < Duration::from_secs(10), "{:?}", run.took);
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "DELETING");

    simulator.change_cluster("edge", json!({ "stuck_delete": false }));
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn protection_that_was_switched_on_outside_keeps_the_cluster() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    simulator.change_cluster("edge", json!({ "deletion_protection": true }));
    let error = workspace.run(&["destroy", "-json", "-auto-approve", "-refresh=false"]).failed().error();
    assert_eq!(error.summary, "Cluster is protected from deletion");
    assert!(error.detail.contains("Set `deletion_protection = false` for cluster \"edge\""), "{}", error.detail);
    assert!(workspace.state().addresses().contains(&CLUSTER.to_owned()));
    assert_eq!(simulator.cluster("edge")["real_status"], "ACTIVE");

    workspace.variable("deletion_protection", "false");
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn what_eks_left_behind_is_a_warning_and_still_there() {
    let simulator = Simulator::borrow();
    simulator.change_cluster(
        "edge",
        json!({ "leave_behind": ["instance_profile", "network_interfaces", "security_groups"] }),
    );
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.apply_and_settle();
    let id = workspace.state().attributes(CLUSTER)["cluster_id"].as_str().unwrap().to_owned();
    simulator.forget_requests();
    let run = workspace.run(&["destroy", "-json", "-auto-approve", &format!("-target={CLUSTER}")]).succeeded();
    let warnings = run.warnings();
    let warning = warnings.iter().find(|warning| warning.summary == "EKS left something behind").unwrap();
    let named: BTreeSet<&str> = warning.detail.lines().filter_map(|line| line.strip_prefix("- ")).collect();
    let left = simulator.get("leftovers");
    let of_ec2 = |what: &str| left[what].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned());
    let mut expected: BTreeSet<String> =
        of_ec2("network_interfaces").map(|id| format!("network interface {id}")).collect();
    expected.extend(of_ec2("security_groups").map(|group| {
        let (id, name) = group.split_once(' ').unwrap();
        format!("security group {id} ({name})")
    }));
    expected.insert(format!("instance profile eks-local-{id}"));
    assert_eq!(named, expected.iter().map(String::as_str).collect());
    assert_eq!(named.len(), 6, "{named:?}");
    assert_eq!(simulator.journal().changes(), ["DeleteCluster"]);
}

/// The apply that failed left a tainted cluster, which became active and protected meanwhile: Terraform would try to delete it for ever.
#[test]
fn a_protected_cluster_whose_creation_failed_is_kept_by_untaint() {
    let simulator = Simulator::borrow();
    simulator.set(json!({ "create_seconds": 1000 }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("create_timeout", "2s");
    workspace.variable("deletion_protection", "true");
    assert_eq!(workspace.apply().failed().error().summary, "Cluster not active in time");
    assert!(workspace.state().is_tainted(CLUSTER));
    simulator.advance(1001);
    simulator.forget_requests();

    let refused = |workspace: &mut Workspace, arguments: &[&str]| {
        let error = workspace.run(arguments).failed().error();
        assert_eq!(error.summary, "Cluster is protected from deletion");
        let next = "\n\n  terraform untaint ADDRESS # the resource's address, above\n  terraform apply";
        assert!(error.detail.ends_with(next), "{}", error.detail);
    };
    // Found by the plan, whatever the configuration says, and by EKS if the plan does not look.
    for protection in ["true", "false"] {
        workspace.variable("deletion_protection", protection);
        refused(&mut workspace, &["apply", "-json", "-auto-approve"]);
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    }
    workspace.without_preflight();
    refused(&mut workspace, &["apply", "-json", "-auto-approve", "-refresh=false"]);
    assert_eq!(simulator.journal().changes(), ["DeleteCluster"]);
    workspace.variable("deletion_protection", "true");

    simulator.forget_requests();
    workspace.untaint(CLUSTER).succeeded();
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());
    assert_eq!(workspace.state().attributes(CLUSTER)["status"], "ACTIVE");
    workspace.variable("deletion_protection", "false");
    workspace.apply_and_settle();
    assert_eq!(simulator.journal().changes(), ["UpdateClusterConfig"]);
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn protection_of_a_cluster_that_failed_is_not_in_the_way_of_its_replacement() {
    let simulator = Simulator::borrow();
    simulator.change_cluster("edge", json!({ "fail_create": [{ "code": "Other", "message": "Nobody knows." }] }));
    let mut workspace = Workspace::new(&simulator, "adjustable");
    workspace.variable("etcd_instance_type", "c5.large");
    workspace.variable("deletion_protection", "true");
    assert_eq!(workspace.apply().failed().error().summary, "Cluster cannot become active");
    simulator.change_cluster("edge", json!({ "fail_create": null }));
    let run = workspace.apply_and_settle();
    assert!(run.planned().contains(&format!("{CLUSTER} replace")), "{:?}", run.planned());
    workspace.variable("deletion_protection", "false");
    workspace.apply_and_settle();
    workspace.destroy_and_leave_nothing(&simulator);
}
