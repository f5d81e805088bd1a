use serde_json::{Value as Json, json};
use tf_provider_rs::{Resource, Result};

use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::model::ClusterRole;
use crate::resources::cluster_role::testing::{
    ARN, CLUSTER_POLICY, EBS_POLICY, EC2_TRUST, EKS_TRUST, FOREIGN_POLICY, SERVICE_POLICY, Test, config, found,
};
use crate::resources::testing::with;

/// What the AWS provider has in state for the role of these tests.
fn stored() -> Json {
    json!({
        "arn": ARN,
        "assume_role_policy": EC2_TRUST,
        "create_date": "2026-01-01T00:00:00Z",
        "description": "",
        "force_detach_policies": false,
        "id": "edge",
        "inline_policy": [],
        "managed_policy_arns": [EBS_POLICY],
        "max_session_duration": 3600,
        "name": "edge",
        "name_prefix": "",
        "path": "/",
        "permissions_boundary": "",
        "tags": {},
        "tags_all": {},
        "unique_id": "AROA1",
    })
}

async fn moved(state: &Json) -> Result<ClusterRole> {
    let test = Test::new(Vec::new()).await;
    let moved = test.host.moved_from("hashicorp/aws", "aws_iam_role", 0, state);
    assert_eq!(test.calls(), [""; 0], "a move asks nobody");
    moved
}

#[tokio::test(start_paused = true)]
async fn a_role_of_either_kind_moves_and_its_read_and_plan_find_nothing_to_change() {
    let members = format!(
        "<Description>old</Description><PermissionsBoundary><PermissionsBoundaryArn>{FOREIGN_POLICY}</PermissionsBoundaryArn>\
         </PermissionsBoundary><Tags><member><Key>a</Key><Value>1</Value></member></Tags>"
    );
    let mut full = stored();
    let mut full_config = config();
    for (name, value) in [
        ("description", json!("old")),
        ("permissions_boundary", json!(FOREIGN_POLICY)),
        ("tags", json!({ "a": "1" })),
        ("force_detach_policies", json!(true)),
    ] {
        full = with(full, name, value.clone());
        full_config = with(full_config, name, value);
    }
    full = with(with(full, "tags_all", json!({ "a": "1" })), "name_prefix", "terraform-");
    let store = with(
        with(stored(), "assume_role_policy", EKS_TRUST),
        "managed_policy_arns",
        json!([CLUSTER_POLICY, SERVICE_POLICY]),
    );
    for (stored, config, trust, members, policies) in [
        (stored(), config(), EC2_TRUST, "", vec![EBS_POLICY]),
        (full, full_config, EC2_TRUST, members.as_str(), vec![EBS_POLICY]),
        (
            store,
            with(config(), "control_plane_storage", "instance_store"),
            EKS_TRUST,
            "",
            vec![CLUSTER_POLICY, SERVICE_POLICY],
        ),
    ] {
        let state = moved(&stored).await.unwrap();
        let test = Test::new(found(trust, members, &policies)).await;
        let read = ClusterRoleResource.read(&test.context(), state.clone()).await.unwrap();
        assert_eq!(read, Some(state.clone()));
        assert_eq!(test.plan(&config, Some(&state)).await.changes(&state), [""; 0], "{config}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_cluster_needs_otherwise_is_planned_to_be_repaired_in_place() {
    let lambda = EC2_TRUST.replace("ec2", "lambda");
    for (trust, attached, kind, changes) in [
        (EC2_TRUST, vec![], "ebs", vec!["policy_arns"]),
        (&lambda, vec![EBS_POLICY], "ebs", vec!["assume_role_policy"]),
        (&lambda, vec![], "ebs", vec!["assume_role_policy", "policy_arns"]),
        (&lambda, vec![SERVICE_POLICY], "instance_store", vec!["assume_role_policy", "policy_arns"]),
        ("", vec![EBS_POLICY], "ebs", vec!["assume_role_policy"]),
    ] {
        let stored = with(with(stored(), "assume_role_policy", trust), "managed_policy_arns", json!(attached));
        let state = moved(&stored).await.unwrap();
        assert_eq!(state.control_plane_storage, kind);
        let test = Test::new(Vec::new()).await;
        let planned = test.plan(&with(config(), "control_plane_storage", kind), Some(&state)).await;
        assert_eq!(
            (planned.changes(&state), planned.requires_replace()),
            (changes.into_iter().map(str::to_owned).collect(), vec![])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn policies_that_other_resources_attach_are_not_planned_to_be_detached() {
    let state = moved(&with(stored(), "managed_policy_arns", json!([EBS_POLICY, FOREIGN_POLICY]))).await.unwrap();
    assert_eq!((state.additional_policy_arns.as_ref(), state.policy_arns.len()), (None, 1));
    let test = Test::new(found(EC2_TRUST, "", &[EBS_POLICY, FOREIGN_POLICY])).await;
    let read = ClusterRoleResource.read(&test.context(), state.clone()).await.unwrap();
    assert_eq!(read, Some(state.clone()));
    assert_eq!(test.plan(&config(), Some(&state)).await.changes(&state), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_state_without_name_or_arn_is_not_moved() {
    let nameless = with(with(stored(), "name", Json::Null), "id", "");
    for (stored, attribute) in
        [(nameless, "name"), (with(stored(), "arn", ""), "arn"), (with(stored(), "arn", "AROA1"), "arn")]
    {
        assert_eq!(
            moved(&stored).await.unwrap_err().to_string(),
            format!(
                "error: State cannot be moved\nThe state of the `aws_iam_role` has no usable `{attribute}`. Run `terraform apply \
                 -refresh-only` without the `moved` block, with the AWS provider, and try again. Or write a `removed` block for the old \
                 address with `lifecycle {{ destroy = false }}`, and an `import` block for the new one."
            )
        );
    }
}
