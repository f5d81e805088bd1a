//! Every argument of the provider block has an effect that a server on this machine sees, or Terraform says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::row::{GUARD, KEYS, NO_FILES, Row, WEST, row, run};
use super::sources;
use crate::acceptance::harness::{Workspace, tests_of};
use crate::acceptance::scenarios::say;

/// Arguments whose effect no server on this machine can see, each with the test that sees it.
const ELSEWHERE: &[(&str, &str)] = &[
    // The address of IPv6 metadata belongs to the network interface of an instance.
    ("ec2_metadata_service_endpoint_mode", "metadata_is_asked_at_the_address_of_the_protocol_that_is_set"),
];

fn rows() -> Vec<Row> {
    let guarded = |what, drives, block: &str| row(what, drives, &format!("{WEST}{KEYS}{block}\n{GUARD}"));
    let plain = |what, drives, block: &str| row(what, drives, &format!("{WEST}{KEYS}{block}"));
    let closed = [("AWS_ENDPOINT_URL", "{CLOSED}")];
    let tunnel = |what, drives, block: &str| {
        guarded(what, drives, &format!("max_retries = 1\nhttps_proxy = \"{{PROXY}}\"\n{block}"))
            .without_endpoint()
            .fails("GetCallerIdentity failed")
    };
    let service = |what, drives, argument: &str| {
        plain(what, drives, &format!("max_retries = 1\n{argument}")).env(&closed).of_cluster()
    };
    vec![
        // Guards.
        guarded("the right account", &["allowed_account_ids"], "").sees(&["Action=GetCallerIdentity&"]),
        plain("no account that is allowed", &["allowed_account_ids"], "allowed_account_ids = [\"444455556666\"]")
            .fails("Wrong AWS account"),
        plain("a forbidden account", &["forbidden_account_ids"], "forbidden_account_ids = [\"111122223333\"]")
            .fails("Wrong AWS account"),
        plain("no guard asks nobody", &[], "").hides(&["<- "]),
        // Tags.
        plain("default_tags", &["default_tags", "default_tags.tags"], "default_tags = { tags = { team = \"edge\" } }")
            .applies()
            .sees(&["Action=CreateRole&", "Key=team&", "Value=edge"]),
        plain("TF_AWS_DEFAULT_TAGS_KEY", &[], "")
            .env(&[("TF_AWS_DEFAULT_TAGS_team", "edge")])
            .applies()
            .sees(&["Key=team&", "Value=edge"]),
        plain(
            "ignore_tags",
            &["ignore_tags", "ignore_tags.keys", "ignore_tags.key_prefixes"],
            "ignore_tags = { keys = [\"LastScan\"], key_prefixes = [\"cost-\"] }",
        )
        .shows(&["\"value\":{\"owner\":\"me\"}"]),
        plain("TF_AWS_IGNORE_TAGS_KEYS", &[], "")
            .env(&[("TF_AWS_IGNORE_TAGS_KEYS", "LastScan"), ("TF_AWS_IGNORE_TAGS_KEY_PREFIXES", "cost-")])
            .shows(&["\"value\":{\"owner\":\"me\"}"]),
        // Endpoints.
        service("endpoints.ec2", &["endpoints", "endpoints.ec2"], "endpoints = { ec2 = \"{AWS}\" }")
            .sees(&["/us-west-2/ec2/aws4_request", "Action=Describe"])
            .hides(&["/eks/aws4_request", "/iam/aws4_request", "/outposts/aws4_request"]),
        service("endpoints.eks", &["endpoints.eks"], "endpoints = { eks = \"{AWS}\" }")
            .sees(&["/us-west-2/eks/aws4_request", "GET /clusters/edge "])
            .hides(&["/ec2/aws4_request", "/iam/aws4_request", "/outposts/aws4_request"]),
        service("endpoints.iam", &["endpoints.iam"], "endpoints = { iam = \"{AWS}\" }")
            .sees(&["/us-west-2/iam/aws4_request", "Action=GetRole&"])
            .hides(&["/ec2/aws4_request", "/eks/aws4_request", "/outposts/aws4_request"]),
        service("endpoints.outposts", &["endpoints.outposts"], "endpoints = { outposts = \"{AWS}\" }")
            .sees(&["/us-west-2/outposts/aws4_request", "GET /outposts/"])
            .hides(&["/ec2/aws4_request", "/eks/aws4_request", "/iam/aws4_request"]),
        service("AWS_ENDPOINT_URL_EC2", &[], "")
            .env(&[("AWS_ENDPOINT_URL_EC2", "{AWS}")])
            .sees(&["/us-west-2/ec2/aws4_request"])
            .hides(&["/eks/aws4_request"]),
        service("AWS_ENDPOINT_URL_EKS", &[], "")
            .env(&[("AWS_ENDPOINT_URL_EKS", "{AWS}")])
            .sees(&["/us-west-2/eks/aws4_request"])
            .hides(&["/ec2/aws4_request"]),
        service("AWS_ENDPOINT_URL_IAM", &[], "")
            .env(&[("AWS_ENDPOINT_URL_IAM", "{AWS}")])
            .sees(&["/us-west-2/iam/aws4_request"])
            .hides(&["/eks/aws4_request"]),
        service("AWS_ENDPOINT_URL_OUTPOSTS", &[], "")
            .env(&[("AWS_ENDPOINT_URL_OUTPOSTS", "{AWS}")])
            .sees(&["/us-west-2/outposts/aws4_request"])
            .hides(&["/eks/aws4_request"]),
        guarded("endpoints.sts goes before the environment", &["endpoints.sts"], "endpoints = { sts = \"{AWS}\" }")
            .env(&closed)
            .env(&[("AWS_ENDPOINT_URL_STS", "{CLOSED}")])
            .sees(&["Action=GetCallerIdentity&"]),
        guarded("a service's variable goes before the general one", &[], "")
            .env(&closed)
            .env(&[("AWS_ENDPOINT_URL_STS", "{AWS}")])
            .sees(&["Action=GetCallerIdentity&"]),
        guarded("the general variable goes before the profile", &[], "profile = \"elsewhere\"")
            .env(&[("AWS_ENDPOINT_URL", "{AWS}")])
            .sees(&["Action=GetCallerIdentity&"]),
        guarded("a service's endpoint of the profile goes before its general one", &[], "profile = \"elsewhere\"")
            .without_endpoint()
            .sees(&["Action=GetCallerIdentity&"]),
        tunnel("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", &[], "")
            .env(&[("AWS_ENDPOINT_URL", "{AWS}"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")])
            .sees(&["PROXY <- CONNECT sts.us-west-2.amazonaws.com:443 "])
            .hides(&["AWS <- "]),
        tunnel("sts_region", &["sts_region"], "sts_region = \"eu-west-1\"")
            .sees(&["CONNECT sts.eu-west-1.amazonaws.com:443 "]),
        tunnel("use_fips_endpoint", &["use_fips_endpoint"], "use_fips_endpoint = true")
            .sees(&["CONNECT sts-fips.us-west-2.amazonaws.com:443 "]),
        tunnel("use_fips_endpoint goes before the environment", &["use_fips_endpoint"], "use_fips_endpoint = false")
            .env(&[("AWS_USE_FIPS_ENDPOINT", "true")])
            .sees(&["CONNECT sts.us-west-2.amazonaws.com:443 "]),
        tunnel("AWS_USE_FIPS_ENDPOINT", &[], "")
            .env(&[("AWS_USE_FIPS_ENDPOINT", "true")])
            .sees(&["CONNECT sts-fips.us-west-2.amazonaws.com:443 "]),
        tunnel("use_fips_endpoint of the profile", &[], "profile = \"slow\"")
            .sees(&["CONNECT sts-fips.us-west-2.amazonaws.com:443 "]),
        tunnel("use_dualstack_endpoint", &["use_dualstack_endpoint"], "use_dualstack_endpoint = true")
            .sees(&["CONNECT sts.us-west-2.api.aws:443 "]),
        tunnel("AWS_USE_DUALSTACK_ENDPOINT", &[], "")
            .env(&[("AWS_USE_DUALSTACK_ENDPOINT", "true")])
            .sees(&["CONNECT sts.us-west-2.api.aws:443 "]),
        // Attempts.
        guarded("max_retries", &["max_retries"], "max_retries = 2")
            .env(&[("AWS_MAX_ATTEMPTS", "9"), ("AWS_ENDPOINT_URL", "{BROKEN}")])
            .sees(&["attempt=2; max=2"])
            .hides(&["attempt=3"])
            .fails("GetCallerIdentity failed"),
        guarded("AWS_MAX_ATTEMPTS", &[], "").env(&[("AWS_MAX_ATTEMPTS", "4")]).sees(&["attempt=1; max=4"]),
        guarded("max_attempts and retry_mode of the profile", &[], "profile = \"slow\"\nuse_fips_endpoint = false")
            .sees(&["max=7", "m/F"]),
        guarded("25 attempts in standard mode", &[], "").sees(&["attempt=1; max=25", "m/E"]),
        guarded("retry_mode", &["retry_mode"], "retry_mode = \"adaptive\"")
            .env(&[("AWS_RETRY_MODE", "standard")])
            .sees(&["m/F"]),
        guarded("AWS_RETRY_MODE", &[], "").env(&[("AWS_RETRY_MODE", "adaptive")]).sees(&["m/F"]),
        // A retry costs fourteen tokens.
        guarded(
            "token_bucket_rate_limiter_capacity",
            &["token_bucket_rate_limiter_capacity"],
            "token_bucket_rate_limiter_capacity = 14",
        )
        .env(&[("AWS_ENDPOINT_URL", "{BROKEN}")])
        .sees(&["attempt=2; max=25"])
        .hides(&["attempt=3"])
        .fails("GetCallerIdentity failed"),
        // Connection.
        guarded("http_proxy", &["http_proxy"], "http_proxy = \"{PROXY}\"\nhttps_proxy = \"\"")
            .env(&[("HTTP_PROXY", "{CLOSED}")])
            .sees(&["PROXY <- POST {AWS}/ HTTP/1.1"])
            .hides(&["AWS <- "]),
        guarded("HTTP_PROXY", &[], "").env(&[("HTTP_PROXY", "{PROXY}")]).sees(&["PROXY <- POST {AWS}/ HTTP/1.1"]),
        tunnel("https_proxy goes before the environment", &["https_proxy"], "")
            .env(&[("HTTPS_PROXY", "{CLOSED}")])
            .sees(&["PROXY <- CONNECT sts.us-west-2.amazonaws.com:443 "]),
        guarded("HTTPS_PROXY", &[], "max_retries = 1")
            .without_endpoint()
            .env(&[("HTTPS_PROXY", "{PROXY}")])
            .sees(&["PROXY <- CONNECT sts.us-west-2.amazonaws.com:443 "])
            .fails("GetCallerIdentity failed"),
        guarded("no_proxy", &["no_proxy"], "http_proxy = \"{PROXY}\"\nhttps_proxy = \"\"\nno_proxy = \"127.0.0.1\"")
            .sees(&["AWS <- POST / HTTP/1.1"])
            .hides(&["PROXY <- "]),
        guarded("NO_PROXY", &[], "")
            .env(&[("HTTP_PROXY", "{PROXY}"), ("NO_PROXY", "127.0.0.1")])
            .sees(&["AWS <- POST / HTTP/1.1"])
            .hides(&["PROXY <- "]),
        guarded("custom_ca_bundle", &["custom_ca_bundle"], "custom_ca_bundle = \"{BUNDLE}\"")
            .env(&[("AWS_ENDPOINT_URL", "{TLS}"), ("NO_PROXY", "127.0.0.1"), ("AWS_CA_BUNDLE", "/none")])
            .sees(&["TLS <- POST / HTTP/1.1"]),
        guarded("AWS_CA_BUNDLE", &[], "")
            .env(&[("AWS_ENDPOINT_URL", "{TLS}"), ("NO_PROXY", "127.0.0.1"), ("AWS_CA_BUNDLE", "{BUNDLE}")])
            .sees(&["TLS <- POST / HTTP/1.1"]),
        plain("insecure", &["insecure"], "insecure = true").fails("Certificates are always checked").hides(&["<- "]),
        // Switches.
        row(
            "skip_metadata_api_check",
            &["skip_metadata_api_check"],
            &format!("{WEST}skip_metadata_api_check = true\nec2_metadata_service_endpoint = \"{{AWS}}\""),
        )
        .env(&NO_FILES)
        .env(&[("AWS_EC2_METADATA_DISABLED", "false")])
        .fails("AWS cannot be called")
        .hides(&["<- "]),
        row(
            "AWS_EC2_METADATA_DISABLED",
            &[],
            &format!("{WEST}skip_metadata_api_check = false\nec2_metadata_service_endpoint = \"{{AWS}}\""),
        )
        .env(&NO_FILES)
        .fails("AWS cannot be called")
        .hides(&["<- "]),
        plain("credentials are looked up at once", &[], ROLE_TO_ASSUME).sees(&["Action=AssumeRole&"]),
        plain(
            "skip_credentials_validation",
            &["skip_credentials_validation"],
            &format!("{ROLE_TO_ASSUME}\nskip_credentials_validation = true"),
        )
        .hides(&["<- "]),
        plain("a creation asks for the account", &[], "preflight = \"off\"")
            .of_cluster()
            .applies()
            .sees(&["Action=GetCallerIdentity&", "POST /clusters "]),
        plain(
            "skip_requesting_account_id",
            &["skip_requesting_account_id"],
            "preflight = \"off\"\nskip_requesting_account_id = true",
        )
        .of_cluster()
        .applies()
        .sees(&["POST /clusters "])
        .hides(&["Action=GetCallerIdentity&"]),
        row("an unknown Region", &[], &format!("region = \"moon\"\n{KEYS}{GUARD}")).fails("Invalid Region"),
        row(
            "skip_region_validation",
            &["skip_region_validation"],
            &format!("region = \"moon\"\n{KEYS}skip_region_validation = true\n{GUARD}"),
        )
        .sees(&["/moon/sts/aws4_request"]),
        guarded("user_agent", &["user_agent"], "user_agent = [\"one/1 (first)\", \"two/2\"]")
            .env(&[("TF_APPEND_USER_AGENT", "three/3")])
            .sees(&[" Terraform/1.", "terraform-provider-eksoutpost/", " one/1 (first) two/2 three/3\n"]),
        plain("a plan looks", &[], "preflight = \"warn\"").of_cluster().sees(&["Action=DescribeSubnets&"]),
        plain("preflight", &["preflight"], "preflight = \"off\"").of_cluster().hides(&["<- "]),
    ]
}

const ROLE_TO_ASSUME: &str = "assume_role = [{ role_arn = \"arn:aws:iam::111122223333:role/one\" }]";

#[test]
fn every_argument_has_an_effect_that_a_server_sees() {
    run(&rows());
}

/// An argument without a row fails here.
#[test]
fn every_argument_of_the_schema_is_driven_by_a_row() {
    let (arguments, sources) = (rows(), sources::rows());
    let mut driven: BTreeMap<&str, usize> = BTreeMap::new();
    for name in arguments.iter().chain(&sources).flat_map(|row| row.drives) {
        *driven.entry(name).or_default() += 1;
    }
    let tests = tests_of("src");
    for (name, test) in ELSEWHERE {
        assert!(tests.contains(*test), "there is no test {test}");
        driven.entry(name).or_default();
    }
    let schema: Value =
        serde_json::from_str(&Workspace::offline().start_provider(&["schema"]).finish().succeeded().stdout).unwrap();
    let provider = &schema["provider_schemas"]["registry.terraform.io/eksoutpost/eksoutpost"]["provider"]["block"];
    let mut names = BTreeSet::new();
    collect(provider, "", &mut names);
    assert!(names.len() > 50, "{names:?}");
    let missing: Vec<&String> = names.iter().filter(|name| !driven.contains_key(name.as_str())).collect();
    assert!(missing.is_empty(), "no row drives {missing:?}");
    let text: String = names
        .iter()
        .map(|name| match driven[name.as_str()] {
            0 => format!("argument {name}: elsewhere\n"),
            count => format!("argument {name}: {count}\n"),
        })
        .collect();
    say(&format!(
        "{text}provider block: {} arguments, {} of them in {} rows on this machine\n",
        names.len(),
        names.len() - ELSEWHERE.len(),
        arguments.len() + sources.len(),
    ));
}

/// The paths of all attributes of a block.
fn collect(block: &Value, parent: &str, names: &mut BTreeSet<String>) {
    for (name, attribute) in block["attributes"].as_object().into_iter().flatten() {
        let path = format!("{parent}{name}");
        collect(&attribute["nested_type"], &format!("{path}."), names);
        names.insert(path);
    }
}
