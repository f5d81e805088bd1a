//! The functions, as the real Terraform calls them, and what readers of other makes find in their results.

mod documents;
mod examples;
mod kubeconfig;
mod reader;
mod refusals;
