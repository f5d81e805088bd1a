//! The scenario table: what can become of a local cluster, of both kinds, row by row.
//!
//! - [`attributes`]: every attribute is created, imported, changed, drifts.
//! - [`faults`]: every call of its life goes wrong in every way.
//! - [`kills`]: Terraform and the provider are killed at every boundary of every call.
//! - [`health`]: every health issue, stuck, cleared, final.
//! - [`calls`]: what a cluster costs is what the documentation lists.
//! - [`cases`]: the numbered cases of the fault list.
//!
//! The matrix of IAM permissions, in `permissions`, is counted with them. [`ledger`] counts the rows and prints them; a row that did not
//! run has failed.

mod attributes;
mod calls;
mod cases;
mod faults;
mod fleet;
mod health;
mod kills;
pub(crate) mod ledger;

pub(crate) use ledger::say;

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
    "kills, SIGKILL of the provider: create",
    "kills, SIGKILL of the provider: update",
    "kills, SIGKILL of the provider: delete",
    "kills, SIGKILL of terraform: create",
    "kills, SIGKILL of terraform: update",
    "kills, SIGKILL of terraform: delete",
    "kills, Ctrl-C: create",
    "kills, Ctrl-C: update",
    "kills, Ctrl-C: delete",
    "kills, SIGTERM to all: create",
    "kills, SIGTERM to all: update",
    "kills, SIGTERM to all: delete",
    "kills, SIGTERM to the provider: create",
    "kills, SIGTERM to the provider: update",
    "kills, SIGTERM to the provider: delete",
    "permissions: assumed roles",
    "permissions: checks while planning",
    "permissions: cluster roles",
    "permissions: clusters",
    "permissions: data sources",
    "permissions: data sources about Outposts",
    "permissions: whole lives",
];
