use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use tf_provider_rs::{Resource, Result};

use super::unique_name;
use crate::aws::testing::query_error;
use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::model::ClusterRole;
use crate::resources::cluster_role::testing::{
    ARN, CLUSTER_POLICY, EC2_TRUST, EKS_TRUST, OWN_POLICY, Test, config, done, refused, role, willing,
};
use crate::resources::testing::{tags, with};
use crate::rules;

async fn create(test: &Test, cx: &super::Cx, config: &Json) -> Result<ClusterRole> {
    let arguments = test.arguments(config, None).await;
    ClusterRoleResource.create(cx, arguments).await
}

fn parameters(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_unique_name_has_the_prefix_and_is_a_role_name() {
    let (one, other) = (unique_name("edge-"), unique_name("edge-"));
    assert!(one.starts_with("edge-") && one != other, "{one} {other}");
    assert_eq!(rules::role_name(&one), Ok(()));
}

#[tokio::test(start_paused = true)]
async fn the_role_comes_first_then_each_policy_of_its_kind() {
    for (config, trust, steps) in [
        (config(), EC2_TRUST, vec!["CreateRole", "AttachRolePolicy AmazonEKSLocalOutpostClusterPolicy"]),
        (
            with(config(), "control_plane_storage", "instance_store"),
            EKS_TRUST,
            vec!["CreateRole", "AttachRolePolicy AmazonEKSClusterPolicy", "AttachRolePolicy AmazonEKSServicePolicy"],
        ),
        (
            with(config(), "additional_policy_arns", json!([OWN_POLICY])),
            EC2_TRUST,
            vec!["CreateRole", "AttachRolePolicy own", "AttachRolePolicy AmazonEKSLocalOutpostClusterPolicy"],
        ),
    ] {
        let test = Test::new(willing(trust)).await;
        let cx = test.context();
        let state = create(&test, &cx, &config).await.unwrap();
        assert_eq!(test.steps(), steps);
        assert_eq!((state.arn.as_str(), state.unique_id.as_deref()), (ARN, Some("AROA1")));
        assert_eq!(state.create_date.as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(test.plan(&config, Some(&state)).await.changes(&state), [""; 0]);
        assert_eq!(cx.saved_state().unwrap(), Some(state));
    }
}

#[tokio::test(start_paused = true)]
async fn iam_is_asked_for_what_was_set_and_the_trust_policy() {
    let least = [
        ("Action", "CreateRole"),
        ("RoleName", "edge"),
        ("Path", "/"),
        ("MaxSessionDuration", "3600"),
        ("AssumeRolePolicyDocument", EC2_TRUST),
    ];
    let test = Test::new(willing(EC2_TRUST)).await;
    create(&test, &test.context(), &config()).await.unwrap();
    assert_eq!(test.sent("CreateRole"), [parameters(&least)]);

    let config = with(config(), "description", "for the edge");
    let config = with(config, "path", "/edge/");
    let config = with(config, "max_session_duration", 7200);
    let config = with(config, "permissions_boundary", OWN_POLICY);
    let config = with(config, "tags", json!({ "a": "1" }));
    let test = Test::with_default_tags(willing(EC2_TRUST), tags(&[("team", "edge")])).await;
    create(&test, &test.context(), &config).await.unwrap();
    let expected = [
        ("Action", "CreateRole"),
        ("RoleName", "edge"),
        ("AssumeRolePolicyDocument", EC2_TRUST),
        ("Path", "/edge/"),
        ("Description", "for the edge"),
        ("MaxSessionDuration", "7200"),
        ("PermissionsBoundary", OWN_POLICY),
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "team"),
        ("Tags.member.2.Value", "edge"),
    ];
    assert_eq!(test.sent("CreateRole"), [parameters(&expected)]);
}

#[tokio::test(start_paused = true)]
async fn a_role_without_a_name_gets_a_unique_one() {
    for (config, prefix) in [(json!({}), "eksoutpost-"), (json!({ "name_prefix": "site-" }), "site-")] {
        let test = Test::new(willing(EC2_TRUST)).await;
        create(&test, &test.context(), &config).await.unwrap();
        let name = test.sent("CreateRole")[0]["RoleName"].clone();
        assert!(name.starts_with(prefix) && name.len() == prefix.len() + rules::iam::NAME_SUFFIX_LENGTH, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_half_made_role_is_in_state_with_what_is_attached() {
    let config = with(config(), "control_plane_storage", "instance_store");
    for (attached, policies) in [(vec![refused()], vec![]), (vec![done(), refused()], vec![CLUSTER_POLICY.to_owned()])]
    {
        let scripts = vec![("CreateRole", vec![role("CreateRole", EKS_TRUST, "")]), ("AttachRolePolicy", attached)];
        let test = Test::new(scripts).await;
        let cx = test.context();
        let error = create(&test, &cx, &config).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "error: AttachRolePolicy failed for role \"edge\"\niam:AttachRolePolicy on role \"edge\": AccessDenied: \
             no (request ID \
             request-1)\n\nAllow iam:AttachRolePolicy to the principal that runs Terraform. Permission boundaries, session policies and \
             service control policies count too."
        );
        let saved = cx.saved_state().unwrap().unwrap();
        assert_eq!((saved.arn.as_str(), saved.policy_arns), (ARN, policies.into_iter().collect()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_taken_name_is_never_adopted_silently() {
    let exists = query_error(409, "EntityAlreadyExists", "Role with name edge already exists.");
    let test = Test::new(vec![("CreateRole", vec![exists])]).await;
    let cx = test.context();
    let error = create(&test, &cx, &config()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Role exists already\nThere is a role \"edge\" in this account, made by something else or by an \
         interrupted run. Nothing \
         has been changed about it.\n\nTo manage it here, add this block with the resource's address, and apply:\n\n  import {\n    to = \
         eksoutpost_cluster_role.example\n    id = \"edge\"\n  }\n\nOtherwise choose another name, or use \
         `name_prefix`.\n\niam:CreateRole on role \"edge\": EntityAlreadyExists: Role with name edge already exists. (request ID \
         request-1)"
    );
    assert_eq!((cx.saved_state().unwrap(), test.steps()), (None, vec!["CreateRole".to_owned()]));
}
