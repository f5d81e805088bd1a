//! The HTTP client: one for all services and Regions, and no TLS before a request needs it.

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, Connector, ConnectorBuilder, tls};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use super::connection::Connection;
use super::error::Error;

/// One client for all services and Regions, so that connections and TLS roots are shared.
///
/// # Errors
/// If a proxy or the bundle of certificates cannot be used.
pub(super) fn http_client(connection: &Connection) -> Result<SharedHttpClient, Error> {
    let proxies = connection.proxies()?;
    let trust = connection.trust()?;
    let with_tls = |proxy: ProxyConfig| {
        let trust = trust.clone();
        client(move |connector| {
            let connector = connector
                .proxy_config(proxy.clone())
                .tls_provider(tls::Provider::Rustls(tls::rustls_provider::CryptoMode::AwsLc));
            match &trust {
                Some(trust) => connector.tls_context(trust.clone()).build(),
                None => connector.build(),
            }
        })
    };
    Ok(SharedHttpClient::new(TlsOnDemand {
        direct: client(ConnectorBuilder::build_http),
        is_proxied: is_proxied(&proxies.http),
        http: with_tls(proxies.http),
        https: with_tls(proxies.https),
    }))
}

/// Whether `http` URLs may go through a proxy. The SDK does not tell whether the environment names one.
fn is_proxied(proxy: &ProxyConfig) -> bool {
    const VARIABLES: &[&str] = &["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let named = || VARIABLES.iter().any(|name| std::env::var_os(name).is_some_and(|url| !url.is_empty()));
    if proxy.is_from_env() { named() } else { !proxy.is_disabled() }
}

fn client(build: impl Fn(ConnectorBuilder) -> Connector + Send + Sync + 'static) -> SharedHttpClient {
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
    /// For what is reached in the clear and without a proxy.
    direct: SharedHttpClient,
    is_proxied: bool,
    /// For `http` URLs through a proxy, which may itself be reached by TLS.
    http: SharedHttpClient,
    https: SharedHttpClient,
}

impl HttpClient for TlsOnDemand {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(ByScheme {
            direct: self.direct.http_connector(settings, components),
            is_proxied: self.is_proxied,
            http: self.http.clone(),
            https: self.https.clone(),
            settings: settings.clone(),
            components: components.clone(),
        })
    }
}

#[derive(Debug)]
struct ByScheme {
    direct: SharedHttpConnector,
    is_proxied: bool,
    http: SharedHttpClient,
    https: SharedHttpClient,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl HttpConnector for ByScheme {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let on_demand = match request.uri().strip_prefix("http://") {
            Some(rest) if !self.is_proxied || is_of_this_machine(rest) => return self.direct.call(request),
            Some(_) => &self.http,
            None => &self.https,
        };
        on_demand.http_connector(&self.settings, &self.components).call(request)
    }
}

/// Instance metadata and the credentials of containers: answers for this machine, which a proxy would get for itself.
fn is_of_this_machine(rest: &str) -> bool {
    const HOSTS: &[&str] = &["169.254.169.254", "169.254.170.2", "169.254.170.23", "[fd00:ec2::254]", "[fd00:ec2::23]"];
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    HOSTS.iter().any(|own| host.strip_prefix(own).is_some_and(|port| port.is_empty() || port.starts_with(':')))
}

#[cfg(test)]
mod tests {
    use super::is_of_this_machine;

    #[test]
    fn no_proxy_stands_between_the_machine_and_its_own_metadata() {
        for (rest, is) in [
            ("169.254.169.254/latest/api/token", true),
            ("169.254.170.2:80/v2/credentials", true),
            ("[fd00:ec2::254]/latest", true),
            ("169.254.169.2540/latest", false),
            ("eks.us-west-2.amazonaws.com/", false),
        ] {
            assert_eq!(is_of_this_machine(rest), is, "{rest}");
        }
    }
}
