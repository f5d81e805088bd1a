use std::time::Duration;

use serde_json::{Value as Json, json};

use super::OutpostDataSource;
use crate::aws::testing::{Answer, SILENT};
use crate::data_sources::testing;

type Test = testing::Test<OutpostDataSource>;

const ID: &str = "op-0123456789abcdef0";
const ARN: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
const GET: &str = "GET /outposts/*";
const LOOK: &str = "GET /outposts/arn%3Aaws%3Aoutposts%3Aus-west-2%3A111122223333%3Aoutpost%2Fop-0123456789abcdef0";

/// What AWS says of the Outpost.
fn described() -> Json {
    json!({
        "OutpostId": ID,
        "OutpostArn": ARN,
        "OwnerId": "111122223333",
        "SiteId": "os-0123456789abcdef0",
        "SiteArn": "arn:aws:outposts:us-west-2:111122223333:site/os-0123456789abcdef0",
        "Name": "edge",
        "Description": "In the cellar",
        "LifeCycleStatus": "ACTIVE",
        "AvailabilityZone": "us-west-2a",
        "AvailabilityZoneId": "usw2-az2",
        "Tags": { "floor": "-1", "aws:cloudformation:stack-name": "s" },
        "SupportedHardwareType": "RACK",
        "Generation": "GENERATION_2",
        "RackScalingType": "MULTI_RACK",
    })
}

fn answer(outpost: Json) -> Answer {
    (200, json!({ "Outpost": outpost }).to_string())
}

fn error(status: u16, code: &str) -> Answer {
    (status, json!({ "__type": code, "Message": "no" }).to_string())
}

fn asset(id: &str, rack: &str, slots: Json) -> Json {
    let compute =
        json!({ "HostId": format!("h-{id}"), "State": "ACTIVE", "MaxVcpus": 96, "InstanceTypeCapacities": slots });
    json!({ "AssetId": id, "RackId": rack, "AssetType": "COMPUTE", "ComputeAttributes": compute })
}

fn slots(counts: &[(&str, i64)]) -> Json {
    counts.iter().map(|(name, count)| json!({ "InstanceType": name, "Count": count })).collect()
}

fn assets(assets: &[Json], more: Option<&str>) -> Answer {
    (200, json!({ "Assets": assets, "NextToken": more }).to_string())
}

fn instances(instances: &[(&str, &str)]) -> Answer {
    let instances: Vec<Json> =
        instances.iter().map(|(asset, name)| json!({ "AssetId": asset, "InstanceType": name })).collect();
    (200, json!({ "AssetInstances": instances }).to_string())
}

/// An AWS with these answers to the three calls, for an Outpost that is named by its ARN.
async fn test(outpost: Answer, assets: Vec<Answer>, instances: Vec<Answer>) -> Test {
    let (of_assets, of_instances) = (format!("{LOOK}/assets"), format!("{LOOK}/assetInstances"));
    Test::new([(of_assets.as_str(), assets), (of_instances.as_str(), instances), (GET, vec![outpost])]).await
}

/// What is asked when nothing is wrong, in the order of its names.
fn all_calls() -> [String; 3] {
    [LOOK.to_owned(), format!("{LOOK}/assetInstances"), format!("{LOOK}/assets")]
}

#[tokio::test(start_paused = true)]
async fn everything_that_aws_tells_is_in_the_data() {
    let first = assets(&[asset("2", "rack-2", slots(&[("m5.large", 4), ("c5.large", 2)]))], Some("1##ListAssets"));
    let switch = json!({ "AssetId": "3", "RackId": "rack-3", "AssetType": "SWITCH" });
    let second = assets(&[asset("1", "rack-1", slots(&[("m5.large", 1)])), switch], None);
    let running = instances(&[("2", "m5.large"), ("2", "m5.large"), ("9", "m5.large")]);
    let test = test(answer(described()), vec![first, second], vec![running]).await;
    let (data, said) = test.read(&json!({ "arn": ARN })).await;
    assert_eq!(said, "");
    let host = |id: &str, rack: &str, capacities: Json| {
        json!({
            "asset_id": id,
            "rack_id": rack,
            "host_id": format!("h-{id}"),
            "state": "ACTIVE",
            "max_vcpus": 96,
            "instance_type_capacities": capacities,
        })
    };
    let capacity = |name: &str, count: i64, running: i64| json!({ "instance_type": name, "count": count, "running_count": running });
    assert_eq!(
        data,
        json!({
            "arn": ARN,
            "id": ID,
            "region": "us-west-2",
            "include_hosts": true,
            "owner_id": "111122223333",
            "name": "edge",
            "description": "In the cellar",
            "life_cycle_status": "ACTIVE",
            "availability_zone": "us-west-2a",
            "availability_zone_id": "usw2-az2",
            "site_id": "os-0123456789abcdef0",
            "site_arn": "arn:aws:outposts:us-west-2:111122223333:site/os-0123456789abcdef0",
            "supported_hardware_type": "RACK",
            "generation": "GENERATION_2",
            "rack_scaling_type": "MULTI_RACK",
            "tags": { "floor": "-1" },
            "rack_ids": ["rack-1", "rack-2", "rack-3"],
            "hosts": [
                host("1", "rack-1", json!([capacity("m5.large", 1, 0)])),
                host("2", "rack-2", json!([capacity("c5.large", 2, 0), capacity("m5.large", 4, 2)])),
            ],
        })
    );
    let mut calls = test.calls();
    calls.dedup();
    assert_eq!(calls, all_calls());
}

