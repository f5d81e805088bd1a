//! [`Action`] behind an untyped face.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{BoxFuture, Call, guard};
use crate::action::{Action, ActionContext};
use crate::diagnostic::Diagnostics;
use crate::model::{FromValue, Model};
use crate::schema::Schema;
use crate::value::{AttributePath, Value};

/// An action of any model.
pub(crate) trait AnyAction<A>: Send + Sync {
    fn type_name(&self, provider: &str) -> String;
    fn schema(&self) -> &Schema;
    fn validate(&self, config: &Value) -> Diagnostics;
    fn plan(&self, call: Call<A>, config: Value) -> BoxFuture<'_, Diagnostics>;
    /// Runs it to its end; says meanwhile how far it is.
    fn invoke(
        &self,
        call: Call<A>,
        config: Value,
        progress: mpsc::UnboundedSender<String>,
    ) -> BoxFuture<'static, Diagnostics>;
}

/// Puts `action` behind the untyped face.
pub(crate) fn action<T: Action>(action: T) -> Box<dyn AnyAction<T::Api>> {
    Box::new(Erased { action: Arc::new(action), schema: T::Model::schema(0) })
}

struct Erased<T> {
    action: Arc<T>,
    schema: Schema,
}

impl<T: Action> AnyAction<T::Api> for Erased<T> {
    fn type_name(&self, provider: &str) -> String {
        format!("{provider}_{}", T::NAME)
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        match FromValue::from_value(config, &AttributePath::root()) {
            Ok(view) => self.action.validate(&view),
            Err(diagnostics) => diagnostics,
        }
    }

    fn plan(&self, call: Call<T::Api>, config: Value) -> BoxFuture<'_, Diagnostics> {
        let cx = ActionContext::new(call, None);
        Box::pin(async move {
            let result = guard::while_awaited(async {
                let view = FromValue::from_value(&config, &AttributePath::root())?;
                self.action.plan(&cx, &view).await
            })
            .await;
            concluded(&cx, result)
        })
    }

    fn invoke(
        &self,
        call: Call<T::Api>,
        config: Value,
        progress: mpsc::UnboundedSender<String>,
    ) -> BoxFuture<'static, Diagnostics> {
        let (action, cx) = (Arc::clone(&self.action), Arc::new(ActionContext::new(call, Some(progress))));
        let within = Arc::clone(&cx);
        Box::pin(async move {
            let result = guard::to_the_end(async move {
                let arguments = FromValue::from_value(&config, &AttributePath::root())?;
                action.invoke(&within, arguments).await
            })
            .await;
            concluded(&cx, result)
        })
    }
}

fn concluded<A>(cx: &ActionContext<A>, result: crate::diagnostic::Result<()>) -> Diagnostics {
    let mut diagnostics = cx.take_warnings();
    diagnostics.take(result);
    diagnostics
}
