//! URLs that requests are sent to.

use http::Uri;

use super::quote;

/// Whether a text is a URL that a request can be sent to: `http` or `https`, and a host. The AWS SDK panics over some that are not, and shows the whole
/// request over others.
#[must_use]
pub fn is_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    // What is no number is a port to nobody, and would be left out without a word.
    let has_no_port = authority.as_str().rsplit('@').next() == Some(authority.host());
    is_web && (has_no_port || authority.port_u16().is_some()) && !authority.host().is_empty()
}

/// The text for a message, in quotes, without what is before the host: it may be a password.
pub(crate) fn quote_url(text: &str) -> String {
    quote(text.rsplit_once('@').map_or(text, |(_, host)| host))
}

#[cfg(test)]
mod tests {
    use super::{is_url, quote_url};

    #[test]
    fn what_may_be_a_password_is_not_shown() {
        assert_eq!(quote_url("localhost:9"), "\"localhost:9\"");
        assert_eq!(quote_url("ftp://me:c@nary@host"), "\"host\"");
    }

    #[test]
    fn a_url_has_scheme_and_host() {
        for url in [
            "https://eks.us-west-2.api.aws",
            "http://127.0.0.1:5000/aws",
            "HTTPS://proxy.corp:8443",
            "http://me:secret@proxy.corp:3128",
            "http://[::1]:5000",
        ] {
            assert!(is_url(url), "{url}");
        }
        for text in [
            "",
            " ",
            "localhost",
            "localhost:9",
            "https://",
            "https://host:port",
            "https://port:port",
            "https:// host",
            "ftp://host",
            "/path",
        ] {
            assert!(!is_url(text), "{text}");
        }
    }
}
