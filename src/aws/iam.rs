//! AWS IAM: the role of a cluster.

mod creation;
mod creation_mark;
mod deletion;
mod instance_profiles;
mod list;
mod policies;
mod propagation;
mod refresh;
mod role;

pub use creation::Creation;
pub use creation_mark::CreationMark;
pub use deletion::{Deletion, Holders};

use super::wait::Schedule;

/// AWS IAM. It is global: one client serves every Region of the partition.
#[derive(Clone, Debug)]
pub struct Iam {
    client: aws_sdk_iam::Client,
    schedule: Schedule,
}

impl Iam {
    pub(super) fn new(client: aws_sdk_iam::Client, schedule: Schedule) -> Self {
        Self { client, schedule }
    }
}

/// How errors name a role.
fn object(name: &str) -> String {
    format!("role {}", crate::rules::quote(name))
}

#[cfg(test)]
#[path = "iam/tests.rs"]
mod tests;
