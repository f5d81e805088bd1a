use serde_json::{Value as Json, json};
use tf_provider_rs::{Resource, Result};

use crate::aws::testing::{Answer, LOST, SILENT, eks_error};
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    ARN, DESCRIBE, DESCRIBE_UPDATE, Test, UPDATE_CONFIG, UPDATE_VERSION, answer, applied, busy, described,
    described_instance_store, ebs, gone, instance_store, update,
};
use crate::resources::testing::{tags, with};

/// Brings `prior` to `config`.
async fn bring(test: &Test, cx: &super::Cx, prior: &LocalCluster, config: &Json) -> Result<LocalCluster> {
    let arguments = test.arguments(config, Some(prior)).await;
    LocalClusterResource.update(cx, prior.clone(), arguments).await
}

/// An EKS that makes every change and goes on showing the same cluster.
fn willing(cluster: Json) -> Vec<(&'static str, Vec<Answer>)> {
    vec![
        (DESCRIBE, vec![answer(cluster)]),
        (DESCRIBE_UPDATE, vec![update("InProgress"), update("Successful")]),
        (UPDATE_CONFIG, vec![update("InProgress")]),
        (UPDATE_VERSION, vec![update("InProgress")]),
        ("POST /tags/*", vec![(200, "{}".to_owned())]),
        ("DELETE /tags/*", vec![(200, "{}".to_owned())]),
    ]
}

fn sent(test: &Test, what: &str) -> Vec<Json> {
    let bodies = test.wire.seen().into_iter().filter(|seen| seen.what == what);
    let mut bodies: Vec<Json> = bodies.map(|seen| serde_json::from_str(&seen.body).unwrap()).collect();
    for body in &mut bodies {
        body.as_object_mut().unwrap().remove("clientRequestToken");
    }
    bodies
}

#[tokio::test(start_paused = true)]
async fn each_change_is_made_by_its_own_call_and_holds_although_eks_still_shows_the_old() {
    let all = ["authenticator", "controllerManager", "scheduler"];
    let logging = json!({ "logging": { "clusterLogging": [
        { "enabled": true, "types": ["api", "audit"] },
        { "enabled": false, "types": all },
    ] } });
    for (config, cluster, path, value, what, body) in [
        (ebs(), described("ACTIVE"), "version", json!("1.32"), UPDATE_VERSION, json!({ "version": "1.32" })),
        (ebs(), described("ACTIVE"), "enabled_cluster_log_types", json!(["api", "audit"]), UPDATE_CONFIG, logging),
        (
            ebs(),
            described("ACTIVE"),
            "upgrade_policy.support_type",
            json!("STANDARD"),
            UPDATE_CONFIG,
            json!({ "upgradePolicy": { "supportType": "STANDARD" } }),
        ),
        (
            ebs(),
            described("ACTIVE"),
            "deletion_protection",
            json!(true),
            UPDATE_CONFIG,
            json!({ "deletionProtection": true }),
        ),
        (
            instance_store(),
            described_instance_store("ACTIVE"),
            "access_config.authentication_mode",
            json!("API"),
            UPDATE_CONFIG,
            json!({ "accessConfig": { "authenticationMode": "API" } }),
        ),
        (
            instance_store(),
            described_instance_store("ACTIVE"),
            "vpc_config.endpoint_public_access",
            json!(true),
            UPDATE_CONFIG,
            json!({ "resourcesVpcConfig": { "endpointPublicAccess": true } }),
        ),
    ] {
        let prior = applied(&config, cluster.clone()).await;
        let test = Test::new(willing(cluster)).await;
        let cx = test.context();
        let config = with(config, path, value.clone());
        let state = bring(&test, &cx, &prior, &config).await.unwrap();
        assert_eq!(test.calls(), [DESCRIBE, what, DESCRIBE_UPDATE, DESCRIBE, DESCRIBE_UPDATE, DESCRIBE], "{path}");
        assert_eq!(sent(&test, what), [body]);
        assert_eq!(test.plan(&config, Some(&state)).await.changes(&state), [""; 0], "{path} is as configured");
        assert_eq!(cx.saved_state().unwrap(), Some(state), "{path} is saved");
    }
}

#[tokio::test(start_paused = true)]
async fn the_public_endpoint_and_its_blocks_change_together() {
    let config = with(instance_store(), "vpc_config.endpoint_public_access", true);
    let cluster = with(described_instance_store("ACTIVE"), "resourcesVpcConfig.endpointPublicAccess", true);
    let prior = applied(&config, cluster.clone()).await;
    let test = Test::new(willing(cluster)).await;
    let config = with(config, "vpc_config.public_access_cidrs", json!(["203.0.113.0/24"]));
    bring(&test, &test.context(), &prior, &config).await.unwrap();
    assert_eq!(
        sent(&test, UPDATE_CONFIG),
        [json!({ "resourcesVpcConfig": { "publicAccessCidrs": ["203.0.113.0/24"] } })]
    );
}

