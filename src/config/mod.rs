//! Configuration: the provider block as the practitioner writes it, and what it becomes for the resources.

mod api;
mod block;
mod check;
mod guard;
mod known;
mod roles;
mod secret;
mod settings;
mod tags;
mod validate;

pub(crate) use api::configure;
pub use api::{Api, Preflight};
pub use block::{ProviderBlock, ProviderBlockView};
pub(crate) use validate::validate;

#[cfg(test)]
mod tests;
