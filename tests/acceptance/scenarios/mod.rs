//! The scenario table: what can become of a local cluster, of both kinds, row by row.
//!
//! - [`attributes`]: every attribute is created, imported, changed, drifts.
//! - [`faults`]: every call of its life goes wrong in every way.
//! - [`health`]: every health issue, stuck, cleared, final.
//! - [`calls`]: what a cluster costs is what the documentation lists.
//! - [`cases`]: the numbered cases of the fault list.
//!
//! The matrix of IAM permissions, in `permissions`, is counted with them. [`ledger`] counts the rows and prints them; a row that did not run has failed. [`weak`] lists those that are right and still fail.

mod attributes;
mod calls;
mod cases;
mod faults;
mod fleet;
mod health;
pub(crate) mod ledger;
mod weak;

/// The groups of rows. The suite prints how many each has when all of them have run.
const GROUPS: &[&str] = &[
    "attributes, ebs: create and destroy",
    "attributes, ebs: set by the provider",
    "attributes, ebs: import",
    "attributes, ebs: drift",
    "attributes, ebs: update and replace",
    "attributes, instance_store: create and destroy",
    "attributes, instance_store: set by the provider",
    "attributes, instance_store: import",
    "attributes, instance_store: drift",
    "attributes, instance_store: update and replace",
    "faults, ebs: create",
    "faults, ebs: read",
    "faults, ebs: update",
    "faults, ebs: delete",
    "faults, instance_store: create",
    "faults, instance_store: read",
    "faults, instance_store: update",
    "faults, instance_store: delete",
    "faults: caller identity",
    "calls: as documented",
    "health, ebs: stuck or final",
    "health, ebs: cleared meanwhile",
    "health, instance_store: failed",
    "permissions: assumed roles",
    "permissions: checks while planning",
    "permissions: cluster roles",
    "permissions: clusters",
    "permissions: whole lives",
];
