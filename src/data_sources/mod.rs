//! The data sources: each one a file, or a folder whose `mod.rs` tells the story.

pub mod instance_types;
pub mod kubernetes_versions;
pub mod outpost;
pub mod outposts;

mod looking;
mod outpost_region;
#[cfg(test)]
mod testing;
