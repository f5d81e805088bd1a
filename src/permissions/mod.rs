//! What AWS must allow the principal that runs Terraform: the one place where it is written.
//!
//! The story: a [`Feature`] is something that people let this provider do; it lists its [`Permission`]s, each with what it is for and
//! what happens without it; [`policy`] makes the IAM policy of some features. The guide is made from this, the acceptance tests run with the
//! guide's policies and then without one action at a time, and the advice of a refusal names the features that need the action.

mod cluster;
mod cluster_data;
mod outpost_data;
mod permission;
mod policy;
mod provider;
mod role;
mod scope;

pub use self::permission::{Caller, Denied, Feature, Permission};
pub use self::policy::policy;
pub use self::scope::Scope;

/// Title of the guide that is made from this.
pub const GUIDE: &str = "IAM permissions";

/// Every feature, in the order of the guide.
pub fn features() -> impl Iterator<Item = &'static Feature> {
    let clusters = cluster::FEATURES.iter().chain(cluster_data::FEATURES).chain(outpost_data::FEATURES);
    clusters.chain(role::FEATURES).chain(provider::FEATURES)
}

/// What a plan needs that is not followed by an apply: reading what is in the state, and the checks of new clusters, without what only some
/// want.
pub fn of_plans() -> impl Iterator<Item = &'static Feature> {
    features().filter(|feature| feature.is_read_only && !feature.is_extra)
}

/// What clusters and roles need from creation to destruction, without what only some want.
pub fn of_everything() -> impl Iterator<Item = &'static Feature> {
    features().filter(|feature| !feature.is_extra)
}

#[cfg(test)]
mod tests;
