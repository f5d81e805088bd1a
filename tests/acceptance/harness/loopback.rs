//! A server on this machine that answers as STS and the sources of credentials do, and keeps every request as it came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::program::repository;
use super::signature;

/// What a server answers to a request, if it is not what AWS would: status line and body.
type Answer = fn(&str) -> Option<(&'static str, String)>;

/// Ends when the test process does.
pub(crate) struct Loopback {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Loopback {
    /// In the clear.
    pub(crate) fn start() -> Self {
        Self::serve("http", None, |_| None)
    }

    /// In the clear, with answers of its own for some requests.
    pub(crate) fn answering(answer: Answer) -> Self {
        Self::serve("http", None, answer)
    }

    /// By TLS, with a certificate of the authority in `tests/fixtures/tls/ca.pem`.
    pub(crate) fn start_tls() -> Self {
        let file = |name: &str| repository().join("tests/fixtures/tls").join(name);
        let chain = vec![CertificateDer::from_pem_file(file("server.pem")).unwrap()];
        let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        Self::serve("https", Some(Arc::new(config)), |_| None)
    }

    fn serve(scheme: &str, tls: Option<Arc<ServerConfig>>, special: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("{scheme}://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = requests.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (seen, tls) = (seen.clone(), tls.clone());
                thread::spawn(move || match tls {
                    None => converse(stream, &seen, special),
                    Some(config) => {
                        let connection = ServerConnection::new(config).unwrap();
                        converse(StreamOwned::new(connection, stream), &seen, special);
                    }
                });
            }
        });
        Self { url, requests }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Every request since the last call: request line, headers in lower case, body; of a signed one first whether it is signed right.
    pub(crate) fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

/// Serves one connection until the client closes it.
fn converse<S: Read + Write>(stream: S, seen: &Mutex<Vec<String>>, special: Answer) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = read(&mut stream) {
        let (status, body) = special(&request).unwrap_or_else(|| answer(&request));
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nx-amzn-requestid: request-1\r\n\
             x-aws-ec2-metadata-token-ttl-seconds: 21600\r\n\r\n{body}"
        );
        let seen_as = match signature::flaw(&request) {
            Some(flaw) => format!("BAD SIGNATURE: {flaw}\n{request}"),
            None => request,
        };
        seen.lock().unwrap().push(seen_as);
        if stream.get_mut().write_all(answer.as_bytes()).and_then(|()| stream.get_mut().flush()).is_err() {
            return;
        }
    }
}

fn read(stream: &mut impl BufRead) -> Option<String> {
    let mut request = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim_end().is_empty() {
            break;
        }
        let line = match line.trim_end().split_once(": ") {
            Some((name, value)) => format!("{}: {value}\n", name.to_lowercase()),
            None => format!("{}\n", line.trim_end()),
        };
        if let Some(text) = line.strip_prefix("content-length: ") {
            length = text.trim().parse().ok()?;
        }
        request.push_str(&line);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(format!("{request}\n{}", String::from_utf8_lossy(&body)))
}

fn answer(request: &str) -> (&'static str, String) {
    match request {
        _ if request.contains("Credential=AKIASKEWED/") => ("403 Forbidden", SKEWED.to_owned()),
        _ if request.contains("role%2Fdenied") => ("403 Forbidden", DENIED.to_owned()),
        _ if request.starts_with("CONNECT ") => ("502 Bad Gateway", String::new()),
        _ if request.contains("Action=GetCallerIdentity&") => ("200 OK", IDENTITY.to_owned()),
        _ if request.contains("Action=AssumeRole&") => ("200 OK", session("AssumeRole")),
        _ if request.contains("Action=AssumeRoleWithWebIdentity&") => ("200 OK", session("AssumeRoleWithWebIdentity")),
        _ if request.starts_with("PUT /latest/api/token ") => ("200 OK", "metadata-token".to_owned()),
        _ if request.contains("/placement/region ") => ("200 OK", "eu-central-1".to_owned()),
        _ if request.contains("/iam/security-credentials/ ") => ("200 OK", "of-instance".to_owned()),
        _ if request.contains("/iam/security-credentials/of-instance ") => ("200 OK", keys("ASIAINSTANCE")),
        _ if request.starts_with("GET /container ") => ("200 OK", keys("ASIACONTAINER")),
        _ if request.starts_with("GET /federation/credentials?") => ("200 OK", SSO.to_owned()),
        _ => ("403 Forbidden", REFUSAL.to_owned()),
    }
}

const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/me</Arn>\
    <UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

const DENIED: &str = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: \
    arn:aws:iam::111122223333:user/me is not authorized to perform: sts:AssumeRole on resource: \
    arn:aws:iam::111122223333:role/denied</Message></Error><RequestId>request-1</RequestId></ErrorResponse>";

const SKEWED: &str = "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Signature expired: \
    20260101T000000Z is now earlier than 20260101T001500Z (20260101T003000Z - 15 min.)</Message></Error><RequestId>request-1</RequestId>\
    </ErrorResponse>";

const SSO: &str = r#"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"canary-sso","sessionToken":"canary-sso-token","expiration":4922793600000}}"#;

/// As AWS answers a bad signature: it shows what it has signed, the session token included.
const REFUSAL: &str = "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>The request signature we \
    calculated does not match the signature you provided. The Canonical String for this request should have been \
    'POST / x-amz-security-token:canary-session-token'</Message></Error><RequestId>request-1</RequestId></ErrorResponse>";

fn session(operation: &str) -> String {
    format!(
        "<{operation}Response><{operation}Result><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>\
         <SecretAccessKey>canary-session-secret</SecretAccessKey><SessionToken>canary-session-token</SessionToken>\
         <Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></{operation}Result></{operation}Response>"
    )
}

fn keys(access_key: &str) -> String {
    format!(
        r#"{{"Code":"Success","Type":"AWS-HMAC","LastUpdated":"2026-01-01T00:00:00Z","AccessKeyId":"{access_key}","SecretAccessKey":"canary-keys","Token":"canary-keys-token","Expiration":"2126-01-01T00:00:00Z"}}"#
    )
}