#[tokio::test(start_paused = true)]
async fn logs_are_switched_off_by_name() {
    let config = with(ebs(), "enabled_cluster_log_types", json!(["api"]));
    let cluster = with(described("ACTIVE"), "logging.clusterLogging", json!([{ "types": ["api"], "enabled": true }]));
    let prior = applied(&config, cluster.clone()).await;
    for config in [ebs(), with(ebs(), "enabled_cluster_log_types", json!([]))] {
        let test = Test::new(willing(cluster.clone())).await;
        let state = bring(&test, &test.context(), &prior, &config).await.unwrap();
        let off = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
        let expected = json!({ "logging": { "clusterLogging": [{ "enabled": false, "types": off }] } });
        assert_eq!(sent(&test, UPDATE_CONFIG), [expected]);
        assert_eq!(test.plan(&config, Some(&state)).await.changes(&state), [""; 0], "{config}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_took_effect_is_saved_when_the_next_change_fails() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let mut scripts = willing(described("ACTIVE"));
    let protected = with(described("ACTIVE"), "deletionProtection", true);
    scripts[0].1 = vec![answer(described("ACTIVE")), answer(described("ACTIVE")), answer(protected)];
    scripts[1].1 = vec![update("Successful"), update("Failed")];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let config = with(with(ebs(), "deletion_protection", true), "version", "1.32");
    let error = bring(&test, &cx, &prior, &config).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Update failed (at version)\nThe update of the version of cluster \"edge\" failed. The update ended as Failed.\n- \
         SubnetNotFound: \
         gone (resources subnet-01234567).\n\nThe state has what is true now."
    );
    let saved = cx.saved_state().unwrap().unwrap();
    assert_eq!((saved.deletion_protection, saved.version.as_deref()), (Some(true), Some("1.31")));
}

#[tokio::test(start_paused = true)]
async fn tags_alone_are_changed_without_waiting() {
    let config = with(ebs(), "tags", json!({ "a": "1", "b": "2" }));
    let prior = applied(&config, with(described("ACTIVE"), "tags", json!({ "a": "1", "b": "2" }))).await;
    let test = Test::with_default_tags(willing(described("ACTIVE")), tags(&[("team", "edge")])).await;
    let cx = test.context();
    let config = with(ebs(), "tags", json!({ "b": "3" }));
    let state = bring(&test, &cx, &prior, &config).await.unwrap();
    let path = format!("/tags/{}", ARN.replace(':', "%3A").replace('/', "%2F"));
    assert_eq!(test.calls(), [format!("DELETE {path}"), format!("POST {path}"), DESCRIBE.to_owned()]);
    assert_eq!(sent(&test, &format!("POST {path}")), [json!({ "tags": { "b": "3", "team": "edge" } })]);
    assert_eq!(test.wire.times(DESCRIBE).len(), 1);
    // EKS still shows none of them.
    assert_eq!((state.tags, state.tags_all), (Some(tags(&[("b", "3")])), tags(&[("b", "3"), ("team", "edge")])));
}

#[tokio::test(start_paused = true)]
async fn tags_that_are_gone_are_gone_from_state_when_setting_the_others_fails() {
    let config = with(ebs(), "tags", json!({ "a": "1" }));
    let prior = applied(&config, with(described("ACTIVE"), "tags", json!({ "a": "1" }))).await;
    let mut scripts = willing(described("ACTIVE"));
    scripts[4].1 = vec![eks_error(400, "BadRequestException", "no")];
    let test = Test::new(scripts).await;
    let cx = test.context();
    bring(&test, &cx, &prior, &with(ebs(), "tags", json!({ "b": "2" }))).await.unwrap_err();
    assert_eq!(cx.saved_state().unwrap().unwrap().tags_all, tags(&[]));
}

#[tokio::test(start_paused = true)]
async fn what_only_the_provider_uses_needs_no_change_of_the_cluster() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(willing(described("ACTIVE"))).await;
    let config = with(with(ebs(), "preflight", "off"), "wait_for_active", false);
    let state = bring(&test, &test.context(), &prior, &config).await.unwrap();
    assert_eq!(
        (test.calls(), state.preflight.as_deref(), state.wait_for_active),
        (vec![DESCRIBE.to_owned()], Some("off"), false)
    );
}

