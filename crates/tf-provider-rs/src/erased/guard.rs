//! Runs an author's code so that neither a panic nor a lost connection loses what it did.

use std::pin::Pin;

use tokio::sync::oneshot;
use tracing::Instrument;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::log::{Panic, catch_panics, catch_panics_in};

/// Runs `operation` in a task of its own to its end, even if the caller is dropped meanwhile.
///
/// The task is of one type whatever the operation: a type for each made the program 0.2 MB larger.
///
/// # Errors
/// What the operation reports; a panic is reported as a defect of the provider.
pub(crate) async fn to_the_end<T: Send + 'static>(
    operation: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let (answer, answered) = oneshot::channel();
    // Nobody may be there any more to take the answer.
    run_to_the_end(Box::pin(async move { drop(answer.send(operation.await)) })).await?;
    answered.await.map_err(|_| cancelled()).flatten()
}

async fn run_to_the_end(work: Pin<Box<dyn Future<Output = ()> + Send>>) -> Result<()> {
    match tokio::spawn(catch_panics(work.in_current_span())).await {
        Ok(result) => result.map_err(panicked),
        Err(_) => Err(cancelled()),
    }
}

fn cancelled() -> Diagnostics {
    Diagnostic::error("Operation cancelled", "The provider's process is ending. Run the command again.").into()
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
