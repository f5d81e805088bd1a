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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use aws_smithy_runtime_api::client::http::{
        HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
    };
    use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
    use aws_smithy_runtime_api::client::result::ConnectorError;
    use aws_smithy_runtime_api::shared::IntoShared;

    use super::Metadata;
    use crate::aws::{Clients, Settings};

    /// Nobody answers, and the URLs are kept.
    #[derive(Clone, Debug, Default)]
    struct Asked(Arc<Mutex<Vec<String>>>);

    impl HttpConnector for Asked {
        fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
            self.0.lock().unwrap().push(request.uri().to_owned());
            let nobody = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
            HttpConnectorFuture::ready(Err(ConnectorError::io(nobody.into())))
        }
    }

    /// No server of a test has this address: it belongs to the network interface of an instance.
    #[tokio::test(start_paused = true)]
    async fn metadata_is_asked_at_the_address_of_the_protocol_that_is_set() {
        for (mode, endpoint, url) in [
            (None, None, "http://169.254.169.254/latest/api/token"),
            (Some("IPv4"), None, "http://169.254.169.254/latest/api/token"),
            (Some("IPv6"), None, "http://[fd00:ec2::254]/latest/api/token"),
            (Some("ipv6"), None, "http://[fd00:ec2::254]/latest/api/token"),
            (Some("IPv6"), Some("http://127.0.0.1:1"), "http://127.0.0.1:1/latest/api/token"),
        ] {
            let asked = Asked::default();
            let client = asked.clone();
            let metadata =
                Metadata { endpoint: endpoint.map(str::to_owned), mode: mode.map(str::to_owned), skip: Some(false) };
            let settings = Settings { region: Some("us-west-2".to_owned()), metadata, ..Settings::default() };
            let client = http_client_fn(move |_, _| -> SharedHttpConnector { client.clone().into_shared() });
            let clients = Clients::load_with(settings, client).await.unwrap();
            clients.check_credentials().await.unwrap_err();
            let urls = asked.0.lock().unwrap().clone();
            assert!(!urls.is_empty() && urls.iter().all(|asked| asked == url), "{mode:?} {endpoint:?}: {urls:?}");
        }
    }
}
