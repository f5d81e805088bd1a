//! ValidateActionConfig, PlanAction and InvokeAction. A run is a stream: progress, any number of times, then one completion, which has the
//! diagnostics. An event without a type makes Terraform panic; none is ever sent.

use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tonic::Status;
use tracing::Instrument;

use super::validate::{all, validate};
use super::{Service, deferral, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::AnyAction;
use crate::plan::plan_change;
use crate::proto::tfplugin6::invoke_action::event::{Completed, Progress, Type};
use crate::proto::tfplugin6::{
    DynamicValue, invoke_action as invoke, plan_action as plan, validate_action_config as validate_rpc,
};
use crate::provider::Provider;
use crate::value::Value;

/// The events of one run.
pub(crate) type Events =
    std::pin::Pin<Box<dyn tokio_stream::Stream<Item = std::result::Result<invoke::Event, Status>> + Send>>;

impl<P: Provider> Service<P> {
    pub(super) fn handle_validate_action_config(&self, request: &validate_rpc::Request) -> validate_rpc::Response {
        let result = self
            .action(&request.type_name)
            .and_then(|action| validate(request.config.as_ref(), action.schema(), |config| action.validate(config)));
        validate_rpc::Response { diagnostics: all(result) }
    }

    pub(super) async fn handle_plan_action(&self, request: plan::Request) -> plan::Response {
        let asked = self.action(&request.action_type).and_then(|action| {
            let config = wire::decode(request.config.as_ref(), action.schema())?;
            Ok((action, config))
        });
        let (action, config) = match asked {
            Ok(asked) => asked,
            Err(diagnostics) => {
                return plan::Response { diagnostics: wire::diagnostics(diagnostics), ..Default::default() };
            }
        };
        let sent = self.sent(request.client_capabilities.as_ref(), &config, &[]);
        if let Some(reason) = self.deferred_by_provider(&sent) {
            return plan::Response { deferred: Some(deferral::message(reason)), ..Default::default() };
        }
        let diagnostics = wire::addressed(action.plan(self.call_with(None, sent), config).await, action.schema());
        plan::Response { diagnostics: wire::diagnostics(diagnostics), ..Default::default() }
    }

    pub(super) fn handle_invoke_action(&self, request: &invoke::Request) -> Events {
        let asked = self
            .action(&request.action_type)
            .and_then(|action| Ok((action, complete_config(request.config.as_ref(), action)?)));
        let (action, config) = match asked {
            Ok(asked) => asked,
            Err(diagnostics) => return Box::pin(tokio_stream::once(Ok(completed(diagnostics)))),
        };
        let (progress, messages) = mpsc::unbounded_channel();
        let (sender, events) = mpsc::unbounded_channel();
        let run = action.invoke(self.call(None), config, progress);
        let schema = action.schema().clone();
        tokio::spawn(
            async move {
                let diagnostics = passing_on(messages, &sender, run).await;
                // Nobody listens any more if the connection is lost; the action is done all the same.
                drop(sender.send(completed(wire::addressed(diagnostics, &schema))));
            }
            .in_current_span(),
        );
        Box::pin(UnboundedReceiverStream::new(events).map(Ok))
    }

    fn action(&self, type_name: &str) -> Result<&dyn AnyAction<P::Api>> {
        let found = self.offers().actions.iter().find(|action| action.type_name(P::NAME) == type_name);
        Ok(found.map(Box::as_ref).ok_or_else(|| super::unknown_type("action", type_name))?)
    }
}

/// The configuration with its defaults.
fn complete_config<A>(config: Option<&DynamicValue>, action: &dyn AnyAction<A>) -> Result<Value> {
    let config = wire::decode(config, action.schema())?;
    Ok(plan_change(&action.schema().block, &config, &Value::Null, config.clone()).state)
}

/// What comes of `run`, whose messages become events before it.
async fn passing_on(
    mut messages: mpsc::UnboundedReceiver<String>,
    events: &mpsc::UnboundedSender<invoke::Event>,
    run: impl Future<Output = Diagnostics>,
) -> Diagnostics {
    let pass_on = |message| drop(events.send(progress(message)));
    tokio::pin!(run);
    let diagnostics = loop {
        tokio::select! {
            biased;
            Some(message) = messages.recv() => pass_on(message),
            diagnostics = &mut run => break diagnostics,
        }
    };
    while let Ok(message) = messages.try_recv() {
        pass_on(message);
    }
    diagnostics
}

fn progress(message: String) -> invoke::Event {
    invoke::Event { r#type: Some(Type::Progress(Progress { message })) }
}

fn completed(diagnostics: Diagnostics) -> invoke::Event {
    invoke::Event { r#type: Some(Type::Completed(Completed { diagnostics: wire::diagnostics(diagnostics) })) }
}
