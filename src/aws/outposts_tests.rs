use std::collections::BTreeMap;

use serde_json::json;

use super::Filter;
use crate::aws::Settings;
use crate::aws::testing::Wire;
use crate::rules::capacity::Host;

const ARN: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";

#[tokio::test(start_paused = true)]
async fn all_pages_of_instance_types_are_read() {
    let page = |name: &str, token: Option<&str>| {
        (200, json!({ "InstanceTypes": [{ "InstanceType": name }], "NextToken": token }).to_string())
    };
    let wire = Wire::new([page("m5.large", Some("more")), page("c5.large", None)]);
    let found = wire.clients().await.outposts("us-west-2").find_instance_types(ARN).await.unwrap();
    assert_eq!(found, ["m5.large", "c5.large"]);
}

#[tokio::test(start_paused = true)]
async fn only_active_hosts_have_room() {
    let asset = |state: &str| {
        let slots = json!([{ "InstanceType": "m5.large", "Count": 4 }]);
        json!({ "RackId": "rack-1", "ComputeAttributes": { "State": state, "InstanceTypeCapacities": slots } })
    };
    let assets =
        json!({ "Assets": [asset("ACTIVE"), asset("RETIRING"), { "RackId": "rack-2", "AssetType": "STORAGE" }] });
    let wire = Wire::new([(200, assets.to_string())]);
    let found = wire.clients().await.outposts("us-west-2").find_hosts(ARN).await.unwrap();
    let slots = BTreeMap::from([("m5.large".to_owned(), 4)]);
    assert_eq!(found, [Host { rack_id: "rack-1".to_owned(), slots }]);
}

#[tokio::test(start_paused = true)]
async fn instances_are_counted_by_type() {
    let instances = ["m5.large", "c5.large", "m5.large"].map(|name| json!({ "InstanceType": name }));
    let wire = Wire::new([(200, json!({ "AssetInstances": instances }).to_string())]);
    let found = wire.clients().await.outposts("us-west-2").count_instances(ARN).await.unwrap();
    assert_eq!(found, BTreeMap::from([("c5.large".to_owned(), 1), ("m5.large".to_owned(), 2)]));
}

#[tokio::test(start_paused = true)]
async fn instances_are_counted_by_asset_too() {
    let instances = [("1", "m5.large"), ("2", "m5.large"), ("1", "m5.large")]
        .map(|(id, name)| json!({ "AssetId": id, "InstanceType": name }));
    let wire = Wire::new([(200, json!({ "AssetInstances": instances }).to_string())]);
    let found = wire.clients().await.outposts("us-west-2").count_instances_by_asset(ARN).await.unwrap();
    let key = |id: &str| (id.to_owned(), "m5.large".to_owned());
    assert_eq!(found, BTreeMap::from([(key("1"), 2), (key("2"), 1)]));
}

#[tokio::test(start_paused = true)]
async fn a_look_is_given_up_early_and_what_is_needed_is_not() {
    let throttled = (429, json!({ "__type": "ThrottlingException", "Message": "slow" }).to_string());
    let wire = || Wire::new([throttled.clone()]);
    let settings = || Settings { max_retries: Some(7), ..Settings::default() };
    for (is_patient, attempts) in [(false, 3), (true, 7)] {
        let wire = wire();
        let clients = wire.clients_with(settings()).await;
        let region = "us-west-2";
        let outposts = if is_patient { clients.patient_outposts(region) } else { clients.outposts(region) };
        assert!(outposts.find_outpost(ARN).await.is_err());
        assert_eq!(wire.seen().len(), attempts);
    }
}

#[tokio::test(start_paused = true)]
async fn outposts_come_in_the_order_of_their_arns() {
    let outpost = |name: &str| json!({ "OutpostArn": name });
    let wire = Wire::new([(200, json!({ "Outposts": [outpost("b"), outpost("a")] }).to_string())]);
    let found = wire.clients().await.outposts("us-west-2").find_outposts(Filter::default()).await.unwrap();
    assert_eq!(found.iter().map(|outpost| outpost.arn.as_deref().unwrap()).collect::<Vec<_>>(), ["a", "b"]);
}

#[tokio::test(start_paused = true)]
async fn an_outpost_that_is_not_there_is_no_error_and_a_bare_404_is() {
    let gone = (404, json!({ "__type": "NotFoundException", "Message": "no" }).to_string());
    for (answer, is_absent) in [(gone, true), ((404, String::new()), false)] {
        let found = Wire::new([answer]).clients().await.outposts("us-west-2").find_outpost(ARN).await;
        assert_eq!(found.is_ok_and(|outpost| outpost.is_none()), is_absent);
    }
}
