//! Read.

use serde_json::{Value as Json, json};
use tf_provider_rs::{Resource, Result};

use super::LocalClusterResource;
use super::model::LocalCluster;
use super::testing::{
    DESCRIBE, Test, answer, applied, denied, described, described_instance_store, ebs, gone, instance_store,
};
use crate::aws::testing::{Answer, eks_error};
use crate::resources::testing::{tags, with};

/// What a read makes of `state` when EKS gives `answer`.
async fn read(state: &LocalCluster, answer: Answer) -> Result<Option<LocalCluster>> {
    let test = Test::with_default_tags(vec![(DESCRIBE, vec![answer])], tags(&[("team", "edge")])).await;
    let read = LocalClusterResource.read(&test.context(), state.clone()).await;
    assert_eq!(test.wire.seen().len(), 1, "a refresh is one call");
    read
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_eks_does_not_know_is_gone() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    for answer in [gone(), eks_error(400, "ClientException", "No cluster found for name: edge.")] {
        assert_eq!(read(&state, answer).await, Ok(None));
    }
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_we_may_not_see_is_an_error() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    assert_eq!(
        read(&state, denied()).await.unwrap_err().to_string(),
        "error: DescribeCluster failed for cluster \"edge\"\neks:DescribeCluster on cluster \"edge\": \
         AccessDeniedException: no \
         (request ID request-1)\n\nAllow eks:DescribeCluster to the principal that runs Terraform. Permission boundaries, session \
         policies and service control policies count too."
    );
}

#[tokio::test(start_paused = true)]
async fn any_member_that_eks_leaves_out_keeps_its_value() {
    let spread = json!({ "spread_level": "rack" });
    let config = with(instance_store(), "outpost_config.control_plane_placement", spread.clone());
    let config = with(config, "outpost_config.etcd_placement", spread);
    let config = with(config, "vpc_config.endpoint_public_access", true);
    let config = with(config, "vpc_config.security_group_ids", json!(["sg-01234567"]));
    let cluster = with(described_instance_store("ACTIVE"), "outpostConfig.controlPlanePlacement.spreadLevel", "rack");
    let cluster = with(cluster, "outpostConfig.etcdPlacement.spreadLevel", "rack");
    let cluster = with(cluster, "resourcesVpcConfig.endpointPublicAccess", true);
    let cluster = with(cluster, "resourcesVpcConfig.securityGroupIds", json!(["sg-01234567"]));
    let state = applied(&config, cluster.clone()).await;
    let mut left_out = 0;
    for (path, partial) in with_each_left_out(&cluster) {
        // Its absence is what tells the two kinds of cluster apart, and who was not named is not let in.
        if matches!(path.as_str(), "resourcesVpcConfig.endpointPublicAccess") {
            continue;
        }
        left_out += 1;
        assert_eq!(read(&state, answer(partial)).await, Ok(Some(state.clone())), "{path}");
    }
    assert!(left_out > 30, "{left_out}");
    let unreachable = json!({ "endpointPrivateAccess": false, "endpointPublicAccess": false });
    let partial = with(cluster, "resourcesVpcConfig", unreachable);
    assert_eq!(read(&state, answer(partial)).await, Ok(Some(state)));
}

/// Every form of `object` that lacks one member, by path.
fn with_each_left_out(object: &Json) -> Vec<(String, Json)> {
    let Some(members) = object.as_object() else { return Vec::new() };
    let mut all = Vec::new();
    for (name, value) in members {
        let mut rest = members.clone();
        rest.remove(name);
        all.push((name.clone(), Json::Object(rest)));
        for (path, partial) in with_each_left_out(value) {
            all.push((format!("{name}.{path}"), with(object.clone(), name, partial)));
        }
    }
    all
}

#[tokio::test(start_paused = true)]
async fn the_order_of_lists_says_nothing() {
    let lists = |subnets: Json, types: Json, ids: Json, codes: [&str; 2]| {
        let issues = codes.map(|code| json!({ "code": code, "message": "m", "resourceIds": ids.clone() }));
        let cluster = with(described("ACTIVE"), "resourcesVpcConfig.subnetIds", subnets);
        let cluster = with(cluster, "logging.clusterLogging", json!([{ "types": types, "enabled": true }]));
        with(cluster, "health.issues", Json::from(issues.to_vec()))
    };
    let config = with(ebs(), "vpc_config.subnet_ids", json!(["subnet-01234567", "subnet-76543210"]));
    let config = with(config, "enabled_cluster_log_types", json!(["api", "audit"]));
    let subnets = || json!(["subnet-01234567", "subnet-76543210"]);
    let one = lists(subnets(), json!(["api", "audit"]), json!(["i-1", "i-2"]), ["AccessDenied", "InternalFailure"]);
    let state = applied(&config, one).await;
    let turned = json!(["subnet-76543210", "subnet-01234567"]);
    let other = lists(turned, json!(["audit", "api"]), json!(["i-2", "i-1"]), ["InternalFailure", "AccessDenied"]);
    assert_eq!(read(&state, answer(other)).await, Ok(Some(state)));
}

#[tokio::test(start_paused = true)]
async fn default_tags_are_not_the_clusters_own() {
    let state =
        applied(&with(ebs(), "tags", json!({ "a": "1" })), with(described("ACTIVE"), "tags", json!({ "a": "1" })))
            .await;
    let remote = json!({ "a": "1", "team": "edge", "aws:cloudformation:stack-id": "x" });
    let read = read(&state, answer(with(described("ACTIVE"), "tags", remote))).await.unwrap().unwrap();
    assert_eq!(read.tags, Some(tags(&[("a", "1")])));
    assert_eq!(read.tags_all, tags(&[("a", "1"), ("team", "edge")]));
}

#[tokio::test(start_paused = true)]
async fn words_that_this_version_does_not_know_are_kept() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let cluster = with(described("SLEEPING"), "health.issues", json!([{ "code": "Bored", "message": "m" }]));
    let cluster = with(cluster, "upgradePolicy.supportType", "FOREVER");
    let cluster = with(cluster, "logging.clusterLogging", json!([{ "types": ["dreams"], "enabled": true }]));
    let read = read(&state, answer(cluster)).await.unwrap().unwrap();
    assert_eq!(read.status.as_deref(), Some("SLEEPING"));
    assert_eq!(read.health[0].code.as_deref(), Some("Bored"));
    assert_eq!(read.upgrade_policy.unwrap().support_type.as_deref(), Some("FOREVER"));
    assert_eq!(read.enabled_cluster_log_types, Some(["dreams".to_owned()].into()));
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_changed_is_read() {
    let state = applied(&ebs(), described("ACTIVE")).await;
    let cluster = with(described("ACTIVE"), "version", "1.32");
    let cluster = with(cluster, "deletionProtection", true);
    let cluster = with(cluster, "tags", json!({ "b": "2" }));
    let read = read(&state, answer(cluster)).await.unwrap().unwrap();
    assert_eq!((read.version.as_deref(), read.deletion_protection), (Some("1.32"), Some(true)));
    assert_eq!((read.tags, read.tags_all), (Some(tags(&[("b", "2")])), tags(&[("b", "2")])));
}
