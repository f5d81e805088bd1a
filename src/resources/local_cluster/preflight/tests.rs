use std::sync::Arc;

use serde_json::{Value as Json, json};
use tf_provider_rs::testing::{Host, UNKNOWN};

use crate::aws::testing::Wire;
use crate::config::{Api, Preflight};
use crate::preflight::testing::{SUBNET, Scripts, but, good_ebs, subnet, subnets, wire};
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{applied, described, ebs};
use crate::resources::testing::{with, with_each_unknown};
use crate::tags::Tags;

struct Test {
    wire: Wire,
    host: Host<LocalClusterResource>,
}

impl Test {
    async fn new(scripts: &Scripts, level: Preflight) -> Self {
        let wire = wire(scripts);
        let api = Api::of(wire.clients().await, Tags::new()).with_preflight(level);
        Self { wire, host: Host::new(LocalClusterResource, Arc::new(api)) }
    }

    /// What is said of the plan of `config`.
    async fn said(&self, config: &Json, prior: Option<&LocalCluster>) -> String {
        self.host.plan(config, prior).await.unwrap().diagnostics.to_string()
    }
}

fn crowded() -> Scripts {
    but(good_ebs(), "DescribeSubnets", subnets(&[subnet(SUBNET).replace(">100<", ">0<")]))
}

#[tokio::test(start_paused = true)]
async fn the_level_of_the_cluster_goes_before_the_providers() {
    for (of_provider, of_cluster, severity) in [
        (Preflight::Error, Json::Null, "error: "),
        (Preflight::Warn, Json::Null, "warning: "),
        (Preflight::Off, Json::Null, ""),
        (Preflight::Off, json!("error"), "error: "),
        (Preflight::Error, json!("warn"), "warning: "),
        (Preflight::Error, json!("off"), ""),
        (Preflight::Error, json!(UNKNOWN), ""),
    ] {
        let test = Test::new(&crowded(), of_provider).await;
        let said = test.said(&with(ebs(), "preflight", of_cluster.clone()), None).await;
        let expected = match severity {
            "" => String::new(),
            severity => format!("{severity}Too few free addresses (at vpc_config.subnet_ids)"),
        };
        assert_eq!(said.lines().next().unwrap_or_default(), expected, "{of_provider:?} {of_cluster}");
        assert_eq!(test.wire.seen().is_empty(), severity.is_empty(), "{of_provider:?} {of_cluster}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_known_is_not_checked() {
    for (path, config) in with_each_unknown(&with(ebs(), "outpost_config.etcd_instance_type", Json::Null)) {
        let test = Test::new(&good_ebs(), Preflight::Error).await;
        assert_eq!(test.said(&config, None).await, "", "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_without_a_call_come_first() {
    let test = Test::new(&good_ebs(), Preflight::Error).await;
    let elsewhere = "arn:aws:outposts:eu-west-1:111122223333:outpost/op-0123456789abcdef0";
    let said = test.said(&with(ebs(), "outpost_config.outpost_arn", elsewhere), None).await;
    assert!(said.starts_with("error: Outpost in another Region"), "{said}");
    assert_eq!(test.wire.seen().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_update_asks_nothing_and_a_replacement_does_not_stumble_over_its_predecessor() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(&crowded(), Preflight::Error).await;
    assert_eq!(test.said(&ebs(), Some(&prior)).await, "");
    assert_eq!(test.said(&with(ebs(), "tags", json!({ "a": "b" })), Some(&prior)).await, "");
    assert_eq!(test.wire.seen().len(), 0);

    // Terraform plans the second half of a replacement as if it were new.
    let replaced = with(ebs(), "outpost_config.control_plane_instance_type", "c5.large");
    assert_eq!(test.said(&replaced, Some(&prior)).await, "");
    assert_eq!(test.wire.seen().len(), 0);
    assert_eq!(test.said(&replaced, None).await, "");
    assert_eq!(test.wire.times("DescribeSubnets").len(), 1);
    assert_eq!(test.wire.times("GET /clusters/edge").len(), 0);
    let wrong = with(ebs(), "outpost_config.control_plane_instance_type", "x5.large");
    assert!(test.said(&wrong, None).await.starts_with("error: Instance type not on the Outpost"));
}

#[tokio::test(start_paused = true)]
async fn a_replacement_under_another_name_is_checked_as_if_the_old_cluster_stayed() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::new(&crowded(), Preflight::Error).await;
    let renamed = with(ebs(), "name", "far");
    assert_eq!(test.said(&renamed, Some(&prior)).await, "");
    assert!(test.said(&renamed, None).await.starts_with("error: Too few free addresses"));
}

#[tokio::test(start_paused = true)]
async fn a_replacement_is_not_checked_with_the_version_that_eks_chose_for_the_old_cluster() {
    let prior = applied(&ebs(), with(described("ACTIVE"), "version", "1.99")).await;
    let test = Test::new(&good_ebs(), Preflight::Error).await;
    let replaced = with(with(ebs(), "version", Json::Null), "outpost_config.control_plane_instance_type", "c5.large");
    assert_eq!(test.said(&replaced, Some(&prior)).await, "");
    assert_eq!(test.said(&replaced, None).await, "");
}
