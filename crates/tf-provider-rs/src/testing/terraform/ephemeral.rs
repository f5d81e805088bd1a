//! Values that exist for a while.

use super::messages::{called, message, noted, received};
use super::{Json, Terraform, from_json, to_json};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;

/// An ephemeral value that was opened and is to be closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Type of the ephemeral resource.
    pub type_name: String,
    /// The value.
    pub value: Json,
    /// What the provider keeps for renewal and closing, as JSON.
    pub private: Vec<u8>,
    /// Whether the provider wants to renew it.
    pub is_renewed: bool,
    /// Warnings of the opening.
    pub warnings: Diagnostics,
}

impl Terraform {
    /// Validates and opens an ephemeral resource, as a plan or an apply does when all of `config` is known.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn open(&mut self, type_name: &str, config: &Json) -> Result<Held> {
        let unknown = || Diagnostic::error("Unknown ephemeral type", format!("The provider has no `{type_name}`."));
        let schema = self.ephemeral_resources.get(type_name).ok_or_else(unknown)?;
        let config = message(&from_json(config, schema.object_type())?, schema.object_type())?;
        let type_name = type_name.to_owned();
        let request = pb::validate_ephemeral_resource_config::Request {
            type_name: type_name.clone(),
            config: Some(config.clone()),
        };
        let mut warnings = noted(&called(self.client.validate_ephemeral_resource_config(request).await)?.diagnostics)?;
        let request = pb::open_ephemeral_resource::Request {
            type_name: type_name.clone(),
            config: Some(config),
            client_capabilities: Some(super::messages::CAPABILITIES),
        };
        let response = called(self.client.open_ephemeral_resource(request).await)?;
        warnings.extend(noted(&response.diagnostics)?);
        let value = received(response.result.as_ref(), schema.object_type())?;
        if !value.is_wholly_known() {
            let detail = format!("What `{type_name}` opened has unknown values.");
            return Err(Diagnostic::error("Provider produced invalid ephemeral resource instance", detail).into());
        }
        Ok(Held {
            type_name,
            value: to_json(&value),
            private: response.private.unwrap_or_default(),
            is_renewed: response.renew_at.is_some(),
            warnings,
        })
    }

    /// Closes what was opened; what the provider says to that.
    ///
    /// # Errors
    /// What could not be closed.
    pub async fn close(&mut self, held: Held) -> Result<Diagnostics> {
        let request = pb::close_ephemeral_resource::Request { type_name: held.type_name, private: Some(held.private) };
        noted(&called(self.client.close_ephemeral_resource(request).await)?.diagnostics)
    }
}
