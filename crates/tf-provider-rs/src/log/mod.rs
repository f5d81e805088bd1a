//! Logs: `tracing` events and spans to the JSON lines on stderr that Terraform merges into its own log.
//!
//! The levels are those of the environment variables that providers written in Go know (`TF_LOG_PROVIDER` and so on).
//! Without one of them nothing is formatted.
//!
//! Source: `hashicorp/go-plugin` log_entry.go; `hashicorp/terraform-plugin-log`.

mod layer;
mod levels;
mod line;
mod panic;
mod timestamp;

use std::io::{self, Write};
use std::time::SystemTime;

use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;

use self::layer::Hclog;
use self::levels::Levels;
pub use self::panic::{CatchPanics, Panic, catch_panics, catch_panics_in};

/// Names of fields whose values never reach the log, whoever logs them. Compared without regard to case.
pub const SECRETS: &[&str] = &[
    "access_key",
    "authorization",
    "password",
    "private_key",
    "secret",
    "secret_access_key",
    "secret_key",
    "session_token",
    "token",
];

/// Sends logs and panics to stderr from here on.
///
/// `provider` is the provider's type name. `secrets` lists field names beside [`SECRETS`]. A second call changes nothing.
pub fn start(provider: &'static str, secrets: &'static [&'static str]) {
    panic::install_hook();
    let levels = Levels::from_env(provider, &|name| std::env::var(name).ok());
    if levels.any() {
        let hclog = Hclog::new(provider, levels, secrets, SystemTime::now, write);
        // An error means that the embedding program has its own subscriber, which then gets the events.
        drop(tracing::subscriber::set_global_default(Registry::default().with(hclog)));
    }
}

/// Writes plain text to stderr; without a host that reads it, there is nobody to tell.
pub(crate) fn line(text: &str) {
    write(text.as_bytes());
}

fn write(bytes: &[u8]) {
    drop(io::stderr().lock().write_all(bytes));
}
