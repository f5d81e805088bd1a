//! One look-up of credentials per process, and another one when they expire, or when AWS says that they have expired.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, future};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_types::retry::ErrorKind;

use super::error::Error;
use super::sources::Sources;

/// Credentials that expire within this time are renewed: a request must not expire on its way.
const MARGIN: Duration = Duration::from_secs(60);

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
    /// Access keys that AWS called expired.
    expired: Mutex<HashSet<String>>,
}

impl Renewal {
    pub(super) fn new(sources: Sources) -> Self {
        let shared = Shared {
            sources,
            asking: tokio::sync::Mutex::default(),
            current: Mutex::default(),
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

    fn current(&self) -> Option<Credentials> {
        let soon = self.shared.sources.now() + MARGIN;
        let current = self.shared.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.clone().filter(|keys| keys.expiry().is_none_or(|expiry| expiry > soon))
    }

    /// Whether it is worth asking the sources again for other keys than these: once for each.
    fn forget(&self, access_key: &str) -> bool {
        let is_new = self.shared.expired.lock().unwrap_or_else(PoisonError::into_inner).insert(access_key.to_owned());
        if is_new {
            let mut current = self.shared.current.lock().unwrap_or_else(PoisonError::into_inner);
            current.take_if(|keys| keys.access_key_id() == access_key);
        }
        is_new
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
        future::ProvideCredentials::new(async {
            provider::Result::from(self.credentials().await.map_err(CredentialsError::provider_error))
        })
    }
}

/// Tries a request once more, with credentials asked for anew, when AWS calls those it was signed with expired.
impl ClassifyRetry for Renewal {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let renewed = says_expired(context) && signed_with(context).is_some_and(|access_key| self.forget(&access_key));
        if renewed { RetryAction::retryable_error(ErrorKind::ClientError) } else { RetryAction::NoActionIndicated }
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

fn signed_with(context: &InterceptorContext) -> Option<String> {
    let (_, rest) = context.request()?.headers().get("authorization")?.split_once("Credential=")?;
    Some(rest.split_once('/')?.0.to_owned())
}
