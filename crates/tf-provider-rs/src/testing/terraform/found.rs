//! Objects that come from elsewhere: imported, or moved from another resource type.

use std::sync::Arc;

use super::messages::{called, noted, received};
use super::{Json, Object, Terraform, from_json, messages, to_json, type_of, verdict};
use crate::check::answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;

impl Terraform {
    /// Imports what `id` names to `address`, and reads it.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn import(&mut self, address: &str, id: &str) -> Result<Diagnostics> {
        self.import_by(address, id.to_owned(), None).await
    }

    /// Imports what this identity names to `address`, and reads it. Terraform can since 1.12.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn import_by_identity(&mut self, address: &str, identity: &Json) -> Result<Diagnostics> {
        let none = || Diagnostic::error("No identity", format!("`{}` has none.", type_of(address)));
        let r#type = self.identities.get(type_of(address)).ok_or_else(none)?;
        let identity = messages::message(&from_json(identity, r#type)?, r#type)?;
        self.import_by(address, String::new(), Some(identity)).await
    }

    async fn import_by(
        &mut self,
        address: &str,
        id: String,
        identity: Option<pb::DynamicValue>,
    ) -> Result<Diagnostics> {
        if self.state.contains_key(address) {
            return Err(Diagnostic::error("Resource already managed by Terraform", address).into());
        }
        let schema = self.resource(type_of(address))?;
        let by_identity = identity.is_some();
        let request = pb::import_resource_state::Request {
            type_name: type_of(address).to_owned(),
            id,
            client_capabilities: Some(messages::PLANNING),
            identity: identity.map(super::refresh::identity_data),
        };
        let response = called(self.client.import_resource_state(request).await)?;
        let mut diagnostics = noted(&response.diagnostics)?;
        verdict::deferred(response.deferred.as_ref())?;
        let [imported] = response.imported_resources.as_slice() else {
            let detail = format!("{} objects were imported, and not one.", response.imported_resources.len());
            return Err(Diagnostic::error("Import returned no resources", detail).into());
        };
        let state = received(imported.state.as_ref(), schema.object_type())?;
        verdict::of("Provider produced invalid object", answer::found_object(&schema, &state))?;
        let identity = imported.identity.clone().and_then(|identity| identity.identity_data);
        if by_identity || identity.is_some() {
            self.judge_identity(type_of(address), None, identity.as_ref(), true)?;
        }
        let private = imported.private.clone();
        let object = Object { attributes: Vec::new(), version: 0, private, identity, is_tainted: false };
        self.keep(address, &state, object)?;
        let read = self.refresh(address).await;
        if read.is_err() || !self.state.contains_key(address) {
            self.state.remove(address);
        }
        diagnostics.extend(read?);
        if !self.state.contains_key(address) {
            let detail = format!("The object at {address} does not exist.");
            return Err(Diagnostic::error("Cannot import non-existent remote object", detail).into());
        }
        Ok(diagnostics)
    }

    /// Reads data of `type_name`.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn read_data(&mut self, type_name: &str, config: &Json) -> Result<Json> {
        let unknown = || Diagnostic::error("Unknown data source type", format!("The provider has no `{type_name}`."));
        let schema = Arc::clone(self.data_sources.get(type_name).ok_or_else(unknown)?);
        let config = messages::message(&from_json(config, schema.object_type())?, schema.object_type())?;
        let request = pb::validate_data_resource_config::Request {
            type_name: type_name.to_owned(),
            config: Some(config.clone()),
        };
        noted(&called(self.client.validate_data_resource_config(request).await)?.diagnostics)?;
        let request = pb::read_data_source::Request {
            type_name: type_name.to_owned(),
            config: Some(config),
            client_capabilities: Some(messages::PLANNING),
            ..Default::default()
        };
        let response = called(self.client.read_data_source(request).await)?;
        noted(&response.diagnostics)?;
        verdict::deferred(response.deferred.as_ref())?;
        let state = received(response.state.as_ref(), schema.object_type())?;
        verdict::of("Provider produced invalid object", answer::found_object(&schema, &state))?;
        Ok(to_json(&state))
    }

    /// Moves an object of another resource type to `address`, as a `moved` block does: `attributes` of version `version` of `type_name` of the
    /// provider at `provider`, such as `registry.terraform.io/hashicorp/aws`.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn move_from(
        &mut self,
        provider: &str,
        type_name: &str,
        version: i64,
        attributes: &Json,
        address: &str,
    ) -> Result<Diagnostics> {
        let schema = self.resource(type_of(address))?;
        let request = pb::move_resource_state::Request {
            source_provider_address: provider.to_owned(),
            source_type_name: type_name.to_owned(),
            source_schema_version: version,
            source_state: Some(pb::RawState { json: attributes.to_string().into_bytes(), ..Default::default() }),
            target_type_name: type_of(address).to_owned(),
            ..Default::default()
        };
        let response = called(self.client.move_resource_state(request).await)?;
        let diagnostics = noted(&response.diagnostics)?;
        let state = received(response.target_state.as_ref(), schema.object_type())?;
        verdict::of("Provider returned invalid value", answer::found_object(&schema, &state))?;
        let identity = response.target_identity.and_then(|identity| identity.identity_data);
        if identity.is_some() {
            self.judge_identity(type_of(address), None, identity.as_ref(), true)?;
        }
        let private = response.target_private;
        let object = Object { attributes: Vec::new(), version: 0, private, identity, is_tainted: false };
        self.keep(address, &state, object)?;
        Ok(diagnostics)
    }
}
