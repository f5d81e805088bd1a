//! GetProviderSchema: everything the provider offers, with its schemas.

use super::get_metadata::CAPABILITIES;
use super::{Service, wire_schema};
use crate::proto::tfplugin6::{ActionSchema, get_provider_schema as rpc};
use crate::provider::Provider;

impl<P: Provider> Service<P> {
    pub(super) fn handle_get_provider_schema(&self) -> rpc::Response {
        let offers = self.offers();
        rpc::Response {
            server_capabilities: Some(CAPABILITIES),
            // Terraform requires the provider's schema even if the block has no arguments.
            provider: Some(wire_schema::schema(self.block())),
            resource_schemas: offers
                .resources
                .iter()
                .map(|resource| (resource.type_name(P::NAME), wire_schema::schema(resource.schema())))
                .collect(),
            data_source_schemas: offers
                .data_sources
                .iter()
                .map(|data_source| (data_source.type_name(P::NAME), wire_schema::schema(data_source.schema())))
                .collect(),
            list_resource_schemas: offers
                .list_resources
                .iter()
                .map(|list| (list.type_name(P::NAME), wire_schema::schema(list.schema())))
                .collect(),
            action_schemas: offers
                .actions
                .iter()
                .map(|action| {
                    let schema = Some(wire_schema::schema(action.schema()));
                    (action.type_name(P::NAME), ActionSchema { schema })
                })
                .collect(),
            ephemeral_resource_schemas: offers
                .ephemeral_resources
                .iter()
                .map(|resource| (resource.type_name(P::NAME), wire_schema::schema(resource.schema())))
                .collect(),
            functions: self.functions(),
            ..Default::default()
        }
    }
}
