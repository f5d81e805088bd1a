//! Runs an author's code so that neither a panic nor a lost connection loses what it did.

use tracing::Instrument;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::log::{Panic, catch_panics, catch_panics_in};

/// Runs `operation` in a task of its own to its end, even if the caller is dropped meanwhile.
///
/// # Errors
/// What the operation reports; a panic is reported as a defect of the provider.
pub(crate) async fn to_the_end<T: Send + 'static>(
    operation: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    match tokio::spawn(catch_panics(operation.in_current_span())).await {
        Ok(result) => result.map_err(panicked).flatten(),
        Err(_) => {
            let detail = "The provider's process is ending. Run the command again.";
            Err(Diagnostic::error("Operation cancelled", detail).into())
        }
    }
}

/// Runs `operation`, which changes nothing, for as long as somebody waits for it.
///
/// # Errors
/// What the operation reports; a panic is reported as a defect of the provider.
pub(crate) async fn while_awaited<T>(operation: impl Future<Output = Result<T>>) -> Result<T> {
    catch_panics(operation).await.map_err(panicked).flatten()
}

/// Runs `check`, which awaits nothing.
///
/// # Errors
/// A panic, as a defect of the provider.
pub(crate) fn at_once<T>(check: impl FnOnce() -> T) -> Result<T> {
    catch_panics_in(check).map_err(panicked)
}

fn panicked(panic: Panic) -> Diagnostics {
    let message = panic.message.trim_end_matches('.');
    Diagnostic::bug(format!("The operation panicked at {}: {message}.", panic.location)).into()
}
