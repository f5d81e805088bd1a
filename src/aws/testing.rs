//! An AWS for tests: it answers on the wire, so that signing, retries, parsing and classification take part.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::body::SdkBody;
use tokio::time::Instant;

use super::{Clients, Schedule, Secret, Settings};

/// HTTP status and body of an answer; error codes travel in the body.
pub(super) type Answer = (u16, String);

/// A request that reached the wire.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Seconds since the AWS was made, of paused time.
    pub(super) at: u64,
    /// `GET /clusters/edge`, or the action of a Query request.
    pub(super) what: String,
    pub(super) body: String,
    pub(super) headers: Vec<(String, String)>,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// Answers in the order of its script; the last answer stands for ever.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    started: Instant,
}

impl Wire {
    pub(super) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            seen: Arc::default(),
            started: Instant::now(),
        }
    }

    pub(super) fn http_client(&self) -> SharedHttpClient {
        let wire = self.clone();
        infallible_client_fn(move |request: http::Request<SdkBody>| wire.answer(&request))
    }

    /// Clients with static keys, one attempt per request, and the schedule without chance.
    pub(super) async fn clients(&self) -> Clients {
        self.clients_with(Settings { max_retries: Some(1), ..Settings::default() }).await
    }

    pub(super) async fn clients_with(&self, settings: Settings) -> Clients {
        let settings = Settings {
            region: Some("us-west-2".to_owned()),
            access_key: Some("AKIDEXAMPLE".to_owned()),
            secret_key: Some(Secret::new("canary-secret")),
            token: Some(Secret::new("canary-token")),
            ..settings
        };
        Clients::load_with(settings, self.http_client()).await.unwrap()
    }

    pub(super) async fn eks(&self) -> super::Eks {
        let mut eks = self.clients().await.eks(None);
        eks.set_schedule(Schedule::without_jitter());
        eks
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// When requests came whose name contains `what`.
    pub(super) fn times(&self, what: &str) -> Vec<u64> {
        self.seen().iter().filter(|seen| seen.what.contains(what)).map(|seen| seen.at).collect()
    }

    fn answer(&self, request: &http::Request<SdkBody>) -> http::Response<SdkBody> {
        let body = String::from_utf8(request.body().bytes().unwrap_or_default().to_vec()).unwrap();
        let action = body.strip_prefix("Action=").and_then(|rest| rest.split('&').next()).map(str::to_owned);
        let what = action.unwrap_or_else(|| format!("{} {}", request.method(), request.uri().path()));
        let headers = request.headers().iter();
        let headers =
            headers.map(|(key, value)| (key.to_string(), value.to_str().unwrap_or_default().to_owned())).collect();
        self.seen.lock().unwrap().push(Seen { at: self.started.elapsed().as_secs(), what, body, headers });
        let mut answers = self.answers.lock().unwrap();
        let (status, body) = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() }.unwrap();
        http::Response::builder()
            .status(status)
            .header("x-amzn-requestid", "request-1")
            .body(SdkBody::from(body))
            .unwrap()
    }
}

/// DescribeCluster's answer for a cluster of this status.
pub(super) fn cluster(status: &str) -> Answer {
    cluster_with(status, "")
}

/// As [`cluster`], with more JSON members, each followed by a comma.
pub(super) fn cluster_with(status: &str, members: &str) -> Answer {
    (200, format!(r#"{{"cluster":{{{members}"name":"edge","status":"{status}"}}}}"#))
}

/// An error of EKS (restJson1).
pub(super) fn eks_error(status: u16, code: &str, message: &str) -> Answer {
    (status, serde_json::json!({ "__type": code, "message": message }).to_string())
}

/// An error of IAM or STS (Query).
pub(super) fn query_error(status: u16, code: &str, message: &str) -> Answer {
    let body = format!(
        "<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>\
         <RequestId>request-1</RequestId></ErrorResponse>"
    );
    (status, body)
}

pub(super) fn not_found() -> Answer {
    eks_error(404, "ResourceNotFoundException", "No cluster found for name: edge.")
}

/// `answer`, `count` times.
pub(super) fn times(count: usize, answer: &Answer) -> Vec<Answer> {
    vec![answer.clone(); count]
}
