//! IAM is eventually consistent: some answers get right by themselves.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::aws::error::Error;

/// How long a role that was just made may be unknown.
pub(super) const NEW_ROLE: Duration = Duration::from_secs(10);
/// How long another change of the same role may stand in the way. hashicorp/aws waits as long.
pub(super) const CONCURRENT: Duration = Duration::from_secs(120);
pub(super) const PAUSE: Duration = Duration::from_secs(1);

/// Calls again every second while another change of the same entity stands in the way, for at most two minutes.
pub(super) async fn after_others<T, F>(mut call: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let until = Instant::now() + CONCURRENT;
    loop {
        match call().await {
            Err(error) if error.is_in_progress() && Instant::now() < until => {
                tracing::debug!("trying again: {error}");
                sleep(PAUSE).await;
            }
            result => return result,
        }
    }
}

/// Looks again every second until the answer is complete, for at most ten seconds; then takes what there is.
pub(super) async fn until_visible<T, F>(
    mut look: impl FnMut() -> F,
    is_complete: impl Fn(&T) -> bool,
) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let until = Instant::now() + NEW_ROLE;
    loop {
        let answer = look().await?;
        if is_complete(&answer) || Instant::now() >= until {
            return Ok(answer);
        }
        sleep(PAUSE).await;
    }
}
