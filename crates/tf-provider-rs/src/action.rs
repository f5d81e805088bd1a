//! [`Action`]: what an author implements for something that is done once and leaves nothing in state.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::Call;
use crate::model::Model;

/// An action type: `action "cloud_restart" "now" { config { ... } }`.
///
/// Terraform 1.14 and later runs it before or after changes of resources that name it in a `lifecycle { action_trigger { ... } }`, or alone
/// with `terraform apply -invoke=action.cloud_restart.now`:
///
/// | Terraform asks | when | served by |
/// |---|---|---|
/// | ValidateActionConfig | in every plan and `terraform validate`, with the provider perhaps not configured | the schema's checks, then [`Action::validate`] |
/// | PlanAction | in a plan that is going to run it; values may be unknown | [`Action::plan`] |
/// | InvokeAction | in an apply, with every value known | [`Action::invoke`] |
///
/// There is no state, so whether to run is never the provider's decision: an action that must not run twice looks for itself.
pub trait Action: Send + Sync + 'static {
    /// What [`Provider::configure`](crate::Provider::configure) makes.
    type Api: Send + Sync + 'static;
    /// The `config` block. Nothing in it is computed.
    type Model: Model;

    /// Type name without the provider's prefix: `restart`.
    const NAME: &'static str;

    /// Checks rules across attributes. Runs without credentials or network, and with the provider not configured.
    fn validate(&self, _config: &<Self::Model as Model>::View) -> Diagnostics {
        Diagnostics::new()
    }

    /// Says at plan time what would make the action fail. Changes nothing.
    ///
    /// # Errors
    /// What makes the action impossible.
    fn plan(
        &self,
        _cx: &ActionContext<Self::Api>,
        _config: &<Self::Model as Model>::View,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Does it and returns when it is done. It runs to its end even if the connection to Terraform is lost.
    ///
    /// # Errors
    /// Why it failed. What depends on it is then not applied.
    fn invoke(
        &self,
        cx: &ActionContext<Self::Api>,
        arguments: <Self::Model as Model>::Arguments,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// The surroundings of one plan or run of an action.
pub struct ActionContext<A> {
    call: Call<A>,
    progress: Option<mpsc::UnboundedSender<String>>,
    warnings: Mutex<Diagnostics>,
}

impl<A> ActionContext<A> {
    pub(crate) fn new(call: Call<A>, progress: Option<mpsc::UnboundedSender<String>>) -> Self {
        Self { call, progress, warnings: Mutex::new(Diagnostics::new()) }
    }

    /// What the provider's `configure` made.
    ///
    /// # Errors
    /// If the provider is not configured, which Terraform does before it plans or runs an action.
    pub fn api(&self) -> Result<&A> {
        self.call.api()
    }

    /// Resolves when Terraform asks the provider to stop: Ctrl-C, SIGTERM. An action that waits must then return.
    pub const fn stop(&self) -> &CancellationToken {
        &self.call.stop
    }

    /// Shows the practitioner how far it is, while it runs. In a plan nobody sees it.
    pub fn progress(&self, message: impl Into<String>) {
        if let Some(progress) = &self.progress {
            // Nobody listens any more once the connection is lost.
            drop(progress.send(message.into()));
        }
    }

    /// Shows a warning to the practitioner when it is over, whether it succeeds or fails.
    pub fn warn(&self, warning: Diagnostic) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning);
    }

    pub(crate) fn take_warnings(&self) -> Diagnostics {
        std::mem::take(&mut *self.warnings.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<A> fmt::Debug for ActionContext<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ActionContext").finish_non_exhaustive()
    }
}
