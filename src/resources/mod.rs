//! The managed resources: each one a folder whose `mod.rs` tells the story.

pub mod cluster_role;
pub mod local_cluster;

mod left_out;

#[cfg(test)]
pub(crate) mod testing;
