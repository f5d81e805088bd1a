use serde_json::{Value as Json, json};
use tf_provider_rs::Diagnostics;
use tf_provider_rs::testing::{Listed, Query};

use crate::aws::testing::{Answer, REFUSED, Wire, eks_error};
use crate::resources::local_cluster::testing::{
    OUTPOST, answer, denied, described, described_instance_store, ebs, gone, instance_store,
};
use crate::resources::testing::{terraform, with};

const CLUSTER: &str = "eksoutpost_local_cluster";
const LIST: &str = "GET /clusters";

/// A page of names.
fn page(names: &[&str], next: Option<&str>) -> Answer {
    (200, json!({ "clusters": names, "nextToken": next }).to_string())
}

/// What EKS says of a cluster, under another name.
fn named(cluster: Json, name: &str) -> Answer {
    let arn = format!("arn:aws:eks:us-west-2:111122223333:cluster/{name}");
    answer(with(with(cluster, "name", name), "arn", arn))
}

/// A cluster that is on no Outpost.
fn cloud() -> Answer {
    let mut cluster = described("ACTIVE");
    cluster.as_object_mut().unwrap().remove("outpostConfig");
    answer(cluster)
}

async fn queried(wire: &Wire, config: Json, limit: i64, include_resource: bool) -> (Vec<Listed>, Diagnostics) {
    let query = Query { config: &config, limit, include_resource };
    terraform(wire).await.query(CLUSTER, query).await.unwrap()
}

fn names(listed: &[Listed]) -> Vec<&str> {
    listed.iter().map(|listed| listed.display_name.as_str()).collect()
}

fn calls(wire: &Wire) -> Vec<String> {
    let mut calls: Vec<String> = wire.seen().into_iter().map(|seen| seen.what).collect();
    calls.sort();
    calls
}

/// Two pages: a cluster of each kind, and two that do not belong to the list.
fn region() -> Wire {
    Wire::by_request([
        (LIST, vec![page(&["cloud", "edge"], Some("2")), page(&["gone", "store"], None)]),
        ("GET /clusters/cloud", vec![cloud()]),
        ("GET /clusters/edge", vec![named(described("ACTIVE"), "edge")]),
        ("GET /clusters/gone", vec![gone()]),
        ("GET /clusters/store", vec![named(described_instance_store("ACTIVE"), "store")]),
    ])
}

