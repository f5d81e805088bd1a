//! The provider: Amazon EKS local clusters on AWS Outposts.
//!
//! - [`rules`] knows what AWS allows: data and pure functions.
//! - [`aws`] calls AWS: one file per service. Like the rules it knows nothing of Terraform.
//! - [`permissions`] is what AWS must allow for all of it: data, and the policies that follow from it.
//! - `preflight` asks AWS before anything is made, and lets the rules judge.
//! - [`resources`] are what the practitioner writes, and [`data_sources`] what the practitioner reads.
//! - [`config`] is the provider block and what it becomes.
//! - [`provider`] is the list of what the provider offers.
//! - [`cli`] is the command line: serving Terraform is its default.

pub mod aws;
pub mod cli;
pub mod config;
pub mod data_sources;
mod diagnostics;
pub mod permissions;
mod preflight;
pub mod provider;
pub mod resources;
pub mod rules;
pub mod tags;
