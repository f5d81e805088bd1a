//! ReadDataSource: data for the configuration. Terraform does not accept null.

use super::self_check::Subject;
use super::{Service, deferral, wire};
use crate::check::Answer;
use crate::deferral::Deferral;
use crate::diagnostic::{Diagnostics, Result};
use crate::plan::plan_change;
use crate::proto::tfplugin6::{DynamicValue, read_data_source as rpc};
use crate::provider::Provider;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_read_data_source(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.read_data(&request, &mut diagnostics).await;
        let (state, deferred) = diagnostics.take(result).unwrap_or_default();
        rpc::Response { state, diagnostics: wire::diagnostics(diagnostics), deferred: deferred.map(deferral::message) }
    }

    async fn read_data(
        &self,
        request: &rpc::Request,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Option<DynamicValue>, Option<Deferral>)> {
        let data_source = self.data_source(&request.type_name)?;
        let config = wire::decode(request.config.as_ref(), data_source.schema())?;
        let arguments = plan_change(&data_source.schema().block, &config, &Value::Null, config.clone()).state;
        let sent = self.sent(request.client_capabilities.as_ref(), &config, &[]);
        if let Some(deferred) = self.deferred_by_provider(&sent) {
            return Ok((wire::encode(&arguments, data_source.schema(), diagnostics), Some(deferred)));
        }
        let mut outcome = data_source.read(self.call_with(None, sent), arguments.clone()).await;
        if outcome.aside.deferred.is_none() {
            let subject = Subject { type_name: &request.type_name, schema: data_source.schema() };
            subject.outcome(Answer::Data, &mut outcome);
        }
        diagnostics.extend(wire::addressed(outcome.diagnostics, data_source.schema()));
        let deferred = outcome.aside.deferred.filter(|_| !diagnostics.has_errors());
        let state = if deferred.is_some() { arguments } else { outcome.state };
        Ok((wire::encode(&state, data_source.schema(), diagnostics), deferred))
    }
}
