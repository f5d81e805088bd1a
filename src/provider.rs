//! The provider block, and the list of what the provider offers.

mod api;
mod block;

use tf_provider_rs::{ConfigureContext, Diagnostics, Offers, Provider, Result};

pub use api::{Api, Preflight};
pub use block::ProviderBlock;

use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::local_cluster::LocalClusterResource;

/// The provider `eksoutpost`.
#[derive(Clone, Copy, Debug, Default)]
pub struct EksOutpost;

impl Provider for EksOutpost {
    type Config = ProviderBlock;
    type Api = Api;

    const NAME: &'static str = "eksoutpost";
    const ADDRESS: &'static str = "registry.terraform.io/eksoutpost/eksoutpost";
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    fn validate(&self, config: &block::ProviderBlockView) -> Diagnostics {
        block::validate(config)
    }

    async fn configure(&self, cx: &ConfigureContext, config: block::ProviderBlockView) -> Result<Api> {
        api::configure(cx, &config).await
    }

    fn offers(&self) -> Offers<Api> {
        Offers::new().resource(ClusterRoleResource).resource(LocalClusterResource)
    }
}

#[cfg(test)]
mod tests;
