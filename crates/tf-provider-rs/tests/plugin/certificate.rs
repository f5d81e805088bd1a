//! The host's certificate, as go-plugin makes it.

use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose};
use rustls::client::Resumption;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, Signer, SigningKey, SingleCertAndKey};
use rustls::{ClientConfig, RootCertStore, SignatureAlgorithm, SignatureScheme, SupportedProtocolVersion, version};

/// A self-signed CA with a P-521 key, for both ends of a connection.
pub(crate) struct HostCertificate {
    /// What the host puts into `PLUGIN_CLIENT_CERT`.
    pub(crate) pem: String,
    key: Arc<RecordingKey>,
    der: CertificateDer<'static>,
}

impl HostCertificate {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.distinguished_name.push(DnType::OrganizationName, "HashiCorp");
        params.distinguished_name.push(DnType::CommonName, "localhost");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![
            KeyUsagePurpose::DigitalSignature,
            KeyUsagePurpose::KeyEncipherment,
            KeyUsagePurpose::KeyAgreement,
            KeyUsagePurpose::KeyCertSign,
        ];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P521_SHA512).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let signing = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let key = RecordingKey { key: aws_lc_rs::sign::any_ecdsa_type(&signing).unwrap(), chosen: Mutex::default() };
        Self { pem: certificate.pem(), der: certificate.der().clone(), key: Arc::new(key) }
    }

    /// The signature scheme of the last handshake.
    pub(crate) fn scheme(&self) -> Option<SignatureScheme> {
        *self.key.chosen.lock().unwrap()
    }
}

/// Trusts only the provider's certificate, and shows the host's, if there is one.
pub(crate) fn client_config(
    provider: &[u8],
    host: Option<&HostCertificate>,
    tls: &'static SupportedProtocolVersion,
) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(provider.to_vec())).unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(&[tls])
        .unwrap()
        .with_root_certificates(roots);
    let mut config = match host {
        None => builder.with_no_client_auth(),
        Some(host) => {
            let key = CertifiedKey::new(vec![host.der.clone()], Arc::<RecordingKey>::clone(&host.key));
            builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(key)))
        }
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    config.resumption = Resumption::disabled();
    config
}

/// TLS 1.3, which Terraform and a provider agree on.
pub(crate) const TLS13: &SupportedProtocolVersion = &version::TLS13;
/// The oldest TLS that go-plugin allows.
pub(crate) const TLS12: &SupportedProtocolVersion = &version::TLS12;

#[derive(Debug)]
struct RecordingKey {
    key: Arc<dyn SigningKey>,
    chosen: Mutex<Option<SignatureScheme>>,
}

impl SigningKey for RecordingKey {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        let signer = self.key.choose_scheme(offered)?;
        *self.chosen.lock().unwrap() = Some(signer.scheme());
        Some(signer)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.key.algorithm()
    }
}
