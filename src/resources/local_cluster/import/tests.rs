use serde_json::json;
use tf_provider_rs::{Resource, Result};

use super::parse;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    ARN, DESCRIBE, Test, answer, described, described_instance_store, ebs, gone, instance_store,
};
use crate::resources::testing::with;

#[test]
fn a_cluster_is_named_in_three_ways() {
    for (id, expected) in [
        ("edge", ("edge", None)),
        ("edge@eu-west-1", ("edge", Some("eu-west-1"))),
        ("arn:aws:eks:us-west-2:123456789012:cluster/edge", ("edge", Some("us-west-2"))),
    ] {
        assert_eq!(parse(id), Ok(expected));
    }
}

#[test]
fn other_identifiers_are_refused_with_the_three_ways() {
    for id in [
        "edge cluster",
        "edge@",
        "edge@nowhere",
        "arn:aws:iam::123456789012:role/edge",
        "arn:aws:eks:us-west-2:123456789012:cluster/",
        "-edge",
    ] {
        assert_eq!(
            parse(id).unwrap_err().detail,
            format!(
                "\"{id}\" does not name a cluster. Use its name (\"edge\"), its name and Region \
                 (\"edge@us-west-2\"), or its ARN \
                 (\"arn:aws:eks:us-west-2:123456789012:cluster/edge\")."
            )
        );
    }
}

async fn imported(test: &Test, id: &str) -> Result<LocalCluster> {
    LocalClusterResource.import(&test.context(), id).await
}

#[tokio::test(start_paused = true)]
async fn an_imported_cluster_of_either_kind_has_neither_drift_nor_a_plan() {
    let all = |cluster| {
        let cluster = with(cluster, "logging.clusterLogging", json!([{ "types": ["api"], "enabled": true }]));
        with(cluster, "tags", json!({ "a": "1" }))
    };
    let configured =
        |config| with(with(config, "enabled_cluster_log_types", json!(["api"])), "tags", json!({ "a": "1" }));
    for (config, cluster) in [
        (ebs(), described("ACTIVE")),
        (configured(ebs()), all(described("ACTIVE"))),
        (instance_store(), described_instance_store("ACTIVE")),
        (configured(instance_store()), all(described_instance_store("ACTIVE"))),
        (
            with(ebs(), "outpost_config.control_plane_placement.group_name", "spread"),
            with(described("ACTIVE"), "outpostConfig.controlPlanePlacement", json!({ "groupName": "spread" })),
        ),
    ] {
        let test = Test::new(vec![(DESCRIBE, vec![answer(cluster)])]).await;
        let state = imported(&test, "edge").await.unwrap();
        let read = LocalClusterResource.read(&test.context(), state.clone()).await.unwrap();
        assert_eq!(read, Some(state.clone()));
        assert_eq!(test.plan(&config, Some(&state)).await.changes(&state), [""; 0], "{config}");
        assert_eq!((test.calls(), test.wire.seen().len()), (vec![DESCRIBE.to_owned()], 2));
    }
}

#[tokio::test(start_paused = true)]
async fn the_identifier_decides_the_region() {
    for (id, region) in [
        ("edge", "us-west-2"),
        ("edge@eu-west-1", "eu-west-1"),
        (ARN, "us-west-2"),
        ("arn:aws:eks:ap-south-1:111122223333:cluster/edge", "ap-south-1"),
    ] {
        let test = Test::new(vec![(DESCRIBE, vec![answer(described("ACTIVE"))])]).await;
        assert_eq!(imported(&test, id).await.unwrap().region, region);
        let signed = test.wire.seen()[0].header("authorization").to_owned();
        assert!(signed.contains(&format!("/{region}/eks/")), "{signed}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_a_local_cluster_is_not_imported() {
    let mut cloud = described("ACTIVE");
    cloud.as_object_mut().unwrap().remove("outpostConfig");
    for (shown, expected) in [
        (
            answer(cloud),
            "error: Not a local cluster\nCluster \"edge\" runs in the AWS cloud, not on an Outpost. Manage it with \
             `aws_eks_cluster` of \
             the AWS provider.",
        ),
        (
            gone(),
            "error: No such cluster\nThere is no cluster \"edge\" in us-west-2 in this account. Check the name, the \
             Region \
             (\"edge@REGION\") and the credentials.",
        ),
    ] {
        let test = Test::new(vec![(DESCRIBE, vec![shown])]).await;
        assert_eq!(imported(&test, "edge").await.unwrap_err().to_string(), expected);
    }
    let test = Test::new(Vec::new()).await;
    imported(&test, "edge cluster").await.unwrap_err();
    assert_eq!(test.calls(), [""; 0], "AWS is not asked about a malformed identifier");
}

#[tokio::test(start_paused = true)]
async fn an_arn_of_another_account_does_not_import_the_cluster_of_this_one() {
    let test = Test::new(vec![(DESCRIBE, vec![answer(described("ACTIVE"))])]).await;
    let id = "arn:aws:eks:us-west-2:999999999999:cluster/edge";
    assert_eq!(
        imported(&test, id).await.unwrap_err().to_string(),
        format!(
            "error: Cluster of another account\n\"{id}\" is not in the account of these credentials, {}, which has a cluster of the same name. \
             Use credentials of the account in the ARN, or import the cluster of {0} by its name.",
            ARN.split(':').nth(4).unwrap()
        )
    );
}
