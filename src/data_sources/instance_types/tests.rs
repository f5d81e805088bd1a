use std::time::Duration;

use serde_json::{Value as Json, json};

use super::InstanceTypesDataSource;
use crate::aws::testing::{Answer, SILENT};
use crate::data_sources::testing;

type Test = testing::Test<InstanceTypesDataSource>;

const ARN: &str = "arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0";
const ASK: &str = "GET /outposts/*";
const ASK_EC2: &str = "DescribeInstanceTypeOfferings";

fn types(types: &[(&str, Option<i64>)], more: Option<&str>) -> Answer {
    let types: Vec<Json> = types.iter().map(|(name, vcpus)| json!({ "InstanceType": name, "VCPUs": vcpus })).collect();
    (200, json!({ "InstanceTypes": types, "NextToken": more }).to_string())
}

fn offerings(names: &[&str]) -> Answer {
    let items: String = names.iter().map(|name| format!("<item><instanceType>{name}</instanceType></item>")).collect();
    let set = format!("<instanceTypeOfferingSet>{items}</instanceTypeOfferingSet>");
    (200, format!("<{ASK_EC2}Response>{set}</{ASK_EC2}Response>"))
}

fn error(status: u16, code: &str) -> Answer {
    (status, json!({ "__type": code, "Message": "no" }).to_string())
}

fn refused_by_ec2() -> Answer {
    let error = "<Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error>";
    (403, format!("<Response><Errors>{error}</Errors><RequestID>request-2</RequestID></Response>"))
}

fn nodes(range: Option<(i64, i64)>) -> Json {
    json!({ "min_nodes": range.map(|(min, _)| min), "max_nodes": range.map(|(_, max)| max) })
}

fn config() -> Json {
    json!({ "outpost_arn": ARN })
}

#[tokio::test(start_paused = true)]
async fn types_come_in_order_with_memory_and_what_they_are_recommended_for() {
    let pages = vec![
        types(&[("m5d.2xlarge", Some(8)), ("m5d.large", Some(2)), ("x9.large", Some(2))], Some("3##x")),
        types(&[("c5d.xlarge", Some(4)), ("m5d.metal", Some(96)), ("new", None)], None),
    ];
    let test = Test::new([(ASK, pages)]).await;
    let (data, said) = test.read(&config()).await;
    assert_eq!((said.as_str(), &data["region"], &data["outpost_arn"]), ("", &json!("us-west-2"), &json!(ARN)));
    let row = |name: &str, vcpus: Option<i64>, memory: Option<i64>, ebs, api, etcd| {
        json!({
            "instance_type": name,
            "vcpus": vcpus,
            "memory_mib": memory,
            "ebs": { "control_plane": nodes(ebs) },
            "instance_store": { "control_plane": nodes(api), "etcd": nodes(etcd) },
        })
    };
    assert_eq!(
        data["instance_types"],
        json!([
            row("c5d.xlarge", Some(4), Some(8192), Some((21, 100)), Some((1, 20)), Some((1, 50))),
            row("m5d.large", Some(2), Some(8192), Some((1, 20)), Some((1, 20)), Some((1, 50))),
            row("m5d.2xlarge", Some(8), Some(32768), Some((101, 250)), Some((101, 250)), Some((251, 500))),
            row("m5d.metal", Some(96), Some(393_216), None, None, None),
            row("new", None, None, None, None, None),
            row("x9.large", Some(2), None, Some((1, 20)), None, None),
        ])
    );
    let path =
        "GET /outposts/arn%3Aaws%3Aoutposts%3Aus-west-2%3A111122223333%3Aoutpost%2Fop-0123456789abcdef0/instanceTypes";
    assert_eq!(test.calls(), [path, path]);
}

#[tokio::test(start_paused = true)]
async fn an_outpost_without_types_has_none() {
    let test = Test::new([(ASK, vec![types(&[], None)])]).await;
    let (data, said) = test.read(&config()).await;
    assert_eq!((said.as_str(), &data["instance_types"]), ("", &json!([])));
}

