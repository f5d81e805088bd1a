use std::net::TcpListener;

use serde_json::{Value as Json, json};
use tf_provider_rs::model::{Attr, FromValue, Model as _, ToValue};
use tf_provider_rs::testing::{UNKNOWN, configure, state, validate_provider};
use tf_provider_rs::value::AttributePath;

use super::roles::AssumeRoleWithWebIdentity;
use super::{Preflight, ProviderBlock, ProviderBlockView};
use crate::provider::EksOutpost;
use crate::resources::testing::{tags, with, with_each_unknown};

fn said(block: &Json) -> String {
    validate_provider(&EksOutpost, block).unwrap().to_string()
}

/// A block in which everything is set.
fn block() -> Json {
    json!({
        "region": "eu-west-1",
        "profile": "edge",
        "access_key": "AKIDEXAMPLE",
        "secret_key": "canary-secret",
        "token": "canary-token",
        "max_retries": 3,
        "preflight": "warn",
        "endpoints": { "eks": "http://127.0.0.1:1", "iam": "https://iam.example.com", "sts": "https://sts.example.com/x" },
        "default_tags": { "tags": { "team": "edge" } },
        "ignore_tags": { "keys": ["LastScan"], "key_prefixes": ["cost-"] },
        "shared_config_files": ["~/.aws/config"],
        "shared_credentials_files": ["$HOME/.aws/credentials"],
        "token_bucket_rate_limiter_capacity": 100,
        "retry_mode": "adaptive",
        "http_proxy": "http://canary:canary@proxy.example.com:3128",
        "https_proxy": "",
        "no_proxy": "localhost",
        "insecure": false,
        "ec2_metadata_service_endpoint": "http://127.0.0.1:1",
        "ec2_metadata_service_endpoint_mode": "ipv6",
        "skip_metadata_api_check": true,
        "skip_credentials_validation": false,
        "skip_requesting_account_id": true,
        "skip_region_validation": false,
        "use_fips_endpoint": true,
        "use_dualstack_endpoint": true,
        "sts_region": "eu-west-1",
        "user_agent": ["ci/1"],
    })
}

/// Arguments that may hold a secret; proxies may have a password in their URL.
const SECRETS: [&str; 5] =
    ["assume_role_with_web_identity.web_identity_token", "http_proxy", "https_proxy", "secret_key", "token"];

