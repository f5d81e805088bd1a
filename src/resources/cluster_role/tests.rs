//! Read.

use serde_json::json;
use tf_provider_rs::{Resource, Result};

use super::ClusterRoleResource;
use super::model::ClusterRole;
use super::testing::{
    ARN, EBS_POLICY, EC2_TRUST, EKS_TRUST, FOREIGN_POLICY, OWN_POLICY, Test, applied, attached, config, done, found,
    inline, no_such_entity, profiles, refused, role,
};
use crate::aws::testing::{Answer, times};
use crate::resources::testing::{tags, with};

async fn read(state: &ClusterRole, scripts: Vec<(&str, Vec<Answer>)>) -> Result<Option<ClusterRole>> {
    let test = Test::with_default_tags(scripts, tags(&[("team", "edge")])).await;
    let read = ClusterRoleResource.read(&test.context(), state.clone()).await;
    if let Ok(Some(_)) = read {
        assert_eq!(test.wire.seen().len(), 2, "a refresh is two calls");
    }
    read
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_as_it_was_made_is_read_as_it_was() {
    let spelled = EC2_TRUST.replace("\"sts:AssumeRole\"", "[\"sts:AssumeRole\"]");
    let state = applied(&with(config(), "additional_policy_arns", json!([OWN_POLICY]))).await;
    for trust in [EC2_TRUST, &spelled] {
        let scripts = found(trust, "", &[EBS_POLICY, OWN_POLICY]);
        assert_eq!(read(&state, scripts).await, Ok(Some(state.clone())));
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_iam_does_not_know_is_gone() {
    let state = applied(&config()).await;
    for listed in [no_such_entity(), attached(&[])] {
        let scripts = vec![("GetRole", vec![no_such_entity()]), ("ListAttachedRolePolicies", vec![listed])];
        assert_eq!(read(&state, scripts).await, Ok(None));
    }
}

#[tokio::test(start_paused = true)]
async fn b12_a_role_that_iam_does_not_know_for_ten_seconds_is_not_gone() {
    let state = applied(&config()).await;
    for (unknown, looks) in [(1, 2), (5, 6)] {
        let mut got = times(unknown, &no_such_entity());
        got.push(role("GetRole", EC2_TRUST, ""));
        let listed = vec![attached(&[EBS_POLICY])];
        let test = Test::new(vec![("GetRole", got), ("ListAttachedRolePolicies", listed)]).await;
        assert_eq!(ClusterRoleResource.read(&test.context(), state.clone()).await, Ok(Some(state.clone())));
        assert_eq!(test.wire.times("GetRole").len(), looks);
    }
}

#[tokio::test(start_paused = true)]
async fn b13_a_unique_id_in_place_of_an_arn_is_never_stored() {
    let state = applied(&with(config(), "permissions_boundary", OWN_POLICY)).await;
    let bounded = |arn: &str| {
        let boundary = format!(
            "<PermissionsBoundary><PermissionsBoundaryArn>{arn}</PermissionsBoundaryArn></PermissionsBoundary>"
        );
        role("GetRole", EC2_TRUST, &boundary)
    };
    let (status, body) = bounded(OWN_POLICY);
    let nameless = (status, body.replace(ARN, "AROA1"));
    let got = vec![nameless, bounded("ANPA1"), bounded(OWN_POLICY)];
    let test = Test::new(vec![("GetRole", got), ("ListAttachedRolePolicies", vec![attached(&[EBS_POLICY])])]).await;
    assert_eq!(ClusterRoleResource.read(&test.context(), state.clone()).await, Ok(Some(state)));
    assert_eq!(test.wire.times("GetRole"), [0, 10, 20]);
}

#[tokio::test(start_paused = true)]
async fn another_role_of_the_name_is_read_with_a_warning() {
    let mut state = applied(&config()).await;
    state.unique_id = Some("AROA0".to_owned());
    let test = Test::new(found(EC2_TRUST, "", &[EBS_POLICY])).await;
    let cx = test.context();
    let read = ClusterRoleResource.read(&cx, state).await.unwrap().unwrap();
    assert_eq!(read.unique_id.as_deref(), Some("AROA1"));
    assert_eq!(
        cx.warnings().to_string(),
        "warning: Another role of the same name\nRole \"edge\" was deleted and created again by something else: its unique ID is not the one \
         in the state. The next apply brings it to what is configured. If it is not yours, run `terraform state rm` for it and choose \
         another name."
    );
}

#[tokio::test(start_paused = true)]
async fn a_half_made_role_has_an_arn_when_all_its_policies_are_attached() {
    let mut half_made = applied(&with(config(), "additional_policy_arns", json!([OWN_POLICY]))).await;
    half_made.arn = None;
    for (policies, arn) in [(vec![], None), (vec![EBS_POLICY], None), (vec![OWN_POLICY, EBS_POLICY], Some(ARN))] {
        let read = read(&half_made, found(EC2_TRUST, "", &policies)).await.unwrap().unwrap();
        assert_eq!((read.arn.as_deref(), read.policy_arns.len()), (arn, policies.len()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_we_may_not_see_is_an_error() {
    let state = applied(&config()).await;
    let scripts =
        vec![("GetRole", vec![role("GetRole", EC2_TRUST, "")]), ("ListAttachedRolePolicies", vec![refused()])];
    assert_eq!(
        read(&state, scripts).await.unwrap_err().to_string(),
        "error: ListAttachedRolePolicies failed for role \"edge\"\niam:ListAttachedRolePolicies on role \"edge\": \
         AccessDenied: no \
         (request ID request-1)\n\nAllow iam:ListAttachedRolePolicies to the principal that runs Terraform. Permission boundaries, \
         session policies and service control policies count too. The policies of the guide \"IAM permissions\" \
         have it."
    );
}

#[tokio::test(start_paused = true)]
async fn d12_policies_of_others_are_not_in_state_and_detached_ones_are_gone_from_it() {
    let state = applied(&with(config(), "additional_policy_arns", json!([OWN_POLICY]))).await;
    let read = read(&state, found(EC2_TRUST, "", &[FOREIGN_POLICY, OWN_POLICY])).await.unwrap().unwrap();
    assert_eq!(read.policy_arns, [OWN_POLICY.to_owned()].into());
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_changed_is_read() {
    let members = format!(
        "<Description>theirs</Description><PermissionsBoundary><PermissionsBoundaryArn>{OWN_POLICY}</PermissionsBoundaryArn>\
         </PermissionsBoundary><Tags><member><Key>b</Key><Value>2</Value></member><member><Key>team</Key><Value>edge</Value></member></Tags>"
    );
    let state = applied(&config()).await;
    let read = read(&state, found(EKS_TRUST, &members, &[EBS_POLICY])).await.unwrap().unwrap();
    assert_eq!(read.assume_role_policy.as_str(), EKS_TRUST);
    assert_eq!((read.description.as_deref(), read.permissions_boundary.as_deref()), (Some("theirs"), Some(OWN_POLICY)));
    assert_eq!((read.tags, read.tags_all), (Some(tags(&[("b", "2")])), tags(&[("b", "2"), ("team", "edge")])));
}

#[tokio::test(start_paused = true)]
async fn f1_every_refused_action_is_named_and_asked_once() {
    let stored = with(with(config(), "tags", json!({ "a": "1" })), "permissions_boundary", OWN_POLICY);
    let stored = with(with(stored, "force_detach_policies", true), "additional_policy_arns", json!([OWN_POLICY]));
    let prior = applied(&stored).await;
    let changed = json!({ "name": "edge", "control_plane_storage": "instance_store", "description": "new", "tags": { "b": "2" } });
    let rebound = with(stored.clone(), "permissions_boundary", FOREIGN_POLICY);
    for action in [
        "CreateRole",
        "AttachRolePolicy",
        "GetRole",
        "ListAttachedRolePolicies",
        "ListRolePolicies",
        "ListInstanceProfilesForRole",
        "UpdateAssumeRolePolicy",
        "UpdateRole",
        "PutRolePermissionsBoundary",
        "DeleteRolePermissionsBoundary",
        "TagRole",
        "UntagRole",
        "DetachRolePolicy",
        "DeleteRolePolicy",
        "RemoveRoleFromInstanceProfile",
        "DeleteRole",
    ] {
        let mut scripts = vec![
            (action, vec![refused()]),
            ("CreateRole", vec![role("CreateRole", EC2_TRUST, "")]),
            ("ListAttachedRolePolicies", vec![attached(&[EBS_POLICY, FOREIGN_POLICY])]),
            ("ListRolePolicies", vec![inline(&["one"])]),
            ("ListInstanceProfilesForRole", vec![profiles(&["theirs"])]),
            ("GetRole", vec![role("GetRole", EC2_TRUST, "")]),
        ];
        scripts.push(("*", vec![done()]));
        let test = Test::new(scripts).await;
        let cx = test.context();
        let mut errors = Vec::new();
        let arguments = test.arguments(&stored, None).await;
        errors.extend(ClusterRoleResource.create(&cx, arguments).await.err());
        errors.extend(ClusterRoleResource.read(&cx, prior.clone()).await.err());
        for config in [&changed, &rebound] {
            let arguments = test.arguments(config, Some(&prior)).await;
            errors.extend(ClusterRoleResource.update(&cx, prior.clone(), arguments).await.err());
        }
        errors.extend(ClusterRoleResource.delete(&cx, prior.clone()).await.err());
        assert!(!errors.is_empty(), "{action} is not needed");
        for error in &errors {
            assert!(error.to_string().contains(&format!("Allow iam:{action} to the principal")), "{action}: {error}");
        }
        assert_eq!(test.sent(action).len(), errors.len(), "{action} is asked once in each operation");
    }
}
