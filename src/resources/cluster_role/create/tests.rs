use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use tf_provider_rs::testing::UNKNOWN;
use tf_provider_rs::{Resource, Result};

use super::unique_name;
use crate::aws::CreationMark;
use crate::aws::testing::{Answer, LOST, TRUST, query_error};
use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::model::ClusterRole;
use crate::resources::cluster_role::testing::{
    ARN, CLUSTER_POLICY, EBS_POLICY, EC2_TRUST, EKS_TRUST, OWN_POLICY, SERVICE_POLICY, Test, config, done, found,
    no_such_entity, refused, role, willing,
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

/// The parameters of CreateRole, without the trust policy: that of EC2, with a mark.
fn sent(test: &Test) -> BTreeMap<String, String> {
    let mut sent = test.sent("CreateRole").remove(0);
    let trust = sent.remove("AssumeRolePolicyDocument").unwrap();
    assert!(rules::same_policy(&trust, EC2_TRUST) && CreationMark::any_is_on(&trust), "{trust}");
    sent
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
        assert_eq!((state.arn.as_deref(), state.unique_id.as_deref()), (Some(ARN), Some("AROA1")));
        assert_eq!(state.create_date.as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(test.plan(&config, Some(&state)).await.changes(&state), [""; 0]);
        assert_eq!(cx.saved_state().unwrap(), Some(state));
    }
}

#[tokio::test(start_paused = true)]
async fn b13_the_arn_of_a_new_role_is_never_a_unique_id() {
    let nameless = |action: &str| {
        let (status, body) = role(action, EC2_TRUST, "");
        (status, body.replace(ARN, "AROA1"))
    };
    let shown = vec![nameless("GetRole"), nameless("GetRole"), role("GetRole", EC2_TRUST, "")];
    let scripts = vec![("CreateRole", vec![nameless("CreateRole")]), ("GetRole", shown), ("*", vec![done()])];
    let test = Test::new(scripts).await;
    let state = create(&test, &test.context(), &config()).await.unwrap();
    assert_eq!((state.arn.as_deref(), test.sent("GetRole").len()), (Some(ARN), 3));

    let scripts =
        vec![("CreateRole", vec![nameless("CreateRole")]), ("GetRole", vec![nameless("GetRole")]), ("*", vec![done()])];
    let test = Test::new(scripts).await;
    let cx = test.context();
    create(&test, &cx, &config()).await.unwrap_err();
    assert_eq!(cx.saved_state().unwrap().unwrap().arn, None, "the role is kept");

    let scripts =
        vec![("CreateRole", vec![nameless("CreateRole")]), ("GetRole", vec![nameless("GetRole")]), ("*", vec![done()])];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let (state, _) = test.interrupt(1, create(&test, &cx, &config())).await;
    assert_eq!(state.unwrap().arn, None);
    assert_eq!(
        cx.warnings().to_string(),
        "warning: Interrupted before the ARN of the role was known\nRole \"edge\" exists and has its policies. It is in the state and not \
         tainted.\n\nTo learn its ARN, run `terraform apply` again. To give the role up, run `terraform destroy`."
    );
}

#[tokio::test(start_paused = true)]
async fn iam_is_asked_for_what_was_set_and_the_trust_policy() {
    let least = [("Action", "CreateRole"), ("RoleName", "edge"), ("Path", "/"), ("MaxSessionDuration", "3600")];
    let test = Test::new(willing(EC2_TRUST)).await;
    create(&test, &test.context(), &config()).await.unwrap();
    assert_eq!(sent(&test), parameters(&least));

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
        ("Path", "/edge/"),
        ("Description", "for the edge"),
        ("MaxSessionDuration", "7200"),
        ("PermissionsBoundary", OWN_POLICY),
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "team"),
        ("Tags.member.2.Value", "edge"),
    ];
    assert_eq!(sent(&test), parameters(&expected));
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
async fn b11_a_half_made_role_is_in_state_with_what_is_attached() {
    let config = with(config(), "control_plane_storage", "instance_store");
    for (attached, policies, missing) in [
        (vec![refused()], vec![], CLUSTER_POLICY),
        (vec![done(), refused()], vec![CLUSTER_POLICY.to_owned()], SERVICE_POLICY),
    ] {
        let scripts = vec![("CreateRole", vec![role("CreateRole", EKS_TRUST, "")]), ("AttachRolePolicy", attached)];
        let test = Test::new(scripts).await;
        let cx = test.context();
        let error = create(&test, &cx, &config).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "error: AttachRolePolicy failed for role \"edge\"\niam:AttachRolePolicy on role \"edge\": AccessDenied: no (request ID \
                 request-1)\n\nAllow iam:AttachRolePolicy to the principal that runs Terraform. Permission boundaries, session policies \
                 and service control policies count too. The policies \"Create cluster roles\" and \"Update cluster roles\" of the \
                 guide \"IAM permissions\" have it. The condition `iam:PolicyARN` there must list the policy.\n\nThe role exists and is in the state, without {missing}. Terraform marks it as \
                 tainted, and the next apply would replace it. To attach what is missing instead:\n\n  terraform untaint \
                 eksoutpost_cluster_role.example\n  terraform apply"
            )
        );
        let saved = cx.saved_state().unwrap().unwrap();
        assert_eq!((saved.arn, saved.policy_arns), (None, policies.into_iter().collect()));
    }
}

