use serde_json::{Value as Json, json};

use super::LocalClustersDataSource;
use crate::aws::testing::{Answer, SILENT, eks_error};
use crate::data_sources::testing;
use crate::resources::local_cluster::testing::{answer, denied, described, described_instance_store};
use crate::resources::testing::with;

type Test = testing::Test<LocalClustersDataSource>;

const LIST: &str = "GET /clusters";
const OUTPOST: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
const OTHER: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef1";

fn named(names: &[&str]) -> Answer {
    (200, json!({ "clusters": names }).to_string())
}

/// A Region with a local cluster of each kind, each on an Outpost of its own, and one in the cloud.
fn scripts() -> Vec<(&'static str, Vec<Answer>)> {
    let store = with(described_instance_store("CREATING"), "outpostConfig.outpostArns", json!([OTHER]));
    let mut store = with(store, "name", "store");
    store.as_object_mut().unwrap().remove("id");
    vec![
        (LIST, vec![named(&["store", "cloud", "edge"])]),
        ("GET /clusters/edge", vec![answer(described("ACTIVE"))]),
        ("GET /clusters/store", vec![answer(store)]),
        ("GET /clusters/cloud", vec![answer(with(described("ACTIVE"), "outpostConfig", Json::Null))]),
    ]
}

/// `scripts`, but this request has another answer.
fn but(what: &str, answer: Answer) -> Vec<(&'static str, Vec<Answer>)> {
    let mut scripts = scripts();
    scripts.iter_mut().find(|(request, _)| *request == what).unwrap().1 = vec![answer];
    scripts
}

#[tokio::test(start_paused = true)]
async fn local_clusters_are_listed_in_order_and_cloud_clusters_are_left_out() {
    let test = Test::new(scripts()).await;
    let (data, said) = test.read(&json!({})).await;
    assert_eq!(said, "");
    assert_eq!(
        data,
        json!({
            "region": "us-west-2",
            "outpost_arn": null,
            "names": ["edge", "store"],
            "clusters": [
                {
                    "name": "edge",
                    "arn": "arn:aws:eks:us-west-2:111122223333:cluster/edge",
                    "cluster_id": "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d",
                    "status": "ACTIVE",
                    "control_plane_storage": "ebs",
                    "version": "1.31",
                    "outpost_arn": OUTPOST,
                },
                {
                    "name": "store",
                    "arn": "arn:aws:eks:us-west-2:111122223333:cluster/edge",
                    "cluster_id": null,
                    "status": "CREATING",
                    "control_plane_storage": "instance_store",
                    "version": "1.31",
                    "outpost_arn": OTHER,
                },
            ],
        })
    );
    assert_eq!(test.calls(), [LIST, "GET /clusters/cloud", "GET /clusters/edge", "GET /clusters/store"]);
}

#[tokio::test(start_paused = true)]
async fn those_of_one_outpost_can_be_asked_for() {
    for (outpost, names) in
        [(OUTPOST, json!(["edge"])), (OTHER, json!(["store"])), (&*OTHER.replace("f1", "f2"), json!([]))]
    {
        let (data, said) = Test::new(scripts()).await.read(&json!({ "outpost_arn": outpost })).await;
        assert_eq!((&data["names"], said.as_str()), (&names, ""), "{outpost}");
    }
    let (_, said) = Test::new(scripts()).await.read(&json!({ "outpost_arn": "op-1" })).await;
    assert!(said.contains("(at outpost_arn)"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn the_outpost_tells_the_region_and_must_not_be_contradicted() {
    let test = Test::new([(LIST, vec![named(&[])])]).await;
    let there = OUTPOST.replace("us-west-2", "eu-west-1");
    let (data, said) = test.read(&json!({ "outpost_arn": there })).await;
    assert_eq!((said.as_str(), &data["region"]), ("", &json!("eu-west-1")));
    let (_, said) = test.read(&json!({ "outpost_arn": there, "region": "us-west-2" })).await;
    assert!(said.starts_with("error: Outpost in another Region (at region)\n"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn clusters_that_may_not_be_described_are_left_out_with_a_warning() {
    let message = "User: arn:aws:iam::111122223333:user/me is not authorized to perform: eks:DescribeCluster on resource: \
                   arn:aws:eks:us-west-2:111122223333:cluster/cloud because no identity-based policy allows the eks:DescribeCluster action";
    let refused = eks_error(403, "AccessDeniedException", message);
    let (data, said) = Test::new(but("GET /clusters/cloud", refused)).await.read(&json!({})).await;
    assert_eq!(data["names"], json!(["edge", "store"]));
    assert!(
        said.starts_with(
            "warning: Clusters left out\nWhether these clusters are local is not known, because you may not ask about them: \"cloud\".\n\nAllow \
             eks:DescribeCluster on arn:aws:eks:us-west-2:111122223333:cluster/cloud to the principal that runs Terraform."
        ),
        "{said}"
    );
}

#[tokio::test(start_paused = true)]
async fn if_none_can_be_told_the_refusal_is_an_error() {
    let only = |answer: Answer| vec![(LIST, vec![named(&["edge"])]), ("GET /clusters/edge", vec![answer])];
    let (_, said) = Test::new(only(denied())).await.read(&json!({})).await;
    assert!(said.starts_with("error: DescribeCluster failed for cluster \"edge\"\n"), "{said}");
    assert!(said.contains("Allow eks:DescribeCluster "), "{said}");
    let (_, said) =
        Test::new(but("GET /clusters/store", eks_error(503, "ServerException", "x"))).await.read(&json!({})).await;
    assert!(said.starts_with("error: DescribeCluster failed for cluster \"store\"\n"), "{said}");
    let (_, said) = Test::new([(LIST, vec![denied()])]).await.read(&json!({})).await;
    assert!(said.starts_with("error: ListClusters failed\n"), "{said}");
    assert!(said.contains("Allow eks:ListClusters to the principal that runs Terraform"), "{said}");
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_the_read_at_once() {
    let test = Test::new(but("GET /clusters/edge", (SILENT, String::new()))).await;
    test.stop.cancel();
    let (_, said) = test.read(&json!({})).await;
    assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
}
