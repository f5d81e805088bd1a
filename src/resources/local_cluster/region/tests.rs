use serde_json::{Value as Json, json};
use tf_provider_rs::Resource;
use tf_provider_rs::testing::UNKNOWN;

use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    DELETE, DESCRIBE, OUTPOST, Test, UPDATE_CONFIG, answer, applied, creation, described, ebs, gone, update,
};
use crate::resources::testing::with;

const ELSEWHERE: &str = "arn:aws:outposts:eu-west-1:111122223333:outpost/op-0123456789abcdef0";

/// A cluster in eu-west-1, which is not the provider's Region.
fn config() -> Json {
    with(with(ebs(), "outpost_config.outpost_arn", ELSEWHERE), "region", "eu-west-1")
}

fn cluster() -> Json {
    let cluster = with(described("ACTIVE"), "outpostConfig.outpostArns", json!([ELSEWHERE]));
    with(cluster, "arn", "arn:aws:eks:eu-west-1:111122223333:cluster/edge")
}

async fn state() -> LocalCluster {
    let state = applied(&config(), cluster()).await;
    assert_eq!(state.region, "eu-west-1");
    state
}

/// Every call of EKS was signed for eu-west-1.
fn assert_elsewhere(test: &Test) {
    let seen = test.wire.seen();
    let to_eks: Vec<_> = seen.iter().filter(|seen| seen.what.contains('/')).collect();
    assert!(!to_eks.is_empty());
    for seen in to_eks {
        assert!(seen.header("authorization").contains("/eu-west-1/eks/"), "{seen:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_operation_goes_to_the_region_of_the_cluster() {
    let test = Test::new(creation(vec![answer(cluster())])).await;
    let arguments = test.arguments(&config(), None).await;
    LocalClusterResource.create(&test.context(), arguments).await.unwrap();
    assert_elsewhere(&test);

    let state = state().await;
    let test = Test::new(vec![(DESCRIBE, vec![answer(cluster())])]).await;
    LocalClusterResource.read(&test.context(), state.clone()).await.unwrap();
    assert_elsewhere(&test);

    let changed = with(with(config(), "tags", json!({ "a": "1" })), "deletion_protection", true);
    let test = Test::new(vec![
        (DESCRIBE, vec![answer(with(cluster(), "tags", json!({ "a": "1" })))]),
        (UPDATE_CONFIG, vec![update("InProgress")]),
        ("GET /clusters/edge/updates/*", vec![update("Successful")]),
        ("POST /tags/*", vec![(200, "{}".to_owned())]),
    ])
    .await;
    let arguments = test.arguments(&changed, Some(&state)).await;
    LocalClusterResource.update(&test.context(), state.clone(), arguments).await.unwrap();
    let called = test.calls().join(" ");
    assert!(called.contains("update-config") && called.contains("/tags/"), "{called}");
    assert_elsewhere(&test);

    let test = Test::new(vec![(DELETE, vec![answer(cluster())]), (DESCRIBE, vec![gone()])]).await;
    LocalClusterResource.delete(&test.context(), state).await.unwrap();
    assert_elsewhere(&test);
}

#[tokio::test(start_paused = true)]
async fn a_region_that_is_not_known_yet_is_not_the_providers() {
    let test = Test::new(Vec::new()).await;
    let config = with(config(), "region", UNKNOWN);
    assert_eq!(test.plan(&config, None).await.state()["region"], UNKNOWN);
    let prior = state().await;
    let planned = test.plan(&config, Some(&prior)).await;
    assert_eq!(
        (planned.state()["region"].as_str(), planned.requires_replace()),
        (Some(UNKNOWN), vec!["region".to_owned()])
    );
    assert_eq!(test.calls(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_region_of_another_partition_is_refused_at_the_attribute() {
    let test = Test::new(Vec::new()).await;
    let config = with(ebs(), "outpost_config.outpost_arn", OUTPOST.replace("us-west-2", "cn-north-1"));
    assert_eq!(
        test.refusal(&with(config, "region", "cn-north-1"), None).await,
        "error: Region of another partition (at region)\n\"cn-north-1\" is in the partition \"aws-cn\", and the provider's Region \
         \"us-west-2\" is in \"aws\": no credentials are good for both. Use a Region of \"aws\", or another provider block for this \
         resource."
    );
}

#[tokio::test(start_paused = true)]
async fn an_existing_cluster_stays_where_it_is_when_the_providers_region_changes() {
    let state = state().await;
    let test = Test::new(Vec::new()).await;
    let mut config = config();
    config.as_object_mut().unwrap().remove("region");
    let planned = test.plan(&config, Some(&state)).await;
    assert_eq!((planned.changes(&state), planned.requires_replace()), (vec![], vec![]));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_moves_to_an_outpost_in_the_providers_region_is_replaced_there() {
    let state = state().await;
    let test = Test::new(Vec::new()).await;
    let planned = test.plan(&ebs(), Some(&state)).await;
    assert_eq!(planned.requires_replace(), ["outpost_config.outpost_arn"]);
    assert_eq!(planned.state()["region"], "us-west-2");
}

#[tokio::test(start_paused = true)]
async fn a_change_of_the_region_replaces_the_cluster() {
    let state = state().await;
    let test = Test::new(Vec::new()).await;
    let planned = test.plan(&with(ebs(), "region", "us-west-2"), Some(&state)).await;
    assert_eq!(planned.requires_replace(), ["outpost_config.outpost_arn", "region"]);
}
