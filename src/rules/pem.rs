//! Certificates and private keys in PEM, recognised by their frames. What is in them only their readers know.

use super::Violation;

/// A certificate in PEM, as it is.
///
/// # Errors
/// A [`Violation`] if it is not one; it does not repeat the text.
///
/// Source: RFC 7468, sections 2 and 5.
pub fn certificate(text: &str) -> Result<String, Violation> {
    let fits =
        text.trim_start().starts_with("-----BEGIN CERTIFICATE-----") && text.contains("-----END CERTIFICATE-----");
    if fits { Ok(text.to_owned()) } else { Err(refused("certificate", text)) }
}

/// A private key in PEM, as it is.
///
/// # Errors
/// A [`Violation`] if it is not one; it does not repeat the text.
///
/// Source: RFC 7468, section 10; RFC 5915 and RFC 8017 for the older frames.
pub fn private_key(text: &str) -> Result<String, Violation> {
    let begin =
        text.lines().find(|line| line.starts_with("-----BEGIN ") && line.trim_end().ends_with(" PRIVATE KEY-----"));
    // Without a kind: "-----BEGIN PRIVATE KEY-----".
    let fits = begin.is_some() && text.contains("PRIVATE KEY-----") && text.contains("-----END ");
    if fits { Ok(text.to_owned()) } else { Err(refused("private key", text)) }
}

fn refused(what: &str, text: &str) -> Violation {
    // Base64 of "-----BEGIN".
    let hint = if text.starts_with("LS0tLS1CRUdJTi") || text.starts_with("LS0tLS1CRUdJTg") {
        " It is Base64: use base64decode(...)."
    } else {
        ""
    };
    Violation::new(&format!("Not a {what}"), format!("It is not a {what} in PEM.{hint}"))
}

#[cfg(test)]
mod tests {
    use super::{certificate, private_key};

    #[test]
    fn pem_has_a_frame() {
        let frame = |what: &str| format!("-----BEGIN {what}-----\nMII=\n-----END {what}-----\n");
        assert_eq!(certificate(&frame("CERTIFICATE")), Ok(frame("CERTIFICATE")));
        for kind in ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"] {
            assert_eq!(private_key(&frame(kind)), Ok(frame(kind)));
        }
        for text in [frame("PUBLIC KEY"), "secret".to_owned(), "-----BEGIN PRIVATE KEY-----\nMII=".to_owned()] {
            assert_eq!(
                private_key(&text).unwrap_err().to_string(),
                "Not a private key: It is not a private key in PEM.",
                "the text is not repeated"
            );
        }
        assert_eq!(
            certificate("LS0tLS1CRUdJTiBDRVJU").unwrap_err().to_string(),
            "Not a certificate: It is not a certificate in PEM. It is Base64: use base64decode(...)."
        );
    }
}
