//! The bearer token for the Kubernetes API of a cluster: a request of GetCallerIdentity that is signed here, and sent by the cluster, which
//! learns from STS's answer who made it. No call of AWS makes it.
//!
//! The story: the header `x-k8s-aws-id` names the cluster and is signed with everything else, so the token is good for no other cluster; the
//! signature goes to the query, so that the URL is the whole request; the URL, in Base64, is the token.
//!
//! The endpoint is always STS's own of the cluster's Region. It is the cluster that calls it, from its own network, where a private one may
//! have a way to no other, and it refuses hosts that are not AWS's own: what the provider block says of endpoints is about the calls of this process.
//!
//! Source: aws-iam-authenticator, README ("How does it work?") and pkg/token; AWS CLI, `eks get-token`. Read 2026-11.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::base64;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Secret;
use super::error::Error;
use crate::rules::cluster_token::sts_host;

/// STS takes a signed request for 15 minutes, whatever it says of itself. One minute is for clocks that differ.
const VALID: Duration = Duration::from_secs(14 * 60);

/// What the request says of itself; old clusters want a minute at most.
const EXPIRES: Duration = Duration::from_secs(60);

/// All but unreserved characters (RFC 3986).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A token, and until when clusters take it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClusterToken {
    /// The token.
    pub token: Secret,
    /// When it expires: 14 minutes after it was made, or when the credentials do if that is earlier.
    pub expires_at: SystemTime,
}

impl ClusterToken {
    /// A token for the cluster that knows itself as `subject`.
    pub(super) fn new(credentials: &Credentials, region: &str, subject: &str, now: SystemTime) -> Result<Self, Error> {
        let expires_at = credentials.expiry().map_or(now + VALID, |expiry| expiry.min(now + VALID));
        let url = presigned(credentials, region, subject, now).map_err(|error| {
            Error::invalid_setting(format!("a token cannot be signed with these credentials: {error}"))
        })?;
        let encoded = base64::encode(url).replace('+', "-").replace('/', "_");
        Ok(Self { token: Secret::new(format!("k8s-aws-v1.{}", encoded.trim_end_matches('='))), expires_at })
    }
}

/// The URL of the signed request.
fn presigned(
    credentials: &Credentials,
    region: &str,
    subject: &str,
    now: SystemTime,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut url = format!("https://{}/?Action=GetCallerIdentity&Version=2011-06-15", sts_host(region));
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(EXPIRES);
    let identity = Identity::from(credentials.clone());
    let builder = SigningParams::builder().identity(&identity).region(region).name("sts").time(now);
    let parameters = builder.settings(settings).build()?.into();
    let headers = [("x-k8s-aws-id", subject)].into_iter();
    let request = SignableRequest::new("GET", url.clone(), headers, SignableBody::Bytes(&[]))?;
    let (instructions, _signature) = sign(request, &parameters)?.into_parts();
    for (name, value) in instructions.params() {
        url.push_str(&format!("&{name}={}", utf8_percent_encode(value, RESERVED)));
    }
    Ok(url)
}

#[cfg(test)]
#[path = "cluster_token_tests.rs"]
mod tests;
