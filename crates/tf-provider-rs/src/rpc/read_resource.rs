//! ReadResource: what is there now. A null answer means that the object is gone.

use super::self_check::Subject;
use super::{Service, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::plan::keep_spelling;
use crate::proto::tfplugin6::read_resource as rpc;
use crate::provider::Provider;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_read_resource(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.read(&request, &mut diagnostics).await;
        let new_state = diagnostics.take(result).flatten();
        rpc::Response {
            // With an error Terraform keeps the state it has, and still wants a value of the right shape.
            new_state: new_state.or(request.current_state),
            diagnostics: wire::diagnostics(diagnostics),
            private: request.private,
            ..Default::default()
        }
    }

    async fn read(
        &self,
        request: &rpc::Request,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<crate::proto::tfplugin6::DynamicValue>> {
        let resource = self.resource(&request.type_name)?;
        let current = wire::decode(request.current_state.as_ref(), resource.schema())?;
        let call = self.call(resource.timeout(&current, "read"));
        let mut outcome = resource.read(call, current.clone()).await;
        keep_spelling(&resource.schema().block, &current, &mut outcome.state);
        Subject { type_name: &request.type_name, schema: resource.schema() }.read(&current, &mut outcome);
        diagnostics.extend(wire::addressed(outcome.diagnostics, resource.schema()));
        Ok(wire::encode(&outcome.state, resource.schema(), diagnostics))
    }
}
