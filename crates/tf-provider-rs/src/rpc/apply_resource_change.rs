//! ApplyResourceChange: create, update or delete. Whatever happens, the answer has the state to keep: Terraform forgets an object
//! whose state is missing or has the wrong shape.

use super::{Service, wire};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{AnyResource, Outcome};
use crate::plan::keep_spelling;
use crate::proto::tfplugin6::apply_resource_change as rpc;
use crate::provider::Provider;
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
        diagnostics.extend(outcome.diagnostics);
        let gone = outcome.state.is_null();
        rpc::Response {
            new_state: wire::encode(&outcome.state, resource.schema(), &mut diagnostics),
            private: if gone { Vec::new() } else { request.planned_private },
            diagnostics: wire::diagnostics(diagnostics),
            ..Default::default()
        }
    }

    async fn apply(&self, request: &rpc::Request) -> Result<(&dyn AnyResource<P::Api>, Outcome)> {
        let resource = self.resource(&request.type_name)?;
        let schema = resource.schema();
        let prior = wire::decode(request.prior_state.as_ref(), schema)?;
        let planned = wire::decode(request.planned_state.as_ref(), schema)?;
        let outcome = match (prior.is_null(), planned.is_null()) {
            (true, true) => return Err(Diagnostic::bug("Terraform asked to apply nothing to nothing.").into()),
            (true, false) => {
                let outcome = resource.create(self.call(resource.timeout(&planned, "create")), planned.clone()).await;
                never_nothing(with_spelling(resource, &planned, outcome))
            }
            (false, false) => {
                let call = self.call(resource.timeout(&planned, "update"));
                let outcome = resource.update(call, prior, planned.clone()).await;
                with_spelling(resource, &planned, outcome)
            }
            (false, true) => resource.delete(self.call(resource.timeout(&prior, "delete")), prior).await,
        };
        Ok((resource, outcome))
    }
}

/// The outcome in the spelling of the plan, which Terraform insists on.
fn with_spelling<A>(resource: &dyn AnyResource<A>, planned: &Value, mut outcome: Outcome) -> Outcome {
    keep_spelling(&resource.schema().block, planned, &mut outcome.state);
    outcome
}

/// A creation that reports neither an error nor an object is a defect that Terraform would blame on nobody.
fn never_nothing(mut outcome: Outcome) -> Outcome {
    if outcome.state.is_null() && !outcome.diagnostics.has_errors() {
        outcome.diagnostics.push(Diagnostic::bug("The creation ended without an error and without an object."));
    }
    outcome
}
