//! [`Deferral`]: "ask again in a later round", for what cannot be planned or read before something else is applied.
//!
//! # When Terraform takes it
//!
//! Terraform 1.9 and later, where a run may have several rounds of plan and apply: in Stacks, and with `-allow-deferral` in
//! experimental builds. Every request says whether it may be deferred, and the apply half of a run says so in any case; therefore
//! nothing is ever deferred on that alone:
//!
//! - [`Context::defer`](crate::Context::defer) defers if Terraform allows it *and* the reason is true: something in the configuration
//!   really is unknown. Otherwise it is an error that tells the practitioner what to apply first.
//! - [`ConfigureContext::defer`](crate::ConfigureContext::defer) says that the provider block is not known enough. Terraform goes on;
//!   whatever needs the configuration is deferred where that is allowed, and is an error where it is not.

use crate::diagnostic::Diagnostic;

/// Why something cannot be planned, read or opened yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deferral {
    /// The object's own configuration is not known enough.
    UnknownConfiguration,
    /// The provider block is not known enough.
    UnknownProvider,
    /// Something else must exist first, which Terraform may be going to make in this round.
    MissingPrerequisite,
}

impl Deferral {
    /// What a practitioner reads where it cannot be deferred.
    pub(crate) fn refused(self) -> Diagnostic {
        let why = match self {
            Self::UnknownConfiguration => {
                "Its configuration has values that are known only after other objects are applied"
            }
            Self::UnknownProvider => {
                "The `provider` block has values that are known only after other objects are applied"
            }
            Self::MissingPrerequisite => "Something that it needs does not exist yet",
        };
        let detail = format!("{why}. Apply those first, for example with `-target`, and then the rest.");
        Diagnostic::error("Not possible in one step", detail)
    }
}
