//! The one error of everything that calls AWS.

use std::error::Error as StdError;
use std::fmt;

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;

use super::classify;
use super::network;
use super::sanitize::sanitize;

/// A call to AWS that failed: which, on what, how, and what to do next.
///
/// `Display` is one line for logs and diagnostics. It holds neither control characters nor more than 1000 characters of AWS's text.
#[derive(Clone, thiserror::Error)]
#[error("{}", self.line())]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone, Debug)]
struct Inner {
    service: Service,
    operation: &'static str,
    object: String,
    kind: Kind,
    code: Option<String>,
    message: String,
    request_id: Option<String>,
    /// Whether the request certainly did not leave this machine.
    is_unsent: bool,
}

/// What a failure means for the caller.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// An object of this name exists.
    AlreadyExists,
    /// The clock of this machine is too far from AWS's.
    ClockSkew,
    /// The principal may not do this.
    Denied {
        /// IAM action, for example `eks:CreateCluster`.
        action: String,
        /// ARN of the resource, if AWS names it.
        resource: Option<String>,
    },
    /// The credentials were valid once.
    Expired,
    /// Something else holds the object.
    InUse {
        /// Whether it is a change in progress, which ends by itself.
        in_progress: bool,
    },
    /// AWS refuses the request as it stands.
    Invalid,
    /// A quota is used up.
    LimitExceeded,
    /// No source gave credentials.
    NoCredentials,
    /// No source gave a Region.
    NoRegion,
    /// The object does not exist. Only for answers that say so: a bare HTTP 404 is [`Kind::Other`].
    NotFound,
    /// Anything else.
    Other,
    /// The cluster is protected from deletion.
    Protected,
    /// EKS does not see the role, its trust or its policies, or not yet.
    RolePropagation,
    /// AWS failed on its side.
    ServiceFault,
    /// Too many requests.
    Throttled,
    /// No answer in time. A request that changes something may have taken effect.
    TimedOut,
    /// AWS does not know the credentials.
    Unauthenticated,
    /// No connection to the endpoint.
    Unreachable,
    /// The endpoint shows a certificate that this machine does not trust.
    Untrusted,
}

/// An AWS service that we call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Service {
    /// Amazon EC2.
    Ec2,
    /// Amazon EKS.
    Eks,
    /// AWS IAM.
    Iam,
    /// AWS Outposts.
    Outposts,
    /// AWS STS.
    Sts,
}

impl Service {
    /// Prefix of the service's IAM actions, for example `eks`.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Ec2 => "ec2",
            Self::Eks => "eks",
            Self::Iam => "iam",
            Self::Outposts => "outposts",
            Self::Sts => "sts",
        }
    }
}

impl Error {
    /// The one place where the SDK's errors become ours. `object` is what the call was about, for example `cluster "edge"`.
    pub(super) fn from_sdk<E>(
        service: Service,
        operation: &'static str,
        object: impl Into<String>,
        error: &SdkError<E, HttpResponse>,
    ) -> Self
    where
        E: ProvideErrorMetadata + StdError + 'static,
    {
        let (kind, code, message, request_id) = match error {
            // The SDK has no other form for a success that it cannot read.
            SdkError::ServiceError(context) if context.raw().status().is_success() => {
                unreadable(context.raw().status().as_u16())
            }
            SdkError::ServiceError(context) => {
                let meta = context.err().meta();
                let status = context.raw().status().as_u16();
                let text = meta.message().unwrap_or_default();
                let kind = classify::answer(service, operation, status, meta.code(), text);
                let message = match text {
                    "" => format!("HTTP {status} without a message"),
                    text => sanitize(classify::without_signature(text)),
                };
                (kind, meta.code().map(sanitize), message, meta.request_id().map(sanitize))
            }
            SdkError::ResponseError(context) => unreadable(context.raw().status().as_u16()),
            // Looking up the credentials failed, which is a call of its own.
            other if let Some(error) = look_up(other) => return error.clone(),
            SdkError::TimeoutError(_) => {
                (Kind::TimedOut, None, "no answer in time, after every attempt".to_owned(), None)
            }
            other => {
                let (kind, message) = not_sent(other);
                (kind, None, message, None)
            }
        };
        let mut ours = Self::new(service, operation, object, kind, code, message, request_id);
        ours.inner.is_unsent = match error {
            SdkError::ConstructionFailure(_) => true,
            SdkError::DispatchFailure(_) => network::was_never_sent(error),
            _ => false,
        };
        ours
    }

    pub(super) fn no_region() -> Self {
        Self::own(
            Service::Sts,
            "configure",
            Kind::NoRegion,
            "no Region is configured. Tried: region in the provider block, the environment variables AWS_REGION and \
             AWS_DEFAULT_REGION, region of the profile in the shared configuration files, and EC2 instance metadata",
        )
    }

    pub(super) fn no_credentials(message: impl Into<String>) -> Self {
        Self::own(Service::Sts, "configure", Kind::NoCredentials, message)
    }

    pub(super) fn invalid_setting(message: impl Into<String>) -> Self {
        Self::own(Service::Sts, "configure", Kind::Invalid, message)
    }

    /// An answer without error that still is not what was asked for.
    pub(super) fn incomplete(service: Service, operation: &'static str, object: impl Into<String>, what: &str) -> Self {
        let message = format!("AWS's answer has no {what}");
        Self::new(service, operation, object, Kind::ServiceFault, None, message, None)
    }

    /// A request whose answer was no longer waited for.
    pub(super) fn cut_off(service: Service, operation: &'static str, object: impl Into<String>) -> Self {
        let message = "no answer before the end of the operation".to_owned();
        Self::new(service, operation, object, Kind::TimedOut, None, message, None)
    }

