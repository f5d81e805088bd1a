//! What a resource's operation can reach: the configured API, cancellation, its deadline, and the state saved so far.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::model::Model;
use crate::value::Value;

/// Stands for "no deadline", which [`Instant`] cannot hold: a year.
const NEVER: Duration = Duration::from_secs(365 * 24 * 3600);

/// The surroundings of one operation on one object of type `M`; `A` is what the provider's `configure` made.
pub struct Context<A, M> {
    api: Option<Arc<A>>,
    stop: CancellationToken,
    timeout: Option<Duration>,
    started: Instant,
    saved: Mutex<Option<Value>>,
    warnings: Mutex<Diagnostics>,
    model: std::marker::PhantomData<fn() -> M>,
}

impl<A, M: Model> Context<A, M> {
    pub(crate) fn new(api: Option<Arc<A>>, stop: CancellationToken, timeout: Option<Duration>) -> Self {
        Self {
            api,
            stop,
            timeout,
            started: Instant::now(),
            saved: Mutex::new(None),
            warnings: Mutex::new(Diagnostics::new()),
            model: std::marker::PhantomData,
        }
    }

    /// What the provider's `configure` made.
    ///
    /// # Errors
    /// If the provider is not configured, which Terraform does before it plans or applies anything.
    pub fn api(&self) -> Result<&A> {
        Ok(self.api.as_deref().ok_or_else(not_configured)?)
    }

    /// Resolves when Terraform asks the provider to stop: Ctrl-C, SIGTERM. An operation that waits must then return what is true.
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// How long this operation may take, from the `timeouts` block or its default.
    pub fn timeout(&self) -> Duration {
        self.timeout.unwrap_or(Duration::MAX)
    }

    /// When this operation must have ended.
    pub fn deadline(&self) -> Instant {
        let deadline = self.timeout.and_then(|timeout| self.started.checked_add(timeout));
        deadline.unwrap_or_else(|| self.started + NEVER)
    }

    /// Records what exists. Whatever happens from here on, error, timeout, panic or lost connection, Terraform's state has it.
    ///
    /// Call it as soon as the remote object exists, before any wait.
    pub fn save(&self, state: &M) {
        *self.saved.lock().unwrap_or_else(PoisonError::into_inner) = Some(state.to_value());
    }

    /// Shows a warning to the practitioner, whether the operation succeeds or fails.
    pub fn warn(&self, warning: Diagnostic) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning);
    }

    /// The state that was saved last.
    pub(crate) fn saved(&self) -> Option<Value> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn take_warnings(&self) -> Diagnostics {
        std::mem::take(&mut *self.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The error of an operation that needs what `configure` makes.
pub(crate) fn not_configured() -> Diagnostic {
    Diagnostic::error(
        "Provider not configured",
        "This operation needs the provider's configuration, and Terraform has not given it yet. \
         Check that the values in the `provider` block are known.",
    )
}

#[cfg(feature = "testing")]
impl<A, M: Model> Context<A, M> {
    /// What was saved last, if anything was.
    ///
    /// # Errors
    /// Only for a model whose two directions disagree, which is a defect.
    pub fn saved_state(&self) -> Result<Option<M>> {
        self.saved().map(|value| M::from_value(&value, &crate::value::AttributePath::root())).transpose()
    }

    /// The warnings so far.
    pub fn warnings(&self) -> Diagnostics {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<A, M> fmt::Debug for Context<A, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}
