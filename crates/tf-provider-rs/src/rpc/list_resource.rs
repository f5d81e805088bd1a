//! ValidateListResourceConfig and ListResource: a stream with one event for each object that is found, for `terraform query`. An event
//! with an error is the last one; one with a warning needs no object.
//!
//! Source: Terraform, internal/plugin6/grpc_provider.go, `ListResource`.

use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;
use tracing::Instrument;

use super::validate::{all, validate};
use super::{Service, identity, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::{AnyListResource, BoxFuture, ListEvent, ListRequest};
use crate::plan::plan_change;
use crate::proto::tfplugin6::{list_resource as rpc, validate_list_resource_config as validate_rpc};
use crate::provider::Provider;
use crate::schema::Schema;
use crate::value::Value;

/// Events that wait for Terraform; a listing that is faster waits too.
const AHEAD: usize = 32;

/// The events of one listing.
pub(crate) type Events =
    std::pin::Pin<Box<dyn tokio_stream::Stream<Item = std::result::Result<rpc::Event, Status>> + Send>>;

impl<P: Provider> Service<P> {
    pub(super) fn handle_validate_list_resource_config(
        &self,
        request: &validate_rpc::Request,
    ) -> validate_rpc::Response {
        let result = self
            .list(&request.type_name)
            .and_then(|list| validate(request.config.as_ref(), list.schema(), |config| list.validate(config)));
        validate_rpc::Response { diagnostics: all(result) }
    }

    pub(super) fn handle_list_resource(&self, request: &rpc::Request) -> Events {
        let (list, request) = match self.list(&request.type_name).and_then(|list| Ok((list, asked(request, list)?))) {
            Ok(asked) => asked,
            Err(diagnostics) => return Box::pin(tokio_stream::once(Ok(said(diagnostics)))),
        };
        let (sender, receiver) = mpsc::channel(AHEAD);
        let listing: BoxFuture<'static, ()> = list.list(self.call(None), request, sender);
        tokio::spawn(listing.in_current_span());
        let schemas = Schemas {
            config: list.schema().clone(),
            object: list.object_schema().clone(),
            identity: list.identity_schema().clone(),
        };
        Box::pin(ReceiverStream::new(receiver).map(move |event| Ok(message(event, &schemas))))
    }

    fn list(&self, type_name: &str) -> Result<&dyn AnyListResource<P::Api>> {
        let found = self.offers().list_resources.iter().find(|list| list.type_name(P::NAME) == type_name);
        Ok(found.map(Box::as_ref).ok_or_else(|| super::unknown_type("list resource", type_name))?)
    }
}

fn asked<A>(request: &rpc::Request, list: &dyn AnyListResource<A>) -> Result<ListRequest> {
    let config = wire::decode(request.config.as_ref(), list.schema())?;
    let config = plan_change(&list.schema().block, &config, &Value::Null, config.clone()).state;
    let limit = (request.limit > 0).then_some(request.limit);
    Ok(ListRequest { config, include_object: request.include_resource_object, limit })
}

struct Schemas {
    config: Schema,
    object: Schema,
    identity: Schema,
}

fn said(diagnostics: Diagnostics) -> rpc::Event {
    rpc::Event { diagnostic: wire::diagnostics(diagnostics), ..Default::default() }
}

fn message(event: ListEvent, schemas: &Schemas) -> rpc::Event {
    let Some(of) = &event.identity else { return said(wire::addressed(event.diagnostics, &schemas.config)) };
    let mut diagnostics = event.diagnostics;
    let identity = identity::encode(of, &schemas.identity, &mut diagnostics);
    let resource_object =
        event.object.as_ref().and_then(|object| wire::encode(object, &schemas.object, &mut diagnostics));
    rpc::Event {
        identity,
        display_name: event.display_name,
        resource_object,
        diagnostic: wire::diagnostics(diagnostics),
    }
}
