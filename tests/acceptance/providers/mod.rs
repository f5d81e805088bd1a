//! The provider block: every source of credentials and every argument has an effect that a server on this machine sees; what goes wrong is
//! told as advice; secrets are told to nobody.
//!
//! - [`row`]: one run and what it must have caused, on [`servers`] and in a [`home`]; [`sources`] and [`arguments`] are the tables, and
//!   fail if a row is missing.
//! - [`errors`]: the exact texts.
//! - [`tags`]: what `default_tags` and `ignore_tags` come to.
//! - [`secrets`]: what no output, log, state or plan may hold.
//! - [`unknown`]: a block that depends on a resource.
//! - [`cases`]: which test has which case of the fault list.

mod arguments;
mod cases;
mod errors;
mod home;
mod row;
mod secrets;
mod servers;
mod sources;
mod tags;
mod unknown;
