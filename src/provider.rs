//! The provider: its address, its block, and THE list of what it offers.

use tf_provider_rs::{ConfigureContext, Diagnostics, Offers, Provider, Result};

use crate::config::{self, Api, Environment, ProviderBlock, ProviderBlockView};
use crate::data_sources::control_plane_instances::ControlPlaneInstancesDataSource;
use crate::data_sources::instance_types::InstanceTypesDataSource;
use crate::data_sources::kubernetes_versions::KubernetesVersionsDataSource;
use crate::data_sources::local_cluster::LocalClusterDataSource;
use crate::data_sources::local_clusters::LocalClustersDataSource;
use crate::data_sources::outpost::OutpostDataSource;
use crate::data_sources::outposts::OutpostsDataSource;
use crate::data_sources::preflight::PreflightDataSource;
use crate::ephemeral_resources::cluster_auth::ClusterAuthResource;
use crate::functions::aws_auth_config_map::AwsAuthConfigMap;
use crate::functions::hosts_entries::HostsEntriesFunction;
use crate::functions::kubeconfig::KubeconfigFunction;
use crate::functions::node_user_data::NodeUserData;
use crate::functions::parse_outpost_arn::ParseOutpostArn;
use crate::functions::recommended_instance_size::RecommendedInstanceSize;
use crate::resources::cluster_role::{ClusterRoleList, ClusterRoleResource};
use crate::resources::local_cluster::{LocalClusterList, LocalClusterResource};

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
        config::configure(cx, &config, &Environment::of_process()).await
    }

    fn offers(&self) -> Offers<Api> {
        Offers::new()
            .identified(ClusterRoleResource)
            .identified(LocalClusterResource)
            .data_source(ControlPlaneInstancesDataSource)
            .data_source(InstanceTypesDataSource)
            .data_source(KubernetesVersionsDataSource)
            .data_source(LocalClusterDataSource)
            .data_source(LocalClustersDataSource)
            .data_source(OutpostDataSource)
            .data_source(OutpostsDataSource)
            .data_source(PreflightDataSource)
            .ephemeral_resource(ClusterAuthResource)
            .list_resource(ClusterRoleList)
            .list_resource(LocalClusterList)
            .function(AwsAuthConfigMap)
            .function(HostsEntriesFunction)
            .function(KubeconfigFunction)
            .function(NodeUserData)
            .function(ParseOutpostArn)
            .function(RecommendedInstanceSize)
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