#[test]
fn nothing_that_may_be_secret_can_be_printed() {
    let block = with(block(), "assume_role_with_web_identity", json!({}));
    let block = SECRETS.iter().fold(block, |block, path| with(block, path, format!("canary-{path}")));
    let stored: ProviderBlock = state(&block).unwrap();
    let view = ProviderBlockView::from_value(&stored.to_value(), &AttributePath::root()).unwrap();
    let shown = format!("{stored:?}{stored:#?}{view:?}{view:#?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(shown.matches("** redacted **").count(), 4 * SECRETS.len());

    let nested = AssumeRoleWithWebIdentity::attributes();
    let all = ProviderBlock::attributes();
    let paths = all
        .iter()
        .map(|attribute| (attribute, attribute.name.to_string()))
        .chain(nested.iter().map(|attribute| (attribute, format!("assume_role_with_web_identity.{}", attribute.name))));
    for (_, path) in paths.filter(|(attribute, _)| attribute.sensitive) {
        assert!(SECRETS.contains(&path.as_str()), "{path} is sensitive for Terraform and can be printed");
    }
}

#[test]
fn a_good_provider_block_is_not_remarked_on_even_if_parts_are_not_known_yet() {
    assert_eq!((said(&json!({})), said(&block())), (String::new(), String::new()));
    for (path, block) in with_each_unknown(&block()) {
        assert_eq!(said(&block), "", "{path} is unknown");
    }
    assert_eq!(said(&json!({ "access_key": UNKNOWN })), "", "it may turn out to be null");
}

#[test]
fn every_rule_of_the_provider_block_speaks_at_its_argument() {
    let pair = |set: &str, missing: &str| {
        format!(
            "error: Incomplete credentials (at {set})\n`{set}` is set and `{missing}` is not. Set both, or neither \
             to use another source of \
             credentials."
        )
    };
    let attempts = |number: i64| {
        format!(
            "error: Invalid number of attempts (at max_retries)\n{number} is not possible. Use a whole number from \
             1 to 1000."
        )
    };
    let endpoint = |service: &str, url: &str| {
        format!(
            "error: Invalid endpoint (at endpoints.{service})\n\"{url}\" is not an endpoint. Use a URL with scheme \
             and host, for example \
             \"https://eks.us-west-2.api.aws\"."
        )
    };
    let said_at = |at: &str, summary: &str, detail: &str| format!("error: {summary} (at {at})\n{detail}");
    let role = "arn:aws:iam::111122223333:role/edge";
    for (block, expected) in [
        (json!({ "sts_region": "west", "skip_region_validation": true, "region": "nowhere" }), String::new()),
        (
            json!({ "allowed_account_ids": ["1"] }),
            said_at("allowed_account_ids", "Invalid account ID", "\"1\" is not an account ID: it has twelve digits."),
        ),
        (
            json!({ "allowed_account_ids": ["111122223333"], "forbidden_account_ids": ["111122223333"] }),
            said_at(
                "forbidden_account_ids",
                "Conflicting arguments",
                "`allowed_account_ids` and `forbidden_account_ids` exclude each other. Keep one of them.",
            ),
        ),
        (
            json!({ "allowed_account_ids": ["111122223333"], "skip_requesting_account_id": true }),
            said_at(
                "skip_requesting_account_id",
                "Conflicting arguments",
                "`allowed_account_ids` can be checked only if the account may be asked for. Remove one of them.",
            ),
        ),
        (
            json!({ "assume_role_with_web_identity": { "web_identity_token": "a", "web_identity_token_file": "b" } }),
            said_at(
                "assume_role_with_web_identity.web_identity_token",
                "Conflicting arguments",
                "`web_identity_token` and `web_identity_token_file` exclude each other. Keep one of them.",
            ),
        ),
        (
            json!({ "assume_role": [{ "role_arn": role, "duration": "5m" }] }),
            said_at(
                "assume_role[0].duration",
                "Invalid session duration",
                "\"5m\" is not possible. Use a duration from \"15m\" to \"12h\", for example \"1h30m\".",
            ),
        ),
        (
            json!({ "assume_role": [{ "role_arn": role, "session_name": "a b" }] }),
            said_at(
                "assume_role[0].session_name",
                "Invalid session name",
                "\"a b\" is not possible. Use 2 to 64 letters (A-Z, a-z), digits and _ + = , . @ -",
            ),
        ),
        (
            json!({ "retry_mode": "legacy" }),
            said_at("retry_mode", "Unknown retry mode", "\"legacy\" is not known. Use \"standard\" or \"adaptive\"."),
        ),
        (
            json!({ "ec2_metadata_service_endpoint_mode": "IPv5" }),
            said_at(
                "ec2_metadata_service_endpoint_mode",
                "Unknown endpoint mode",
                "\"IPv5\" is not known. Use \"IPv4\" or \"IPv6\".",
            ),
        ),
        (
            json!({ "token_bucket_rate_limiter_capacity": 0 }),
            said_at(
                "token_bucket_rate_limiter_capacity",
                "Invalid number of tokens",
                "0 is not possible. Use a whole number from 1 to 1000000, or leave it out for no limit.",
            ),
        ),
        (
            json!({ "http_proxy": "user:canary@proxy" }),
            said_at(
                "http_proxy",
                "Invalid proxy",
                "This is not the URL of a proxy. Use one with scheme and host, for example \"http://proxy.example.com:3128\".",
            ),
        ),
        (json!({ "access_key": "a" }), pair("access_key", "secret_key")),
        (json!({ "secret_key": "s" }), pair("secret_key", "access_key")),
        (json!({ "token": "t" }), pair("token", "access_key")),
        (json!({ "max_retries": 0 }), attempts(0)),
        (json!({ "max_retries": 1001 }), attempts(1001)),
        (json!({ "max_retries": 1 }), String::new()),
        (json!({ "max_retries": 1000 }), String::new()),
        (json!({ "endpoints": { "eks": "eks.example.com" } }), endpoint("eks", "eks.example.com")),
        (json!({ "endpoints": { "iam": "https://" } }), endpoint("iam", "https://")),
        (json!({ "endpoints": { "sts": "https://a b" } }), endpoint("sts", "https://a b")),
        (
            json!({ "region": "nowhere" }),
            "error: Invalid Region (at region)\n\"nowhere\" is not the name of a Region, such as \
             \"us-west-2\"."
                .to_owned(),
        ),
        (
            json!({ "preflight": "maybe" }),
            "error: Unknown preflight level (at preflight)\n\"maybe\" is not known. Use \"error\", \"warn\" or \
             \"off\"."
                .to_owned(),
        ),
        (
            json!({ "default_tags": { "tags": { "aws:a": "b" } } }),
            "error: Invalid tag (at default_tags.tags)\nThe tag key \"aws:a\" begins with \"aws:\", which AWS keeps \
             for itself. Choose \
             another key."
                .to_owned(),
        ),
    ] {
        assert_eq!(said(&block), expected);
    }
}

#[tokio::test]
async fn configuring_calls_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let block = with(block(), "endpoints", json!({ "eks": url, "iam": url, "sts": url }));
    let api = configure(&EksOutpost, &block).await.unwrap();
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
    assert_eq!(api.clients().unwrap().region(), "eu-west-1");
    assert_eq!((api.preflight, &api.default_tags.default), (Preflight::Warn, &tags(&[("team", "edge")])));
    let shown = format!("{api:?}");
    assert!(!shown.contains("canary"), "{shown}");
    let planned = api.planned_tags_all(&Attr::Null);
    assert!(matches!(&planned, Attr::Known(tags) if tags.len() == 1), "{planned:?}");
}

