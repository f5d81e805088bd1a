//! Who gets in.

use std::sync::Arc;

use rustls::SignatureScheme;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::certificate::{HostCertificate, TLS12, TLS13, client_config};
use super::host::{Provider, Stream, call, stub, with_certificate};

async fn handshake(
    provider: &Provider,
    shown: Option<&HostCertificate>,
    tls: &'static rustls::SupportedProtocolVersion,
) -> std::io::Result<TlsStream<Box<dyn Stream>>> {
    let config = client_config(&provider.certificate(), shown, tls);
    let stream = provider.dial().await;
    TlsConnector::from(Arc::new(config)).connect("localhost".try_into().unwrap(), stream).await
}

#[tokio::test]
async fn the_hosts_ca_certificate_with_its_p521_key_is_accepted() {
    for tls in [TLS12, TLS13] {
        let host = HostCertificate::new();
        let provider = Provider::start(with_certificate(stub(), &host));
        let stream = handshake(&provider, Some(&host), tls).await.unwrap();
        assert_eq!(host.scheme(), Some(SignatureScheme::ECDSA_NISTP521_SHA512));
        assert_eq!(stream.get_ref().1.protocol_version(), Some(tls.version));
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        assert_eq!(call(&provider.connect(&host).await, "echo").await.unwrap(), "echo");
    }
}

#[tokio::test]
async fn a_client_without_a_certificate_or_with_another_one_is_refused() {
    let host = HostCertificate::new();
    let provider = Provider::start(with_certificate(stub(), &host));
    let other = HostCertificate::new();
    for (shown, alert) in [(None, "CertificateRequired"), (Some(&other), "AccessDenied")] {
        // In TLS 1.3 a client learns only with the first answer that it was refused.
        let mut stream = handshake(&provider, shown, TLS13).await.unwrap();
        let refused = stream.read_u8().await.unwrap_err().to_string();
        assert_eq!(refused, format!("received fatal alert: {alert}"));
    }
    assert_eq!(call(&provider.connect(&host).await, "echo").await.unwrap(), "echo");
}

#[tokio::test]
async fn a_client_without_tls_is_refused() {
    let host = HostCertificate::new();
    let mut provider = Provider::start({
        let mut command = with_certificate(stub(), &host);
        command.env("TF_LOG", "warn");
        command
    });
    let mut stream = provider.dial().await;
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert_eq!(answer.first(), Some(&21), "a TLS alert");
    let line = provider.log("refused a connection").await;
    assert!(line.contains("\"@level\":\"warn\""), "{line}");
}

#[tokio::test]
async fn a_client_that_stalls_in_its_handshake_delays_nobody() {
    let host = HostCertificate::new();
    let provider = Provider::start(with_certificate(stub(), &host));
    let _stalled = [provider.dial().await, provider.dial().await];
    assert_eq!(call(&provider.connect(&host).await, "echo").await.unwrap(), "echo");
}

#[tokio::test]
async fn without_a_host_certificate_the_connection_is_plain() {
    let provider = Provider::start(stub());
    assert_eq!(provider.fields()[5], "");
    assert_eq!(call(&provider.connect_without_tls().await, "echo").await.unwrap(), "echo");
}
