use serde_json::{Value as Json, json};
use tf_provider_rs::model::Json as JsonText;
use tf_provider_rs::{Resource, Result};

use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::model::ClusterRole;
use crate::resources::cluster_role::testing::{
    CLUSTER_POLICY, EBS_POLICY, EC2_TRUST, EKS_TRUST, OWN_POLICY, SERVICE_POLICY, Test, applied, config, done, refused,
    willing,
};
use crate::resources::testing::{tags, with};

async fn bring(test: &Test, cx: &super::Cx, prior: &ClusterRole, config: &Json) -> Result<ClusterRole> {
    let arguments = test.arguments(config, Some(prior)).await;
    ClusterRoleResource.update(cx, prior.clone(), arguments).await
}

#[tokio::test(start_paused = true)]
async fn each_change_is_made_by_its_own_calls() {
    let bounded = with(config(), "permissions_boundary", OWN_POLICY);
    let described = with(config(), "description", "old");
    let tagged = with(config(), "tags", json!({ "a": "1", "b": "2" }));
    let more = with(config(), "additional_policy_arns", json!([OWN_POLICY]));
    for (from, to, steps) in [
        (config(), with(config(), "description", "new"), vec!["UpdateRole"]),
        (described, config(), vec!["UpdateRole"]),
        (config(), with(config(), "max_session_duration", 7200), vec!["UpdateRole"]),
        (config(), bounded.clone(), vec!["PutRolePermissionsBoundary"]),
        (bounded, config(), vec!["DeleteRolePermissionsBoundary"]),
        (config(), more.clone(), vec!["AttachRolePolicy own"]),
        (more, config(), vec!["DetachRolePolicy own"]),
        (config(), with(config(), "force_detach_policies", true), vec![]),
        (tagged.clone(), with(tagged.clone(), "tags", json!({ "b": "3" })), vec!["UntagRole", "TagRole"]),
        (tagged, config(), vec!["UntagRole"]),
        (
            config(),
            with(config(), "control_plane_storage", "instance_store"),
            vec![
                "UpdateAssumeRolePolicy",
                "AttachRolePolicy AmazonEKSClusterPolicy",
                "AttachRolePolicy AmazonEKSServicePolicy",
                "DetachRolePolicy AmazonEKSLocalOutpostClusterPolicy",
            ],
        ),
    ] {
        let prior = applied(&from).await;
        let test = Test::new(willing(EC2_TRUST)).await;
        let cx = test.context();
        let state = bring(&test, &cx, &prior, &to).await.unwrap();
        assert_eq!(test.steps(), steps as Vec<&str>, "{to}");
        assert_eq!(test.plan(&to, Some(&state)).await.changes(&state), [""; 0], "{to}");
        assert_eq!(cx.saved_state().unwrap(), Some(state));
    }
}

#[tokio::test(start_paused = true)]
async fn a_description_is_removed_by_an_empty_one() {
    let prior = applied(&with(config(), "description", "old")).await;
    let test = Test::new(willing(EC2_TRUST)).await;
    bring(&test, &test.context(), &prior, &config()).await.unwrap();
    assert_eq!(test.sent("UpdateRole")[0]["Description"], "");
}

#[tokio::test(start_paused = true)]
async fn drift_is_repaired() {
    let mut prior = applied(&config()).await;
    prior.assume_role_policy = JsonText::from(EKS_TRUST);
    prior.policy_arns.clear();
    let test = Test::new(willing(EC2_TRUST)).await;
    let state = bring(&test, &test.context(), &prior, &config()).await.unwrap();
    assert_eq!(test.steps(), ["UpdateAssumeRolePolicy", "AttachRolePolicy AmazonEKSLocalOutpostClusterPolicy"]);
    assert_eq!(test.sent("UpdateAssumeRolePolicy")[0]["PolicyDocument"], EC2_TRUST);
    assert_eq!(state.policy_arns, [EBS_POLICY.to_owned()].into());
}

#[tokio::test(start_paused = true)]
async fn every_step_that_took_effect_is_saved_when_the_next_one_fails() {
    let prior = applied(&with(config(), "tags", json!({ "a": "1" }))).await;
    let to = json!({ "name": "edge", "control_plane_storage": "instance_store", "description": "new", "tags": { "b": "2" } });
    let ebs_only = vec![EBS_POLICY];
    let all = vec![CLUSTER_POLICY, SERVICE_POLICY, EBS_POLICY];
    let two = vec![CLUSTER_POLICY, SERVICE_POLICY];
    for (failing, trust, description, policies, tags_all) in [
        ("UpdateAssumeRolePolicy", EC2_TRUST, None, ebs_only.clone(), vec![("a", "1")]),
        ("UpdateRole", EKS_TRUST, None, ebs_only.clone(), vec![("a", "1")]),
        ("AttachRolePolicy", EKS_TRUST, Some("new"), ebs_only, vec![("a", "1")]),
        ("DetachRolePolicy", EKS_TRUST, Some("new"), all, vec![("a", "1")]),
        ("UntagRole", EKS_TRUST, Some("new"), two.clone(), vec![("a", "1")]),
        ("TagRole", EKS_TRUST, Some("new"), two, vec![]),
    ] {
        let test = Test::new(vec![(failing, vec![refused()]), ("*", vec![done()])]).await;
        let cx = test.context();
        let error = bring(&test, &cx, &prior, &to).await.unwrap_err();
        assert!(error.to_string().starts_with(&format!("error: {failing} failed for role \"edge\"\n")), "{error}");
        let saved = cx.saved_state().unwrap().unwrap();
        assert_eq!(
            (saved.assume_role_policy.as_str(), saved.description.as_deref()),
            (trust, description),
            "{failing}"
        );
        assert_eq!(saved.policy_arns, policies.into_iter().map(str::to_owned).collect(), "{failing}");
        assert_eq!(saved.tags_all, tags(&tags_all), "{failing}");
    }
}
