//! [`DataSource`] behind an untyped face.

use std::sync::Arc;

use super::{BoxFuture, Call, Outcome, guard};
use crate::context::Context;
use crate::data_source::DataSource;
use crate::diagnostic::Diagnostics;
use crate::model::{FromValue, Model, ToValue};
use crate::schema::Schema;
use crate::value::{AttributePath, Value};

/// A data source of any model.
pub(crate) trait AnyDataSource<A>: Send + Sync {
    fn type_name(&self, provider: &str) -> String;
    fn schema(&self) -> &Schema;
    fn validate(&self, config: &Value) -> Diagnostics;
    fn read(&self, call: Call<A>, config: Value) -> BoxFuture<'_, Outcome>;
}

/// Puts `data_source` behind the untyped face.
pub(crate) fn data_source<D: DataSource>(data_source: D) -> Box<dyn AnyDataSource<D::Api>> {
    Box::new(Erased { data_source: Arc::new(data_source), schema: D::Model::schema(0).deprecated(D::DEPRECATED) })
}

struct Erased<D> {
    data_source: Arc<D>,
    schema: Schema,
}

impl<D: DataSource> AnyDataSource<D::Api> for Erased<D> {
    fn type_name(&self, provider: &str) -> String {
        format!("{provider}_{}", D::NAME)
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        match FromValue::from_value(config, &AttributePath::root()) {
            Ok(view) => self.data_source.validate(&view),
            Err(diagnostics) => diagnostics,
        }
    }

    fn read(&self, call: Call<D::Api>, config: Value) -> BoxFuture<'_, Outcome> {
        let data_source = Arc::clone(&self.data_source);
        let cx = Arc::new(Context::<D::Api, D::Model>::of(call));
        let within = Arc::clone(&cx);
        Box::pin(async move {
            let result = guard::to_the_end(async move {
                let arguments = FromValue::from_value(&config, &AttributePath::root())?;
                data_source.read(&within, arguments).await
            })
            .await;
            let mut diagnostics = cx.take_warnings();
            let state = diagnostics.take(result).map_or(Value::Null, |model| model.to_value());
            Outcome { state, diagnostics, aside: cx.take_aside() }
        })
    }
}