#[tokio::test(start_paused = true)]
async fn where_aws_outposts_refuses_ec2_tells_the_names_and_a_warning_says_so() {
    let refusal = error(403, "AccessDeniedException");
    let test = Test::new([(ASK, vec![refusal]), (ASK_EC2, vec![offerings(&["m5d.xlarge", "m5d.large"])])]).await;
    let (data, said) = test.read(&config()).await;
    assert_eq!(
        said,
        format!(
            "warning: Instance types told by EC2\nvcpus, memory_mib and what is recommended for instance_store are null: AWS Outposts refused to \
             tell the instance types, and EC2 tells their names alone.\n\noutposts:GetOutpostInstanceTypes on {ARN}: AccessDeniedException: no \
             (request ID request-1)\n\nAllow outposts:GetOutpostInstanceTypes to the principal that runs Terraform. Permission boundaries, session \
             policies and service control policies count too. The policies \"Check new clusters while planning\" and \"Find instance types\" of \
             the guide \"IAM permissions\" have it."
        )
    );
    let row = |name: &str, range| {
        json!({
            "instance_type": name,
            "vcpus": null,
            "memory_mib": null,
            "ebs": { "control_plane": nodes(Some(range)) },
            "instance_store": { "control_plane": nodes(None), "etcd": nodes(None) },
        })
    };
    assert_eq!(data["instance_types"], json!([row("m5d.large", (1, 20)), row("m5d.xlarge", (21, 100))]));
    assert!(test.wire.seen()[1].body.contains("LocationType=outpost"));
}

#[tokio::test(start_paused = true)]
async fn if_both_refuse_the_error_names_the_action_that_tells_more() {
    let test = Test::new([(ASK, vec![error(403, "AccessDeniedException")]), (ASK_EC2, vec![refused_by_ec2()])]).await;
    let (data, said) = test.read(&config()).await;
    let expected = format!(
        "error: GetOutpostInstanceTypes failed for {ARN}\noutposts:GetOutpostInstanceTypes on {ARN}: AccessDeniedException: no (request ID \
         request-1)\n\nAllow outposts:GetOutpostInstanceTypes "
    );
    assert!(data.is_null() && said.starts_with(&expected), "{said}");
}

#[tokio::test(start_paused = true)]
async fn an_outpost_that_is_not_shown_is_an_error_at_its_arn() {
    let test = Test::new([(ASK, vec![error(404, "NotFoundException")])]).await;
    let (_, said) = test.read(&config()).await;
    assert!(
        said.starts_with(&format!(
            "error: Outpost not found (at outpost_arn)\nAWS Outposts shows no Outpost \"{ARN}\" in "
        )),
        "{said}"
    );
    assert_eq!(test.calls().len(), 1, "EC2 is not asked about it");
}

#[tokio::test(start_paused = true)]
async fn other_failures_are_errors_that_name_the_call() {
    for answer in [error(400, "ValidationException"), error(500, "InternalServerException"), (404, String::new())] {
        let test = Test::new([(ASK, vec![answer])]).await;
        let (data, said) = test.read(&config()).await;
        let expected =
            format!("error: GetOutpostInstanceTypes failed for {ARN}\noutposts:GetOutpostInstanceTypes on {ARN}: ");
        assert!(data.is_null() && said.starts_with(&expected), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_arn_tells_the_region_and_must_not_be_contradicted() {
    let test = Test::new([(ASK, vec![types(&[], None)])]).await;
    let there = ARN.replace("us-west-2", "eu-west-1");
    let (data, said) = test.read(&json!({ "outpost_arn": there })).await;
    assert_eq!((said.as_str(), &data["region"]), ("", &json!("eu-west-1")));
    for (config, expected) in [
        (json!({ "outpost_arn": there, "region": "us-west-2" }), "error: Outpost in another Region (at region)\n"),
        (
            json!({ "outpost_arn": ARN.replace("us-west-2", "cn-north-1") }),
            "error: Region of another partition (at outpost_arn)\n",
        ),
        (json!({ "outpost_arn": "op-0123456789abcdef0" }), "error: Invalid Outpost ARN (at outpost_arn)\n"),
    ] {
        let (_, said) = test.read(&config).await;
        assert!(said.starts_with(expected), "{said}");
    }
    assert_eq!(test.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_it_at_once() {
    let silent = || vec![(SILENT, String::new())];
    for scripts in [vec![(ASK, silent())], vec![(ASK, vec![error(403, "AccessDeniedException")]), (ASK_EC2, silent())]]
    {
        let test = Test::new(scripts).await;
        let config = config();
        let interrupt = async {
            tokio::time::sleep(Duration::from_secs(3)).await;
            test.stop.cancel();
        };
        let ((_, said), ()) = tokio::join!(test.read(&config), interrupt);
        assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
    }
}
