use std::net::TcpListener;

use serde_json::{Value as Json, json};
use tf_provider_rs::model::Attr;
use tf_provider_rs::testing::{UNKNOWN, configure, validate_provider};

use super::Preflight;
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
    })
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
    for (block, expected) in [
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
    for (path, is_known) in [("region", true), ("default_tags.tags", false), ("default_tags.tags.team", false)] {
        let api = configure(&EksOutpost, &with(block(), path, UNKNOWN)).await.unwrap();
        assert_eq!(!api.planned_tags_all(&Attr::Null).is_unknown(), is_known, "{path}");
    }
}
