//! The process contract with Terraform (go-plugin's): from the handshake line to the end of the process.
//!
//! Terraform starts a provider three to five times per command, reads one line from its stdout, connects to the address in
//! that line and calls RPCs. Nothing else in the crate writes to stdout.

mod connection;
mod controller;
mod error;
mod handshake;
mod host;
mod listener;
mod reattach;
mod server;
mod signals;
mod stdio;
mod stdout;
mod tls;

use std::process::ExitCode;

use tonic::service::Routes;

pub use self::error::StartError;
use self::listener::Network;
use crate::log;

/// What a process has to know about the provider in it before the first RPC.
#[derive(Clone, Copy, Debug)]
pub struct Plugin {
    /// Source address with host name, such as `registry.terraform.io/hashicorp/random`.
    pub address: &'static str,
    /// Version without a leading `v`, such as `1.2.0`.
    pub version: &'static str,
    /// Lines for someone who starts the program by hand: which subcommands there are. May be empty.
    pub usage: &'static str,
    /// Names of log fields whose values never reach the log, beside [`log::SECRETS`].
    pub secrets: &'static [&'static str],
}

impl Plugin {
    /// The provider's type name, the last part of its address: `random`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.address.rsplit('/').next().unwrap_or(self.address)
    }

    /// The name of the program: `terraform-provider-random`.
    fn program(&self) -> String {
        format!("terraform-provider-{}", self.name())
    }
}

/// Who starts and ends the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Terraform does, through the handshake.
    Plugin,
    /// A developer does (`-debug`), and attaches Terraform with `TF_REATTACH_PROVIDERS`. No TLS. Ends on SIGINT.
    Debug,
}

/// Serves a provider until Terraform, or in debug mode the developer, ends it. `main` returns the exit code.
///
/// `routes` holds the `tfplugin6.Provider` service. It is called after the handshake, so that building it delays nothing.
/// `stop` cancels running work; it must return at once. It is called for SIGTERM, after which the process keeps
/// serving, and when Terraform has died, shortly before the process ends.
///
/// Source: go-plugin, docs/internals.md; `hashicorp/go-plugin` server.go.
pub fn serve(
    plugin: &Plugin,
    mode: Mode,
    routes: impl FnOnce() -> Routes,
    stop: impl Fn() + Send + Sync + 'static,
) -> ExitCode {
    serve_over(Network::NATIVE, plugin, mode, routes, stop)
}

/// [`serve`] over TCP, which is what Windows has, on any system.
#[cfg(feature = "testing")]
pub fn serve_over_tcp(
    plugin: &Plugin,
    mode: Mode,
    routes: impl FnOnce() -> Routes,
    stop: impl Fn() + Send + Sync + 'static,
) -> ExitCode {
    serve_over(Network::Tcp, plugin, mode, routes, stop)
}

fn serve_over(
    network: Network,
    plugin: &Plugin,
    mode: Mode,
    routes: impl FnOnce() -> Routes,
    stop: impl Fn() + Send + Sync + 'static,
) -> ExitCode {
    if mode == Mode::Plugin && !handshake::asked_for_by_terraform(&|name| std::env::var_os(name)) {
        log::line(&handshake::by_hand(plugin));
        return ExitCode::FAILURE;
    }
    log::start(plugin.name(), plugin.secrets);
    match server::run(network, plugin, mode, routes, stop) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::line(&format!("[ERROR] {} cannot start: {error}\n", plugin.program()));
            ExitCode::FAILURE
        }
    }
}

/// Looks up an environment variable. The process's own environment outside tests.
type Environment<'a> = &'a dyn Fn(&str) -> Option<std::ffi::OsString>;
