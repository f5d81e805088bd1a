//! Read.

use serde_json::json;
use tf_provider_rs::{Resource, Result};

use super::ClusterRoleResource;
use super::model::ClusterRole;
use super::testing::{
    EBS_POLICY, EC2_TRUST, EKS_TRUST, FOREIGN_POLICY, OWN_POLICY, Test, applied, attached, config, found,
    no_such_entity, refused, role,
};
use crate::aws::testing::Answer;
use crate::resources::testing::{tags, with};

async fn read(state: &ClusterRole, scripts: Vec<(&str, Vec<Answer>)>) -> Result<Option<ClusterRole>> {
    let test = Test::with_default_tags(scripts, tags(&[("team", "edge")])).await;
    let read = ClusterRoleResource.read(&test.context(), state.clone()).await;
    assert_eq!(test.wire.seen().len(), 2, "a refresh is two calls");
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
    let there = || role("GetRole", EC2_TRUST, "");
    for (got, listed) in
        [(no_such_entity(), no_such_entity()), (no_such_entity(), attached(&[])), (there(), no_such_entity())]
    {
        let scripts = vec![("GetRole", vec![got]), ("ListAttachedRolePolicies", vec![listed])];
        assert_eq!(read(&state, scripts).await, Ok(None));
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
         session policies and service control policies count too."
    );
}

#[tokio::test(start_paused = true)]
async fn policies_of_others_are_not_in_state_and_detached_ones_are_gone_from_it() {
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
