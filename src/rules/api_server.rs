//! Where the Kubernetes API server answers: its host name, and its fixed addresses.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::{Violation, quote};

/// The API server of a cluster, known by its host name.
///
/// EKS writes the endpoint of a local cluster with a scheme and sometimes with a port, and what reads it wants one form: the scheme twice is
/// no URL, and with a port nodeadm looks up a host that does not exist.
///
/// Source: EKS user guide, Create Amazon Linux nodes on AWS Outposts; eksctl pull request 8591 (2025-11).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiServer {
    host: String,
}

impl ApiServer {
    /// Its host name, for `/etc/hosts`.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Its URL, without a port.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}", self.host)
    }
}

impl FromStr for ApiServer {
    type Err = Violation;

    fn from_str(endpoint: &str) -> Result<Self, Violation> {
        let refuse = |hint: &str| {
            let detail = format!(
                "{} is not the endpoint of a cluster.{hint} It looks like https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com.",
                quote(endpoint)
            );
            Err(Violation::new("Invalid endpoint", detail))
        };
        if endpoint.starts_with("http://") {
            return refuse(" The API server speaks HTTPS only.");
        }
        let authority = endpoint.strip_prefix("https://").unwrap_or(endpoint);
        let authority = authority.strip_suffix('/').unwrap_or(authority);
        if authority.contains(['/', '?', '#']) {
            return refuse(" Leave out what follows the host name.");
        }
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        if port != "443" {
            return refuse(" The API server of a local cluster has the port 443.");
        }
        if host.parse::<Ipv4Addr>().is_ok() {
            return refuse(" It is an address, and the certificate of the API server has a host name.");
        }
        if !is_host_name(host) {
            return refuse("");
        }
        Ok(Self { host: host.to_owned() })
    }
}

/// The fixed address of an API server that the text denotes.
///
/// # Errors
/// A [`Violation`] if it is no IPv4 address, or none that a host in a VPC can have.
///
/// Source: EKS user guide, Create a local cluster: three static addresses for the life of the cluster; local clusters have IPv4 only.
pub fn api_server_address(text: &str) -> Result<Ipv4Addr, Violation> {
    let refuse = |hint: &str| {
        let detail = format!("{} is not the IPv4 address of an API server, such as \"10.0.3.12\".{hint}", quote(text));
        Err(Violation::new("Invalid address", detail))
    };
    let Ok(address) = text.parse::<Ipv4Addr>() else {
        return match text.split_once('/') {
            Some((address, _)) if address.parse::<Ipv4Addr>().is_ok() => refuse(" Leave out the prefix length."),
            _ if text.parse::<Ipv6Addr>().is_ok() => refuse(" Local clusters have IPv4 only."),
            _ => refuse(""),
        };
    };
    let is_of_no_host = address.is_unspecified()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast();
    if is_of_no_host { refuse(" No host in a VPC has it.") } else { Ok(address) }
}

/// Whether the text is a certificate authority as EKS shows it: Base64 of PEM, in one line.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: EKS API Reference, Certificate.data.
pub fn certificate_authority(text: &str) -> Result<(), Violation> {
    // Base64 of "-----BEGIN C".
    const BEGIN: &str = "LS0tLS1CRUdJTiBD";
    let is_base64 = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    if is_base64 && text.starts_with(BEGIN) {
        return Ok(());
    }
    let hint = if text.starts_with("-----BEGIN") { " It is PEM itself: use base64encode(...)." } else { "" };
    Err(Violation::new(
        "Invalid certificate authority",
        format!(
            "{} is not Base64 of a certificate in PEM, in one line.{hint}",
            quote(text.lines().next().unwrap_or_default())
        ),
    ))
}

fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::{ApiServer, api_server_address, certificate_authority};

    #[test]
    fn an_endpoint_is_one_host_however_it_is_written() {
        let host = "0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com";
        for endpoint in [
            host.to_owned(),
            format!("https://{host}"),
            format!("https://{host}:443"),
            format!("https://{host}:443/"),
            format!("{host}:443"),
        ] {
            let server: ApiServer = endpoint.parse().unwrap();
            assert_eq!((server.host(), server.url()), (host, format!("https://{host}")), "{endpoint}");
        }
    }

    #[test]
    fn what_is_no_endpoint_is_refused() {
        const LOOKS: &str = " It looks like https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com.";
        for (endpoint, says) in [
            ("", "\"\" is not the endpoint of a cluster."),
            ("edge", "\"edge\" is not the endpoint of a cluster."),
            (
                "a.b:443:443",
                "\"a.b:443:443\" is not the endpoint of a cluster. The API server of a local cluster has the port 443.",
            ),
            ("-a.b", "\"-a.b\" is not the endpoint of a cluster."),
            ("a..b", "\"a..b\" is not the endpoint of a cluster."),
            ("a b.c", "\"a b.c\" is not the endpoint of a cluster."),
            (
                "https://https://a.b",
                "\"https://https://a.b\" is not the endpoint of a cluster. Leave out what follows the host name.",
            ),
            ("http://a.b", "\"http://a.b\" is not the endpoint of a cluster. The API server speaks HTTPS only."),
            (
                "https://a.b:6443",
                "\"https://a.b:6443\" is not the endpoint of a cluster. The API server of a local cluster has the port 443.",
            ),
            (
                "https://a.b/api",
                "\"https://a.b/api\" is not the endpoint of a cluster. Leave out what follows the host name.",
            ),
            (
                "https://10.0.3.12",
                "\"https://10.0.3.12\" is not the endpoint of a cluster. It is an address, and the certificate of the API server has \
                 a host name.",
            ),
        ] {
            let violation = endpoint.parse::<ApiServer>().unwrap_err();
            assert_eq!(violation.summary, "Invalid endpoint");
            assert_eq!(violation.detail, format!("{says}{LOOKS}"));
        }
    }

    #[test]
    fn an_api_server_has_the_address_of_a_host() {
        assert_eq!(api_server_address("10.0.3.12").unwrap().to_string(), "10.0.3.12");
        for (text, hint) in [
            ("", ""),
            ("10.0.3", ""),
            ("10.0.03.12", ""),
            ("10.0.3.12/32", " Leave out the prefix length."),
            ("fd00::1", " Local clusters have IPv4 only."),
            ("0.0.0.0", " No host in a VPC has it."),
            ("127.0.0.1", " No host in a VPC has it."),
            ("169.254.169.254", " No host in a VPC has it."),
            ("224.0.0.1", " No host in a VPC has it."),
            ("255.255.255.255", " No host in a VPC has it."),
        ] {
            let violation = api_server_address(text).unwrap_err();
            assert_eq!(
                violation.to_string(),
                format!(
                    "Invalid address: \"{text}\" is not the IPv4 address of an API server, such as \"10.0.3.12\".{hint}"
                )
            );
        }
    }

    #[test]
    fn a_certificate_authority_is_base64_of_pem() {
        assert_eq!(certificate_authority("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg=="), Ok(()));
        for (text, says) in [
            ("", "\"\" is not Base64 of a certificate in PEM, in one line."),
            ("Q0E=", "\"Q0E=\" is not Base64 of a certificate in PEM, in one line."),
            ("LS0tLS1CRUdJTiBD$(id)", "\"LS0tLS1CRUdJTiBD$(id)\" is not Base64 of a certificate in PEM, in one line."),
            (
                "-----BEGIN CERTIFICATE-----\nMII\n",
                "\"-----BEGIN CERTIFICATE-----\" is not Base64 of a certificate in PEM, in one line. It is PEM itself: use base64encode(...).",
            ),
        ] {
            assert_eq!(
                certificate_authority(text).unwrap_err().to_string(),
                format!("Invalid certificate authority: {says}")
            );
        }
    }
}
