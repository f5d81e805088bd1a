//! A provider that does what the name or the note of an object asks for: one of everything that a provider can offer.

mod announce;
mod found;
mod journal;
mod operations;
mod provider;
mod thing;
mod vault;
mod vaults;

use tf_provider_rs::{Diagnostic, Diagnostics};

pub(crate) use announce::Announcement;
pub(crate) use found::Found;
pub(crate) use journal::Journal;
pub(crate) use provider::{Lab, LabProvider};
pub(crate) use thing::{Part, Thing, Word};
pub(crate) use vault::{Vault, VaultIdentity};
pub(crate) use vaults::Vaults;

fn failure(what: &str) -> Diagnostics {
    Diagnostic::error(format!("Failed {what}"), "Try again.").into()
}
