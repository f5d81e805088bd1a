//! [`ListResource`] behind an untyped face.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{BoxFuture, Call, guard};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::identity::Identified;
use crate::list_resource::{ListResource, Listing};
use crate::model::{FromValue, Model};
use crate::resource::Resource;
use crate::schema::Schema;
use crate::value::{AttributePath, Value};

/// Something on its way to Terraform: an object that was found if it has an identity, else diagnostics alone.
#[derive(Debug, Default)]
pub(crate) struct ListEvent {
    pub(crate) display_name: String,
    pub(crate) identity: Option<Value>,
    pub(crate) object: Option<Value>,
    pub(crate) diagnostics: Diagnostics,
}

/// What Terraform asks a list for.
#[derive(Debug)]
pub(crate) struct ListRequest {
    pub(crate) config: Value,
    pub(crate) include_object: bool,
    pub(crate) limit: Option<i64>,
}

/// A list of any resource's objects.
pub(crate) trait AnyListResource<A>: Send + Sync {
    fn type_name(&self, provider: &str) -> String;
    fn schema(&self) -> &Schema;
    fn object_schema(&self) -> &Schema;
    fn identity_schema(&self) -> &Schema;
    fn validate(&self, config: &Value) -> Diagnostics;
    /// Sends what it finds until all is found or nobody listens.
    fn list(&self, call: Call<A>, request: ListRequest, events: mpsc::Sender<ListEvent>) -> BoxFuture<'static, ()>;
}

/// Puts `list` behind the untyped face.
pub(crate) fn list_resource<L: ListResource>(list: L) -> Box<dyn AnyListResource<<L::Resource as Resource>::Api>> {
    Box::new(Erased {
        list: Arc::new(list),
        schema: L::Model::schema(0),
        object_schema: <L::Resource as Resource>::Model::schema(<L::Resource as Resource>::VERSION),
        identity_schema: <L::Resource as Identified>::Identity::schema(<L::Resource as Identified>::IDENTITY_VERSION),
    })
}

struct Erased<L> {
    list: Arc<L>,
    schema: Schema,
    object_schema: Schema,
    identity_schema: Schema,
}

impl<L: ListResource> AnyListResource<<L::Resource as Resource>::Api> for Erased<L> {
    fn type_name(&self, provider: &str) -> String {
        format!("{provider}_{}", <L::Resource as Resource>::NAME)
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn object_schema(&self) -> &Schema {
        &self.object_schema
    }

    fn identity_schema(&self) -> &Schema {
        &self.identity_schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        match FromValue::from_value(config, &AttributePath::root()) {
            Ok(view) => self.list.validate(&view),
            Err(diagnostics) => diagnostics,
        }
    }

    fn list(
        &self,
        call: Call<<L::Resource as Resource>::Api>,
        request: ListRequest,
        events: mpsc::Sender<ListEvent>,
    ) -> BoxFuture<'static, ()> {
        let (list, stop) = (Arc::clone(&self.list), call.stop.clone());
        let cx = Listing::<L::Resource>::new(call, request.include_object, request.limit, events.clone());
        let listing = async move {
            let arguments = FromValue::from_value(&request.config, &AttributePath::root())?;
            list.list(&cx, arguments).await
        };
        Box::pin(async move {
            // It changes nothing, so it may end at any `await`.
            let result = tokio::select! {
                result = guard::while_awaited(listing) => result,
                () = stop.cancelled() => Err(stopped().into()),
                () = events.closed() => return,
            };
            if let Err(diagnostics) = result
                && !diagnostics.is_empty()
            {
                drop(events.send(ListEvent { diagnostics, ..ListEvent::default() }).await);
            }
        })
    }
}

fn stopped() -> Diagnostic {
    Diagnostic::error("Listing stopped", "Terraform was asked to stop before everything was found.")
}
