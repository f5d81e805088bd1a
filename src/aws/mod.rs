//! Everything that calls AWS, one file per service. Knows no Terraform.
//!
//! [`Settings`] become [`Clients`], which hand out [`Eks`], [`Iam`] and [`Sts`], and [`Look`] for what is asked before anything is
//! changed: each question once, within a time. Their methods answer with the SDK's own types
//! and with one [`Error`], classified in [`classify`]. Methods named `find_` may find nothing; methods named `wait_` poll until
//! their [`Waiting`] is over and answer with [`Waited`].

pub mod classify;
pub mod clients;
pub mod cluster_token;
pub mod ec2;
pub mod eks;
pub mod error;
pub mod health;
pub mod iam;
pub mod in_order;
pub mod lookups;
pub mod outposts;
pub mod page;
pub mod settings;
pub mod sts;
pub mod token;
pub mod wait;

mod assume_role;
mod connection;
mod endpoint_urls;
mod http_client;
mod metadata;
mod network;
mod paths;
mod refusal;
mod renewal;
pub(crate) mod sanitize;
mod sdk_config;
mod sources;
mod user_agent;

#[cfg(test)]
pub(crate) mod testing;

pub use assume_role::{AssumeRole, Session, WebIdentity};
pub use clients::Clients;
pub use cluster_token::ClusterToken;
pub use connection::Connection;
pub use ec2::Ec2;
pub use eks::{Change, Creation, Eks, LocalClusters, Unaccepted};
pub use error::{Error, Kind, Service};
pub use iam::{CreationMark, Deletion, Holders, Iam};
pub use in_order::InOrder;
pub use lookups::{Look, Missed};
pub use metadata::Metadata;
pub use outposts::Outposts;
pub use page::Page;
pub use settings::{Endpoints, Secret, Settings};
pub use sts::{CallerIdentity, Sts};
pub use token::ClientToken;
pub use wait::{Failure, Schedule, Waited, Waiting};
