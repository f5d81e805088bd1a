//! A provider that keeps notes as files in a directory: the tutorial's, and the proof that the tutorial works.

mod archive;
mod identity;
mod list;
mod lock;
mod note;
mod notes;
mod provider;
mod slug;

use std::process::ExitCode;

use tf_provider_rs::{Mode, serve};

fn main() -> ExitCode {
    serve(provider::Notebook, Mode::Plugin, "It keeps notes as files. It has no subcommands.")
}
