//! GetResourceIdentitySchemas and UpgradeResourceIdentity, and the identity in the answers of other RPCs.
//!
//! Terraform 1.12 and later asks for the schemas at the start of every command, and for an upgrade only if the stored identity has another
//! version. What comes with a read, an apply, an import or a move is kept next to the state: see `with_identity`.

use super::{Service, wire};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{AnyIdentity, AnyResource};
use crate::proto::tfplugin6::{
    self as pb, ResourceIdentityData, get_resource_identity_schemas as schemas, upgrade_resource_identity as upgrade,
};
use crate::provider::Provider;
use crate::schema::{Attribute, Mode, Schema};
use crate::stored::StoredState;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) fn handle_get_resource_identity_schemas(&self) -> schemas::Response {
        let resources = self.offers().resources.iter();
        let identity_schemas = resources
            .filter_map(|resource| Some((resource.type_name(P::NAME), identity_schema(resource.identity()?.schema()))))
            .collect();
        schemas::Response { identity_schemas, ..Default::default() }
    }

    pub(super) fn handle_upgrade_resource_identity(&self, request: &upgrade::Request) -> upgrade::Response {
        let mut diagnostics = Diagnostics::new();
        let upgraded = self
            .resource(&request.type_name)
            .and_then(|resource| identity_of(resource, &request.type_name))
            .and_then(|identity| Ok((upgraded(request, identity)?, identity.schema())))
            .map(|(value, schema)| encode(&value, schema, &mut diagnostics));
        let upgraded_identity = diagnostics.take(upgraded).flatten();
        upgrade::Response { upgraded_identity, diagnostics: wire::diagnostics(diagnostics) }
    }
}

fn identity_schema(schema: &Schema) -> pb::ResourceIdentitySchema {
    let attribute = |attribute: &Attribute| pb::resource_identity_schema::IdentityAttribute {
        name: attribute.name.to_owned(),
        r#type: attribute.shape.value_type().to_json().into_bytes(),
        required_for_import: attribute.mode == Mode::Required,
        optional_for_import: attribute.mode != Mode::Required,
        description: attribute.description.clone(),
    };
    pb::ResourceIdentitySchema {
        version: schema.version,
        identity_attributes: schema.block.attributes.iter().map(attribute).collect(),
    }
}

/// What a resource says of its objects' identities.
pub(super) fn identity_of<'a, A>(resource: &'a dyn AnyResource<A>, type_name: &str) -> Result<&'a dyn AnyIdentity> {
    Ok(resource.identity().ok_or_else(|| without_identity(type_name))?)
}

fn without_identity(type_name: &str) -> Diagnostic {
    Diagnostic::error(
        "Resource without an identity",
        format!(
            "Objects of type `{type_name}` have no identity in this version of the provider. To import one, give the import block an `id`."
        ),
    )
}

fn upgraded(request: &upgrade::Request, identity: &dyn AnyIdentity) -> Result<Value> {
    let Some(raw) = request.raw_identity.as_ref().filter(|raw| !raw.json.is_empty()) else {
        return Err(not_upgraded("has no attributes in JSON").into());
    };
    let (stored, schema) = (StoredState::new(&raw.json), identity.schema());
    if request.version == schema.version {
        return stored.value(schema);
    }
    let upgraded = if request.version < schema.version { identity.upgrade(request.version, stored)? } else { None };
    Ok(upgraded.ok_or_else(|| {
        not_upgraded(&format!("has version {}, and this provider knows version {}", request.version, schema.version))
    })?)
}

fn not_upgraded(why: &str) -> Diagnostic {
    Diagnostic::error(
        "Identity cannot be upgraded",
        format!(
            "The stored identity {why}. Use the version of the provider that wrote it, or remove the object with `terraform state rm` and \
             import it again."
        ),
    )
}

/// An identity that Terraform sent; an absent one is null.
pub(super) fn decode(data: Option<&ResourceIdentityData>, schema: &Schema) -> Result<Value> {
    wire::decode(data.and_then(|data| data.identity_data.as_ref()), schema)
}

/// An identity as a message.
pub(super) fn encode(identity: &Value, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<ResourceIdentityData> {
    wire::encode(identity, schema, diagnostics)
        .map(|identity_data| ResourceIdentityData { identity_data: Some(identity_data) })
}