#[tokio::test(start_paused = true)]
async fn an_interrupted_update_is_an_error_and_state_has_what_is_true() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let mut scripts = willing(described("UPDATING"));
    scripts[0].1 = vec![answer(described("ACTIVE")), answer(described("ACTIVE")), answer(described("UPDATING"))];
    scripts[1].1 = vec![update("InProgress")];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let config = with(ebs(), "version", "1.32");
    let (result, seconds) = test.interrupt(33, bring(&test, &cx, &prior, &config)).await;
    assert!((seconds - 33.0).abs() < f64::EPSILON, "{seconds}");
    assert_eq!(
        result.unwrap_err().to_string(),
        "error: Interrupted while EKS updates the cluster\nAn update of cluster \"edge\" is not finished; the state \
         has what was true \
         last. Run `terraform apply` again: it waits for the running update and makes what is left."
    );
    let saved = cx.saved_state().unwrap().unwrap();
    assert_eq!((saved.version.as_deref(), saved.status.as_deref()), (Some("1.31"), Some("UPDATING")));
    assert!(cx.warnings().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_apply_after_an_interrupted_update_waits_for_it_and_does_not_ask_again() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let mut scripts = willing(described("ACTIVE"));
    let updated = answer(with(described("ACTIVE"), "version", "1.32"));
    scripts[0].1 = vec![answer(described("UPDATING")), updated];
    let test = Test::new(scripts).await;
    let config = with(ebs(), "version", "1.32");
    let state = bring(&test, &test.context(), &prior, &config).await.unwrap();
    assert_eq!((test.calls(), state.version.as_deref()), (vec![DESCRIBE.to_owned()], Some("1.32")));
}

#[tokio::test(start_paused = true)]
async fn an_interruption_before_the_update_asks_for_nothing_and_speaks_of_the_update() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(willing(described("UPDATING"))).await;
    let cx = test.context();
    let config = with(ebs(), "version", "1.32");
    let (result, _) = test.interrupt(33, bring(&test, &cx, &prior, &config)).await;
    assert!(result.unwrap_err().to_string().starts_with("error: Interrupted while EKS updates the cluster\n"));
    assert_eq!((test.calls(), cx.warnings().is_empty()), (vec![DESCRIBE.to_owned()], true));
}

/// A cluster that was accepted and that nobody has waited for.
async fn unfinished() -> LocalCluster {
    let mut state = applied(&with(ebs(), "wait_for_active", false), described("CREATING")).await;
    state.wait_for_active = true;
    state
}

