//! The real `terraform` with a provider on this framework: what the framework believes about Terraform is what Terraform does.

#![cfg(unix)]
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod failures;
mod moves;
mod notebook;
mod replacement;
mod tutorial;
mod upgrades;
mod values;
mod workspace;
mod write_only;
