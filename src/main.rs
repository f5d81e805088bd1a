//! Terraform provider for Amazon EKS local clusters on AWS Outposts.
fn main() {}
