use std::sync::Arc;

use serde_json::json;
use tf_provider_rs::model::Json as JsonText;
use tf_provider_rs::testing::{Host, UNKNOWN};

use crate::config::Api;
use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::testing::{
    CLUSTER_POLICY, EBS_POLICY, EC2_TRUST, EKS_TRUST, OWN_POLICY, SERVICE_POLICY, Test, applied, config,
};
use crate::resources::testing::{tags, with};

async fn test() -> Test {
    Test::new(Vec::new()).await
}

#[tokio::test(start_paused = true)]
async fn a_new_role_shows_its_trust_and_policies_before_the_apply() {
    let test = Test::with_default_tags(Vec::new(), tags(&[("team", "edge")])).await;
    let planned = test.plan(&config(), None).await;
    assert_eq!(
        planned.state(),
        json!({
            "name": "edge",
            "id": "edge",
            "name_prefix": null,
            "control_plane_storage": "ebs",
            "path": "/",
            "description": null,
            "max_session_duration": 3600,
            "permissions_boundary": null,
            "additional_policy_arns": null,
            "force_detach_policies": false,
            "tags": null,
            "tags_all": { "team": "edge" },
            "assume_role_policy": EC2_TRUST,
            "policy_arns": [EBS_POLICY],
            "arn": UNKNOWN,
            "unique_id": UNKNOWN,
            "create_date": UNKNOWN,
            "timeouts": null,
        })
    );
    let store = test.plan(&with(config(), "control_plane_storage", "instance_store"), None).await.state();
    assert_eq!(store["assume_role_policy"], json!(EKS_TRUST));
    assert_eq!(store["policy_arns"], json!([CLUSTER_POLICY, SERVICE_POLICY]));
    assert_eq!(test.calls(), [""; 0], "a plan needs no call");
}

#[tokio::test(start_paused = true)]
async fn drift_of_trust_or_policies_is_planned_to_be_repaired() {
    let prior = applied(&config()).await;
    let mut other_trust = prior.clone();
    other_trust.assume_role_policy = JsonText::from(EKS_TRUST);
    let mut detached = prior.clone();
    detached.policy_arns.clear();
    for (drifted, changes) in
        [(prior, vec![]), (other_trust, vec!["assume_role_policy"]), (detached, vec!["policy_arns"])]
    {
        let planned = test().await.plan(&config(), Some(&drifted)).await;
        assert_eq!(planned.changes(&drifted), changes);
        assert_eq!((&planned.state()["policy_arns"], planned.requires_replace()), (&json!([EBS_POLICY]), vec![]));
        assert_eq!(planned.state()["assume_role_policy"], json!(EC2_TRUST));
    }
}

#[tokio::test(start_paused = true)]
async fn the_spelling_of_the_trust_policy_is_kept() {
    let spelled = r#"{ "Statement": {"Action":["sts:AssumeRole"],"Principal":{"Service":["ec2.amazonaws.com"]},"Effect":"Allow"}, "Version":"2012-10-17" }"#;
    let mut prior = applied(&config()).await;
    prior.assume_role_policy = JsonText::from(spelled);
    assert_eq!(test().await.plan(&config(), Some(&prior)).await.changes(&prior), [""; 0]);
    let planned = test().await.plan(&with(config(), "description", "new"), Some(&prior)).await;
    assert_eq!(planned.changes(&prior), ["description"], "not with other changes either");
}

#[tokio::test(start_paused = true)]
async fn policies_that_are_not_known_yet_leave_the_list_open() {
    for arns in [json!(UNKNOWN), json!([UNKNOWN])] {
        let config = with(config(), "additional_policy_arns", arns);
        assert_eq!(test().await.plan(&config, None).await.state()["policy_arns"], json!(UNKNOWN));
        let prior = applied(&self::config()).await;
        assert_eq!(test().await.plan(&config, Some(&prior)).await.state()["policy_arns"], json!(UNKNOWN));
    }
    let config = with(config(), "additional_policy_arns", json!([OWN_POLICY]));
    assert_eq!(test().await.plan(&config, None).await.state()["policy_arns"], json!([OWN_POLICY, EBS_POLICY]));
}

#[tokio::test(start_paused = true)]
async fn an_unknown_provider_block_leaves_open_what_the_partition_decides() {
    let host = Host::new(ClusterRoleResource, Arc::new(Api::unknown()));
    let planned = host.plan(&config(), None).await.unwrap();
    assert_eq!(planned.diagnostics.to_string(), "");
    assert_eq!((&planned.state()["policy_arns"], &planned.state()["id"]), (&json!(UNKNOWN), &json!("edge")));
}

#[tokio::test(start_paused = true)]
async fn a_change_of_default_tags_alone_updates_the_tags_in_place() {
    let prior = applied(&config()).await;
    let test = Test::with_default_tags(Vec::new(), tags(&[("team", "edge")])).await;
    let planned = test.plan(&config(), Some(&prior)).await;
    assert_eq!((planned.changes(&prior), planned.requires_replace()), (vec!["tags_all".to_owned()], vec![]));
}

#[tokio::test(start_paused = true)]
async fn another_kind_is_another_trust_and_other_policies_in_place() {
    let prior = applied(&config()).await;
    let planned = test().await.plan(&with(config(), "control_plane_storage", "instance_store"), Some(&prior)).await;
    assert_eq!(planned.changes(&prior), ["assume_role_policy", "control_plane_storage", "policy_arns"]);
    assert_eq!(planned.requires_replace(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn name_and_path_replace_the_role() {
    let prior = applied(&config()).await;
    for (path, value) in [("name", "other"), ("path", "/other/"), ("name_prefix", "other-")] {
        let mut config = with(config(), path, value);
        if path == "name_prefix" {
            config.as_object_mut().unwrap().remove("name");
        }
        assert_eq!(test().await.plan(&config, Some(&prior)).await.requires_replace(), [path]);
    }
}
