use serde_json::json;
use tf_provider_rs::{Resource, Result};

use super::parse;
use crate::aws::CreationMark;
use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::model::ClusterRole;
use crate::resources::cluster_role::testing::{
    ARN, CLUSTER_POLICY, EBS_POLICY, EC2_TRUST, EKS_TRUST, FOREIGN_POLICY, OWN_POLICY, SERVICE_POLICY, Test, attached,
    config, found, no_such_entity,
};
use crate::resources::testing::with;

#[test]
fn a_role_is_named_by_name_or_arn() {
    for id in ["edge", "arn:aws:iam::123456789012:role/edge", "arn:aws:iam::123456789012:role/team/site/edge"] {
        assert_eq!(parse(id), Ok("edge"));
    }
}

#[test]
fn other_identifiers_are_refused_with_the_two_ways() {
    for id in
        ["edge role", "", "arn:aws:iam::123456789012:user/edge", "arn:aws:eks:us-west-2:123456789012:cluster/edge"]
    {
        let diagnostic = parse(id).unwrap_err();
        assert_eq!(
            diagnostic.detail,
            format!(
                "\"{id}\" does not name a role. Use its name (\"edge\") or its ARN \
                 (\"arn:aws:iam::123456789012:role/edge\")."
            )
        );
    }
}

async fn imported(test: &Test, id: &str) -> Result<ClusterRole> {
    ClusterRoleResource.import(&test.context(), id).await
}

#[tokio::test(start_paused = true)]
async fn an_imported_role_of_either_kind_has_neither_drift_nor_a_plan() {
    let members = "<Description>old</Description><Tags><member><Key>a</Key><Value>1</Value></member></Tags>";
    let full = with(with(config(), "description", "old"), "tags", json!({ "a": "1" }));
    let more = with(config(), "additional_policy_arns", json!([FOREIGN_POLICY, OWN_POLICY]));
    let store = with(config(), "control_plane_storage", "instance_store");
    for (config, trust, members, policies) in [
        (config(), EC2_TRUST, "", vec![EBS_POLICY]),
        (full, EC2_TRUST, members, vec![EBS_POLICY]),
        (more, EC2_TRUST, "", vec![EBS_POLICY, FOREIGN_POLICY, OWN_POLICY]),
        (store, EKS_TRUST, "", vec![SERVICE_POLICY, CLUSTER_POLICY]),
    ] {
        for id in ["edge", ARN] {
            let test = Test::new(found(trust, members, &policies)).await;
            let state = imported(&test, id).await.unwrap();
            let read = ClusterRoleResource.read(&test.context(), state.clone()).await.unwrap();
            assert_eq!(read, Some(state.clone()));
            let generated = test.host.provider_generated_config(&state).unwrap();
            for config in [&config, &generated] {
                assert_eq!(test.plan(config, Some(&state)).await.changes(&state), [""; 0], "{config}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_the_role_of_a_cluster_is_not_imported() {
    let lambda = EC2_TRUST.replace("ec2", "lambda");
    for (scripts, expected) in [
        (
            found(&lambda, "", &[]),
            "error: Not a role of a local cluster\nRole \"edge\" trusts neither EC2 nor EKS, as the role of a local \
             cluster does. Check \
             the name, or manage it with `aws_iam_role` of the AWS provider.",
        ),
        (
            vec![("GetRole", vec![no_such_entity()]), ("ListAttachedRolePolicies", vec![attached(&[])])],
            "error: No such role\nThere is no role \"edge\" in this account. Check the name and the credentials.",
        ),
    ] {
        let test = Test::new(scripts).await;
        assert_eq!(imported(&test, "edge").await.unwrap_err().to_string(), expected);
    }
    let test = Test::new(Vec::new()).await;
    imported(&test, "edge role").await.unwrap_err();
    assert_eq!(test.calls(), [""; 0], "AWS is not asked about a malformed identifier");
}

#[tokio::test(start_paused = true)]
async fn what_the_configuration_leaves_out_of_an_imported_role_is_planned_to_be_detached() {
    let test = Test::new(found(EC2_TRUST, "", &[EBS_POLICY, FOREIGN_POLICY])).await;
    let state = imported(&test, "edge").await.unwrap();
    let planned = test.plan(&config(), Some(&state)).await;
    assert_eq!(planned.changes(&state), ["additional_policy_arns", "policy_arns"]);
    assert_eq!(planned.state()["policy_arns"], json!([EBS_POLICY]));
}

#[tokio::test(start_paused = true)]
async fn a2_an_imported_half_made_role_is_completed_in_place() {
    let marked = CreationMark::random().put_on(EC2_TRUST);
    let test = Test::new(found(&marked, "", &[])).await;
    let state = imported(&test, "edge").await.unwrap();
    let planned = test.plan(&config(), Some(&state)).await;
    assert_eq!((planned.changes(&state), planned.requires_replace()), (vec!["policy_arns".to_owned()], vec![]));
    assert_eq!(state.arn.as_deref(), Some(ARN), "a cluster that refers to it must not be replaced");
}

#[tokio::test(start_paused = true)]
async fn a_role_of_another_account_or_path_is_not_imported_by_its_arn() {
    for id in [
        "arn:aws:iam::999999999999:role/edge",
        "arn:aws:iam::111122223333:role/team/edge",
        "arn:aws-cn:iam::111122223333:role/edge",
    ] {
        let test = Test::new(found(EC2_TRUST, "", &[EBS_POLICY])).await;
        assert_eq!(
            imported(&test, id).await.unwrap_err().to_string(),
            format!(
                "error: Another role\nThe role of this name in this account is {ARN}, not {id}. Check the path, and that the credentials are \
                 of the role's account."
            )
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_imported_role_keeps_its_name_under_the_prefix_that_it_begins_with() {
    let test = Test::new(found(EC2_TRUST, "", &[EBS_POLICY])).await;
    let state = imported(&test, "edge").await.unwrap();
    for (prefix, replaced) in [("ed", vec![]), ("other-", vec!["name_prefix".to_owned()])] {
        let planned = test.plan(&json!({ "name_prefix": prefix }), Some(&state)).await;
        assert_eq!(planned.requires_replace(), replaced, "{prefix}");
        if replaced.is_empty() {
            assert_eq!(planned.changes(&state), ["name_prefix"]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_generated_configuration_has_no_two_names_and_nothing_that_is_the_default() {
    let test = Test::new(found(EC2_TRUST, "", &[EBS_POLICY])).await;
    let state = imported(&test, "edge").await.unwrap();
    let written = |state: &ClusterRole| {
        let generated = test.host.provider_generated_config(state).unwrap();
        let members = generated.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
        members.map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>()
    };
    assert_eq!(written(&state), [r#"name = "edge""#]);
    let prefixed = ClusterRole { name_prefix: Some("ed".to_owned()), ..state };
    assert_eq!(written(&prefixed), [r#"name_prefix = "ed""#]);
}
