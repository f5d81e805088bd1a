//! Runs an author's future so that neither a panic nor a lost connection loses what it did.

use tracing::Instrument;

use crate::diagnostic::{Diagnostic, Result};
use crate::log::catch_panics;

/// Runs `operation` in a task of its own to its end, even if the caller is dropped meanwhile.
///
/// # Errors
/// What the operation reports; a panic is reported as a defect of the provider.
pub(super) async fn run<T: Send + 'static>(operation: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    match tokio::spawn(catch_panics(operation.in_current_span())).await {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => {
            let what =
                format!("The operation panicked at {}: {}.", panic.location, panic.message.trim_end_matches('.'));
            Err(Diagnostic::bug(what).into())
        }
        Err(_) => {
            let detail = "The provider's process is ending. Run the command again.";
            Err(Diagnostic::error("Operation cancelled", detail).into())
        }
    }
}
