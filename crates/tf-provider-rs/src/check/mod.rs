//! Terraform core's own rules about what a provider answers, as functions of values: no I/O, nothing asynchronous.
//!
//! Core rejects an answer that breaks one of them with "Provider produced …", and after an apply it may drop the object altogether. So
//! the framework applies the rules itself, three times over:
//!
//! - [`schema`] in a provider's own test, because a broken schema makes the whole provider unusable;
//! - [`answer`] on every answer before it leaves: what breaks a rule becomes the framework's own diagnostic, with a state of the right
//!   shape so that nothing that exists is lost;
//! - both of them in the in-process Terraform of `testing`, on what comes over the connection.
//!
//! That the rules are the ones of the real `terraform` is measured: `tests/mutants` breaks each of them and looks who notices.
//!
//! | file | what core does there |
//! |---|---|
//! | [`schema`] | loads the schemas |
//! | [`mod@plan`] | compares a plan with the configuration and the prior state |
//! | [`compatible`] | compares a final plan with the first one, and a result with its plan |
//! | [`settled`] | looks for unknown and write-only values in what it is going to store |
//! | [`identity`] | compares identities |
//! | [`answer`] | all of these, for each kind of answer |
//!
//! No text here shows a value: it may be a secret.

pub mod answer;
pub mod compatible;
pub mod identity;
mod place;
pub mod plan;
mod rule;
pub mod schema;
pub mod settled;
mod violation;

pub use rule::Rule;
pub use violation::{Answer, Violation};

#[cfg(test)]
mod tests;
