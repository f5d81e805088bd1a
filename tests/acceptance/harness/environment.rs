//! The environment of Terraform and the provider: made from nothing, so that neither finds the developer's AWS.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// Environment variables by name.
pub(crate) type Environment = BTreeMap<String, OsString>;

/// What every run has: an own home and temporary directory, the provider under test, no AWS.
pub(crate) fn bare(root: &Path) -> Environment {
    let path = std::env::var_os("PATH").unwrap_or_default();
    [
        ("PATH", path),
        ("HOME", root.join("home").into()),
        ("TMPDIR", root.join("tmp").into()),
        ("CHECKPOINT_DISABLE", "1".into()),
        ("TF_CLI_CONFIG_FILE", root.join("terraformrc").into()),
        ("TF_IN_AUTOMATION", "1".into()),
        ("TF_INPUT", "0".into()),
        ("AWS_EC2_METADATA_DISABLED", "true".into()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// With a simulated AWS: keys that the real one refuses, and every endpoint on this machine.
pub(crate) fn with_simulator(mut environment: Environment, endpoint: &str) -> Environment {
    environment.extend(
        [
            ("AWS_ACCESS_KEY_ID", "AKIASIMULATEDKEY0001"),
            ("AWS_SECRET_ACCESS_KEY", "simulated"),
            ("AWS_REGION", "us-west-2"),
            ("AWS_ENDPOINT_URL", endpoint),
            ("EKSOUTPOST_POLL_INTERVAL", "100ms"),
        ]
        .map(|(name, value)| (name.to_owned(), value.into())),
    );
    environment
}

fn is_here(url: &str) -> bool {
    ["http://127.0.0.1:", "https://127.0.0.1:"].iter().any(|here| url.starts_with(here))
}

/// Refuses an environment from which a call could reach the real AWS.
///
/// # Panics
/// If there are keys and not every endpoint is on this machine, or something could send calls elsewhere.
pub(crate) fn guard(environment: &Environment) {
    for (name, value) in environment {
        let value = value.to_string_lossy();
        if name.starts_with("AWS_ENDPOINT_URL") || name == "TF_VAR_endpoint" {
            assert!(is_here(&value), "{name}={value} is not on this machine");
        }
        assert_ne!(name, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "{name} could lead to the real AWS");
        // The variable for endpoints goes before what a profile says.
        let needs_endpoint = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"];
        let has_endpoint = environment.contains_key("AWS_ENDPOINT_URL");
        assert!(has_endpoint || !needs_endpoint.contains(&name.as_str()), "{name} could lead to the real AWS");
        if ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].contains(&name.to_ascii_uppercase().as_str()) {
            assert!(is_here(&value), "{name}={value} could lead elsewhere");
        }
    }
    if environment.contains_key("AWS_ACCESS_KEY_ID") {
        assert!(environment.contains_key("AWS_ENDPOINT_URL"), "keys without an endpoint would be sent to the real AWS");
    }
}

#[test]
fn an_environment_that_could_reach_the_real_aws_is_refused() {
    let safe = with_simulator(bare(Path::new("/nowhere")), "http://127.0.0.1:1");
    guard(&safe);
    for (name, value) in [
        ("AWS_ENDPOINT_URL", "https://eks.us-west-2.amazonaws.com"),
        ("AWS_ENDPOINT_URL_IAM", "http://localhost.example:1"),
        ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
        ("HTTPS_PROXY", "http://proxy.example:1"),
    ] {
        let mut environment = safe.clone();
        environment.insert(name.to_owned(), value.into());
        assert!(std::panic::catch_unwind(|| guard(&environment)).is_err(), "{name}={value}");
    }
    let mut environment = safe;
    environment.remove("AWS_ENDPOINT_URL");
    assert!(std::panic::catch_unwind(|| guard(&environment)).is_err());
}
