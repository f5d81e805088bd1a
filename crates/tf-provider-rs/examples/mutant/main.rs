//! A provider that breaks one of Terraform's rules on demand: an object says in its attribute `sabotage` which one. `tests/mutants` looks
//! who notices. On the wire, where this program breaks them, the framework's self-check is past.
//!
//! With `MUTANT_SCHEMA` in the environment it breaks a rule about schemas instead.

use std::process::ExitCode;

use tf_provider_rs::plugin::{Mode, Plugin, serve};
use tf_provider_rs::service;

#[expect(dead_code, reason = "the tests know which rule is broken, and when")]
mod mutants;
#[expect(dead_code, reason = "the tests know which rule is broken")]
mod schemas;
mod thing;
mod wire;

const PLUGIN: Plugin =
    Plugin { address: "registry.terraform.io/example/mutant", version: "0.0.0", usage: "", secrets: &[] };

fn main() -> ExitCode {
    let schema = std::env::var("MUTANT_SCHEMA").unwrap_or_default();
    let routes = move || wire::broken(service(thing::Mutants { breaks: false }), &schema);
    serve(&PLUGIN, Mode::Plugin, routes, || {})
}
