//! From the state file to the prior state of a plan: upgrade, then read.

use super::messages::{called, message, noted, received};
use super::{Object, Terraform, messages, type_of, verdict};
use crate::check::{answer, settled};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;
use crate::value::{Value, encode_json};

impl Terraform {
    /// Reads the object at `address`, if there is one, and stores what it has become.
    ///
    /// # Errors
    /// What the provider reports, and what Terraform would not accept. The state then stays as it is.
    pub async fn refresh(&mut self, address: &str) -> Result<Diagnostics> {
        Ok(self.refreshed(address).await?.1)
    }

    /// What [`Terraform::refresh`] stores, and what was said.
    pub(super) async fn refreshed(&mut self, address: &str) -> Result<(Value, Diagnostics)> {
        let (prior, object) = self.upgraded(address).await?;
        let Some(object) = object else { return Ok((Value::Null, Diagnostics::new())) };
        let schema = self.resource(type_of(address))?;
        let request = pb::read_resource::Request {
            type_name: type_of(address).to_owned(),
            current_state: Some(message(&prior, schema.object_type())?),
            private: object.private.clone(),
            client_capabilities: Some(messages::PLANNING),
            current_identity: object.identity.clone().map(identity_data),
            ..Default::default()
        };
        let response = called(self.client.read_resource(request).await)?;
        let diagnostics = noted(&response.diagnostics)?;
        verdict::deferred(response.deferred.as_ref())?;
        let state = received(response.new_state.as_ref(), schema.object_type())?;
        verdict::of("Provider produced invalid object", answer::read(&schema, &state))?;
        let after = response.new_identity.and_then(|identity| identity.identity_data);
        if !state.is_null() {
            self.judge_identity(type_of(address), object.identity.as_ref(), after.as_ref(), true)?;
        }
        let read = Object { private: response.private, identity: after.or(object.identity.clone()), ..object };
        self.keep(address, &state, read)?;
        Ok((state, diagnostics))
    }

    /// The object at `address` in the shape of the current schema; null if there is none.
    pub(super) async fn upgraded(&mut self, address: &str) -> Result<(Value, Option<Object>)> {
        let Some(object) = self.state.get(address).cloned() else { return Ok((Value::Null, None)) };
        Ok((self.upgraded_object(address, &object).await?, Some(object)))
    }

    pub(super) async fn upgraded_object(&mut self, address: &str, object: &Object) -> Result<Value> {
        let schema = self.resource(type_of(address))?;
        let request = pb::upgrade_resource_state::Request {
            type_name: type_of(address).to_owned(),
            version: object.version,
            raw_state: Some(pb::RawState { json: object.attributes.clone(), ..Default::default() }),
        };
        let response = called(self.client.upgrade_resource_state(request).await)?;
        noted(&response.diagnostics)?;
        let state = received(response.upgraded_state.as_ref(), schema.object_type())?;
        verdict::of("Invalid resource state upgrade", settled::violations(&schema, &state))?;
        Ok(state)
    }

    /// Writes the state file: nothing for null.
    pub(super) fn keep(&mut self, address: &str, state: &Value, object: Object) -> Result<()> {
        if state.is_null() {
            self.state.remove(address);
            return Ok(());
        }
        let schema = self.resource(type_of(address))?;
        let attributes = encode_json(state, schema.object_type())
            .map_err(|error| Diagnostic::error("Provider produced invalid object", error.to_string()))?
            .into();
        let version = schema.version;
        self.state.insert(address.to_owned(), Object { attributes, version, ..object });
        Ok(())
    }

    /// Whether Terraform accepts the identity of an object that exists. Resources without an identity have nothing to check.
    pub(super) fn judge_identity(
        &self,
        type_name: &str,
        before: Option<&pb::DynamicValue>,
        after: Option<&pb::DynamicValue>,
        is_final: bool,
    ) -> Result<()> {
        let Some(r#type) = self.identities.get(type_name) else { return Ok(()) };
        let (before, after) = (received(before, r#type)?, received(after, r#type)?);
        let found = crate::check::identity::violations(&before, &after, is_final, false);
        verdict::of("Provider produced invalid identity", found)
    }
}

pub(super) const fn identity_data(data: pb::DynamicValue) -> pb::ResourceIdentityData {
    pb::ResourceIdentityData { identity_data: Some(data) }
}
