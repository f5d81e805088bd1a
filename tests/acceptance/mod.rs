//! The real `terraform`, this provider, and a simulated AWS.
//!
//! Each test is a story: it applies a configuration of `tests/fixtures/`, and then asks the simulator what was done, not only Terraform
//! what it believes. [`harness`] has the means.

mod harness;

pub(crate) use harness::python;

mod abuse;
mod cluster_auth;
mod cluster_data;
mod clusters;
mod command_line;
mod complete;
mod conformance;
mod deletions;
mod drift;
mod examples;
mod failures;
mod functions;
mod guides;
mod imports;
mod interrupts;
mod lives;
mod mistakes;
mod mocks;
mod moves;
mod outposts;
mod permissions;
mod plans;
mod preflight;
mod preflight_data;
mod process;
mod providers;
mod queries;
mod regions;
mod role_creation;
mod role_moves;
mod role_order;
mod roles;
mod scenarios;
mod schema;
mod updates;
mod versions;
