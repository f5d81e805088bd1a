//! UpgradeResourceState: stored JSON becomes a value of the current schema. Terraform calls it for every object on every run.

use super::{Service, wire};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::plan::complete_stored;
use crate::proto::tfplugin6::upgrade_resource_state as rpc;
use crate::provider::Provider;
use crate::schema::Schema;
use crate::value::{Undefined, Value, decode_json};

impl<P: Provider> Service<P> {
    pub(super) fn handle_upgrade_resource_state(&self, request: &rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let upgraded_state = self
            .resource(&request.type_name)
            .and_then(|resource| Ok((upgrade(request, resource.schema())?, resource.schema())))
            .map(|(state, schema)| wire::encode(&state, schema, &mut diagnostics));
        let upgraded_state = diagnostics.take(upgraded_state).flatten();
        rpc::Response { upgraded_state, diagnostics: wire::diagnostics(diagnostics) }
    }
}

fn upgrade(request: &rpc::Request, schema: &Schema) -> Result<Value> {
    let Some(raw) = &request.raw_state else { return Ok(Value::Null) };
    if !raw.flatmap.is_empty() {
        return Err(too_old("was written by a Terraform older than 0.12").into());
    }
    if request.version != schema.version {
        return Err(too_old(&format!(
            "has version {}, and this provider knows version {}",
            request.version, schema.version
        ))
        .into());
    }
    // An attribute that the schema no longer has is dropped, as Terraform itself does.
    let mut state = decode_json(&raw.json, schema.object_type(), Undefined::Ignore).map_err(|error| {
        Diagnostic::error(
            "State cannot be read",
            format!(
                "The stored state does not fit the schema: {error}. It was written by another version of the provider or changed by hand. \
                 Use the version that wrote it, or remove the object with `terraform state rm` and import it again."
            ),
        )
    })?;
    complete_stored(&schema.block, &mut state);
    Ok(state)
}

fn too_old(why: &str) -> Diagnostic {
    Diagnostic::error(
        "State cannot be upgraded",
        format!("The stored state {why}. Remove the object with `terraform state rm` and import it again."),
    )
}
