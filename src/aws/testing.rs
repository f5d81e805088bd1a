//! An AWS for tests: it answers on the wire, so that signing, retries, parsing and classification take part.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpClient, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::shared::IntoShared;
use aws_smithy_types::body::SdkBody;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{Clients, Schedule, Secret, Settings, Waiting};

/// HTTP status and body of an answer; error codes travel in the body. [`LOST`], [`SILENT`] and [`REFUSED`] are no HTTP statuses.
pub(crate) type Answer = (u16, String);

/// A request, or the beginning of one and `*`, and its answers.
type Script = (String, VecDeque<Answer>);

/// The status of an answer that never arrives, though the request took effect.
pub(crate) const LOST: u16 = 0;

/// The status of an answer that never comes, on a connection that stays open.
pub(crate) const SILENT: u16 = 1;

/// The status of a connection that is refused: nothing was sent.
pub(crate) const REFUSED: u16 = 2;

/// Stands in an answer for the client token of the last request that had one.
pub(crate) const TOKEN: &str = "$TOKEN";

/// Stands in an answer for the trust policy of the last CreateRole, URL-encoded as IAM returns it.
pub(crate) const TRUST: &str = "$TRUST";

/// A request that reached the wire.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Seconds since the AWS was made, of paused time.
    pub(crate) at: u64,
    /// `GET /clusters/edge`, or the action of a Query request.
    pub(crate) what: String,
    pub(crate) body: String,
    pub(crate) headers: Vec<(String, String)>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// Answers in the order of its script, or of one script for each request; the last answer of a script stands for ever.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    scripts: Arc<Mutex<Vec<Script>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    started: Instant,
}

impl Wire {
    pub(crate) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::by_request([("*", answers.into_iter().collect())])
    }

    /// A script for each request, named as [`Seen::what`]; `*` stands for any end. The first that fits answers.
    pub(crate) fn by_request<'a>(scripts: impl IntoIterator<Item = (&'a str, Vec<Answer>)>) -> Self {
        let scripts = scripts.into_iter().map(|(what, answers)| (what.to_owned(), answers.into())).collect();
        Self { scripts: Arc::new(Mutex::new(scripts)), seen: Arc::default(), started: Instant::now() }
    }

    pub(crate) fn http_client(&self) -> SharedHttpClient {
        let wire = self.clone();
        http_client_fn(move |_, _| wire.clone().into_shared())
    }

    /// Clients with static keys, one attempt per request, and the schedule without chance.
    pub(crate) async fn clients(&self) -> Clients {
        self.clients_with(Settings { max_retries: Some(1), ..Settings::default() }).await
    }

    pub(crate) async fn clients_with(&self, settings: Settings) -> Clients {
        let settings = Settings {
            region: Some("us-west-2".to_owned()),
            access_key: Some("AKIDEXAMPLE".to_owned()),
            secret_key: Some(Secret::new("canary-secret")),
            token: Some(Secret::new("canary-token")),
            ..settings
        };
        Clients::load_with(settings, self.http_client()).await.unwrap()
    }

    pub(crate) async fn eks(&self) -> super::Eks {
        let mut eks = self.clients().await.eks(None);
        eks.set_schedule(Schedule::without_jitter());
        eks
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// When requests came whose name contains `what`.
    pub(crate) fn times(&self, what: &str) -> Vec<u64> {
        self.seen().iter().filter(|seen| seen.what.contains(what)).map(|seen| seen.at).collect()
    }

    /// The answer, if one comes.
    fn answer(&self, request: &HttpRequest) -> Option<Result<HttpResponse, ConnectorError>> {
        let body = String::from_utf8(request.body().bytes().unwrap_or_default().to_vec()).unwrap();
        let action = body.strip_prefix("Action=").and_then(|rest| rest.split('&').next()).map(str::to_owned);
        let what = action.unwrap_or_else(|| format!("{} {}", request.method(), path(request.uri())));
        let headers = request.headers().iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let (status, text) = self.next_answer(&what);
        self.seen.lock().unwrap().push(Seen { at: self.started.elapsed().as_secs(), what, body, headers });
        let text = text.replace(TOKEN, &self.client_token().unwrap_or_default());
        let text = text.replace(TRUST, &self.trust().unwrap_or_default());
        let (status, body) = match status {
            SILENT => return None,
            REFUSED => {
                let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
                return Some(Err(ConnectorError::io(refused.into())));
            }
            LOST => (200, SdkBody::taken()),
            status => (status, SdkBody::from(text)),
        };
        let mut response = HttpResponse::new(status.try_into().unwrap(), body);
        response.headers_mut().insert("x-amzn-requestid", "request-1");
        Some(Ok(response))
    }

    /// The client token of the last request that had one.
    pub(crate) fn client_token(&self) -> Option<String> {
        let seen = self.seen.lock().unwrap();
        let bodies = seen.iter().rev().filter_map(|seen| serde_json::from_str::<serde_json::Value>(&seen.body).ok());
        bodies.filter_map(|body| body["clientRequestToken"].as_str().map(str::to_owned)).next()
    }

    fn trust(&self) -> Option<String> {
        let seen = self.seen.lock().unwrap();
        let pairs = seen.iter().rev().flat_map(|seen| seen.body.split('&'));
        pairs.filter_map(|pair| pair.strip_prefix("AssumeRolePolicyDocument=")).map(str::to_owned).next()
    }

    fn next_answer(&self, what: &str) -> Answer {
        let fits = |pattern: &str| {
            pattern == what || pattern.strip_suffix('*').is_some_and(|beginning| what.starts_with(beginning))
        };
        let mut scripts = self.scripts.lock().unwrap();
        let script = scripts.iter_mut().find(|(pattern, _)| fits(pattern));
        let Some((_, answers)) = script else { return (400, format!(r#"{{"message":"no script for {what}"}}"#)) };
        if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }.unwrap()
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match self.answer(&request) {
            Some(answer) => HttpConnectorFuture::ready(answer),
            None => HttpConnectorFuture::new(std::future::pending()),
        }
    }
}

/// The path of a URL, without the query.
fn path(url: &str) -> &str {
    let from_host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let from_path = from_host.find('/').map_or("/", |start| &from_host[start..]);
    from_path.split('?').next().unwrap_or_default()
}

/// A wait that nothing ends early.
pub(crate) fn patient() -> Waiting {
    Waiting::at_most(Duration::from_secs(3600), CancellationToken::new())
}

/// DescribeCluster's answer for a cluster of this status.
pub(crate) fn cluster(status: &str) -> Answer {
    cluster_with(status, "")
}

/// As [`cluster`], with more JSON members, each followed by a comma.
pub(crate) fn cluster_with(status: &str, members: &str) -> Answer {
    (200, format!(r#"{{"cluster":{{{members}"name":"edge","status":"{status}"}}}}"#))
}

/// An error of EKS (restJson1).
pub(crate) fn eks_error(status: u16, code: &str, message: &str) -> Answer {
    (status, serde_json::json!({ "__type": code, "message": message }).to_string())
}

/// An error of IAM or STS (Query).
pub(crate) fn query_error(status: u16, code: &str, message: &str) -> Answer {
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
         <RequestId>request-1</RequestId></ErrorResponse>"
    );
    (status, body)
}

pub(crate) fn not_found() -> Answer {
    eks_error(404, "ResourceNotFoundException", "No cluster found for name: edge.")
}

/// `answer`, `count` times.
pub(crate) fn times(count: usize, answer: &Answer) -> Vec<Answer> {
    vec![answer.clone(); count]
}
