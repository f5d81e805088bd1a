//! A framework for Terraform providers: plugin protocol 6, from the handshake to typed resources. Nothing in here knows AWS.
//!
//! An author writes a [`Provider`], its [`Resource`]s, [`DataSource`]s, [`EphemeralResource`]s and [`Function`]s on typed [`model`]s,
//! and hands the provider to [`serve`](serve()). Everything else is the framework's: the process contract with Terraform, the value
//! codec, schemas, planning, saving, cancellation, logs and documentation.
//!
//! Begin with the [`tutorial`]; the [`guide`] says what Terraform calls, and when.
//!
//! # What a provider cannot get wrong
//!
//! Terraform rejects an answer that breaks one of its rules ("Provider produced inconsistent result after apply", and twenty more),
//! and may then forget an object that exists. Many of these mistakes do not compile here: a state cannot hold an unknown value, and a
//! deletion has nothing to answer. For the others [`check`] has Terraform's rules, and every answer passes them before it leaves. What
//! breaks one becomes an error that names object, attribute and rule, says that it is a bug to be reported, and shows no value. After
//! an apply it comes with a state that Terraform can keep, so nothing that exists is lost.
//!
//! An author adds one test, because a broken schema makes the whole provider unusable:
//!
//! ```
//! # mod doc {
//! use tf_provider_rs::testing::broken_schema_rules;
//! # fn test<P: tf_provider_rs::Provider>(provider: P) {
//! assert_eq!(broken_schema_rules(provider), [""; 0]);
//! # }
//! # }
//! ```
//!
//! With the feature `testing`, `testing::Terraform` drives the provider through whole lives of its objects in the test's own process,
//! with unknown values, tainted objects, replacements in both orders, interrupts and lost connections, and judges as Terraform does.

#![deny(missing_docs)]

// The derive writes `::tf_provider_rs::…`, in the unit tests of this crate too.
#[cfg(test)]
extern crate self as tf_provider_rs;

mod action;
pub mod check;
mod context;
mod data_source;
pub mod deferral;
pub mod diagnostic;
pub mod docs;
pub mod ephemeral;
mod erased;
pub mod function;
pub mod guide;
mod identity;
mod list_resource;
pub mod log;
pub mod model;
pub mod plan;
pub mod plugin;
mod private;
pub mod proto;
mod provider;
mod resource;
mod rpc;
pub mod schema;
mod serve;
mod stored;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tutorial;
pub mod value;

pub use action::{Action, ActionContext};
pub use context::Context;
pub use data_source::DataSource;
pub use deferral::Deferral;
pub use diagnostic::{Diagnostic, Diagnostics, Result, Severity};
pub use ephemeral::{EphemeralResource, Opened, Renewed};
pub use function::Function;
pub use identity::Identified;
pub use list_resource::{Found, ListResource, Listing};
pub use plugin::Mode;
pub use provider::{ConfigureContext, Offers, Provider};
pub use resource::{Plan, Resource};
pub use serve::serve;
#[cfg(feature = "testing")]
pub use serve::service;
pub use stored::{MoveSource, MovedFrom, StoredState};
pub use tf_provider_rs_derive::{Model, Parameters};
