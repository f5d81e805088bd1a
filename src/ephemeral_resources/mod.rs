//! Ephemeral resources: values that exist while Terraform runs, and are in no state and no plan.

pub mod cluster_auth;
