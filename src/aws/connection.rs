//! Proxies and certificate authorities of the provider block.

use std::fs;

use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{TlsContext, TrustStore};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use super::error::Error;
use super::settings::Secret;
use crate::rules::quote;

/// How AWS is reached. Proxies are secrets: their URLs may hold passwords.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Connection {
    /// Proxy for `http` URLs; else `HTTP_PROXY`.
    pub http_proxy: Option<Secret>,
    /// Proxy for `https` URLs; else `HTTPS_PROXY`.
    pub https_proxy: Option<Secret>,
    /// Hosts without a proxy, separated by commas; else `NO_PROXY`.
    pub no_proxy: Option<String>,
    /// File with certificates (PEM) to trust beside the system's; else `AWS_CA_BUNDLE`.
    pub ca_bundle: Option<String>,
}

/// A proxy for each scheme.
#[derive(Clone, Debug)]
pub(super) struct Proxies {
    pub(super) http: ProxyConfig,
    pub(super) https: ProxyConfig,
}

impl Connection {
    /// Once the provider block says something of proxies, what it leaves open comes from the environment, a missing proxy for `https`
    /// from the one for `http`: the HTTP client knows the environment or a proxy, not both.
    pub(super) fn fill(&mut self, variable: &impl Fn(&str) -> Option<String>) {
        let either = |upper: &str| variable(upper).or_else(|| variable(&upper.to_lowercase()));
        if self.ca_bundle.is_none() {
            self.ca_bundle = variable("AWS_CA_BUNDLE");
        }
        self.ca_bundle = self.ca_bundle.take().map(|file| super::paths::expand(&file, variable));
        if self.leaves_proxies_to_the_environment() {
            return;
        }
        let given = self.http_proxy.clone();
        self.http_proxy = given.clone().or_else(|| either("HTTP_PROXY").map(Secret::new));
        let https = self.https_proxy.take().or_else(|| either("HTTPS_PROXY").map(Secret::new));
        self.https_proxy = https.or(given);
        self.no_proxy = self.no_proxy.take().or_else(|| either("NO_PROXY"));
    }

    fn leaves_proxies_to_the_environment(&self) -> bool {
        self.http_proxy.is_none() && self.https_proxy.is_none() && self.no_proxy.is_none()
    }

    /// # Errors
    /// If a proxy is not a URL.
    pub(super) fn proxies(&self) -> Result<Proxies, Error> {
        if self.leaves_proxies_to_the_environment() {
            return Ok(Proxies { http: ProxyConfig::from_env(), https: ProxyConfig::from_env() });
        }
        let one = |name: &str, url: &Option<Secret>| {
            // An empty URL is how the AWS provider switches a proxy off.
            let Some(url) = url.as_ref().map(Secret::reveal).filter(|url| !url.is_empty()) else {
                return Ok(ProxyConfig::disabled());
            };
            // The cause repeats the URL, which may hold a password.
            let proxy = ProxyConfig::all(url).map_err(|_| {
                Error::invalid_setting(format!(
                    "{name} is not the URL of a proxy, such as \"http://proxy.example.com:3128\""
                ))
            })?;
            Ok(proxy.no_proxy(self.no_proxy.as_deref().unwrap_or_default()))
        };
        Ok(Proxies { http: one("http_proxy", &self.http_proxy)?, https: one("https_proxy", &self.https_proxy)? })
    }

    /// What to trust: the system's roots, which are read when the first connection needs them, and those of the bundle.
    ///
    /// # Errors
    /// If the bundle cannot be read, or is not a list of certificates.
    pub(super) fn trust(&self) -> Result<Option<TlsContext>, Error> {
        let Some(file) = &self.ca_bundle else { return Ok(None) };
        let refuse = |why: String| {
            Error::invalid_setting(format!(
                "the certificate bundle {} (custom_ca_bundle or AWS_CA_BUNDLE) {why}",
                quote(file)
            ))
        };
        let pem = fs::read(file).map_err(|error| refuse(format!("cannot be read: {error}")))?;
        // The TLS client panics on what it cannot read, so nothing else gets that far.
        let certificates: Vec<CertificateDer<'_>> = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<_, _>>()
            .map_err(|error| refuse(format!("is not in PEM format: {error}")))?;
        if certificates.is_empty() {
            return Err(refuse("holds no certificate".to_owned()));
        }
        for (number, certificate) in (1..).zip(&certificates) {
            webpki::anchor_from_trusted_cert(certificate).map_err(|error| {
                refuse(format!("holds a certificate, number {number}, that cannot be used: {error}"))
            })?;
        }
        let context = TlsContext::builder().with_trust_store(TrustStore::default().with_pem_certificate(pem)).build();
        context.map(Some).map_err(|error| refuse(format!("cannot be used: {error}")))
    }
}
