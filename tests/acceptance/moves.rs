//! Clusters that the AWS provider manages come under this one with a `moved` block.

use serde_json::{Value, json};

use super::harness::{Simulator, Workspace};

/// What `aws_eks_cluster` has in state for a cluster of ours: the same facts in its shape.
pub(super) fn as_aws_eks_cluster(ours: &Value, version: u64) -> Value {
    let (outpost, vpc) = (&ours["outpost_config"], &ours["vpc_config"]);
    let list = |value: &Value| if value.is_null() { json!([]) } else { json!([value]) };
    let elements = |value: &Value| if value.is_null() { json!([]) } else { value.clone() };
    let mut theirs = json!({
        "access_config": list(&ours["access_config"]),
        "arn": ours["arn"],
        "certificate_authority": list(&ours["certificate_authority"]),
        "cluster_id": ours["cluster_id"],
        "created_at": ours["created_at"],
        "enabled_cluster_log_types": elements(&ours["enabled_cluster_log_types"]),
        "encryption_config": [],
        "endpoint": ours["endpoint"],
        "id": ours["name"],
        "identity": match &ours["oidc_issuer_url"] {
            Value::Null => json!([]),
            issuer => json!([{ "oidc": [{ "issuer": issuer }] }]),
        },
        "kubernetes_network_config": [{
            "ip_family": "ipv4",
            "service_ipv4_cidr": ours["kubernetes_network_config"]["service_ipv4_cidr"],
            "service_ipv6_cidr": "",
        }],
        "name": ours["name"],
        "outpost_config": [{
            "control_plane_instance_type": outpost["control_plane_instance_type"],
            "control_plane_placement": list(&outpost["control_plane_placement"]),
            "outpost_arns": [outpost["outpost_arn"]],
        }],
        "platform_version": ours["platform_version"],
        "role_arn": ours["role_arn"],
        "status": ours["status"],
        "tags": ours["tags"],
        "tags_all": ours["tags_all"],
        "timeouts": ours["timeouts"],
        "version": ours["version"],
        "vpc_config": [{
            "cluster_security_group_id": vpc["cluster_security_group_id"],
            "endpoint_private_access": vpc["endpoint_private_access"],
            "endpoint_public_access": vpc["endpoint_public_access"],
            "public_access_cidrs": elements(&vpc["public_access_cidrs"]),
            "security_group_ids": elements(&vpc["security_group_ids"]),
            "subnet_ids": vpc["subnet_ids"],
            "vpc_id": vpc["vpc_id"],
        }],
    });
    if version == 1 {
        theirs["bootstrap_self_managed_addons"] = json!(true);
        theirs["compute_config"] = json!([]);
        theirs["deletion_protection"] = ours["deletion_protection"].clone();
        theirs["region"] = ours["region"].clone();
        theirs["upgrade_policy"] = list(&ours["upgrade_policy"]);
        theirs["zonal_shift_config"] = json!([]);
    }
    theirs
}

/// Makes the cluster in state one of the AWS provider.
fn hand_over(workspace: &Workspace, version: u64, change: impl FnOnce(&mut Value)) {
    workspace.stand_in_for("hashicorp/aws");
    workspace.change_state(|state| {
        let resources = state["resources"].as_array_mut().unwrap();
        let cluster = resources.iter_mut().find(|resource| resource["type"] == "eksoutpost_local_cluster").unwrap();
        cluster["type"] = json!("aws_eks_cluster");
        cluster["name"] = json!("old");
        cluster["provider"] = json!("provider[\"registry.terraform.io/hashicorp/aws\"]");
        let object = &mut cluster["instances"][0];
        object["schema_version"] = json!(version);
        object["attributes"] = as_aws_eks_cluster(&object["attributes"], version);
        // Its SDK keeps timeouts here; nobody else can read it.
        object["private"] = json!("eyJzY2hlbWFfdmVyc2lvbiI6IjEifQ==");
        change(&mut object["attributes"]);
    });
}

#[test]
fn a_cluster_moves_from_the_aws_provider_with_one_read_and_nothing_to_change() {
    for (fixture, moved, cluster, version) in [
        ("ebs_minimal", "moved_edge", "eksoutpost_local_cluster.edge", 0),
        ("ebs_complete", "moved_edge", "eksoutpost_local_cluster.edge", 1),
        ("store_minimal", "moved_store", "eksoutpost_local_cluster.store", 0),
        ("store_complete", "moved_store", "eksoutpost_local_cluster.store", 1),
    ] {
        let simulator = Simulator::borrow();
        let mut workspace = Workspace::new(&simulator, fixture);
        workspace.apply_and_settle();
        let before = workspace.state().attributes(cluster).clone();
        hand_over(&workspace, version, |_| {});
        workspace.configure_also(moved);
        simulator.forget_requests();

        let plan = workspace.plan_json();
        let journal = simulator.journal();
        assert_eq!(journal.count("DescribeCluster"), 1, "{fixture}: {:?}", journal.operations());
        assert_eq!(journal.changes(), Vec::<&str>::new(), "{fixture}");
        let changes = plan["resource_changes"].as_array().unwrap();
        // `preflight` is in no other state than ours, so an update records it, and calls nobody.
        let recorded = before["preflight"] != Value::Null;
        for change in changes {
            let is_cluster = change["address"] == cluster;
            let expected = if is_cluster && recorded { json!(["update"]) } else { json!(["no-op"]) };
            assert_eq!(change["change"]["actions"], expected, "{fixture}: {change:#}");
            assert_eq!(change["previous_address"] == "aws_eks_cluster.old", is_cluster, "{fixture}");
        }

        simulator.forget_requests();
        workspace.apply_and_settle();
        assert_eq!(simulator.journal().changes(), Vec::<&str>::new(), "{fixture}");
        let after = workspace.state();
        for (name, value) in before.as_object().unwrap() {
            if name != "creator_principal_arn" {
                assert_eq!(&after.attributes(cluster)[name], value, "{fixture} {name}");
            }
        }
        workspace.destroy_and_leave_nothing(&simulator);
    }
}

#[test]
fn a_cluster_of_the_cloud_is_not_moved_and_stays_in_state() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();
    hand_over(&workspace, 1, |attributes| attributes["outpost_config"] = json!([]));
    workspace.configure_also("moved_edge");
    simulator.forget_requests();
    let error = workspace.plan().failed().error();
    assert_eq!(error.summary, "Not a local cluster");
    assert_eq!(
        error.detail,
        "Cluster \"edge\" runs in the AWS cloud, not on an Outpost. Leave it with `aws_eks_cluster` of the AWS provider, and remove the \
         `moved` block."
    );
    assert_eq!(simulator.journal().operations(), Vec::<&str>::new());
    assert!(workspace.state().addresses().contains(&"aws_eks_cluster.old".to_owned()));
}

#[test]
fn a_state_from_the_future_is_not_moved() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    workspace.apply_and_settle();
    hand_over(&workspace, 2, |_| {});
    workspace.configure_also("moved_edge");
    let error = workspace.plan().failed().error();
    assert_eq!(error.summary, "State is too new to be moved");
}
