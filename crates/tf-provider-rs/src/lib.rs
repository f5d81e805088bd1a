//! A framework for Terraform providers: plugin protocol 6, from the handshake to typed resources. Nothing in here knows AWS.

pub mod log;
pub mod plugin;
pub mod proto;
