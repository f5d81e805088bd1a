//! The matrix of IAM permissions: the simulated AWS enforces the policies of the guide `iam-permissions`, word for word.
//!
//! - [`life`]: a role and a cluster of each kind live from plan to destruction with these policies, and call nothing else.
//! - [`roles`], [`clusters`], [`checks`], [`data`], [`outpost_data`], [`lists`], [`assumed`]: each action of each feature is taken away, one at a time.
//!
//! [`guide`] reads the policies from the page; [`row`] says which action is taken away from whom; [`matrix`] runs many rows with one
//! Terraform: each row has a cluster or role of its own name, and a policy for nothing but that name.

mod assumed;
mod checks;
mod clusters;
mod data;
mod guide;
mod life;
mod lists;
mod matrix;
mod outpost_data;
mod roles;
mod row;
