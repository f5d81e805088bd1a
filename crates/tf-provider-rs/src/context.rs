//! What a resource's operation can reach: the configured API, cancellation, its deadline, and the state saved so far.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::deferral::Deferral;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{Aside, Call, Sent};
use crate::model::Model;
use crate::private::PrivateState;
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
    sent: Sent,
    private: Mutex<PrivateState>,
    deferred: Mutex<Option<Deferral>>,
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
            sent: Sent::default(),
            private: Mutex::default(),
            deferred: Mutex::default(),
            model: std::marker::PhantomData,
        }
    }

    /// The context of one call of Terraform.
    pub(crate) fn of(call: Call<A>) -> Self {
        let Call { api, stop, timeout, mut sent } = call;
        let private = Mutex::new(PrivateState::new(std::mem::take(&mut sent.private)));
        Self { sent, private, ..Self::new(api, stop, timeout) }
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
        *locked(&self.saved) = Some(state.to_value());
    }

    /// Shows a warning to the practitioner, whether the operation succeeds or fails.
    pub fn warn(&self, warning: Diagnostic) {
        locked(&self.warnings).push(warning);
    }

    /// Asks Terraform to come back when more is known, from `plan`, `plan_delete`, `read`, `import`, a data source or an ephemeral
    /// resource: `return Err(cx.defer(Deferral::UnknownConfiguration))`.
    ///
    /// Where Terraform does not allow it, or nothing is unknown, the practitioner reads what to apply first. See [`Deferral`].
    pub fn defer(&self, reason: Deferral) -> Diagnostics {
        let is_true = match reason {
            Deferral::UnknownConfiguration => self.sent.has_unknown,
            Deferral::UnknownProvider => self.sent.provider_has_unknown,
            Deferral::MissingPrerequisite => true,
        };
        if !self.sent.deferral_allowed || !is_true {
            return reason.refused().into();
        }
        *locked(&self.deferred) = Some(reason);
        Diagnostics::new()
    }

    /// What the private state has under `key`. The private state belongs to the object as its state does, and no practitioner sees it.
    ///
    /// Terraform hands it to `read`, `plan`, `create` (from the plan), `update`, `delete`. A moved object comes without.
    ///
    /// # Errors
    /// If it is not a `T`.
    pub fn private<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        locked(&self.private).get(key)
    }

    /// Keeps `value` under `key` in the private state: from `plan` until the apply of that plan, from everything else with the state.
    /// It is kept even if the operation fails, as far as the object is.
    ///
    /// # Errors
    /// If `key` begins with `.`, or `value` is no JSON.
    pub fn set_private<T: Serialize>(&self, key: &str, value: &T) -> Result<()> {
        locked(&self.private).set(key, value)
    }

    /// Forgets what the private state has under `key`.
    ///
    /// # Errors
    /// If `key` begins with `.`.
    pub fn remove_private(&self, key: &str) -> Result<()> {
        locked(&self.private).remove(key)
    }

    /// What the operation leaves beside a state.
    pub(crate) fn take_aside(&self) -> Aside {
        Aside {
            private: std::mem::take(&mut *locked(&self.private)).into_bytes(),
            deferred: locked(&self.deferred).take(),
        }
    }

    /// The state that was saved last.
    pub(crate) fn saved(&self) -> Option<Value> {
        locked(&self.saved).clone()
    }

    pub(crate) fn take_warnings(&self) -> Diagnostics {
        std::mem::take(&mut *locked(&self.warnings))
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

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
        locked(&self.warnings).clone()
    }
}

impl<A, M> fmt::Debug for Context<A, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}
