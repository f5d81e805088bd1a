//! The environment of Terraform and the provider: made from nothing, so that neither finds the developer's AWS, and looked at before every
//! run, so that nothing leaves this machine.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// Environment variables by name.
pub(crate) type Environment = BTreeMap<String, OsString>;

/// Nobody listens here: what has no other way goes nowhere.
pub(crate) const CLOSED: &str = "http://127.0.0.1:1";

/// What every run has: an own home and temporary directory, the provider under test, no AWS, and no way to one.
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
        ("HTTPS_PROXY", CLOSED.into()),
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

/// Refuses a run from which a call could reach the real AWS, whatever else goes wrong: all of AWS's endpoints are `https`, and those go
/// through a proxy on this machine, which no host is excepted from; instance metadata and the credentials of containers are on this
/// machine or off; and no URL anywhere names another machine. `configuration` is all that Terraform reads.
///
/// # Panics
/// If there is a way out.
pub(crate) fn guard(environment: &Environment, configuration: &str) {
    let variable = |name: &str| environment.get(name).map(|value| value.to_string_lossy());
    for (name, value) in environment {
        assert_on_this_machine(name, &value.to_string_lossy());
    }
    assert_on_this_machine("the configuration", configuration);

    let proxied = |name: &str| variable(name).is_some_and(|url| is_here(&url));
    let says = |argument: &str| configuration.lines().any(|line| line.trim_start().starts_with(argument));
    let ways = ["http_proxy = \"http://", "https_proxy = \"http://"];
    assert!(
        proxied("HTTPS_PROXY") || ways.iter().any(|way| says(way)),
        "https goes to the real AWS unless a proxy on this machine is in between"
    );
    // A block that speaks of proxies and switches this one off leaves the endpoints alone to be on this machine.
    if says("https_proxy = \"\"") {
        let name = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
        assert!(variable("AWS_ENDPOINT_URL").is_some() && variable(name).is_none(), "no proxy and no endpoint");
    }
    for name in ["NO_PROXY", "no_proxy", "https_proxy", "ALL_PROXY", "all_proxy"] {
        assert!(variable(name).is_none_or(|hosts| is_here(&hosts) || hosts == "127.0.0.1"), "{name} opens a way out");
    }
    assert!(!says("no_proxy") || says("no_proxy = \"127.0.0.1\""), "no_proxy opens a way out");
    let is_off = variable("AWS_EC2_METADATA_DISABLED").is_some_and(|value| value == "true");
    let is_moved = variable("AWS_EC2_METADATA_SERVICE_ENDPOINT").is_some() || says("ec2_metadata_service_endpoint = ");
    assert!(is_off || is_moved, "instance metadata could be asked");
    let name = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    assert!(!environment.contains_key(name), "{name} is on a host of AWS");
}

fn is_here(url: &str) -> bool {
    let host = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")).unwrap_or_default();
    let host = host.split(['/', '"']).next().unwrap_or_default();
    // A name and a password may go before the host.
    host.rsplit('@').next().unwrap_or_default().starts_with("127.0.0.1:")
}

/// # Panics
/// If a text names a URL on another machine. Names under `example.com` are nobody's: RFC 2606.
fn assert_on_this_machine(place: &str, text: &str) {
    for scheme in ["http://", "https://"] {
        for (start, _) in text.match_indices(scheme) {
            let url = &text[start..];
            let host = url[scheme.len()..].split(['/', '"', ' ', '\n', '\'']).next().unwrap_or_default();
            let is_nobody = host == "example.com" || host.ends_with(".example.com");
            assert!(is_here(url) || is_nobody, "{place} names {scheme}{host}, which is not on this machine");
        }
    }
}

#[test]
fn a_run_that_could_reach_the_real_aws_is_refused() {
    let safe = with_simulator(bare(Path::new("/nowhere")), CLOSED);
    guard(&safe, "");
    let is_refused = |environment: &Environment, configuration: &str| {
        std::panic::catch_unwind(|| guard(environment, configuration)).is_err()
    };
    for (name, value) in [
        ("AWS_ENDPOINT_URL", "https://eks.us-west-2.amazonaws.com"),
        ("AWS_ENDPOINT_URL_IAM", "http://localhost.example:1"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"),
        ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v1/credentials"),
        ("AWS_EC2_METADATA_DISABLED", "false"),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254"),
        ("HTTPS_PROXY", ""),
        ("HTTPS_PROXY", "http://proxy.example:1"),
        ("NO_PROXY", "127.0.0.1,amazonaws.com"),
        ("TF_VAR_any", "https://127.0.0.1.example.net:1"),
    ] {
        let mut environment = safe.clone();
        environment.insert(name.to_owned(), value.into());
        assert!(is_refused(&environment, ""), "{name}={value}");
    }
    for configuration in [
        "endpoints = { eks = \"https://eks.us-west-2.amazonaws.com\" }",
        "no_proxy = \"*\"",
        "https_proxy = \"http://elsewhere:3128\"",
    ] {
        assert!(is_refused(&safe, configuration), "{configuration}");
    }
    let mut open = safe;
    open.remove("HTTPS_PROXY");
    assert!(is_refused(&open, ""));
    guard(&open, "https_proxy = \"http://name:password@127.0.0.1:1\"");
    open.remove("AWS_ENDPOINT_URL");
    assert!(is_refused(&open, "https_proxy = \"\""));
}
