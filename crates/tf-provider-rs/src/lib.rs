//! A framework for Terraform providers: plugin protocol 6, from the handshake to typed resources. Nothing in here knows AWS.

pub mod diagnostic;
pub mod model;
pub mod schema;
pub mod value;

pub use diagnostic::{Diagnostic, Diagnostics, Result};
pub use tf_provider_rs_derive::Model;
