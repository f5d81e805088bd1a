//! The data sources: each one a file, or a folder whose `mod.rs` tells the story.

pub mod control_plane_instances;
pub mod instance_types;
pub mod kubernetes_versions;
pub mod local_cluster;
pub mod local_clusters;
pub mod outpost;
pub mod outposts;
pub mod preflight;

mod looking;
mod outpost_region;
#[cfg(test)]
mod testing;
