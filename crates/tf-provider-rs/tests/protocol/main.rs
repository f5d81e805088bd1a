//! The RPCs as Terraform calls them: requests in, answers out, over a provider that does what it is told.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod abuse;
mod apply;
mod configure;
mod connection;
mod data_source;
mod host;
mod import;
mod lab;
mod moves;
mod offers;
mod plan;
mod read;
mod stop;
mod stored;
mod unsupported;
mod upgrade;
mod validate;
