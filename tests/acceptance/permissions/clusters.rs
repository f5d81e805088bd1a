//! Clusters of both kinds without one action at a time. Their roles are somebody else's.

use serde_json::{Value, json};
use terraform_provider_eksoutpost::permissions::{Denied, Scope};

use super::matrix::Matrix;
use super::row::Row;

#[test]
fn a_cluster_needs_every_action_of_the_guide() {
    let rows = [
        Row::all("cluster-create-ebs", "ebs"),
        Row::all("cluster-create-store", "instance_store"),
        Row::all("cluster-read", "ebs"),
        Row::all("cluster-update", "ebs"),
        Row::all("cluster-update", "instance_store"),
        Row::all("cluster-delete", "ebs"),
        Row::all("cluster-delete", "instance_store"),
    ];
    let mut matrix = Matrix::new("permissions: clusters", "eksoutpost_local_cluster", rows.concat());
    make_roles(&matrix);

    // EKS makes its own role with the first cluster of the account, so these come first, and alone.
    let is_first = |row: &Row| matches!(row.permission.scope, Scope::ServiceLinkedRole(_));
    matrix.write(|row| is_first(row).then(|| cluster(row, "1.30", "test")));
    matrix.allow(is_first);
    let run = matrix.run(&["apply", "-auto-approve"]);
    matrix.check_refused(&run, is_first);
    matrix.check_nothing_lost("clusters");
    matrix.check_granted();

    matrix.write(|row| Some(cluster(row, "1.30", "test")));
    let is_creation = |row: &Row| row.feature.id.starts_with("cluster-create") && !is_first(row);
    matrix.allow(is_creation);
    let run = matrix.run(&["apply", "-auto-approve"]);
    matrix.check_refused(&run, is_creation);
    matrix.check_nothing_lost("clusters");
    matrix.check_granted();

    let is_read = |row: &Row| row.feature.id == "cluster-read";
    matrix.allow(is_read);
    let run = matrix.run(&["plan"]);
    matrix.check_refused(&run, is_read);

    matrix.write(|row| Some(cluster(row, "1.31", "production")));
    let is_update = |row: &Row| row.feature.id == "cluster-update";
    matrix.allow(is_update);
    let run = matrix.run(&["apply", "-auto-approve", "-refresh=false"]);
    matrix.check_refused(&run, is_update);
    matrix.check_nothing_lost("clusters");
    matrix.allow(|_| false);
    // Who may not look does not see the end of what was asked for.
    matrix.check_state_is_true(|row| !row.permission.action.starts_with("eks:Describe"));
    matrix.check_granted();

    let is_deletion = |row: &Row| row.feature.id == "cluster-delete";
    let is_fatal = |row: &Row| is_deletion(row) && row.permission.denied == Denied::Fails;
    matrix.allow(is_deletion);
    matrix.simulator.forget_requests();
    let run = matrix.run(&["destroy", "-auto-approve", "-refresh=false"]);
    matrix.check_refused(&run, is_fatal);
    check_skipped(&mut matrix, |row| is_deletion(row) && !is_fatal(row));
    matrix.allow(|_| false);
    matrix.run(&["destroy", "-auto-approve"]).succeeded();
    matrix.as_administrator(|row| {
        for policy in policies(row) {
            matrix.simulator.iam("DetachRolePolicy", &[("RoleName", &row.key), ("PolicyArn", &policy)]);
        }
        matrix.simulator.iam("DeleteRole", &[("RoleName", &row.key)]);
    });
    matrix.simulator.assert_nothing_left();
    matrix.judge();
}

/// The call was made and refused, and nobody was bothered.
fn check_skipped(matrix: &mut Matrix, is_tried: impl Fn(&Row) -> bool) {
    let state = matrix.workspace.state();
    for row in matrix.rows.clone().iter().filter(|row| is_tried(row)) {
        let count = matrix.refusals(row);
        matrix.check(row, count == 1, || format!("{} was refused {count} times", row.permission.action));
        let is_in_state = state.has(&format!("eksoutpost_local_cluster.{}", row.key));
        matrix.check(row, !is_in_state, || "still in the state".to_owned());
    }
}

fn make_roles(matrix: &Matrix) {
    matrix.as_administrator(|row| {
        let service = if row.kind == "ebs" { "ec2.amazonaws.com" } else { "eks.amazonaws.com" };
        let trust = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }],
        });
        let trust = trust.to_string();
        matrix.simulator.iam("CreateRole", &[("RoleName", &row.key), ("AssumeRolePolicyDocument", &trust)]);
        for policy in policies(row) {
            matrix.simulator.iam("AttachRolePolicy", &[("RoleName", &row.key), ("PolicyArn", &policy)]);
        }
    });
}

fn policies(row: &Row) -> Vec<String> {
    let names: &[&str] = match row.kind {
        "ebs" => &["AmazonEKSLocalOutpostClusterPolicy"],
        _ => &["AmazonEKSClusterPolicy", "AmazonEKSServicePolicy"],
    };
    names.iter().map(|name| format!("arn:aws:iam::aws:policy/{name}")).collect()
}

fn cluster(row: &Row, version: &str, stage: &str) -> Value {
    let is_changed = version == "1.31" && row.feature.id == "cluster-update";
    json!({
        "name": row.key,
        "role_arn": format!("arn:aws:iam::123456789012:role/{}", row.key),
        "version": if is_changed { version } else { "1.30" },
        "enabled_cluster_log_types": if is_changed { json!(["audit"]) } else { json!(["api"]) },
        "tags": if is_changed { json!({ "stage": stage }) } else { json!({ "stage": "test", "owner": "core" }) },
        "outpost_config": {
            "outpost_arn": "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890",
            "control_plane_instance_type": "m5.large",
            "etcd_instance_type": (row.kind != "ebs").then_some("c5.large"),
        },
        "vpc_config": { "subnet_ids": ["subnet-0a1b2c3d4e5f67891"] },
        // What the plan asks is other rows' business.
        "preflight": "off",
    })
}
