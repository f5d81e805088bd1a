//! The HTTP client: one for all services and Regions, and no TLS before a request needs it.

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, Connector, ConnectorBuilder, tls};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

/// One client for all services and Regions, so that connections and TLS roots are shared.
pub(super) fn http_client() -> SharedHttpClient {
    SharedHttpClient::new(TlsOnDemand {
        plain: ProxyConfig::from_env().is_disabled().then(|| client(ConnectorBuilder::build_http)),
        tls: client(|connector| {
            connector
                .proxy_config(ProxyConfig::from_env())
                .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::AwsLc))
                .build()
        }),
    })
}

fn client(build: fn(ConnectorBuilder) -> Connector) -> SharedHttpClient {
    Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = ConnectorBuilder::default();
        connector.set_connector_settings(settings.cloned());
        if let Some(components) = components {
            connector.set_sleep_impl(components.sleep_impl());
        }
        build(connector)
    })
}

/// Makes the TLS client at the first request to an `https` URL. The SDK makes it with the service client, and making it
/// reads the system's root certificates: 20 M instructions, also in a process that plans and calls nobody.
#[derive(Debug)]
struct TlsOnDemand {
    /// `None` with a proxy: it may itself be reached by TLS.
    plain: Option<SharedHttpClient>,
    tls: SharedHttpClient,
}

impl HttpClient for TlsOnDemand {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(ByScheme {
            plain: self.plain.as_ref().map(|client| client.http_connector(settings, components)),
            tls: self.tls.clone(),
            settings: settings.clone(),
            components: components.clone(),
        })
    }
}

#[derive(Debug)]
struct ByScheme {
    plain: Option<SharedHttpConnector>,
    tls: SharedHttpClient,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl HttpConnector for ByScheme {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match &self.plain {
            Some(plain) if request.uri().starts_with("http://") => plain.call(request),
            _ => self.tls.http_connector(&self.settings, &self.components).call(request),
        }
    }
}