#[tokio::test]
async fn a_block_that_is_not_known_yet_is_configured_without_clients() {
    let not_known = "error: Provider configuration not known yet\nA value in the provider block depends on a \
     resource that does not exist \
                     yet, so AWS cannot be asked. Create that resource first, with `terraform apply -target=ADDRESS`, or use a value that \
                     is known.";
    for path in ["region", "secret_key", "endpoints.eks", "max_retries", "preflight", "default_tags.tags.team"] {
        let api = configure(&EksOutpost, &with(block(), path, UNKNOWN)).await.unwrap();
        assert!(api.known_clients().is_none(), "{path}");
        assert_eq!(api.clients().unwrap_err().to_string(), not_known);
    }
}

#[tokio::test]
async fn default_tags_that_are_not_known_yet_make_all_tags_unknown() {
    for (path, is_known) in [
        ("region", true),
        ("default_tags", false),
        ("default_tags.tags", false),
        ("default_tags.tags.team", false),
        ("ignore_tags.keys", false),
    ] {
        let api = configure(&EksOutpost, &with(block(), path, UNKNOWN)).await.unwrap();
        assert_eq!(!api.planned_tags_all(&Attr::Null).is_unknown(), is_known, "{path}");
    }
}

#[tokio::test]
async fn tags_are_counted_with_those_of_the_provider_and_ignored_ones_are_not_there() {
    let many = |count: usize| -> Json {
        (0..count).map(|n| (format!("key-{n}"), Json::from("x"))).collect::<serde_json::Map<_, _>>().into()
    };
    let own =
        |count: usize| Attr::Known((0..count).map(|n| (format!("own-{n}"), Attr::Known("x".to_owned()))).collect());
    let block = with(with(block(), "default_tags.tags", many(30)), "ignore_tags.keys", json!(["own-0"]));
    let api = configure(&EksOutpost, &block).await.unwrap();
    assert_eq!(api.check_tags_all(&api.planned_tags_all(&own(21))), Ok(()));
    let planned = api.planned_tags_all(&own(22));
    assert_eq!(
        api.check_tags_all(&planned).unwrap_err().to_string(),
        "error: Too many tags (at tags)\n51 tags are given, those of the provider's default_tags included; AWS takes at most 50. Remove \
         some."
    );
    assert_eq!(api.check_tags_all(&Attr::Unknown), Ok(()));
}

#[test]
fn tags_of_the_environment_are_those_of_the_aws_provider() {
    let environment = [
        ("TF_AWS_DEFAULT_TAGS_team", "environment"),
        ("TF_AWS_DEFAULT_TAGS_stage", "test"),
        ("TF_AWS_IGNORE_TAGS_KEYS", "LastScan, Owner"),
        ("TF_AWS_IGNORE_TAGS_KEY_PREFIXES", "scan-"),
        ("TF_AWS_DEFAULT_TAGS_", "nobody's"),
    ];
    let environment = environment.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let default = super::tags::DefaultTagsView {
        tags: Attr::Known([("team".to_owned(), Attr::Known("edge".to_owned()))].into()),
    };
    let ignored = super::tags::IgnoreTagsView {
        keys: Attr::Known(vec![Attr::Known("Cost".to_owned())]),
        key_prefixes: Attr::Null,
    };
    let found = super::tags::provider_tags(Some(&default), Some(&ignored), &environment);
    assert_eq!(found.default, tags(&[("stage", "test"), ("team", "edge")]));
    assert!(found.ignored_keys.iter().eq(["Cost", "LastScan", "Owner"]), "{found:?}");
    assert!(found.ignored_prefixes.iter().eq(["scan-"]), "{found:?}");
}
