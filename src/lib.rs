//! The provider: Amazon EKS local clusters on AWS Outposts.
//!
//! - [`rules`] knows what AWS allows: data and pure functions.
//! - [`documents`] writes what others read: kubeconfig files, user data of nodes. It knows nothing of Terraform either.
//! - [`aws`] calls AWS: one file per service. Like the rules it knows nothing of Terraform.
//! - [`permissions`] is what AWS must allow for all of it: data, and the policies that follow from it.
//! - `preflight` asks AWS before anything is made, and lets the rules judge.
//! - [`resources`] are what the practitioner writes, [`data_sources`] what is looked up, [`functions`] what expressions call, and
//!   [`ephemeral_resources`] what lasts as long as a run of Terraform.
//! - [`config`] is the provider block and what it becomes.
//! - [`provider`] is the list of what the provider offers.
//! - [`cli`] is the command line: serving Terraform is its default.

pub mod aws;
pub mod cli;
pub mod config;
pub mod data_sources;
mod diagnostics;
pub mod documents;
pub mod ephemeral_resources;
pub mod functions;
pub mod permissions;
mod preflight;
pub mod provider;
pub mod resources;
pub mod rules;
pub mod tags;
