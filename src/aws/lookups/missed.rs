//! What was asked and got no answer, for whatever reason.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// IAM actions of the questions that got no answer: not allowed, failed, or not in time.
#[derive(Debug, Default)]
pub struct Missed(Mutex<BTreeSet<String>>);

impl Missed {
    /// Notes actions, joined by commas.
    pub(super) fn note(&self, actions: &str) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.extend(actions.split(", ").map(str::to_owned));
    }

    /// The actions, each once.
    #[must_use]
    pub fn into_actions(self) -> BTreeSet<String> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}
