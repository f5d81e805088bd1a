//! IAM is eventually consistent: some answers get right by themselves.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::object;
use crate::aws::Waiting;
use crate::aws::error::{Error, Service};

/// How long a role that was just made may be unknown.
pub(super) const NEW_ROLE: Duration = Duration::from_secs(10);
/// How long another change of the same role may stand in the way. hashicorp/aws waits as long.
pub(super) const CONCURRENT: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_secs(1);

/// Pauses a second; false if the wait ends before.
pub(super) async fn pause(waiting: &Waiting) -> bool {
    waiting.ask(sleep(PAUSE)).await.is_ok()
}

/// Looks at something of a role; the end of the wait cuts that off at once.
///
/// # Errors
/// What the look said, or that there was no answer.
pub(super) async fn look<T>(
    waiting: &Waiting,
    operation: &'static str,
    role: &str,
    look: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match waiting.ask(look).await {
        Ok(seen) => seen,
        Err(_cut) => Err(Error::cut_off(Service::Iam, operation, object(role))),
    }
}

/// Calls again every second while another change of the same role stands in the way, for at most two minutes and within `waiting`. After
/// an interrupt nothing more is called.
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
    if waiting.cancelled.is_cancelled() {
        return Err(Error::not_sent(Service::Iam, operation, object(role)));
    }
    let until = Instant::now() + CONCURRENT;
    loop {
        let error = match waiting.tell(call()).await {
            Err(_cut) => return Err(Error::cut_off(Service::Iam, operation, object(role))),
            Ok(Err(error)) if error.is_in_progress() && Instant::now() < until => error,
            Ok(result) => return result,
        };
        tracing::debug!("trying again: {error}");
        if !pause(waiting).await {
            return Err(error);
        }
    }
}

/// Looks again every second until the answer is complete, for at most ten seconds and within `waiting`; then takes what there is.
///
/// # Errors
/// What the look said, or that the end of the wait cut it off.
pub(super) async fn until_visible<T, F>(
    waiting: &Waiting,
    role: &str,
    mut find: impl FnMut() -> F,
    is_complete: impl Fn(&T) -> bool,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let until = Instant::now() + NEW_ROLE;
    loop {
        let found = look(waiting, "GetRole", role, find()).await?;
        if is_complete(&found) || Instant::now() >= until || !pause(waiting).await {
            return Ok(found);
        }
    }
}
