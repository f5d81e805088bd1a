//! Runs an author's future so that neither a panic nor a lost connection loses what it did.

use std::any::Any;

use tracing::Instrument;

use crate::diagnostic::{Diagnostic, Result};
use crate::log;

/// Runs `operation` in a task of its own to its end, even if the caller is dropped meanwhile.
///
/// # Errors
/// What the operation reports; a panic is reported as a defect of the provider.
pub(super) async fn run<T: Send + 'static>(operation: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    let task = tokio::spawn(log::panics_are_caught(operation.in_current_span()));
    match task.await {
        Ok(result) => result,
        Err(error) => match error.try_into_panic() {
            Ok(payload) => {
                Err(Diagnostic::bug(format!("The operation panicked: {}.", message(payload.as_ref()))).into())
            }
            Err(_) => Err(Diagnostic::error(
                "Operation cancelled",
                "The provider's process ended while the operation ran. Run the command again.",
            )
            .into()),
        },
    }
}

fn message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
        .trim_end_matches('.')
}
