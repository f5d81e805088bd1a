//! What single arguments of the provider block allow.

use tf_provider_rs::Diagnostic;
use tf_provider_rs::model::{Attr, parse_duration};

use crate::aws::Secret;
use crate::rules::{self, Violation};

pub(super) fn max_retries(attempts: &i64) -> Result<(), Diagnostic> {
    if (1..=1000).contains(attempts) {
        return Ok(());
    }
    Err(Diagnostic::error(
        "Invalid number of attempts",
        format!("{attempts} is not possible. Use a whole number from 1 to 1000."),
    ))
}

pub(super) fn token_bucket(capacity: &i64) -> Result<(), Diagnostic> {
    if (1..=1_000_000).contains(capacity) {
        return Ok(());
    }
    Err(Diagnostic::error(
        "Invalid number of tokens",
        format!("{capacity} is not possible. Use a whole number from 1 to 1000000, or leave it out for no limit."),
    ))
}

pub(super) fn retry_mode(mode: &str) -> Result<(), Diagnostic> {
    one_of("Unknown retry mode", mode, &["standard", "adaptive"])
}

pub(super) fn metadata_mode(mode: &str) -> Result<(), Diagnostic> {
    one_of("Unknown endpoint mode", mode, &["IPv4", "IPv6"])
}

fn one_of(summary: &str, text: &str, known: &[&str; 2]) -> Result<(), Diagnostic> {
    if known.iter().any(|known| known.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    let detail = format!("{} is not known. Use \"{}\" or \"{}\".", rules::quote(text), known[0], known[1]);
    Err(Diagnostic::error(summary, detail))
}

pub(super) fn endpoint(url: &str) -> Result<(), Diagnostic> {
    if rules::is_url(url) {
        return Ok(());
    }
    let detail = format!(
        "{} is not an endpoint. Use a URL with scheme and host, for example \"https://eks.us-west-2.api.aws\".",
        rules::quote_url(url)
    );
    Err(Diagnostic::error("Invalid endpoint", detail))
}

/// The URL is not repeated: it may hold a password.
pub(super) fn proxy(url: &Secret) -> Result<(), Diagnostic> {
    let url = url.reveal();
    if url.is_empty() || rules::is_url(url) {
        return Ok(());
    }
    let detail =
        "This is not the URL of a proxy. Use one with scheme and host, for example \"http://proxy.example.com:3128\".";
    Err(Diagnostic::error("Invalid proxy", detail))
}

pub(super) fn insecure(insecure: &bool) -> Result<(), Diagnostic> {
    if !insecure {
        return Ok(());
    }
    let detail = "This provider always checks the certificates of AWS: without the check, anybody on the way could read and change what is \
         sent, credentials included. If a proxy inspects TLS, or an endpoint has a certificate of your own authority, set custom_ca_bundle to \
         a file with the certificate of that authority (PEM).";
    Err(Diagnostic::error("Certificates are always checked", detail))
}

pub(super) fn account_ids(ids: &[Attr<String>]) -> Result<(), Violation> {
    ids.iter().filter_map(Attr::known).try_for_each(|id| rules::account_id(id))
}

pub(super) fn session_duration(text: &str) -> Result<(), Violation> {
    rules::session_duration(text, parse_duration(text).ok())
}

pub(super) fn policy_arns(arns: &[Attr<String>]) -> Result<(), Violation> {
    arns.iter().filter_map(Attr::known).try_for_each(|arn| rules::policy_arn(arn))
}

pub(super) fn policy(policy: &str) -> Result<(), Diagnostic> {
    match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(policy) {
        Ok(_) => Ok(()),
        Err(error) => {
            let detail = format!("The policy is not a JSON object: {error}. Use jsonencode(...) to write one.");
            Err(Diagnostic::error("Invalid session policy", detail))
        }
    }
}
