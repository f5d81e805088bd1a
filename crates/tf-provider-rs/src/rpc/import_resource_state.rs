//! ImportResourceState: an identifier becomes an object in state.

use super::self_check::Subject;
use super::{Service, wire};
use crate::check::Answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6::import_resource_state as rpc;
use crate::provider::Provider;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_import_resource_state(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.import(&request, &mut diagnostics).await;
        let imported = diagnostics.take(result).flatten();
        let imported_resources = if diagnostics.has_errors() { Vec::new() } else { imported.into_iter().collect() };
        rpc::Response { imported_resources, diagnostics: wire::diagnostics(diagnostics), ..Default::default() }
    }

    async fn import(
        &self,
        request: &rpc::Request,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<rpc::ImportedResource>> {
        let resource = self.resource(&request.type_name)?;
        if request.id.is_empty() {
            let detail =
                format!("`{}` is imported by an identifier: give the import block an `id`.", request.type_name);
            return Err(Diagnostic::error("Import without an identifier", detail).into());
        }
        let mut outcome = resource.import(self.call(None), request.id.clone()).await;
        Subject { type_name: &request.type_name, schema: resource.schema() }.outcome(Answer::Import, &mut outcome);
        diagnostics.extend(wire::addressed(outcome.diagnostics, resource.schema()));
        if diagnostics.has_errors() {
            return Ok(None);
        }
        let state = wire::encode(&outcome.state, resource.schema(), diagnostics);
        Ok(Some(rpc::ImportedResource { type_name: request.type_name.clone(), state, ..Default::default() }))
    }
}
