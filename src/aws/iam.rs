//! AWS IAM: the role of a cluster.

mod policies;
mod propagation;
mod role;

/// AWS IAM. It is global: one client serves every Region of the partition.
#[derive(Clone, Debug)]
pub struct Iam {
    client: aws_sdk_iam::Client,
}

impl Iam {
    pub(super) fn new(client: aws_sdk_iam::Client) -> Self {
        Self { client }
    }
}

/// How errors name a role.
fn object(name: &str) -> String {
    format!("role {}", crate::rules::quote(name))
}

#[cfg(test)]
#[path = "iam/tests.rs"]
mod tests;
