//! A framework for Terraform providers: plugin protocol 6, from the handshake to typed resources. Nothing in here knows AWS.
//!
//! An author writes a [`Provider`], its [`Resource`]s and [`DataSource`]s on typed [`model`]s, and hands the provider to
//! [`serve`]. Everything else is the framework's: the process contract with Terraform, the value codec, schemas, planning,
//! saving, cancellation, logs and documentation.

// The derive writes `::tf_provider_rs::…`, in the unit tests of this crate too.
#[cfg(test)]
extern crate self as tf_provider_rs;

pub mod check;
mod context;
mod data_source;
pub mod diagnostic;
pub mod docs;
mod erased;
pub mod log;
pub mod model;
pub mod plan;
pub mod plugin;
pub mod proto;
mod provider;
mod resource;
mod rpc;
pub mod schema;
mod serve;
mod stored;
#[cfg(feature = "testing")]
pub mod testing;
pub mod value;

pub use context::Context;
pub use data_source::DataSource;
pub use diagnostic::{Diagnostic, Diagnostics, Result, Severity};
pub use plugin::Mode;
pub use provider::{ConfigureContext, Offers, Provider};
pub use resource::{Plan, Resource};
pub use serve::serve;
#[cfg(feature = "testing")]
pub use serve::service;
pub use stored::{MoveSource, MovedFrom, StoredState};
pub use tf_provider_rs_derive::Model;
