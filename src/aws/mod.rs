//! Everything that calls AWS, one file per service. Knows no Terraform.
//!
//! [`Settings`] become [`Clients`], which hand out [`Eks`], [`Iam`] and [`Sts`]. Their methods answer with the SDK's own types
//! and with one [`Error`], classified in [`classify`]. Methods named `find_` may find nothing; methods named `wait_` poll until
//! their [`Waiting`] is over and answer with [`Waited`].

pub mod classify;
pub mod clients;
pub mod eks;
pub mod error;
pub mod health;
pub mod iam;
pub mod settings;
pub mod sts;
pub mod token;
pub mod wait;

mod http_client;
mod network;
mod sanitize;
mod user_agent;

#[cfg(test)]
pub(crate) mod testing;

pub use clients::Clients;
pub use eks::{Change, Eks};
pub use error::{Error, Kind, Service};
pub use iam::{Creation, CreationMark, Deletion, Holders, Iam};
pub use settings::{Endpoints, Secret, Settings};
pub use sts::{CallerIdentity, Sts};
pub use token::ClientToken;
pub use wait::{Failure, Schedule, Waited, Waiting};
