//! What happened in the lab.

use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::Semaphore;

/// No test waits longer than this for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// What happened, and what keeps hanging operations from going on.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: Mutex<Vec<String>>,
    pub(crate) release: Semaphore,
}

impl Default for Journal {
    fn default() -> Self {
        Self { entries: Mutex::new(Vec::new()), release: Semaphore::new(0) }
    }
}

impl Journal {
    pub(super) fn record(&self, entry: impl Into<String>) {
        self.entries.lock().unwrap().push(entry.into());
    }

    pub(crate) fn entries(&self) -> Vec<String> {
        self.entries.lock().unwrap().clone()
    }

    /// Waits until something has happened, `count` times.
    pub(crate) async fn until(&self, entry: &str, count: usize) {
        let started = std::time::Instant::now();
        while self.entries().iter().filter(|found| *found == entry).count() < count {
            assert!(started.elapsed() < PATIENCE, "{entry:?} does not happen; this did: {:?}", self.entries());
            tokio::task::yield_now().await;
        }
    }
}
