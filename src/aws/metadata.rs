//! EC2 instance metadata as the provider block wants it. What it leaves open, the SDK reads from the environment.

use aws_config::imds;
use aws_config::imds::client::EndpointMode;
use aws_config::provider_config::ProviderConfig;

/// How instance metadata is reached.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Metadata {
    /// URL; else `AWS_EC2_METADATA_SERVICE_ENDPOINT`, else the link-local address.
    pub endpoint: Option<String>,
    /// `IPv4` or `IPv6`; else `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`, else `IPv4`.
    pub mode: Option<String>,
    /// Whether it is left alone; else `AWS_EC2_METADATA_DISABLED`.
    pub skip: Option<bool>,
}

impl Metadata {
    pub(super) fn is_off(&self) -> bool {
        self.skip == Some(true)
    }

    pub(super) fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// A client for what is set; `None` if the SDK's own does.
    pub(super) fn client(&self, config: &ProviderConfig) -> Option<imds::Client> {
        if self.endpoint.is_none() && self.mode.is_none() {
            return None;
        }
        let mut builder = imds::Client::builder().configure(config);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.endpoint(endpoint).ok()?;
        }
        if let Some(mode) = self.mode.as_deref().and_then(|mode| mode.parse::<EndpointMode>().ok()) {
            builder = builder.endpoint_mode(mode);
        }
        Some(builder.build())
    }
}
