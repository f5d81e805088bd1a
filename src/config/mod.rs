//! Configuration: the provider block as the practitioner writes it, and what it becomes for the resources.

mod api;
mod block;

pub(crate) use api::configure;
pub use api::{Api, Preflight};
pub(crate) use block::validate;
pub use block::{ProviderBlock, ProviderBlockView};

#[cfg(test)]
mod tests;
