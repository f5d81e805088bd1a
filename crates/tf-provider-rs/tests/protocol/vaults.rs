//! Terraform's side of what has an identity: values of vaults to messages and back.

use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{
    self as pb, ClientCapabilities, DynamicValue, ResourceIdentityData, apply_resource_change, import_resource_state,
    plan_resource_change, read_resource, validate_resource_config,
};
use tf_provider_rs::value::{Undefined, Value, decode_json, decode_msgpack, encode_msgpack};

use crate::host::{Host, said};
use crate::lab::{Vault, VaultIdentity};

pub(crate) const VAULT: &str = "lab_vault";

/// What came back of a vault.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) state: Option<Value>,
    pub(crate) identity: Option<Value>,
    pub(crate) said: Vec<String>,
}

/// A vault from JSON; what is not said is null.
pub(crate) fn vault(json: &str) -> Value {
    decode_json(json.as_bytes(), Vault::schema(0).object_type(), Undefined::Ignore).unwrap()
}

/// An identity from JSON; what is not said is null.
pub(crate) fn identity(json: &str) -> Value {
    decode_json(json.as_bytes(), VaultIdentity::schema(0).object_type(), Undefined::Ignore).unwrap()
}

pub(crate) fn message(vault: &Value) -> DynamicValue {
    DynamicValue { msgpack: encode_msgpack(vault, Vault::schema(0).object_type()).unwrap(), json: Vec::new() }
}

pub(crate) fn identity_message(identity: &Value) -> ResourceIdentityData {
    let msgpack = encode_msgpack(identity, VaultIdentity::schema(0).object_type()).unwrap();
    ResourceIdentityData { identity_data: Some(DynamicValue { msgpack, json: Vec::new() }) }
}

pub(crate) fn decoded(message: &DynamicValue) -> Value {
    decode_msgpack(&message.msgpack, Vault::schema(0).object_type()).unwrap()
}

pub(crate) fn decoded_identity(message: &ResourceIdentityData) -> Value {
    let data = message.identity_data.as_ref().unwrap();
    decode_msgpack(&data.msgpack, VaultIdentity::schema(0).object_type()).unwrap()
}

fn answer(
    state: Option<&DynamicValue>,
    identity: Option<&ResourceIdentityData>,
    diagnostics: &[pb::Diagnostic],
) -> Answer {
    Answer { state: state.map(decoded), identity: identity.map(decoded_identity), said: said(diagnostics) }
}

impl Host {
    /// What a Terraform says of a vault's configuration, one that can or cannot keep write-only values out of the state.
    pub(crate) async fn validate_vault(&mut self, config: &Value, write_only: Option<bool>) -> Vec<pb::Diagnostic> {
        let client_capabilities = write_only
            .map(|allowed| ClientCapabilities { write_only_attributes_allowed: allowed, ..Default::default() });
        let request = validate_resource_config::Request {
            type_name: VAULT.to_owned(),
            config: Some(message(config)),
            client_capabilities,
        };
        self.client.validate_resource_config(request).await.unwrap().into_inner().diagnostics
    }

    /// The plan, and why it replaces the vault.
    pub(crate) async fn plan_vault(
        &mut self,
        prior: &Value,
        prior_identity: Option<&Value>,
        config: &Value,
        proposed: &Value,
    ) -> (Answer, usize) {
        let request = plan_resource_change::Request {
            type_name: VAULT.to_owned(),
            prior_state: Some(message(prior)),
            proposed_new_state: Some(message(proposed)),
            config: Some(message(config)),
            prior_identity: prior_identity.map(identity_message),
            ..Default::default()
        };
        let response = self.client.plan_resource_change(request).await.unwrap().into_inner();
        let because_of = response.requires_replace.len();
        let answer = answer(response.planned_state.as_ref(), response.planned_identity.as_ref(), &response.diagnostics);
        (answer, because_of)
    }

    pub(crate) async fn apply_vault(
        &mut self,
        prior: &Value,
        planned_identity: Option<&Value>,
        config: &Value,
        planned: &Value,
    ) -> Answer {
        let request = apply_resource_change::Request {
            type_name: VAULT.to_owned(),
            prior_state: Some(message(prior)),
            planned_state: Some(message(planned)),
            config: Some(message(config)),
            planned_identity: planned_identity.map(identity_message),
            ..Default::default()
        };
        let response = self.client.apply_resource_change(request).await.unwrap().into_inner();
        answer(response.new_state.as_ref(), response.new_identity.as_ref(), &response.diagnostics)
    }

    pub(crate) async fn read_vault(&mut self, state: &Value, current: Option<&Value>) -> Answer {
        let request = read_resource::Request {
            type_name: VAULT.to_owned(),
            current_state: Some(message(state)),
            current_identity: current.map(identity_message),
            ..Default::default()
        };
        let response = self.client.read_resource(request).await.unwrap().into_inner();
        answer(response.new_state.as_ref(), response.new_identity.as_ref(), &response.diagnostics)
    }

    pub(crate) async fn import_vault(&mut self, id: &str, identity: Option<&Value>) -> Answer {
        let request = import_resource_state::Request {
            type_name: VAULT.to_owned(),
            id: id.to_owned(),
            identity: identity.map(identity_message),
            ..Default::default()
        };
        let response = self.client.import_resource_state(request).await.unwrap().into_inner();
        let imported = response.imported_resources.first();
        answer(
            imported.and_then(|imported| imported.state.as_ref()),
            imported.and_then(|imported| imported.identity.as_ref()),
            &response.diagnostics,
        )
    }
}
