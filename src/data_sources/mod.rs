//! The data sources: each one a file, or a folder whose `mod.rs` tells the story.

pub mod control_plane_instances;
pub mod local_cluster;
pub mod local_clusters;
pub mod preflight;

mod looking;
#[cfg(test)]
mod testing;
