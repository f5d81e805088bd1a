//! ReadDataSource: data for the configuration. Terraform does not accept null.

use super::self_check::Subject;
use super::{Service, wire};
use crate::check::Answer;
use crate::diagnostic::{Diagnostics, Result};
use crate::plan::plan_change;
use crate::proto::tfplugin6::{DynamicValue, read_data_source as rpc};
use crate::provider::Provider;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_read_data_source(&self, request: rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let result = self.read_data(&request, &mut diagnostics).await;
        let state = diagnostics.take(result).flatten();
        rpc::Response { state, diagnostics: wire::diagnostics(diagnostics), ..Default::default() }
    }

    async fn read_data(&self, request: &rpc::Request, diagnostics: &mut Diagnostics) -> Result<Option<DynamicValue>> {
        let data_source = self.data_source(&request.type_name)?;
        let config = wire::decode(request.config.as_ref(), data_source.schema())?;
        let arguments = plan_change(&data_source.schema().block, &config, &Value::Null, config.clone()).state;
        let mut outcome = data_source.read(self.call(None), arguments).await;
        Subject { type_name: &request.type_name, schema: data_source.schema() }.outcome(Answer::Data, &mut outcome);
        diagnostics.extend(wire::addressed(outcome.diagnostics, data_source.schema()));
        Ok(wire::encode(&outcome.state, data_source.schema(), diagnostics))
    }
}
