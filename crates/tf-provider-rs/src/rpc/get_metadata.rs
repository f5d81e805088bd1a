//! GetMetadata: names without schemas. Terraform does not call it; tools that combine providers do.

use super::Service;
use crate::proto::tfplugin6::{ServerCapabilities, get_metadata as rpc};
use crate::provider::Provider;

/// What this framework can do for every provider. Terraform reads it from GetProviderSchema too.
pub(super) const CAPABILITIES: ServerCapabilities = ServerCapabilities {
    plan_destroy: true,
    get_provider_schema_optional: true,
    move_resource_state: true,
    // Without it Terraform generates configuration itself: all that is configurable and not null in state.
    generate_resource_config: true,
};

impl<P: Provider> Service<P> {
    pub(super) fn handle_get_metadata(&self) -> rpc::Response {
        let offers = self.offers();
        rpc::Response {
            server_capabilities: Some(CAPABILITIES),
            resources: offers
                .resources
                .iter()
                .map(|resource| rpc::ResourceMetadata { type_name: resource.type_name(P::NAME) })
                .collect(),
            data_sources: offers
                .data_sources
                .iter()
                .map(|data_source| rpc::DataSourceMetadata { type_name: data_source.type_name(P::NAME) })
                .collect(),
            list_resources: offers
                .list_resources
                .iter()
                .map(|list| rpc::ListResourceMetadata { type_name: list.type_name(P::NAME) })
                .collect(),
            actions: offers
                .actions
                .iter()
                .map(|action| rpc::ActionMetadata { type_name: action.type_name(P::NAME) })
                .collect(),
            ephemeral_resources: offers
                .ephemeral_resources
                .iter()
                .map(|resource| rpc::EphemeralMetadata { type_name: resource.type_name(P::NAME) })
                .collect(),
            functions: offers
                .functions
                .iter()
                .map(|function| rpc::FunctionMetadata { name: function.name().to_owned() })
                .collect(),
            ..Default::default()
        }
    }
}
