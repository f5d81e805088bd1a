//! PlanResourceChange: what apply will do. Terraform calls it while planning, again while applying, and with a null prior state for
//! the second half of a replacement; the answer depends on nothing but the request and what AWS says.
//!
//! Source: Terraform, "Resource Instance Change Lifecycle".

use super::self_check::Subject;
use super::{Service, deferral, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::{AnyResource, Aside, Planned};
use crate::plan::{PlannedChange, plan_change};
use crate::proto::tfplugin6::plan_resource_change as rpc;
use crate::provider::Provider;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_plan_resource_change(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.plan(&request).await;
        let mut response = rpc::Response { planned_private: request.prior_private, ..Default::default() };
        if let Some((resource, planned)) = diagnostics.take(result) {
            diagnostics.extend(wire::addressed(planned.diagnostics, resource.schema()));
            response.planned_private = planned.aside.private;
            response.deferred = planned.aside.deferred.filter(|_| !diagnostics.has_errors()).map(deferral::message);
            response.planned_state = wire::encode(&planned.state, resource.schema(), &mut diagnostics);
            response.requires_replace = planned.requires_replace.iter().map(wire::attribute_path).collect();
        }
        response.diagnostics = wire::diagnostics(diagnostics);
        response
    }

    async fn plan(&self, request: &rpc::Request) -> Result<(&dyn AnyResource<P::Api>, Planned)> {
        let resource = self.resource(&request.type_name)?;
        let schema = resource.schema();
        let prior = wire::decode(request.prior_state.as_ref(), schema)?;
        let proposed = wire::decode(request.proposed_new_state.as_ref(), schema)?;
        let config = wire::decode(request.config.as_ref(), schema)?;
        let sent = self.sent(request.client_capabilities.as_ref(), &config, private(request));
        let deferred = self.deferred_by_provider(&sent);
        if proposed.is_null() {
            let (diagnostics, aside) = match deferred {
                Some(_) => (Diagnostics::new(), Aside { private: sent.private, deferred }),
                None => resource.plan_delete(self.call_with(None, sent), prior).await,
            };
            return Ok((resource, Planned { state: Value::Null, requires_replace: Vec::new(), diagnostics, aside }));
        }
        let PlannedChange { state, requires_replace } = plan_change(&schema.block, &config, &prior, proposed);
        let aside = Aside { private: sent.private.clone(), deferred };
        let mut planned = Planned { state, requires_replace, diagnostics: Diagnostics::new(), aside };
        if deferred.is_none() {
            planned = resource.plan(self.call_with(None, sent), config.clone(), prior.clone(), planned).await;
        }
        let r#type = schema.object_type();
        planned.requires_replace = planned.requires_replace.into_iter().map(|path| path.up_to_a_set(r#type)).collect();
        planned.requires_replace.sort();
        planned.requires_replace.dedup();
        Subject { type_name: &request.type_name, schema }.plan(&config, &prior, &mut planned);
        Ok((resource, planned))
    }
}

/// The private state that the plan begins with. A Terraform that stores what the first plan made of it sends that again in the apply,
/// where the same plan has to come out; an older one sends what is in state both times.
fn private(request: &rpc::Request) -> &[u8] {
    if request.planned_private.is_empty() { &request.prior_private } else { &request.planned_private }
}
