//! EC2 instance metadata as the provider block wants it. What it leaves open, the SDK reads from the environment.

use std::time::Duration;

use aws_config::imds;
use aws_config::imds::client::EndpointMode;
use aws_config::provider_config::ProviderConfig;

/// Longest that one question, or all of them for credentials, may take. The SDK's own limit is 30 seconds.
pub(super) const TIMEOUT: Duration = Duration::from_secs(4);

/// How instance metadata is reached.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Metadata {
    /// URL; else `AWS_EC2_METADATA_SERVICE_ENDPOINT`, else the link-local address.
    pub endpoint: Option<String>,
    /// `IPv4` or `IPv6`; else `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`, else `IPv4`.
    pub mode: Option<String>,
    /// Whether it is left alone. `AWS_EC2_METADATA_DISABLED` leaves it alone too.
    pub skip: Option<bool>,
}

impl Metadata {
    pub(super) fn is_off(&self) -> bool {
        self.skip == Some(true)
    }

    /// A client that does not wait long: metadata answers in milliseconds or is not there.
    pub(super) fn client(&self, config: &ProviderConfig) -> imds::Client {
        let mut builder = imds::Client::builder().configure(config).operation_timeout(TIMEOUT);
        // What is no URL was refused when the provider block was validated.
        if let Some(with_endpoint) = self.endpoint.as_ref().and_then(|url| builder.clone().endpoint(url).ok()) {
            builder = with_endpoint;
        }
        if let Some(mode) = self.mode.as_deref().and_then(|mode| mode.parse::<EndpointMode>().ok()) {
            builder = builder.endpoint_mode(mode);
        }
        builder.build()
    }
}
