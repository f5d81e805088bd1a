//! Which clusters are in Terraform's state, as far as this process has seen.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Terraform plans a tainted cluster, and the second half of a replacement, as if it were new, so that only a look back tells that the
/// cluster which has its name and addresses is the one that makes room for it.
#[derive(Debug, Default)]
pub(crate) struct InState(Mutex<HashMap<Place, bool>>);

/// Region and name of a cluster.
type Place = (String, String);

impl InState {
    /// Notes a cluster.
    pub(crate) fn note(&self, region: &str, name: &str) {
        self.noted().entry(place(region, name)).or_default();
    }

    /// Notes whether EKS refuses to delete a cluster.
    pub(crate) fn note_protection(&self, region: &str, name: &str, is_protected: bool) {
        self.noted().insert(place(region, name), is_protected);
    }

    /// Whether the cluster was noted.
    pub(crate) fn has(&self, region: &str, name: &str) -> bool {
        self.noted().contains_key(&place(region, name))
    }

    /// Whether the cluster was noted as one that EKS refuses to delete.
    pub(crate) fn is_protected(&self, region: &str, name: &str) -> bool {
        self.noted().get(&place(region, name)) == Some(&true)
    }

    fn noted(&self) -> MutexGuard<'_, HashMap<Place, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn place(region: &str, name: &str) -> Place {
    (region.to_owned(), name.to_owned())
}
