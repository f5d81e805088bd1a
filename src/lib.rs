//! The provider: Amazon EKS local clusters on AWS Outposts.
//!
//! - [`rules`] knows what AWS allows: data and pure functions.
//! - [`aws`] calls AWS: one file per service. Like the rules it knows nothing of Terraform.

pub mod aws;
pub mod rules;