    /// A request that was not sent any more.
    pub(super) fn not_sent(service: Service, operation: &'static str, object: impl Into<String>) -> Self {
        let message = "not asked, because the operation was interrupted".to_owned();
        let mut error = Self::new(service, operation, object, Kind::TimedOut, None, message, None);
        error.inner.is_unsent = true;
        error
    }

    fn own(service: Service, operation: &'static str, kind: Kind, message: impl Into<String>) -> Self {
        Self::new(service, operation, "", kind, None, message.into(), None)
    }

    fn new(
        service: Service,
        operation: &'static str,
        object: impl Into<String>,
        kind: Kind,
        code: Option<String>,
        message: String,
        request_id: Option<String>,
    ) -> Self {
        let object = object.into();
        let is_unsent = false;
        Self { inner: Box::new(Inner { service, operation, object, kind, code, message, request_id, is_unsent }) }
    }

    /// What the failure means.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.inner.kind
    }

    /// The service called.
    #[must_use]
    pub fn service(&self) -> Service {
        self.inner.service
    }

    /// The operation called, for example `CreateCluster`; `configure` if none was.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.inner.operation
    }

    /// What the call was about, for example `cluster "edge"`; empty if about nothing.
    #[must_use]
    pub fn object(&self) -> &str {
        &self.inner.object
    }

    /// AWS's error code, for example `ResourceInUseException`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.inner.code.as_deref()
    }

    /// AWS's message, or ours if AWS did not answer.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The request's id, which AWS Support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.inner.request_id.as_deref()
    }

    /// Whether the object does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.inner.kind == Kind::NotFound
    }

    /// Whether another change of the same object is running, so that trying later helps.
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        self.inner.kind == Kind::InUse { in_progress: true }
    }

    /// Whether the failure says nothing about the object and goes by: a poll that meets it tries again later.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.inner.kind, Kind::ServiceFault | Kind::Throttled | Kind::TimedOut | Kind::Unreachable)
    }

    /// Whether what was requested may have been done although this is the answer, or there is none. Only for requests that are sent
    /// once: of several attempts the error is that of the last.
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        matches!(self.inner.kind, Kind::ServiceFault | Kind::TimedOut | Kind::Unreachable) && !self.inner.is_unsent
    }

    /// Whether the credentials are at fault, so that no other request would fare better.
    #[must_use]
    pub fn is_of_credentials(&self) -> bool {
        matches!(self.inner.kind, Kind::ClockSkew | Kind::Expired | Kind::NoCredentials | Kind::Unauthenticated)
    }

    /// The next thing to do, as sentences.
    #[must_use]
    pub fn advice(&self) -> String {
        classify::advice(self.service(), self.operation(), self.kind(), self.message())
    }

    fn line(&self) -> String {
        let Inner { service, operation, object, code, message, request_id, .. } = &*self.inner;
        let mut line = match (*operation, object.as_str()) {
            ("configure", _) => String::new(),
            (operation, "") => format!("{}:{operation}: ", service.prefix()),
            (operation, object) => format!("{}:{operation} on {object}: ", service.prefix()),
        };
        if let Some(code) = code {
            line.push_str(code);
            line.push_str(": ");
        }
        line.push_str(message);
        if let Some(id) = request_id {
            line.push_str(&format!(" (request ID {id})"));
        }
        line
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error").field("kind", self.kind()).field("line", &self.line()).finish()
    }
}

/// An answer that says nothing, though what was asked for may have been done.
fn unreadable(status: u16) -> (Kind, Option<String>, String, Option<String>) {
    (Kind::ServiceFault, None, format!("AWS answered HTTP {status} with a body that cannot be read"), None)
}

/// The failure of our own look-up of credentials, if that is what ended the call.
fn look_up<E: StdError + 'static>(error: &SdkError<E, HttpResponse>) -> Option<&Error> {
    causes(error).into_iter().find_map(|cause| cause.downcast_ref::<Error>())
}

/// A request that never got an answer, or was never sent.
fn not_sent<E: StdError + 'static>(error: &SdkError<E, HttpResponse>) -> (Kind, String) {
    let causes = causes(error);
    if let Some(error) = causes.iter().find_map(|cause| cause.downcast_ref::<CredentialsError>()) {
        return (Kind::NoCredentials, credentials(error));
    }
    let kind = match error {
        SdkError::ConstructionFailure(_) => Kind::Invalid,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => Kind::TimedOut,
        _ if network::is_untrusted(error) => Kind::Untrusted,
        _ => Kind::Unreachable,
    };
    (kind, chain(error))
}

/// Why a look-up of credentials failed.
pub(super) fn credentials(error: &CredentialsError) -> String {
    match error {
        CredentialsError::CredentialsNotLoaded(_) => "no source has credentials".to_owned(),
        other => chain(other),
    }
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> Vec<&'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |cause| (*cause).source()).collect()
}

/// What the SDK and its HTTP client put around a cause, and what tells a practitioner nothing.
const FRAMES: &[&str] = &["dispatch failure", "other", "io error", "client error (Connect)", "service error"];

/// The texts of all causes, without those that only repeat the next one.
pub(super) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in causes(error).iter().map(|cause| sanitize(&cause.to_string())) {
        if FRAMES.contains(&text.as_str()) {
            continue;
        }
        if texts.last().is_some_and(|last| text.contains(last.as_str())) {
            texts.pop();
        }
        if !text.is_empty() && !texts.iter().any(|known| known.contains(&text)) {
            texts.push(text);
        }
    }
    sanitize(&texts.join(": "))
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
