//! Which clusters are in Terraform's state, as far as this process has seen.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// Terraform plans a tainted cluster, and the second half of a replacement, as if it were new, so that only a look back tells that the
/// cluster which has its name and addresses is the one that makes room for it.
#[derive(Debug, Default)]
pub(crate) struct InState(Mutex<HashSet<(String, String)>>);

impl InState {
    /// Notes a cluster.
    pub(crate) fn note(&self, region: &str, name: &str) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.insert((region.to_owned(), name.to_owned()));
    }

    /// Whether the cluster was noted.
    pub(crate) fn has(&self, region: &str, name: &str) -> bool {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.contains(&(region.to_owned(), name.to_owned()))
    }
}
