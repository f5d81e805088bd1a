//! Mutual TLS between two processes of one user. Each side trusts exactly one certificate: the other's.

use std::sync::Arc;

use rcgen::{CertificateParams, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, PKCS_ED25519, date_time_ymd};
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, UnixTime};
use rustls::server::NoServerSessionStorage;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, ServerConfig, SignatureScheme, version,
};

use super::{Environment, StartError};

const HOST_CERTIFICATE: &str = "PLUGIN_CLIENT_CERT";

/// Our side of the connection.
#[derive(Debug)]
pub(super) struct Tls {
    /// Accepts the host and nobody else.
    pub(super) config: Arc<ServerConfig>,
    /// DER of the certificate that the host is to trust.
    pub(super) certificate: CertificateDer<'static>,
}

impl Tls {
    /// TLS if the host sent its certificate, else none: `TF_DISABLE_PLUGIN_TLS` is set.
    ///
    /// # Errors
    /// If what the host sent is no certificate, or cryptography fails.
    pub(super) fn for_host(env: Environment<'_>) -> Result<Option<Self>, StartError> {
        match env(HOST_CERTIFICATE).filter(|pem| !pem.is_empty()) {
            None => Ok(None),
            Some(pem) => CertificateDer::from_pem_slice(pem.as_encoded_bytes())
                .map_err(|_| StartError::HostCertificate)
                .and_then(Self::new)
                .map(Some),
        }
    }

    fn new(host: CertificateDer<'static>) -> Result<Self, StartError> {
        let crypto = Arc::new(aws_lc_rs::default_provider());
        let (certificate, key) = own_certificate()?;
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&crypto))
            .with_protocol_versions(&[&version::TLS13, &version::TLS12])?
            .with_client_cert_verifier(Arc::new(PinnedHost { host, crypto }))
            .with_single_cert(vec![certificate.clone()], key)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        // One connection per process: nothing to resume.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self { config: Arc::new(config), certificate })
    }
}

/// A key and a self-signed certificate for this process. Ed25519: every Go that hosts plugins knows it, and aws-lc makes
/// such a key as fast in its small build as in its large one, which P-256 would need.
///
/// The validity is wide and fixed, so that no clock can make it wrong: the key lives and dies with the process.
fn own_certificate() -> Result<(CertificateDer<'static>, PrivateKeyDer<'static>), rcgen::Error> {
    let mut params = CertificateParams::new(["localhost".to_owned()])?;
    params.distinguished_name.push(rcgen::DnType::CommonName, "localhost");
    params.not_before = date_time_ymd(2000, 1, 1);
    params.not_after = date_time_ymd(2999, 12, 31);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    let key = KeyPair::generate_for(&PKCS_ED25519)?;
    let certificate = params.self_signed(&key)?;
    Ok((certificate.der().clone(), PrivateKeyDer::Pkcs8(key.serialize_der().into())))
}

/// Accepts the one certificate that came with the process's environment, if its owner signs the handshake.
///
/// Chain building cannot do that: go-plugin's certificate is a self-signed CA, which RFC 5280 rules refuse as a leaf.
#[derive(Debug)]
struct PinnedHost {
    host: CertificateDer<'static>,
    crypto: Arc<CryptoProvider>,
}

impl ClientCertVerifier for PinnedHost {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        if *end_entity == self.host {
            Ok(ClientCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.crypto.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.crypto.signature_verification_algorithms)
    }

    /// Includes P-521, which Go has to see offered before it sends its certificate.
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.crypto.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_host_certificate_there_is_no_tls() {
        assert!(Tls::for_host(&|_| None).unwrap().is_none());
        assert!(Tls::for_host(&|_| Some("".into())).unwrap().is_none());
    }

    #[test]
    fn a_host_certificate_that_is_none_is_named() {
        let error = Tls::for_host(&|_| Some("not a certificate".into())).unwrap_err();
        assert_eq!(
            error.to_string(),
            "PLUGIN_CLIENT_CERT holds no PEM certificate. Terraform sets this variable; unset it when starting the \
             provider by other means."
        );
    }

    #[test]
    fn http2_is_offered_and_the_certificate_is_longer_than_go_plugins_threshold() {
        let (host, _) = own_certificate().unwrap();
        let tls = Tls::new(host).unwrap();
        assert_eq!(tls.config.alpn_protocols, [b"h2"]);
        assert!(tls.certificate.len() > 50);
    }

    #[test]
    fn every_process_has_its_own_key() {
        assert_ne!(own_certificate().unwrap().0, own_certificate().unwrap().0);
    }

    #[test]
    fn p521_is_offered() {
        let (host, _) = own_certificate().unwrap();
        let verifier = PinnedHost { host, crypto: Arc::new(aws_lc_rs::default_provider()) };
        assert!(verifier.supported_verify_schemes().contains(&SignatureScheme::ECDSA_NISTP521_SHA512));
    }
}
