//! One look-up of credentials per process, and another one when they expire, or when AWS says that they have expired.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_types::retry::ErrorKind;

use super::error::Error;
use super::sources::Sources;

/// Credentials that expire within this time are renewed: a request must not expire on its way.
const MARGIN: Duration = Duration::from_secs(60);

/// Longest that answers to requests with the keys before a renewal come in: the time of one attempt.
const IN_FLIGHT: Duration = Duration::from_secs(30);

/// The credentials of all clients. Clones share them.
#[derive(Clone)]
pub(super) struct Renewal {
    shared: Arc<Shared>,
}

struct Shared {
    sources: Sources,
    /// Held while sources are asked, so that fifty resources do not assume a role fifty times.
    asking: tokio::sync::Mutex<()>,
    current: Mutex<Option<Credentials>>,
    /// When credentials were last dropped because AWS called them expired.
    renewed: Mutex<Option<SystemTime>>,
    /// Access keys that AWS called expired.
    expired: Mutex<HashSet<String>>,
}

impl Renewal {
    pub(super) fn new(sources: Sources) -> Self {
        let shared = Shared {
            sources,
            asking: tokio::sync::Mutex::default(),
            current: Mutex::default(),
            renewed: Mutex::default(),
            expired: Mutex::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The credentials that are valid now.
    pub(super) async fn credentials(&self) -> Result<Credentials, Error> {
        let _asking = self.shared.asking.lock().await;
        if let Some(current) = self.current() {
            return Ok(current);
        }
        let fresh = self.shared.sources.credentials().await?;
        *self.shared.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }

    /// The time, by the clock that says when credentials expire.
    pub(super) fn now(&self) -> SystemTime {
        self.shared.sources.now()
    }

    fn current(&self) -> Option<Credentials> {
        let soon = self.shared.sources.now() + MARGIN;
        let current = self.shared.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.clone().filter(|keys| keys.expiry().is_none_or(|expiry| expiry > soon))
    }

    /// Whether it is worth trying again after AWS called credentials expired: the sources are asked once for each.
    fn forget(&self) -> bool {
        let mut expired = self.shared.expired.lock().unwrap_or_else(PoisonError::into_inner);
        let mut current = self.shared.current.lock().unwrap_or_else(PoisonError::into_inner);
        // Another request has been here before, and the sources are being asked.
        let Some(keys) = current.as_ref() else { return true };
        if expired.contains(keys.access_key_id()) {
            return false;
        }
        // The answer may be about the keys that these replaced.
        let is_fresh = |renewed| self.shared.sources.now().duration_since(renewed).is_ok_and(|age| age < IN_FLIGHT);
        let mut renewed = self.shared.renewed.lock().unwrap_or_else(PoisonError::into_inner);
        if renewed.is_some_and(is_fresh) {
            return true;
        }
        *renewed = Some(self.shared.sources.now());
        expired.insert(keys.access_key_id().to_owned());
        *current = None;
        true
    }
}

impl fmt::Debug for Renewal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renewal").finish_non_exhaustive()
    }
}

impl ProvideCredentials for Renewal {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async { self.credentials().await.map_err(CredentialsError::provider_error) })
    }
}

/// Tries a request once more, with credentials asked for anew, when AWS calls those it was signed with expired.
impl ClassifyRetry for Renewal {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        if says_expired(context) && self.forget() {
            RetryAction::retryable_error(ErrorKind::ClientError)
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "Renewal"
    }
}

fn says_expired(context: &InterceptorContext) -> bool {
    const CODE: &str = "ExpiredToken";
    let Some(response) = context.response().filter(|response| response.status().is_client_error()) else {
        return false;
    };
    let body = response.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    response.headers().get("x-amzn-errortype").is_some_and(|code| code.starts_with(CODE)) || body.contains(CODE)
}
