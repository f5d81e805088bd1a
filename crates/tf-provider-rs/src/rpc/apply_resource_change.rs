//! ApplyResourceChange: create, update or delete. Whatever happens, the answer has the state to keep: Terraform forgets an object
//! whose state is missing or has the wrong shape.

use super::self_check::Subject;
use super::{Service, wire};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{AnyResource, Outcome, Sent};
use crate::plan::{keep_spelling, with_write_only};
use crate::proto::tfplugin6::{DynamicValue, apply_resource_change as rpc};
use crate::provider::Provider;
use crate::schema::Schema;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_apply_resource_change(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.apply(&request).await;
        let Some((resource, outcome)) = diagnostics.take(result) else {
            return rpc::Response {
                new_state: request.prior_state,
                private: request.planned_private,
                diagnostics: wire::diagnostics(diagnostics),
                ..Default::default()
            };
        };
        diagnostics.extend(wire::addressed(outcome.diagnostics, resource.schema()));
        let gone = outcome.state.is_null();
        rpc::Response {
            new_state: wire::encode(&outcome.state, resource.schema(), &mut diagnostics)
                .or_else(|| instead_of_misshapen(&request.prior_state, &request.planned_state, resource.schema())),
            private: if gone { Vec::new() } else { outcome.aside.private },
            diagnostics: wire::diagnostics(diagnostics),
            ..Default::default()
        }
    }

    async fn apply(&self, request: &rpc::Request) -> Result<(&dyn AnyResource<P::Api>, Outcome)> {
        let resource = self.resource(&request.type_name)?;
        let schema = resource.schema();
        let prior = wire::decode(request.prior_state.as_ref(), schema)?;
        let planned = wire::decode(request.planned_state.as_ref(), schema)?;
        let sent = Sent { private: request.planned_private.clone(), ..Sent::default() };
        let mut outcome = match (prior.is_null(), planned.is_null()) {
            (true, true) => return Err(Diagnostic::bug("Terraform asked to apply nothing to nothing.").into()),
            (true, false) => {
                let call = self.call_with(resource.timeout(&planned, "create"), sent);
                let outcome = resource.create(call, arguments(request, schema, &planned)?).await;
                with_spelling(resource, &planned, outcome)
            }
            (false, false) => {
                let call = self.call_with(resource.timeout(&planned, "update"), sent);
                let outcome = resource.update(call, prior.clone(), arguments(request, schema, &planned)?).await;
                with_spelling(resource, &planned, outcome)
            }
            (false, true) => {
                let call = self.call_with(resource.timeout(&prior, "delete"), sent);
                resource.delete(call, prior.clone()).await
            }
        };
        Subject { type_name: &request.type_name, schema }.apply(&prior, &planned, &mut outcome);
        Ok((resource, outcome))
    }
}

/// The plan, with what the configuration alone has.
fn arguments(request: &rpc::Request, schema: &Schema, planned: &Value) -> Result<Value> {
    if !schema.block.has_write_only() {
        return Ok(planned.clone());
    }
    Ok(with_write_only(&schema.block, &wire::decode(request.config.as_ref(), schema)?, planned.clone()))
}

/// The state when the resource's own does not fit the schema: what was there before, or what a creation has set out to make. Something
/// was made, and Terraform must not forget it.
fn instead_of_misshapen(
    prior: &Option<DynamicValue>,
    planned: &Option<DynamicValue>,
    schema: &Schema,
) -> Option<DynamicValue> {
    match wire::decode(prior.as_ref(), schema) {
        Ok(Value::Null) => {
            let planned = wire::decode(planned.as_ref(), schema).ok()?.unknown_as_null();
            wire::encode(&planned, schema, &mut Diagnostics::new())
        }
        _ => prior.clone(),
    }
}

/// The outcome in the spelling of the plan, which Terraform insists on.
fn with_spelling<A>(resource: &dyn AnyResource<A>, planned: &Value, mut outcome: Outcome) -> Outcome {
    keep_spelling(&resource.schema().block, planned, &mut outcome.state);
    outcome
}
