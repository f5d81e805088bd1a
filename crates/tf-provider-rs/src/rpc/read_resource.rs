//! ReadResource: what is there now. A null answer means that the object is gone.

use super::self_check::Subject;
use super::{Service, deferral, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::Aside;
use crate::plan::keep_spelling;
use crate::proto::tfplugin6::{DynamicValue, read_resource as rpc};
use crate::provider::Provider;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_read_resource(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.read(&request, &mut diagnostics).await;
        let (new_state, aside) = diagnostics.take(result).unzip();
        let Aside { private, deferred } = aside.unwrap_or(Aside { private: request.private, deferred: None });
        rpc::Response {
            // With an error Terraform keeps the state it has, and still wants a value of the right shape.
            new_state: new_state.flatten().or(request.current_state),
            deferred: deferred.filter(|_| !diagnostics.has_errors()).map(deferral::message),
            diagnostics: wire::diagnostics(diagnostics),
            private,
            ..Default::default()
        }
    }

    async fn read(
        &self,
        request: &rpc::Request,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Option<DynamicValue>, Aside)> {
        let resource = self.resource(&request.type_name)?;
        let current = wire::decode(request.current_state.as_ref(), resource.schema())?;
        let sent = self.sent(request.client_capabilities.as_ref(), &current, &request.private);
        if let Some(deferred) = self.deferred_by_provider(&sent) {
            return Ok((None, Aside { private: sent.private, deferred: Some(deferred) }));
        }
        let call = self.call_with(resource.timeout(&current, "read"), sent);
        let mut outcome = resource.read(call, current.clone()).await;
        keep_spelling(&resource.schema().block, &current, &mut outcome.state);
        Subject { type_name: &request.type_name, schema: resource.schema() }.read(&current, &mut outcome);
        diagnostics.extend(wire::addressed(outcome.diagnostics, resource.schema()));
        Ok((wire::encode(&outcome.state, resource.schema(), diagnostics), outcome.aside))
    }
}
