//! The real `terraform`, this provider, and a simulated AWS.
//!
//! Each test is a story: it applies a configuration of `tests/fixtures/`, and then asks the simulator what was done, not only Terraform
//! what it believes. [`harness`] has the means.

mod harness;

mod clusters;
mod command_line;
mod drift;
mod examples;
mod failures;
mod imports;
mod interrupts;
mod mistakes;
mod plans;
mod process;
mod roles;
mod scenarios;
mod schema;
mod updates;