#[tokio::test(start_paused = true)]
async fn an_outpost_is_found_by_its_id_with_one_call_if_nobody_wants_its_hosts() {
    let test = test(answer(described()), vec![], vec![]).await;
    let (data, said) = test.read(&json!({ "id": ID, "include_hosts": false })).await;
    assert_eq!(
        (said.as_str(), &data["arn"], &data["hosts"], &data["rack_ids"]),
        ("", &json!(ARN), &Json::Null, &Json::Null)
    );
    assert_eq!(test.calls(), [format!("GET /outposts/{ID}")]);
}

#[tokio::test(start_paused = true)]
async fn what_aws_leaves_out_is_null() {
    let bare = assets(&[json!({ "ComputeAttributes": {} })], None);
    let test = test(answer(json!({ "OutpostId": ID })), vec![bare], vec![instances(&[])]).await;
    let (data, said) = test.read(&json!({ "arn": ARN })).await;
    assert_eq!((said.as_str(), &data["arn"], &data["name"], &data["tags"]), ("", &json!(ARN), &Json::Null, &json!({})));
    let capacities = &data["hosts"][0]["instance_type_capacities"];
    assert_eq!((&data["rack_ids"], &data["hosts"][0]["rack_id"], capacities), (&json!([]), &Json::Null, &json!([])));
}

