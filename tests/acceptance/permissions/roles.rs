//! Cluster roles without one action at a time.

use serde_json::{Value, json};

use super::matrix::Matrix;
use super::row::Row;

const BOUNDARY: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const FOREIGN: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const INLINE: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"#;

/// Steps of a role's life.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Create,
    Change,
}

#[test]
fn a_role_needs_every_action_of_the_guide() {
    let ids = ["role-create", "role-read", "role-update", "role-delete", "role-force"];
    let rows = ids.iter().flat_map(|id| Row::all(id, "ebs")).collect();
    let mut matrix = Matrix::new("permissions: cluster roles", "eksoutpost_cluster_role", rows);

    matrix.write(|row| Some(role(row, Step::Create)));
    let is_creation = |row: &Row| row.feature.id == "role-create";
    matrix.allow(is_creation);
    let run = matrix.run(&["apply", "-auto-approve"]);
    matrix.check_refused(&run, is_creation);
    matrix.check_nothing_lost("roles");
    matrix.check_granted();

    let is_read = |row: &Row| row.feature.id == "role-read";
    matrix.allow(is_read);
    let run = matrix.run(&["plan"]);
    matrix.check_refused(&run, is_read);

    matrix.write(|row| Some(role(row, Step::Change)));
    let is_update = |row: &Row| row.feature.id == "role-update";
    matrix.allow(is_update);
    let run = matrix.run(&["apply", "-auto-approve", "-refresh=false"]);
    matrix.check_refused(&run, is_update);
    matrix.allow(|_| false);
    matrix.check_state_is_true(|_| true);
    matrix.check_granted();

    give_more(&matrix);
    let is_deletion = |row: &Row| ["role-delete", "role-force"].contains(&row.feature.id);
    matrix.allow(is_deletion);
    let run = matrix.run(&["destroy", "-auto-approve", "-refresh=false"]);
    matrix.check_refused(&run, is_deletion);
    matrix.check_nothing_lost("roles");
    matrix.allow(|_| false);
    matrix.check_state_is_true(|_| true);
    matrix.run(&["destroy", "-auto-approve"]).succeeded();
    take_back(&matrix);
    matrix.simulator.assert_nothing_left();
    matrix.judge();
}

fn role(row: &Row, step: Step) -> Value {
    // One of the rows has a boundary that goes, all others get one.
    let is_bound = (step == Step::Create) == (row.permission.action == "iam:DeleteRolePermissionsBoundary");
    let is_changed = step == Step::Change && row.feature.id == "role-update";
    json!({
        "name": row.key,
        "description": if is_changed { "changed" } else { "new" },
        "control_plane_storage": if is_changed { "instance_store" } else { "ebs" },
        "permissions_boundary": (row.feature.id == "role-update" && is_bound).then_some(BOUNDARY),
        "tags": if is_changed { json!({ "owner": "core" }) } else { json!({ "stage": "test" }) },
        "force_detach_policies": row.feature.id == "role-force",
    })
}

/// Somebody else gives the roles what only `force_detach_policies` takes away.
fn give_more(matrix: &Matrix) {
    matrix.as_administrator(|row| {
        if row.feature.id == "role-force" {
            let iam = |action: &str, parameters: &[(&str, &str)]| matrix.simulator.iam(action, parameters);
            iam("AttachRolePolicy", &[("RoleName", &row.key), ("PolicyArn", FOREIGN)]);
            iam("PutRolePolicy", &[("RoleName", &row.key), ("PolicyName", "inline"), ("PolicyDocument", INLINE)]);
            iam("CreateInstanceProfile", &[("InstanceProfileName", &row.key)]);
            iam("AddRoleToInstanceProfile", &[("InstanceProfileName", &row.key), ("RoleName", &row.key)]);
        }
    });
}

fn take_back(matrix: &Matrix) {
    matrix.as_administrator(|row| {
        if row.feature.id == "role-force" {
            matrix.simulator.iam("DeleteInstanceProfile", &[("InstanceProfileName", &row.key)]);
        }
    });
}
