//! Configuration: the provider block as the practitioner writes it, and what it becomes for the resources.

mod api;
mod block;
mod check;
mod environment;
mod guard;
mod known;
mod roles;
mod secret;
mod settings;
mod tags;
mod validate;

pub use api::{Api, Preflight, configure};
pub use block::{ProviderBlock, ProviderBlockView};
pub use environment::Environment;
pub(crate) use validate::validate;

#[cfg(test)]
mod tests;