#[tokio::test(start_paused = true)]
async fn the_arn_tells_the_region_and_must_not_be_contradicted() {
    let there = ARN.replace("us-west-2", "eu-west-1");
    let test = test(answer(described()), vec![], vec![]).await;
    let (data, said) = test.read(&json!({ "arn": there, "include_hosts": false })).await;
    assert_eq!((said.as_str(), &data["region"]), ("", &json!("eu-west-1")));
    assert!(
        test.wire.seen()[0].header("host").contains("eu-west-1")
            || test.wire.seen()[0].header("authorization").contains("/eu-west-1/")
    );

    let (_, said) = test.read(&json!({ "arn": there, "region": "us-west-2" })).await;
    assert_eq!(
        said,
        format!(
            "error: Outpost in another Region (at region)\nThe Outpost \"{there}\" is in eu-west-1, and region is \"us-west-2\". Remove region: \
             the ARN tells where the Outpost is."
        )
    );
    let (_, said) = test.read(&json!({ "arn": ARN.replace("us-west-2", "cn-north-1") })).await;
    assert!(said.starts_with("error: Region of another partition (at arn)\n"), "{said}");
    let (_, said) = test.read(&json!({ "id": ID, "region": "cn-north-1" })).await;
    assert!(said.starts_with("error: Region of another partition (at region)\n"), "{said}");
    assert_eq!(test.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_outpost_is_named_once() {
    let test = test(answer(described()), vec![], vec![]).await;
    for (config, expected) in [
        (
            json!({}),
            "error: No Outpost named (at arn)\nSet arn or id. The data source `eksoutpost_outposts` lists the Outposts that your account can see.",
        ),
        (json!({ "arn": ARN, "id": ID }), "error: Outpost named twice (at id)\nSet arn or id, and not both."),
        (
            json!({ "id": ARN }),
            "error: Invalid Outpost ID (at id)\n\"arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0\" is not the ID of an Outpost. \
             An ARN goes into arn. It looks like op-0123456789abcdef0: \"op-\" and 17 hexadecimal digits.",
        ),
    ] {
        assert_eq!(test.read(&config).await.1, expected);
    }
    assert_eq!(test.calls(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn an_outpost_that_is_not_shown_is_an_error_at_its_name() {
    let test = test(error(404, "NotFoundException"), vec![], vec![]).await;
    let (data, said) = test.read(&json!({ "id": ID })).await;
    assert_eq!(
        (data, said.as_str()),
        (
            Json::Null,
            "error: Outpost not found (at id)\nAWS Outposts shows no Outpost \"op-0123456789abcdef0\" in us-west-2 to this account. \"aws outposts \
             list-outposts --region us-west-2\" lists those that it shows. Check the name, the Region and the credentials; an Outpost of another \
             account must be shared with yours."
        )
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_inside_is_left_out_with_a_warning_where_it_is_not_shown() {
    let warning = |summary: &str, consequence: &str, action: &str, code: &str, advice: &str| {
        format!(
            "warning: {summary}\n{consequence}: AWS shows what is inside of an Outpost to its owner, and to those whom the owner's account allows \
             it. Set include_hosts = false if you do not need it.\n\noutposts:{action} on {ARN}: {code}: no (request ID request-1)\n\n{advice}"
        )
    };
    let allow = |action: &str, policies: &str| {
        format!(
            "Allow outposts:{action} to the principal that runs Terraform. Permission boundaries, session policies and service control policies \
             count too. {policies} of the guide \"IAM permissions\" have it."
        )
    };
    let both = "The policies \"Check new clusters while planning\" and \"Read an Outpost\"";
    for (refusal, code, advice) in [
        (error(403, "AccessDeniedException"), "AccessDeniedException", allow("ListAssets", both)),
        (
            error(404, "NotFoundException"),
            "NotFoundException",
            "Check the name, the account and the Region.".to_owned(),
        ),
    ] {
        let test = test(answer(described()), vec![refusal], vec![]).await;
        let (data, said) = test.read(&json!({ "arn": ARN })).await;
        let summary = "Hosts of the Outpost not shown";
        assert_eq!(said, warning(summary, "rack_ids and hosts are null", "ListAssets", code, &advice));
        assert_eq!((&data["rack_ids"], &data["hosts"], &data["name"]), (&Json::Null, &Json::Null, &json!("edge")));
        assert_eq!(test.calls(), [LOOK.to_owned(), format!("{LOOK}/assets")], "what runs on them is not asked");
    }

    let hosts = assets(&[asset("1", "rack-1", slots(&[("m5.large", 1)]))], None);
    let test = test(answer(described()), vec![hosts], vec![error(403, "AccessDeniedException")]).await;
    let (data, said) = test.read(&json!({ "arn": ARN })).await;
    let (action, code) = ("ListAssetInstances", "AccessDeniedException");
    let (summary, consequence) = ("Instances on the Outpost not shown", "running_count is null for every host");
    assert_eq!(said, warning(summary, consequence, action, code, &allow(action, both)));
    let capacity = &data["hosts"][0]["instance_type_capacities"][0];
    assert_eq!(*capacity, json!({ "instance_type": "m5.large", "count": 1, "running_count": null }));
}

#[tokio::test(start_paused = true)]
async fn other_failures_are_errors_that_name_the_call() {
    let fine = || answer(described());
    let empty = || vec![assets(&[], None)];
    for (action, outpost, assets, instances) in [
        ("GetOutpost", error(403, "AccessDeniedException"), vec![], vec![]),
        ("GetOutpost", error(400, "ValidationException"), vec![], vec![]),
        ("GetOutpost", error(500, "InternalServerException"), vec![], vec![]),
        ("GetOutpost", (404, String::new()), vec![], vec![]),
        ("GetOutpost", (200, "{}".to_owned()), vec![], vec![]),
        ("ListAssets", fine(), vec![error(400, "ValidationException")], vec![]),
        ("ListAssets", fine(), vec![error(500, "InternalServerException")], vec![]),
        ("ListAssetInstances", fine(), empty(), vec![error(400, "ValidationException")]),
        ("ListAssetInstances", fine(), empty(), vec![error(500, "InternalServerException")]),
    ] {
        let test = test(outpost, assets, instances).await;
        let (data, said) = test.read(&json!({ "arn": ARN })).await;
        let expected = format!("error: {action} failed for {ARN}\noutposts:{action} on {ARN}: ");
        assert!(data.is_null() && said.starts_with(&expected), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_it_at_once() {
    let silent = || vec![(SILENT, String::new())];
    for (outpost, assets, instances) in [
        ((SILENT, String::new()), vec![], vec![]),
        (answer(described()), silent(), vec![]),
        (answer(described()), vec![assets(&[], None)], silent()),
    ] {
        let test = test(outpost, assets, instances).await;
        let config = json!({ "arn": ARN });
        let interrupt = async {
            tokio::time::sleep(Duration::from_secs(3)).await;
            test.stop.cancel();
        };
        let ((_, said), ()) = tokio::join!(test.read(&config), interrupt);
        assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
    }
}
