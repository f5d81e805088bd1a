//! Who notices when a provider breaks one of Terraform's rules: the framework's self-check, the Terraform of `testing`, and the real one.
//! All three must, and where one does not, the table says why.

#![cfg(unix)]
#![expect(clippy::print_stdout, reason = "who notices what is printed as a table")]
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../examples/mutant/mutants.rs"]
mod mutants;
#[path = "../../examples/mutant/schemas.rs"]
mod schemas;
#[path = "../../examples/mutant/thing.rs"]
mod thing;
#[path = "../../examples/mutant/wire.rs"]
mod wire;

mod configurations;
mod in_process;
mod lives;
mod real;
mod reasons;
mod table;
mod workspace;
