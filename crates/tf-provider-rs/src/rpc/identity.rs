//! GetResourceIdentitySchemas and UpgradeResourceIdentity, and the identity in the answers of other RPCs.
//!
//! Terraform 1.12 and later asks for the schemas at the start of every command, and for an upgrade only if the stored identity has another
//! version. It keeps what comes with a read, an apply, an import or a move next to the state.

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

fn identity_of<'a, A>(resource: &'a dyn AnyResource<A>, type_name: &str) -> Result<&'a dyn AnyIdentity> {
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

/// The identity of an object in this `state`, if the resource has identities and there is an object. `before` is the identity that the
/// same object had so far, which may not change.
pub(super) fn of_state<A>(
    resource: &dyn AnyResource<A>,
    state: &Value,
    before: Option<&ResourceIdentityData>,
    diagnostics: &mut Diagnostics,
) -> Option<ResourceIdentityData> {
    let identity = resource.identity().filter(|_| !state.is_null())?;
    let now = diagnostics.take(identity.of(state))?;
    let before = diagnostics.take(decode(before, identity.schema()))?;
    let changed = changed(&before, &now);
    if !changed.is_empty() {
        let what = format!("The identity of an object never changes, and this one has another {}.", changed.join(", "));
        diagnostics.push(Diagnostic::bug(what));
    }
    encode(&now, identity.schema(), diagnostics)
}

/// The identifier that the resource imports by, for an object of this identity.
pub(super) fn import_id<A>(
    resource: &dyn AnyResource<A>,
    type_name: &str,
    asked: &ResourceIdentityData,
) -> Result<String> {
    let identity = identity_of(resource, type_name)?;
    identity.import_id(&decode(Some(asked), identity.schema())?)
}

/// Refuses an imported `state` of another object than was asked for.
pub(super) fn same_object<A>(
    resource: &dyn AnyResource<A>,
    asked: Option<&ResourceIdentityData>,
    state: &Value,
) -> Result<()> {
    let (Some(identity), Some(asked)) = (resource.identity(), asked) else { return Ok(()) };
    let changed = changed(&decode(Some(asked), identity.schema())?, &identity.of(state)?);
    if changed.is_empty() {
        return Ok(());
    }
    Err(Diagnostic::error(
        "Another object than was asked for",
        format!(
            "The object that was found has another {} than the `identity` of the import block. Correct the identity, or the provider block: \
             what an identity leaves out comes from there.",
            changed.join(", ")
        ),
    )
    .into())
}

/// The attributes that were known before and are others now.
fn changed(before: &Value, now: &Value) -> Vec<String> {
    let before = before.as_map().into_iter().flatten().filter(|(_, value)| !value.is_null() && !value.is_unknown());
    before.filter(|(name, value)| now.attribute(name) != Some(value)).map(|(name, _)| format!("`{name}`")).collect()
}

fn decode(data: Option<&ResourceIdentityData>, schema: &Schema) -> Result<Value> {
    wire::decode(data.and_then(|data| data.identity_data.as_ref()), schema)
}

/// An identity as a message.
pub(super) fn encode(identity: &Value, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<ResourceIdentityData> {
    wire::encode(identity, schema, diagnostics)
        .map(|identity_data| ResourceIdentityData { identity_data: Some(identity_data) })
}
