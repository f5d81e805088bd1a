//! [`EphemeralResource`] behind an untyped face.

use std::sync::Arc;
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Aside, BoxFuture, Call, guard};
use crate::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::ephemeral::EphemeralResource;
use crate::model::{FromValue, Model, ToValue};
use crate::schema::Schema;
use crate::value::{AttributePath, Value};

/// An ephemeral resource of any model.
pub(crate) trait AnyEphemeralResource<A>: Send + Sync {
    fn type_name(&self, provider: &str) -> String;
    fn schema(&self) -> &Schema;
    fn validate(&self, config: &Value) -> Diagnostics;
    fn open(&self, call: Call<A>, config: Value) -> BoxFuture<'_, Opening>;
    fn renew(&self, call: Call<A>, private: Vec<u8>) -> BoxFuture<'_, (Option<Lease>, Diagnostics)>;
    fn close(&self, call: Call<A>, private: Vec<u8>) -> BoxFuture<'_, Diagnostics>;
}

/// What came of an open.
#[derive(Debug)]
pub(crate) struct Opening {
    /// The value and how long it lasts; `None` if there is none.
    pub(crate) opened: Option<(Value, Lease)>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) aside: Aside,
}

/// What Terraform keeps of an opened value.
#[derive(Debug)]
pub(crate) struct Lease {
    pub(crate) private: Vec<u8>,
    pub(crate) renew_at: Option<SystemTime>,
}

/// Puts `resource` behind the untyped face.
pub(crate) fn ephemeral_resource<E: EphemeralResource>(resource: E) -> Box<dyn AnyEphemeralResource<E::Api>> {
    Box::new(Erased { resource: Arc::new(resource), schema: E::Model::schema(0).deprecated(E::DEPRECATED) })
}

struct Erased<E> {
    resource: Arc<E>,
    schema: Schema,
}

type Cx<E> = Arc<Context<<E as EphemeralResource>::Api, <E as EphemeralResource>::Model>>;

impl<E: EphemeralResource> Erased<E> {
    /// The resource and the context of one call, twice: for the operation and for what is left of it afterwards.
    fn start(&self, call: Call<E::Api>) -> (Arc<E>, Cx<E>, Cx<E>) {
        let cx = Arc::new(Context::of(call));
        (Arc::clone(&self.resource), Arc::clone(&cx), cx)
    }
}

fn encode<P: Serialize>(private: &P) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(private)
        .map_err(|error| Diagnostic::bug(format!("The private data is no JSON: {error}.")))?)
}

fn decode<P: DeserializeOwned>(private: &[u8]) -> Result<P> {
    // What the error says has a value in it, which may be the secret.
    Ok(serde_json::from_slice(private).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Diagnostic::bug(format!("Terraform sent private data that cannot be read from {place} on."))
    })?)
}

impl<E: EphemeralResource> AnyEphemeralResource<E::Api> for Erased<E> {
    fn type_name(&self, provider: &str) -> String {
        format!("{provider}_{}", E::NAME)
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        match FromValue::from_value(config, &AttributePath::root()) {
            Ok(view) => self.resource.validate(&view),
            Err(diagnostics) => diagnostics,
        }
    }

    fn open(&self, call: Call<E::Api>, config: Value) -> BoxFuture<'_, Opening> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let result = guard::to_the_end(async move {
                let arguments = FromValue::from_value(&config, &AttributePath::root())?;
                let opened = resource.open(&within, arguments).await?;
                let lease = Lease { private: encode(&opened.private)?, renew_at: opened.renew_at };
                Ok((opened.model.to_value(), lease))
            })
            .await;
            let mut diagnostics = cx.take_warnings();
            let opened = diagnostics.take(result);
            Opening { opened, diagnostics, aside: cx.take_aside() }
        })
    }

    fn renew(&self, call: Call<E::Api>, private: Vec<u8>) -> BoxFuture<'_, (Option<Lease>, Diagnostics)> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let result = guard::to_the_end(async move {
                let renewed = resource.renew(&within, decode(&private)?).await?;
                Ok(Lease { private: encode(&renewed.private)?, renew_at: renewed.renew_at })
            })
            .await;
            let mut diagnostics = cx.take_warnings();
            (diagnostics.take(result), diagnostics)
        })
    }

    fn close(&self, call: Call<E::Api>, private: Vec<u8>) -> BoxFuture<'_, Diagnostics> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let closing = async move { resource.close(&within, decode(&private)?).await };
            let result = guard::to_the_end(closing).await;
            let mut diagnostics = cx.take_warnings();
            diagnostics.take(result);
            diagnostics
        })
    }
}
