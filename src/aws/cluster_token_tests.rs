use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_smithy_types::base64;

use super::{ClusterToken, VALID};

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn keys(token: Option<&str>, expiry: Option<SystemTime>) -> Credentials {
    Credentials::new("AKIDEXAMPLE", "canary-secret", token.map(str::to_owned), expiry, "test")
}

/// The URL in a token, and its parameters.
fn decoded(token: &ClusterToken) -> (String, Vec<(String, String)>) {
    let encoded = token.token.reveal().strip_prefix("k8s-aws-v1.").unwrap();
    assert!(encoded.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{encoded}");
    let standard = encoded.replace('-', "+").replace('_', "/");
    let padding = "=".repeat((4 - standard.len() % 4) % 4);
    let url = String::from_utf8(base64::decode(standard + &padding).unwrap()).unwrap();
    let (before, query) = url.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap());
    (before.to_owned(), pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

#[test]
fn a_token_is_a_signed_request_of_who_we_are() {
    let token = ClusterToken::new(&keys(Some("a+b/c="), None), "eu-west-1", "edge", now()).unwrap();
    let (url, parameters) = decoded(&token);
    assert_eq!(url, "https://sts.eu-west-1.amazonaws.com/");
    let shown: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("Action", "GetCallerIdentity"),
        ("Version", "2011-06-15"),
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", "AKIDEXAMPLE%2F20260101%2Feu-west-1%2Fsts%2Faws4_request"),
        ("X-Amz-Date", "20260101T000000Z"),
        ("X-Amz-Expires", "60"),
        ("X-Amz-SignedHeaders", "host%3Bx-k8s-aws-id"),
        ("X-Amz-Security-Token", "a%2Bb%2Fc%3D"),
    ];
    for pair in expected {
        assert!(shown.contains(&pair), "{pair:?}: {shown:?}");
    }
    let signature = shown.iter().find(|(name, _)| *name == "X-Amz-Signature").unwrap().1;
    assert_eq!((signature.len(), shown.len()), (64, expected.len() + 1));
    assert!(!format!("{token:?}").contains(signature));
}

#[test]
fn the_name_of_the_cluster_is_signed() {
    let of = |subject| ClusterToken::new(&keys(None, None), "us-west-2", subject, now()).unwrap();
    assert_eq!(of("edge"), of("edge"));
    assert_ne!(of("edge").token, of("ledge").token);
}

#[test]
fn a_token_expires_after_14_minutes_or_with_its_credentials() {
    for (expiry, expected) in [
        (None, now() + VALID),
        (Some(now() + Duration::from_secs(3600)), now() + VALID),
        (Some(now() + Duration::from_secs(300)), now() + Duration::from_secs(300)),
    ] {
        let token = ClusterToken::new(&keys(None, expiry), "us-west-2", "edge", now()).unwrap();
        assert_eq!(token.expires_at, expected);
    }
}

#[test]
fn what_cannot_be_signed_is_told_without_the_secret() {
    let keys = Credentials::new("AKIDEXAMPLE", "canary-secret", None, None, "test");
    let error = ClusterToken::new(&keys, "us-west-2", "ed\u{1}ge", now()).unwrap_err().to_string();
    assert!(error.starts_with("a token cannot be signed with these credentials: "), "{error}");
    assert!(!error.contains("canary"), "{error}");
}
