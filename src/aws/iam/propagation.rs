//! IAM is eventually consistent: some answers get right by themselves.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::object;
use crate::aws::Waiting;
use crate::aws::error::{Error, Service};

/// How long a role that was just made may be unknown.
pub(super) const NEW_ROLE: Duration = Duration::from_secs(10);
/// How long another change of the same role may stand in the way. hashicorp/aws waits as long.
pub(super) const CONCURRENT: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_secs(1);
/// How long a request that changes something may go on after an interruption: its answer says what is true, and Terraform has to be
/// answered within a second.
const LAST_WORD: Duration = Duration::from_millis(700);

/// Pauses a second; false if the wait ends before.
pub(super) async fn pause(waiting: &Waiting) -> bool {
    tokio::select! {
        biased;
        () = waiting.cancelled.cancelled() => false,
        () = sleep_until(waiting.deadline) => false,
        () = sleep(PAUSE) => true,
    }
}

/// Calls again every second while another change of the same role stands in the way, for at most two minutes and within `waiting`.
///
/// # Errors
/// What the last call said; that there was no answer if the end of the wait cut it off.
pub(super) async fn after_others<T, F>(
    waiting: &Waiting,
    operation: &'static str,
    role: &str,
    mut call: impl FnMut() -> F,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let until = Instant::now() + CONCURRENT;
    loop {
        let error = match answer(waiting, call()).await {
            None => return Err(Error::cut_off(Service::Iam, operation, object(role))),
            Some(Err(error)) if error.is_in_progress() && Instant::now() < until => error,
            Some(result) => return result,
        };
        tracing::debug!("trying again: {error}");
        if !pause(waiting).await {
            return Err(error);
        }
    }
}

/// What a request that changes something is answered; nothing if the wait is over and the answer does not come even then.
async fn answer<T>(waiting: &Waiting, request: impl Future<Output = T>) -> Option<T> {
    let mut request = pin!(request);
    tokio::select! {
        biased;
        () = waiting.cancelled.cancelled() => {}
        answer = &mut request => return Some(answer),
        () = sleep_until(waiting.deadline) => {}
    }
    timeout(LAST_WORD, request).await.ok()
}

/// Looks again every second until the answer is complete, for at most ten seconds and within `waiting`; then takes what there is.
///
/// # Errors
/// What the look said, or that the end of the wait cut it off.
pub(super) async fn until_visible<T, F>(
    waiting: &Waiting,
    role: &str,
    mut look: impl FnMut() -> F,
    is_complete: impl Fn(&T) -> bool,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let until = Instant::now() + NEW_ROLE;
    loop {
        let found = tokio::select! {
            biased;
            () = waiting.cancelled.cancelled() => Err(Error::cut_off(Service::Iam, "GetRole", object(role))),
            found = look() => found,
            () = sleep_until(waiting.deadline) => Err(Error::cut_off(Service::Iam, "GetRole", object(role))),
        }?;
        if is_complete(&found) || Instant::now() >= until || !pause(waiting).await {
            return Ok(found);
        }
    }
}
