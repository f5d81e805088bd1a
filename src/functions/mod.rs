//! What configurations call as `provider::eksoutpost::NAME(...)`: pure functions over [`crate::rules`] and [`crate::documents`], without AWS.
//!
//! A parameter `cluster` takes an `eksoutpost_local_cluster` as it is: Terraform leaves out what the parameter's type does not have, so that only
//! what a function needs must be known. What a caller may leave out stands in a last argument, an object of options.

mod cluster;
mod options;

pub mod aws_auth_config_map;
pub mod hosts_entries;
pub mod kubeconfig;
pub mod node_user_data;
pub mod parse_outpost_arn;
pub mod recommended_instance_size;

#[cfg(test)]
mod testing;
