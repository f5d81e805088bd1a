//! Whether a request is signed with the secret key that belongs to its access key.
//!
//! Source: IAM user guide, Create a signed AWS API request (Signature Version 4).

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The keys that tests use, each with its secret.
const KEYS: &[(&str, &str)] = &[
    ("AKIABLOCK", "canary-block"),
    ("AKIADEFAULT", "canary-default"),
    ("AKIAEDGE", "canary-edge"),
    ("AKIAENVIRONMENT", "canary-environment"),
    ("AKIAOTHER", "canary-other"),
    ("AKIAPROCESS", "canary-process"),
    ("AKIASKEWED", "canary-skewed"),
    ("AKIASLOW", "canary-slow"),
    ("ASIACONTAINER", "canary-keys"),
    ("ASIAINSTANCE", "canary-keys"),
    ("ASIAROLE", "canary-session-secret"),
    ("ASIASSO", "canary-sso"),
];

/// What is wrong with a request's signature; nothing if it has none. The request has its line, headers in lower case, an empty line, and
/// its body.
pub(super) fn flaw(request: &str) -> Option<String> {
    let authorization = header(request, "authorization")?.strip_prefix("AWS4-HMAC-SHA256 ")?;
    let part = |name: &str| {
        let part = authorization.split(", ").find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        part.unwrap_or_default()
    };
    let credential: Vec<&str> = part("Credential").split('/').collect();
    let [access_key, date, region, service, "aws4_request"] = credential[..] else {
        return Some(format!("{credential:?} is no credential"));
    };
    let Some((_, secret)) = KEYS.iter().find(|(key, _)| *key == access_key) else {
        return Some(format!("{access_key} is nobody's key"));
    };
    let key = [region, service, "aws4_request"]
        .iter()
        .fold(hmac(format!("AWS4{secret}").as_bytes(), date), |key, part| hmac(&key, part));
    let text = format!(
        "AWS4-HMAC-SHA256\n{}\n{date}/{region}/{service}/aws4_request\n{}",
        header(request, "x-amz-date").unwrap_or_default(),
        hex(&Sha256::digest(canonical(request, part("SignedHeaders"))))
    );
    (hex(&hmac(&key, &text)) != part("Signature")).then(|| format!("{access_key} has another secret key"))
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let (head, _) = request.split_once("\n\n")?;
    head.lines().skip(1).find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn canonical(request: &str, signed: &str) -> String {
    let (line, rest) = request.split_once('\n').unwrap_or_default();
    let (_, body) = rest.split_once("\n\n").unwrap_or_default();
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // A proxy is sent the whole URL.
    let target = target.strip_prefix("http://").map_or(target, |rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut query: Vec<&str> = query.split('&').collect();
    query.sort_unstable();
    let headers: String = signed
        .split(';')
        .map(|name| format!("{name}:{}\n", header(request, name).unwrap_or_default().trim()))
        .collect();
    // Every service but S3 signs the path as it is sent, encoded once more.
    let path = path.replace('%', "%25");
    format!("{method}\n{path}\n{}\n{headers}\n{signed}\n{}", query.join("&"), hex(&Sha256::digest(body)))
}

/// RFC 2104.
fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut block = [0_u8; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let keyed = |mask: u8, text: &[u8]| {
        let mut hash = Sha256::new();
        hash.update(block.map(|byte| byte ^ mask));
        hash.update(text);
        hash.finalize().to_vec()
    };
    keyed(0x5c, &keyed(0x36, text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[test]
fn hmac_is_that_of_rfc_4231() {
    assert_eq!(
        hex(&hmac(b"Jefe", "what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}
