//! The provider: its address, its block, and THE list of what it offers.

use tf_provider_rs::{ConfigureContext, Diagnostics, Offers, Provider, Result};

use crate::config::{self, Api, ProviderBlock, ProviderBlockView};
use crate::data_sources::instance_types::InstanceTypesDataSource;
use crate::data_sources::kubernetes_versions::KubernetesVersionsDataSource;
use crate::data_sources::outpost::OutpostDataSource;
use crate::data_sources::outposts::OutpostsDataSource;
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

    fn validate(&self, config: &ProviderBlockView) -> Diagnostics {
        config::validate(config)
    }

    async fn configure(&self, cx: &ConfigureContext, config: ProviderBlockView) -> Result<Api> {
        config::configure(cx, &config).await
    }

    fn offers(&self) -> Offers<Api> {
        Offers::new()
            .identified(ClusterRoleResource)
            .identified(LocalClusterResource)
            .data_source(InstanceTypesDataSource)
            .data_source(KubernetesVersionsDataSource)
            .data_source(OutpostDataSource)
            .data_source(OutpostsDataSource)
    }
}

#[cfg(test)]
mod tests {
    use tf_provider_rs::testing::broken_schema_rules;

    use super::EksOutpost;

    #[test]
    fn terraform_accepts_the_schemas() {
        assert_eq!(broken_schema_rules(EksOutpost), [""; 0]);
    }
}
