//! A client of the simulator's control API: HTTP/1.1 and JSON, one connection for each request.

use std::io::{Read, Write};
use std::net::TcpStream;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Sends one request and takes the answer's JSON.
///
/// # Panics
/// If the simulator does not answer or refuses: the test is wrong then.
pub(crate) fn request(endpoint: &str, method: &str, path: &str, body: Option<&Value>) -> Value {
    let body = body.map(Value::to_string).unwrap_or_default();
    let answer = exchange(endpoint, &format!("{method} /_sim/{path}"), "content-type: application/json", &body);
    serde_json::from_str(&answer).unwrap()
}

/// Calls IAM as another program would. The simulator reads the scope of the signature and does not check it.
///
/// # Panics
/// If IAM refuses.
pub(crate) fn iam(endpoint: &str, action: &str, parameters: &[(&str, &str)]) {
    let encoded =
        parameters.iter().map(|(name, value)| format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    let body = format!("Action={action}&Version=2010-05-08{}", encoded.collect::<String>());
    let signed = "authorization: AWS4-HMAC-SHA256 Credential=AKIASIMULATEDKEY0003/20260101/us-east-1/iam/aws4_request, \
                  SignedHeaders=host, Signature=00\r\ncontent-type: application/x-www-form-urlencoded";
    exchange(endpoint, "POST /", signed, &body);
}

fn exchange(endpoint: &str, what: &str, headers: &str, body: &str) -> String {
    let host = endpoint.strip_prefix("http://").unwrap();
    let head = format!(
        "{what} HTTP/1.1\r\nhost: {host}\r\n{headers}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let mut connection = TcpStream::connect(host).unwrap();
    connection.write_all(format!("{head}{body}").as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{what} {answer}");
    body.to_owned()
}
