//! Notices that the process that started us has died. Its children are not told, and would wait for ever.

use std::time::Duration;

use tokio::time::{Instant, interval};

use super::connection::OpenConnections;

/// How often the parent is looked at.
const LOOK: Duration = Duration::from_millis(200);
/// How long an orphan with an open connection waits for the connection to close.
const PATIENCE: Duration = Duration::from_millis(500);

/// Returns when the parent has died: at once if nobody is connected, else after [`PATIENCE`].
///
/// `parent` gives the process id of the parent; it is no longer `born_to` when that one has died.
pub(super) async fn gone(born_to: u32, parent: impl Fn() -> u32, open: &OpenConnections) {
    let mut look = interval(LOOK);
    let mut orphaned: Option<Instant> = None;
    loop {
        look.tick().await;
        if parent() != born_to {
            let since = *orphaned.get_or_insert_with(Instant::now);
            if open.is_empty() || since.elapsed() >= PATIENCE {
                return;
            }
        }
    }
}

/// The process id of the parent.
#[cfg(unix)]
pub(super) fn parent_id() -> u32 {
    std::os::unix::process::parent_id()
}

/// Not to be had on this system, where a host's death closes the job that it put us into, or nothing.
#[cfg(not(unix))]
pub(super) fn parent_id() -> u32 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milliseconds until [`gone`] returns, if the parent dies after the given ones.
    async fn gone_after(death: u64, open: &OpenConnections) -> u64 {
        let start = Instant::now();
        let parent = || {
            if start.elapsed() < Duration::from_millis(death) { 7 } else { 1 }
        };
        gone(7, parent, open).await;
        u64::try_from(start.elapsed().as_millis()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn an_orphan_without_connections_ends_at_the_next_look() {
        assert_eq!(gone_after(500, &OpenConnections::default()).await, 600);
    }

    #[tokio::test(start_paused = true)]
    async fn an_orphan_with_a_connection_ends_soon_after() {
        let open = OpenConnections::default();
        let _connection = open.clone();
        assert_eq!(gone_after(500, &open).await, 1200);
    }

    #[tokio::test(start_paused = true)]
    async fn an_unconnected_process_waits_for_its_parent_for_as_long_as_it_lives() {
        assert_eq!(gone_after(3_600_000, &OpenConnections::default()).await, 3_600_000);
    }
}
