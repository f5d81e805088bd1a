//! ImportResourceState: an identifier becomes an object in state.

use super::self_check::Subject;
use super::{Service, deferral, wire};
use crate::check::Answer;
use crate::deferral::Deferral;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::Outcome;
use crate::proto::tfplugin6::import_resource_state as rpc;
use crate::provider::Provider;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_import_resource_state(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.import(&request, &mut diagnostics).await;
        let (imported, deferred) = diagnostics.take(result).unwrap_or_default();
        let imported_resources = if diagnostics.has_errors() { Vec::new() } else { imported.into_iter().collect() };
        let deferred = deferred.map(deferral::message);
        rpc::Response { imported_resources, diagnostics: wire::diagnostics(diagnostics), deferred }
    }

    async fn import(
        &self,
        request: &rpc::Request,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Option<rpc::ImportedResource>, Option<Deferral>)> {
        let resource = self.resource(&request.type_name)?;
        if request.id.is_empty() {
            let detail =
                format!("`{}` is imported by an identifier: give the import block an `id`.", request.type_name);
            return Err(Diagnostic::error("Import without an identifier", detail).into());
        }
        let sent = self.sent(request.client_capabilities.as_ref(), &Value::Null, &[]);
        let (outcome, deferred) = match self.deferred_by_provider(&sent) {
            Some(deferred) => (Outcome::nothing(), Some(deferred)),
            None => {
                let mut outcome = resource.import(self.call_with(None, sent), request.id.clone()).await;
                let deferred = outcome.aside.deferred.take();
                if deferred.is_none() {
                    let subject = Subject { type_name: &request.type_name, schema: resource.schema() };
                    subject.outcome(Answer::Import, &mut outcome);
                }
                (outcome, deferred)
            }
        };
        diagnostics.extend(wire::addressed(outcome.diagnostics, resource.schema()));
        if diagnostics.has_errors() {
            return Ok((None, None));
        }
        let state = wire::encode(&outcome.state, resource.schema(), diagnostics);
        let private = outcome.aside.private;
        let imported =
            rpc::ImportedResource { type_name: request.type_name.clone(), state, private, ..Default::default() };
        Ok((Some(imported), deferred))
    }
}