#[tokio::test(start_paused = true)]
async fn a7_an_interrupted_creation_keeps_the_role_and_plans_an_update() {
    let config = with(config(), "additional_policy_arns", json!([OWN_POLICY]));
    let unknown = no_such_entity();
    let scripts =
        vec![("CreateRole", vec![role("CreateRole", EC2_TRUST, "")]), ("AttachRolePolicy", vec![done(), unknown])];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let (state, seconds) = test.interrupt(3, create(&test, &cx, &config)).await;
    assert_eq!(seconds.to_bits(), 3.0_f64.to_bits());
    let state = state.unwrap();
    assert_eq!((state.arn.as_ref(), state.unique_id.as_deref()), (None, Some("AROA1")));
    assert_eq!(
        cx.warnings().to_string(),
        format!(
            "warning: Interrupted while the role gets its policies\nRole \"edge\" exists. It is in the state and not tainted. These policies may \
             not be attached yet: {EBS_POLICY}.\n\nTo attach them, run `terraform apply` again. To give the role up, run `terraform \
             destroy`."
        )
    );
    // With and without a refresh.
    let refreshed = Test::new(found(EC2_TRUST, "", &[OWN_POLICY])).await;
    let read = ClusterRoleResource.read(&refreshed.context(), state.clone()).await.unwrap().unwrap();
    assert_eq!((read.arn.as_ref(), &read.policy_arns), (None, &[OWN_POLICY.to_owned()].into()));
    for prior in [state, read] {
        let next = Test::new([found(EC2_TRUST, "", &[]), willing(EC2_TRUST)].concat()).await;
        let planned = next.plan(&config, Some(&prior)).await;
        assert_eq!((planned.requires_replace(), &planned.state()["arn"]), (vec![], &json!(UNKNOWN)));
        let arguments = next.arguments(&config, Some(&prior)).await;
        let updated = ClusterRoleResource.update(&next.context(), prior, arguments).await.unwrap();
        assert_eq!(
            next.steps(),
            ["AttachRolePolicy own", "AttachRolePolicy AmazonEKSLocalOutpostClusterPolicy", "GetRole"]
        );
        assert_eq!((updated.arn.as_deref(), updated.policy_arns.len()), (Some(ARN), 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_creation_whose_answer_is_lost_goes_on_with_the_role_that_it_made() {
    for answer in [(LOST, String::new()), exists(), query_error(503, "ServiceUnavailable", "later")] {
        for (config, prefix) in [(config(), "edge"), (json!({}), "eksoutpost-")] {
            let (status, body) = role("GetRole", "TRUST", "");
            let found = (status, body.replace("TRUST", TRUST));
            let scripts = vec![
                ("CreateRole", vec![answer.clone()]),
                ("GetRole", vec![no_such_entity(), found]),
                ("AttachRolePolicy", vec![done()]),
            ];
            let test = Test::new(scripts).await;
            let state = create(&test, &test.context(), &config).await.unwrap();
            assert_eq!((state.arn.as_deref(), state.assume_role_policy.as_str()), (Some(ARN), EC2_TRUST), "{prefix}");
            assert_eq!(test.wire.times("CreateRole").len(), 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_was_perhaps_made_is_named_with_the_way_to_take_it_over() {
    let test = Test::new(vec![("CreateRole", vec![(LOST, String::new())]), ("GetRole", vec![no_such_entity()])]).await;
    let cx = test.context();
    let error = create(&test, &cx, &config()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Role perhaps created\nAWS was asked to create role \"edge\", the answer is lost, and no such role can be seen yet. It is not \
         in the state.\n\nAWS failed on its side. Run the command again; see the AWS Health Dashboard if it stays.\n\nThen run `terraform \
         apply` again. If it says that the role exists already, add this block with the resource's address, and apply:\n\n  import {\n    to = \
         eksoutpost_cluster_role.example\n    id = \"edge\"\n  }\n\niam:CreateRole on role \"edge\": AWS answered HTTP 200 with a body that \
         cannot be read"
    );
    assert_eq!((cx.saved_state().unwrap(), test.wire.times("GetRole").len()), (None, 11));
}

#[tokio::test(start_paused = true)]
async fn b15_tags_that_may_not_be_set_leave_no_role() {
    let message = "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: iam:TagRole on resource: \
                   arn:aws:iam::111122223333:role/edge because no identity-based policy allows the iam:TagRole action";
    let test = Test::new(vec![("CreateRole", vec![query_error(403, "AccessDenied", message)])]).await;
    let cx = test.context();
    let error = create(&test, &cx, &with(config(), "tags", json!({ "a": "1" }))).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "error: CreateRole failed for role \"edge\"\niam:CreateRole on role \"edge\": AccessDenied: {message} (request ID request-1)\n\nAllow \
             iam:TagRole on arn:aws:iam::111122223333:role/edge to the principal that runs Terraform. The policy \"Create cluster \
             roles\" of the guide \"IAM permissions\" has it."
        )
    );
    assert_eq!((cx.saved_state().unwrap(), test.steps()), (None, vec!["CreateRole".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn h5_text_of_aws_is_escaped_and_cut() {
    for (text, shown) in [
        ("bad&#27;[31m&#10;name".to_owned(), "bad\\u{1b}[31m name".to_owned()),
        ("x".repeat(1_000_000), format!("{}…", "x".repeat(1000))),
    ] {
        let test = Test::new(vec![("CreateRole", vec![query_error(400, "ValidationError", &text)])]).await;
        let error = create(&test, &test.context(), &config()).await.unwrap_err().to_string();
        assert!(error.contains(&format!("ValidationError: {shown} (request ID request-1)")), "{:.2000}", error);
    }
}

fn exists() -> Answer {
    query_error(409, "EntityAlreadyExists", "Role with name edge already exists.")
}

#[tokio::test(start_paused = true)]
async fn a2_a_taken_name_is_never_adopted_silently() {
    let marked = CreationMark::random().put_on(EC2_TRUST);
    for (found, whose) in [
        (
            role("GetRole", &marked, ""),
            "This provider made it: an interrupted run of this configuration, or another configuration that goes on managing it. Find out \
             which before you go on.",
        ),
        (
            role("GetRole", EC2_TRUST, ""),
            "It does not carry the mark of a role that this provider made: something else made it.",
        ),
        (refused(), "Something else made it, or an interrupted run."),
    ] {
        let test = Test::new(vec![("CreateRole", vec![exists()]), ("GetRole", vec![found])]).await;
        let cx = test.context();
        let error = create(&test, &cx, &config()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "error: Role exists already\nThere is a role \"edge\" in this account. {whose} Nothing has been changed about it.\n\nTo manage \
                 it here, add this block with the resource's address, and apply:\n\n  import {{\n    to = eksoutpost_cluster_role.example\n    \
                 id = \"edge\"\n  }}\n\nOtherwise choose another name, or use `name_prefix`.\n\niam:CreateRole on role \"edge\": \
                 EntityAlreadyExists: Role with name edge already exists. (request ID request-1)"
            )
        );
        assert_eq!(
            (cx.saved_state().unwrap(), test.steps()),
            (None, vec!["CreateRole".to_owned(), "GetRole".to_owned()])
        );
    }
}
