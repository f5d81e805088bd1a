//! UpgradeResourceState: stored JSON becomes a value of the current schema. Terraform calls it for every object on every run.

use super::self_check::Subject;
use super::{Service, wire};
use crate::check::{Answer, settled};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::AnyResource;
use crate::proto::tfplugin6::upgrade_resource_state as rpc;
use crate::provider::Provider;
use crate::stored::StoredState;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) fn handle_upgrade_resource_state(&self, request: &rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let upgraded_state = self
            .resource(&request.type_name)
            .and_then(|resource| Ok((upgrade(request, resource)?, resource.schema())))
            .and_then(|(state, schema)| {
                let subject = Subject { type_name: &request.type_name, schema };
                Ok((subject.state(Answer::Upgrade, state)?, schema))
            })
            .map(|(state, schema)| wire::encode(&state, schema, &mut diagnostics));
        let upgraded_state = diagnostics.take(upgraded_state).flatten();
        rpc::Response { upgraded_state, diagnostics: wire::diagnostics(diagnostics) }
    }
}

fn upgrade<A>(request: &rpc::Request, resource: &dyn AnyResource<A>) -> Result<Value> {
    let Some(raw) = &request.raw_state else { return Ok(Value::Null) };
    if !raw.flatmap.is_empty() {
        return Err(too_old("was written by a Terraform older than 0.12").into());
    }
    let (stored, schema) = (StoredState::new(&raw.json), resource.schema());
    if request.version == schema.version {
        // An attribute that the schema no longer has is dropped, as Terraform itself does; the value of one that has become write-only too.
        return Ok(settled::settle(schema, stored.value(schema)?));
    }
    let upgraded = if request.version < schema.version { resource.upgrade(request.version, stored)? } else { None };
    Ok(upgraded.ok_or_else(|| {
        too_old(&format!("has version {}, and this provider knows version {}", request.version, schema.version))
    })?)
}

fn too_old(why: &str) -> Diagnostic {
    Diagnostic::error(
        "State cannot be upgraded",
        format!("The stored state {why}. Remove the object with `terraform state rm` and import it again."),
    )
}
