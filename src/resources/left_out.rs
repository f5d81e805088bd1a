//! What a list cannot look at, told once in the end: one object that cannot be read must not hide the others.

use tf_provider_rs::Diagnostic;

use crate::aws::{Error, Kind};
use crate::rules::quote;

/// Names that are shown.
const SHOWN: usize = 10;

/// Objects that a list could not look at.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    names: Vec<String>,
    first: Option<Error>,
}

impl LeftOut {
    /// Notes an object.
    ///
    /// # Errors
    /// The same error, if no other object would fare better.
    pub(super) fn note(&mut self, name: String, error: Error) -> Result<(), Error> {
        if error.is_of_credentials() || matches!(error.kind(), Kind::Unreachable | Kind::Untrusted) {
            return Err(error);
        }
        self.names.push(name);
        self.first.get_or_insert(error);
        Ok(())
    }

    /// The warning, if something was left out. `what` is what the objects are, for example `clusters`.
    pub(super) fn warning(self, what: &str) -> Option<Diagnostic> {
        let error = self.first?;
        let shown: Vec<String> = self.names.iter().take(SHOWN).map(|name| quote(name)).collect();
        let more = match self.names.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(Diagnostic::warning(
            format!("Some {what} are not listed"),
            format!(
                "These {what} could not be read, so nobody knows whether they belong to the list: {}{more}.\n\n{error}\n\n{}",
                shown.join(", "),
                error.advice()
            ),
        ))
    }
}
