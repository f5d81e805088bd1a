//! What can go wrong on the command line.

use std::io;
use std::path::PathBuf;

/// A command that failed; `Display` is one line for the person who typed it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Words that the command line does not know.
    #[error(transparent)]
    Arguments(#[from] lexopt::Error),
    /// Pages could not be made, written or read.
    #[error(transparent)]
    Docs(#[from] tf_provider_rs::docs::Error),
    /// Pages differ from what the schemas and examples say; one text for each page.
    #[error("{}", .0.join("\n"))]
    DocsDiffer(Vec<String>),
    /// A guide cannot be made.
    #[error("{}: {reason}", path.display())]
    Guide {
        /// The file that is missing or wrong.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The program could not be copied.
    #[error("cannot install to {}: {source}", path.display())]
    Install {
        /// Where to.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// No place to install to.
    #[error("cannot install: the environment variable {0} is not set, so the place where Terraform looks is not known")]
    NoHome(&'static str),
    /// Standard output is closed.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
    /// The running program cannot be found.
    #[error("cannot install: the path of this program is not known: {0}")]
    Program(io::Error),
    /// A word that is no command.
    #[error("there is no command \"{0}\"; see `terraform-provider-eksoutpost help`")]
    UnknownCommand(String),
}
