//! Data sources in a test's own process.

use std::fmt;
use std::sync::Arc;

use serde_json::Value as Json;
use tokio_util::sync::CancellationToken;

use super::configuration::{from_json, to_json};
use crate::check::answer;
use crate::data_source::DataSource;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{self, AnyDataSource, Call, Sent};
use crate::plan::plan_change;
use crate::schema::validate_config;
use crate::value::Value;

/// Reads one data source as Terraform does.
pub struct DataHost<D: DataSource> {
    data_source: Box<dyn AnyDataSource<D::Api>>,
    api: Arc<D::Api>,
}

/// What came of a read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The data; null if there is an error.
    pub data: Json,
    /// Errors and warnings.
    pub diagnostics: Diagnostics,
}

impl<D: DataSource> DataHost<D> {
    /// A host of `data_source`, whose provider was configured to `api`.
    pub fn new(data_source: D, api: Arc<D::Api>) -> Self {
        Self { data_source: erased::data_source(data_source), api }
    }

    /// Checks the configuration and reads; `stop` interrupts.
    ///
    /// # Errors
    /// If the JSON does not fit the schema, or Terraform would not accept the data. What the data source refuses is in the diagnostics.
    pub async fn read(&self, config: &Json, stop: &CancellationToken) -> Result<Read> {
        let schema = self.data_source.schema();
        let config = from_json(config, schema.object_type())?;
        let mut diagnostics = validate_config(&schema.block, &config);
        diagnostics.extend(self.data_source.validate(&config));
        if diagnostics.has_errors() {
            return Ok(Read { data: Json::Null, diagnostics });
        }
        let arguments = plan_change(&schema.block, &config, &Value::Null, config.clone()).state;
        let api = Some(Arc::clone(&self.api));
        let call = Call { api, stop: stop.clone(), timeout: None, sent: Sent::default() };
        let outcome = self.data_source.read(call, arguments).await;
        diagnostics.extend(outcome.diagnostics);
        if diagnostics.has_errors() {
            return Ok(Read { data: Json::Null, diagnostics });
        }
        let violations = answer::found_object(schema, &outcome.state);
        let refused = violations.into_iter().map(|violation| {
            Diagnostic::error("Provider produced invalid object", violation.to_string()).or_at(&violation.path)
        });
        refused.collect::<Diagnostics>().into_result(())?;
        Ok(Read { data: to_json(&outcome.state), diagnostics })
    }
}

impl<D: DataSource> fmt::Debug for DataHost<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataHost").field("data_source", &D::NAME).finish_non_exhaustive()
    }
}
