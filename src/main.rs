//! Terraform provider for Amazon EKS local clusters on AWS Outposts.

use std::process::ExitCode;

fn main() -> ExitCode {
    terraform_provider_eksoutpost::cli::run(std::env::args_os())
}
