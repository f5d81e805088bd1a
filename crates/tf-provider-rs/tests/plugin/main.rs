//! The process contract, against a real process: `examples/plugin_stub.rs`, started and driven as Terraform does it.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod abuse;
mod certificate;
mod handshake;
mod host;
mod lifecycle;
mod logs;
mod mutual_tls;
mod reattach;
mod stdio;
