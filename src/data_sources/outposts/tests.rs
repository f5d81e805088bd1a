use serde_json::{Value as Json, json};

use super::OutpostsDataSource;
use crate::aws::testing::{Answer, SILENT};
use crate::data_sources::testing;

type Test = testing::Test<OutpostsDataSource>;

const LIST: &str = "GET /outposts";

fn arn(number: u32) -> String {
    format!("arn:aws:outposts:us-west-2:111122223333:outpost/op-{number:017x}")
}

fn page(outposts: &[Json], more: Option<&str>) -> Answer {
    (200, json!({ "Outposts": outposts, "NextToken": more }).to_string())
}

fn error(status: u16, code: &str) -> Answer {
    (status, json!({ "__type": code, "Message": "no" }).to_string())
}

#[tokio::test(start_paused = true)]
async fn every_page_is_read_and_the_outposts_are_in_order() {
    let named = |number: u32| json!({ "OutpostArn": arn(number), "Name": format!("edge-{number}") });
    let full = json!({
        "OutpostArn": arn(1),
        "OutpostId": "op-1",
        "OwnerId": "111122223333",
        "Name": "edge-1",
        "Description": "In the cellar",
        "LifeCycleStatus": "ACTIVE",
        "AvailabilityZone": "us-west-2a",
        "AvailabilityZoneId": "usw2-az2",
        "SiteId": "os-1",
        "SiteArn": "arn:site",
        "SupportedHardwareType": "RACK",
        "Generation": "GENERATION_1",
        "RackScalingType": "SINGLE_RACK",
        "Tags": { "floor": "-1", "aws:a": "b" },
    });
    let test =
        Test::new([(LIST, vec![page(&[named(3), full], Some("2##ListOutposts")), page(&[named(2)], None)])]).await;
    let (data, said) = test.read(&json!({})).await;
    assert_eq!((said.as_str(), &data["region"]), ("", &json!("us-west-2")));
    let names: Vec<&Json> = data["outposts"].as_array().unwrap().iter().map(|outpost| &outpost["name"]).collect();
    assert_eq!(names, ["edge-1", "edge-2", "edge-3"]);
    assert_eq!(
        data["outposts"][0],
        json!({
            "arn": arn(1),
            "id": "op-1",
            "owner_id": "111122223333",
            "name": "edge-1",
            "description": "In the cellar",
            "life_cycle_status": "ACTIVE",
            "availability_zone": "us-west-2a",
            "availability_zone_id": "usw2-az2",
            "site_id": "os-1",
            "site_arn": "arn:site",
            "supported_hardware_type": "RACK",
            "generation": "GENERATION_1",
            "rack_scaling_type": "SINGLE_RACK",
            "tags": { "floor": "-1" },
        })
    );
    assert_eq!((&data["outposts"][1]["owner_id"], &data["outposts"][1]["tags"]), (&Json::Null, &json!({})));
    assert_eq!(test.calls(), [LIST, LIST]);
}

#[tokio::test(start_paused = true)]
async fn no_outpost_is_an_empty_list() {
    let test = Test::new([(LIST, vec![page(&[], None)])]).await;
    let filters = json!({
        "region": "eu-west-1",
        "life_cycle_statuses": ["ACTIVE"],
        "availability_zones": ["eu-west-1a", "eu-west-1b"],
        "availability_zone_ids": ["euw1-az1"],
    });
    let (data, said) = test.read(&filters).await;
    assert_eq!((said.as_str(), &data["outposts"], &data["region"]), ("", &json!([]), &json!("eu-west-1")));
    assert_eq!(data["availability_zones"], filters["availability_zones"]);
}

#[tokio::test(start_paused = true)]
async fn what_aws_would_not_take_is_refused_before_it_is_asked() {
    let test = Test::new([(LIST, vec![page(&[], None)])]).await;
    let six: Vec<String> = (0..6).map(|number| format!("usw2-az{number}")).collect();
    for (config, expected) in [
        (
            json!({ "life_cycle_statuses": [] }),
            "error: Wrong number of values (at life_cycle_statuses)\nAWS Outposts takes one to five values for a filter, and here are 0. Leave the \
             argument out, or set it to null, to have no such filter.",
        ),
        (
            json!({ "availability_zone_ids": six }),
            "error: Wrong number of values (at availability_zone_ids)\nAWS Outposts takes one to five values for a filter, and here are 6. Use one \
             data source for each five of them.",
        ),
        (
            json!({ "availability_zones": [""] }),
            "error: Empty value in a filter (at availability_zones)\nAWS Outposts takes no empty text for a filter. Remove it.",
        ),
    ] {
        assert_eq!(test.read(&config).await.1, expected);
    }
    let (_, said) = test.read(&json!({ "region": "cn-north-1" })).await;
    assert!(said.starts_with("error: Region of another partition (at region)\n"), "{said}");
    assert_eq!(test.calls(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn every_failure_names_the_call() {
    for (answer, text) in [
        (
            error(403, "AccessDeniedException"),
            "outposts:ListOutposts: AccessDeniedException: no (request ID request-1)\n\nAllow outposts:ListOutposts ",
        ),
        (
            error(400, "ValidationException"),
            "outposts:ListOutposts: ValidationException: no (request ID request-1)\n\nCorrect the ",
        ),
        (
            error(500, "InternalServerException"),
            "outposts:ListOutposts: InternalServerException: no (request ID request-1)\n\n",
        ),
    ] {
        let test = Test::new([(LIST, vec![answer])]).await;
        let (data, said) = test.read(&json!({})).await;
        assert!(data.is_null() && said.starts_with(&format!("error: ListOutposts failed\n{text}")), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_it_at_once() {
    let test = Test::new([(LIST, vec![(SILENT, String::new())])]).await;
    test.stop.cancel();
    let (_, said) = test.read(&json!({})).await;
    assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
}
