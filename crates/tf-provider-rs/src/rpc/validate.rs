//! ValidateProviderConfig, ValidateResourceConfig, ValidateDataResourceConfig: what a configuration may not say. Values may be
//! unknown, and the provider may not be configured.

use super::{Service, wire};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::guard;
use crate::model::FromValue;
use crate::proto::tfplugin6::{
    DynamicValue, validate_data_resource_config, validate_ephemeral_resource_config, validate_provider_config,
    validate_resource_config,
};
use crate::provider::Provider;
use crate::schema::{Schema, refuse_write_only, validate_config};
use crate::value::{AttributePath, Value};

/// The schema's checks and the author's own.
pub(super) fn validate(
    config: Option<&DynamicValue>,
    schema: &Schema,
    own: impl FnOnce(&Value) -> Diagnostics,
) -> Result<Diagnostics> {
    let config = wire::decode(config, schema)?;
    let mut diagnostics = Diagnostics::new();
    if let Some(instead) = schema.deprecated {
        diagnostics.push(Diagnostic::warning("Deprecated", instead));
    }
    for findings in [guard::at_once(|| validate_config(&schema.block, &config)), guard::at_once(|| own(&config))] {
        diagnostics.extend(findings.unwrap_or_else(|panic| panic));
    }
    Ok(wire::addressed(diagnostics, schema))
}

pub(super) fn all(result: Result<Diagnostics>) -> Vec<crate::proto::tfplugin6::Diagnostic> {
    wire::diagnostics(result.unwrap_or_else(|diagnostics| diagnostics))
}

impl<P: Provider> Service<P> {
    pub(super) fn handle_validate_provider_config(
        &self,
        request: &validate_provider_config::Request,
    ) -> validate_provider_config::Response {
        let result = validate(request.config.as_ref(), self.block(), |config| {
            match FromValue::from_value(config, &AttributePath::root()) {
                Ok(view) => self.provider.validate(&view),
                Err(diagnostics) => diagnostics,
            }
        });
        validate_provider_config::Response { diagnostics: all(result) }
    }

    pub(super) fn handle_validate_resource_config(
        &self,
        request: &validate_resource_config::Request,
    ) -> validate_resource_config::Response {
        let result = self.resource(&request.type_name).and_then(|resource| {
            validate(request.config.as_ref(), resource.schema(), |config| {
                let mut diagnostics = resource.validate(config);
                if !request.client_capabilities.is_some_and(|client| client.write_only_attributes_allowed) {
                    diagnostics.extend(refuse_write_only(&resource.schema().block, config));
                }
                diagnostics
            })
        });
        validate_resource_config::Response { diagnostics: all(result) }
    }

    pub(super) fn handle_validate_data_resource_config(
        &self,
        request: &validate_data_resource_config::Request,
    ) -> validate_data_resource_config::Response {
        let result = self.data_source(&request.type_name).and_then(|data_source| {
            validate(request.config.as_ref(), data_source.schema(), |config| data_source.validate(config))
        });
        validate_data_resource_config::Response { diagnostics: all(result) }
    }

    pub(super) fn handle_validate_ephemeral_resource_config(
        &self,
        request: &validate_ephemeral_resource_config::Request,
    ) -> validate_ephemeral_resource_config::Response {
        let result = self.ephemeral_resource(&request.type_name).and_then(|resource| {
            validate(request.config.as_ref(), resource.schema(), |config| resource.validate(config))
        });
        validate_ephemeral_resource_config::Response { diagnostics: all(result) }
    }
}
