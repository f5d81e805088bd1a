//! One value for each key, made once.

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

/// Values by key. Who comes while a value is being made waits for it; if its maker gives up, the next one makes it.
pub(super) struct Memo<V>(Mutex<HashMap<String, Arc<OnceCell<V>>>>);

impl<V: Clone> Memo<V> {
    /// The value of `key`; `make` makes it if there is none yet.
    pub(super) async fn get(&self, key: String, make: impl Future<Output = V>) -> V {
        let cell = Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
        cell.get_or_init(|| make).await.clone()
    }
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<V> fmt::Debug for Memo<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").finish_non_exhaustive()
    }
}