#[tokio::test(start_paused = true)]
async fn local_clusters_of_every_page_are_listed_in_order_and_as_a_whole_if_terraform_wants_it() {
    for include_resource in [false, true] {
        let wire = region();
        let (listed, said) = queried(&wire, json!({}), 100, include_resource).await;
        assert_eq!((names(&listed), said.to_string()), (vec!["edge", "store"], String::new()));
        for listed in &listed {
            let expected = json!({ "name": listed.display_name, "region": "us-west-2", "account_id": "111122223333" });
            assert_eq!(listed.identity, expected);
            assert_eq!(listed.object.is_some(), include_resource);
        }
        assert_eq!(wire.seen().len(), 6, "{:?}", calls(&wire));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_listed_imports_by_its_identity_and_plans_nothing() {
    let wire = region();
    let mut terraform = terraform(&wire).await;
    let query = Query { config: &json!({}), limit: 100, include_resource: true };
    let (listed, _) = terraform.query(CLUSTER, query).await.unwrap();
    for (listed, config) in listed.iter().zip([ebs(), with(instance_store(), "name", "store")]) {
        let address = format!("{CLUSTER}.{}", listed.display_name);
        terraform.import_by_identity(&address, &listed.identity).await.unwrap();
        assert_eq!(terraform.object(&address), listed.object, "{address}");
        terraform.settled(&address, &config).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn names_are_looked_at_before_clusters_are_and_outposts_after() {
    let wire = region();
    let (listed, _) = queried(&wire, json!({ "name_prefix": "ed" }), 100, false).await;
    assert_eq!(
        (names(&listed), calls(&wire)),
        (vec!["edge"], vec![LIST.to_owned(), LIST.to_owned(), "GET /clusters/edge".to_owned()])
    );

    let other = with(described("ACTIVE"), "outpostConfig.outpostArns", json!([OUTPOST.replace("def0", "def1")]));
    let wire = Wire::by_request([
        (LIST, vec![page(&["edge", "other"], None)]),
        ("GET /clusters/edge", vec![named(described("ACTIVE"), "edge")]),
        ("GET /clusters/other", vec![named(other, "other")]),
    ]);
    let (listed, _) = queried(&wire, json!({ "outpost_arn": OUTPOST }), 100, false).await;
    assert_eq!(names(&listed), ["edge"]);
}

#[tokio::test(start_paused = true)]
async fn a_listing_ends_when_terraform_has_enough() {
    let many: Vec<String> = (0..50).map(|number| format!("edge-{number:02}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let wire = Wire::by_request([
        (LIST, vec![page(&many, Some("2"))]),
        ("GET /clusters/edge*", vec![named(described("ACTIVE"), "edge")]),
    ]);
    let (listed, said) = queried(&wire, json!({}), 3, false).await;
    assert_eq!((names(&listed), said.to_string()), (many[..3].to_vec(), String::new()));
    assert!(wire.seen().len() < 15, "{}", wire.seen().len());
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_cannot_be_read_is_a_warning_and_the_others_are_listed() {
    for (answer, code) in [
        (denied(), "AccessDeniedException: no"),
        (eks_error(429, "ThrottlingException", "Rate exceeded"), "ThrottlingException: Rate exceeded"),
        (eks_error(500, "ServerException", "down"), "ServerException: down"),
    ] {
        let wire = Wire::by_request([
            (LIST, vec![page(&["a", "b", "edge"], None)]),
            ("GET /clusters/edge", vec![named(described("ACTIVE"), "edge")]),
            ("GET /clusters/*", vec![answer]),
        ]);
        let (listed, said) = queried(&wire, json!({}), 100, false).await;
        assert_eq!(names(&listed), ["edge"]);
        let said = said.to_string();
        assert!(
            said.starts_with(
                "warning: Some clusters are not listed\nThese clusters could not be read, so nobody knows whether they belong to the list: \"a\", \
                 \"b\".\n\neks:DescribeCluster on cluster \"a\": "
            ),
            "{said}"
        );
        assert!(said.contains(code) && said.contains("(request ID request-1)"), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_would_befall_every_cluster_ends_the_listing() {
    let read = ("GET /clusters/*", vec![named(described("ACTIVE"), "edge")]);
    for (scripts, summary) in [
        (vec![(LIST, vec![denied()])], "ListClusters failed"),
        (vec![(LIST, vec![eks_error(429, "ThrottlingException", "Rate exceeded")])], "ListClusters failed"),
        (
            vec![
                (LIST, vec![page(&["edge"], None)]),
                ("GET /clusters/*", vec![eks_error(403, "ExpiredTokenException", "old")]),
            ],
            "DescribeCluster failed for cluster \"edge\"",
        ),
        (
            vec![(LIST, vec![page(&["edge"], None)]), ("GET /clusters/*", vec![(REFUSED, String::new())])],
            "DescribeCluster failed for cluster \"edge\"",
        ),
    ] {
        let (listed, said) = queried(&Wire::by_request(scripts), json!({}), 100, false).await;
        assert_eq!(listed, []);
        assert_eq!(said.iter().map(|said| said.summary.as_str()).collect::<Vec<_>>(), [summary]);
    }
    let wire = Wire::by_request([(LIST, vec![page(&["edge"], Some("2")), denied()]), read]);
    let (listed, said) = queried(&wire, json!({}), 100, false).await;
    assert_eq!(names(&listed), ["edge"], "what was found before stays");
    assert!(said.has_errors() && said.to_string().contains("ListClusters failed"), "{said}");
    assert!(said.to_string().contains("Allow eks:ListClusters"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn the_region_is_that_of_the_query_or_of_its_outpost() {
    let elsewhere = OUTPOST.replace("us-west-2", "eu-west-1");
    for (config, region) in [
        (json!({}), "us-west-2"),
        (json!({ "region": "ap-south-1" }), "ap-south-1"),
        (json!({ "outpost_arn": elsewhere }), "eu-west-1"),
        (json!({ "outpost_arn": elsewhere, "region": "eu-west-1" }), "eu-west-1"),
    ] {
        let wire = Wire::by_request([(LIST, vec![page(&[], None)])]);
        assert_eq!(queried(&wire, config, 100, false).await.0, []);
        let signed = wire.seen()[0].header("authorization").to_owned();
        assert!(signed.contains(&format!("/{region}/eks/")), "{signed}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_region_that_cannot_be_meant_is_refused_before_a_call() {
    let wire = Wire::by_request([]);
    let config = json!({ "outpost_arn": OUTPOST, "region": "eu-west-1" });
    let query = Query { config: &config, limit: 100, include_resource: false };
    let refused = terraform(&wire).await.query(CLUSTER, query).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!(
            "error: Outpost in another Region (at outpost_arn)\nThe Outpost \"{OUTPOST}\" is in us-west-2, and the list looks for clusters in eu-west-1. Leave region \
             out: then it looks where the Outpost is."
        )
    );
    for config in [
        json!({ "region": "cn-north-1" }),
        json!({ "outpost_arn": OUTPOST.replace("aws:", "aws-cn:").replace("us-west-2", "cn-north-1") }),
    ] {
        let (_, said) = queried(&wire, config, 100, false).await;
        assert_eq!(said.iter().next().unwrap().summary, "Region of another partition");
    }
    assert_eq!(wire.seen().len(), 0);
}