#[tokio::test(start_paused = true)]
async fn the_apply_after_an_interrupted_creation_goes_on_waiting() {
    let prior = unfinished().await;
    let mut scripts = willing(described("ACTIVE"));
    scripts[0].1 = vec![answer(described("CREATING")), answer(described("CREATING")), answer(described("ACTIVE"))];
    let test = Test::new(scripts).await;
    let state = bring(&test, &test.context(), &prior, &ebs()).await.unwrap();
    assert_eq!(state.status.as_deref(), Some("ACTIVE"));
    assert_eq!((test.calls(), test.wire.times(DESCRIBE)), (vec![DESCRIBE.to_owned()], vec![0, 10, 20, 30]));
    assert_eq!(test.plan(&ebs(), Some(&state)).await.changes(&state), [""; 0]);

    let test = Test::new(willing(described("CREATING"))).await;
    let cx = test.context();
    let (state, seconds) = test.interrupt(17, bring(&test, &cx, &prior, &ebs())).await;
    assert_eq!((state.unwrap().status.as_deref(), seconds.to_bits()), (Some("CREATING"), 17.0_f64.to_bits()));
    assert!(cx.warnings().to_string().starts_with("warning: Interrupted while EKS creates the cluster\n"));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_resumed_never_speaks_of_a_taint() {
    let prior = unfinished().await;
    for (shown, expected) in [
        (
            answer(described("CREATING")),
            "error: Cluster not active in time\nAfter 10 minutes cluster \"edge\" is not active. The cluster's status is \
             CREATING.\n\nEKS goes on with it. Run `terraform apply` again to go on waiting, or raise `timeouts.update`.",
        ),
        (
            answer(described("FAILED")),
            "error: Cluster cannot become active\nCluster \"edge\" cannot become active, so it was not updated. The \
             cluster's status is \
             FAILED.\n\nRemove the cause and apply again, or replace the cluster:\n\n  terraform apply -replace=ADDRESS # the resource's \
             address, above",
        ),
    ] {
        let test =
            Test::new(willing(described("ACTIVE")).into_iter().skip(1).chain([(DESCRIBE, vec![shown])]).collect())
                .await;
        let error = bring(&test, &test.ten_minutes(), &prior, &ebs()).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn an_update_that_takes_too_long_says_how_to_go_on() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let mut scripts = willing(described("ACTIVE"));
    scripts[1].1 = vec![update("InProgress")];
    let test = Test::new(scripts).await;
    let error = bring(&test, &test.ten_minutes(), &prior, &with(ebs(), "version", "1.32")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Update not finished in time\nAfter 9 minutes the update of the version of cluster \"edge\" is not \
         finished. The \
         cluster's status is ACTIVE.\n\nEKS goes on with it. Run `terraform apply` again to go on waiting, or raise `timeouts.update`."
    );
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_is_gone_is_not_updated() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let gone_while = "error: Cluster disappeared\nEKS does not know cluster \"edge\" any more: something else \
     deleted it. Run `terraform \
                      apply` again to create it.";
    for config in [with(ebs(), "preflight", "off"), with(ebs(), "version", "1.32")] {
        let test = Test::new(vec![(DESCRIBE, vec![gone()])]).await;
        let error = bring(&test, &test.context(), &prior, &config).await.unwrap_err();
        assert_eq!(error.to_string(), gone_while);
    }
}

#[tokio::test(start_paused = true)]
async fn an_update_without_an_id_is_waited_for_by_the_cluster() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let mut scripts = willing(described("ACTIVE"));
    scripts[3].1 = vec![(200, r#"{"update":{}}"#.to_owned())];
    let test = Test::new(scripts).await;
    let state = bring(&test, &test.context(), &prior, &with(ebs(), "version", "1.32")).await.unwrap();
    assert_eq!((test.calls().len(), state.version.as_deref()), (3, Some("1.32")));
}

#[tokio::test(start_paused = true)]
async fn an_issuer_that_was_not_planned_comes_with_the_next_read() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let cluster = with(described("ACTIVE"), "identity", json!({ "oidc": { "issuer": "https://oidc.example.com/1" } }));
    let test = Test::new(willing(cluster)).await;
    let state = bring(&test, &test.context(), &prior, &with(ebs(), "preflight", "off")).await.unwrap();
    assert_eq!(state.oidc_issuer_url, None);
    let read = LocalClusterResource.read(&test.context(), state).await.unwrap().unwrap();
    assert_eq!(read.oidc_issuer_url.as_deref(), Some("https://oidc.example.com/1"));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_something_else_deletes_is_waited_for_until_it_is_gone() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let shown = vec![answer(described("DELETING")), answer(described("DELETING")), gone()];
    let test = Test::new(vec![(DESCRIBE, shown)]).await;
    let cx = test.context();
    let error = bring(&test, &cx, &prior, &with(ebs(), "version", "1.32")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: Cluster deleted by something else\nCluster \"edge\" was being deleted, and now it is gone. Run `terraform apply` again to \
         create it."
    );
    assert_eq!(cx.saved_state().unwrap().unwrap().status.as_deref(), Some("DELETING"));

    let test = Test::new(vec![(DESCRIBE, vec![answer(described("DELETING"))])]).await;
    let cx = test.context();
    let (result, seconds) = test.interrupt(33, bring(&test, &cx, &prior, &with(ebs(), "version", "1.32"))).await;
    assert_eq!((result.is_err(), seconds.to_bits()), (true, 33.0_f64.to_bits()));
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_to_an_update_is_found_again_in_the_cluster() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let updated = answer(with(described("ACTIVE"), "version", "1.32"));
    let mut scripts = willing(described("ACTIVE"));
    scripts[0].1 =
        vec![answer(described("ACTIVE")), answer(described("ACTIVE")), answer(described("UPDATING")), updated];
    scripts[3].1 = vec![(LOST, String::new()), busy()];
    let test = Test::new(scripts).await;
    let state = bring(&test, &test.context(), &prior, &with(ebs(), "version", "1.32")).await.unwrap();
    assert_eq!((state.version.as_deref(), sent(&test, UPDATE_VERSION).len()), (Some("1.32"), 2));
}

#[tokio::test(start_paused = true)]
async fn one_look_that_does_not_find_the_cluster_may_be_out_of_date() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(vec![(DESCRIBE, vec![gone(), answer(described("ACTIVE"))])]).await;
    bring(&test, &test.context(), &prior, &with(ebs(), "preflight", "off")).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn tags_that_get_no_answer_end_a_moment_after_an_interruption() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let mut scripts = willing(described("ACTIVE"));
    scripts[4].1 = vec![(SILENT, String::new())];
    let test = Test::new(scripts).await;
    let cx = test.context();
    let (result, seconds) =
        test.interrupt(3, bring(&test, &cx, &prior, &with(ebs(), "tags", json!({ "a": "1" })))).await;
    assert_eq!(result.unwrap_err().to_string(), "error: Interrupted\nAWS had not answered yet. Run the command again.");
    assert!(seconds < 4.0, "{seconds}");
    assert_eq!(cx.saved_state().unwrap().unwrap().tags, None, "nothing is claimed");
}
