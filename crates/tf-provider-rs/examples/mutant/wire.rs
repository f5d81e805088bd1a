//! Breaks answers on their way out, behind everything that the framework does.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::{BodyExt, Full};
use prost::Message;
use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{self as pb, DynamicValue};
use tf_provider_rs::value::{Type, Value, decode_msgpack, encode_msgpack};
use tonic::body::Body;
use tonic::codegen::{Bytes, http};
use tonic::server::NamedService;
use tonic::service::Routes;
use tower::Service;

use crate::mutants::{Harm, Mutant, Said};
use crate::schemas;
use crate::thing::{Raw, Tag};

/// `provider` with broken answers, and with the schema broken in the way of this name.
pub(crate) fn broken(provider: Routes, schema: &str) -> Routes {
    Routes::new(Saboteur { provider, schema: schema.to_owned() })
}

#[derive(Clone, Debug)]
struct Saboteur {
    provider: Routes,
    schema: String,
}

impl NamedService for Saboteur {
    const NAME: &'static str = "tfplugin6.Provider";
}

type Answered = Pin<Box<dyn Future<Output = Result<http::Response<Body>, Infallible>> + Send>>;

impl Service<http::Request<Body>> for Saboteur {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Answered;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Answered {
        let (mut provider, schema) = (self.provider.clone(), self.schema.clone());
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let rpc = head.uri.path().rsplit('/').next().unwrap_or_default().to_owned();
            let asked = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            let request = http::Request::from_parts(head, Body::new(Full::new(asked.clone())));
            let Ok(response) = provider.call(request).await;
            let (head, body) = response.into_parts();
            let Ok(collected) = body.collect().await else {
                return Ok(http::Response::from_parts(head, Body::empty()));
            };
            let trailers = collected.trailers().cloned();
            let mut answer = collected.to_bytes();
            if let (Some(request), Some(response)) = (asked.get(5..), answer.get(5..))
                && let Some(other) = harmed(&rpc, &schema, request, response)
            {
                let length = u32::try_from(other.len()).unwrap_or(u32::MAX).to_be_bytes();
                answer = Bytes::from([&[0][..], &length, &other].concat());
            }
            let body = Full::new(answer).with_trailers(async move { trailers.map(Ok) });
            Ok(http::Response::from_parts(head, Body::new(body)))
        })
    }
}

/// The broken answer, if this one is to be broken.
fn harmed(rpc: &str, schema: &str, request: &[u8], response: &[u8]) -> Option<Vec<u8>> {
    match rpc {
        "GetProviderSchema" => {
            let mut response = pb::get_provider_schema::Response::decode(response).ok()?;
            schemas::harm(schema, &mut response);
            Some(response.encode_to_vec())
        }
        "GetResourceIdentitySchemas" => {
            let mut response = pb::get_resource_identity_schemas::Response::decode(response).ok()?;
            schemas::harm_identities(schema, &mut response);
            Some(response.encode_to_vec())
        }
        "PlanResourceChange" => plan(request, response),
        "ApplyResourceChange" => apply(request, response),
        "ReadResource" => {
            let request = pb::read_resource::Request::decode(request).ok()?;
            let mut response = pb::read_resource::Response::decode(response).ok()?;
            let mutant = Mutant::find(&wanted(request.current_state.as_ref())?, Said::Read)?;
            state(mutant, &mut response.new_state);
            identity(mutant, &mut response.new_identity);
            response.deferred = deferred(mutant);
            Some(response.encode_to_vec())
        }
        "ImportResourceState" => {
            let request = pb::import_resource_state::Request::decode(request).ok()?;
            let mut response = pb::import_resource_state::Response::decode(response).ok()?;
            let mutant = Mutant::find(&request.id, Said::Import)?;
            for imported in &mut response.imported_resources {
                state(mutant, &mut imported.state);
                identity(mutant, &mut imported.identity);
            }
            response.deferred = deferred(mutant);
            Some(response.encode_to_vec())
        }
        "UpgradeResourceState" => {
            let request = pb::upgrade_resource_state::Request::decode(request).ok()?;
            let mut response = pb::upgrade_resource_state::Response::decode(response).ok()?;
            let mutant = Mutant::find(&named(&request.raw_state?.json, "sabotage")?, Said::Upgrade)?;
            state(mutant, &mut response.upgraded_state);
            Some(response.encode_to_vec())
        }
        "MoveResourceState" => {
            let request = pb::move_resource_state::Request::decode(request).ok()?;
            let mut response = pb::move_resource_state::Response::decode(response).ok()?;
            let mutant = Mutant::find(&named(&request.source_state?.json, "name")?, Said::Move)?;
            state(mutant, &mut response.target_state);
            identity(mutant, &mut response.target_identity);
            Some(response.encode_to_vec())
        }
        "ReadDataSource" => {
            let request = pb::read_data_source::Request::decode(request).ok()?;
            let mut response = pb::read_data_source::Response::decode(response).ok()?;
            let mutant = Mutant::find(&wanted(request.config.as_ref())?, Said::Data)?;
            state(mutant, &mut response.state);
            response.deferred = deferred(mutant);
            Some(response.encode_to_vec())
        }
        "OpenEphemeralResource" => {
            let request = pb::open_ephemeral_resource::Request::decode(request).ok()?;
            let mut response = pb::open_ephemeral_resource::Response::decode(response).ok()?;
            let mutant = Mutant::find(&wanted(request.config.as_ref())?, Said::Ephemeral)?;
            state(mutant, &mut response.result);
            response.deferred = deferred(mutant);
            Some(response.encode_to_vec())
        }
        _ => None,
    }
}

fn plan(request: &[u8], response: &[u8]) -> Option<Vec<u8>> {
    let request = pb::plan_resource_change::Request::decode(request).ok()?;
    let mut response = pb::plan_resource_change::Response::decode(response).ok()?;
    // Terraform 1.11 says of every apply, and of nothing else, that deferral is allowed.
    let is_final = request.client_capabilities.is_some_and(|client| client.deferral_allowed);
    let mutant = match wanted(request.config.as_ref()) {
        Some(name) => Mutant::find(&name, Said::Plan)
            .or_else(|| Mutant::find(&name, Said::EachPlan))
            .or_else(|| Mutant::find(&name, Said::FinalPlan).filter(|_| is_final))?,
        None if value(request.config.as_ref()).is_null() => {
            Mutant::find(&wanted(request.prior_state.as_ref())?, Said::DestroyPlan)?
        }
        None => return None,
    };
    match mutant.harm {
        Harm::State(_) => state(mutant, &mut response.planned_state),
        Harm::Identity(_) => identity(mutant, &mut response.planned_identity),
        Harm::Prior => response.planned_state = request.prior_state,
        Harm::Legacy => response.legacy_type_system = true,
        Harm::Deferred => response.deferred = deferred(mutant),
        Harm::Path(path) => {
            use pb::attribute_path::step::Selector;
            let path = path();
            let steps = path.steps().iter().map(|step| match step {
                tf_provider_rs::value::Step::Attribute(name) => Selector::AttributeName(name.clone()),
                tf_provider_rs::value::Step::Key(key) => Selector::ElementKeyString(key.clone()),
                tf_provider_rs::value::Step::Index(index) => Selector::ElementKeyInt(*index),
            });
            let steps = steps.map(|selector| pb::attribute_path::Step { selector: Some(selector) }).collect();
            response.requires_replace.push(pb::AttributePath { steps });
        }
    }
    Some(response.encode_to_vec())
}

fn apply(request: &[u8], response: &[u8]) -> Option<Vec<u8>> {
    let request = pb::apply_resource_change::Request::decode(request).ok()?;
    let mut response = pb::apply_resource_change::Response::decode(response).ok()?;
    let mutant = match wanted(request.planned_state.as_ref()) {
        Some(name) => Mutant::find(&name, Said::Result)?,
        None => Mutant::find(&wanted(request.prior_state.as_ref())?, Said::Deletion)?,
    };
    match mutant.harm {
        Harm::State(_) => state(mutant, &mut response.new_state),
        Harm::Identity(_) => identity(mutant, &mut response.new_identity),
        Harm::Prior => response.new_state = request.prior_state,
        Harm::Legacy => response.legacy_type_system = true,
        Harm::Deferred | Harm::Path(_) => {}
    }
    Some(response.encode_to_vec())
}

fn state(mutant: &Mutant, message: &mut Option<DynamicValue>) {
    if let Harm::State(harm) = mutant.harm {
        *message = Some(changed(message.as_ref(), Raw::schema(0).object_type(), harm));
    }
}

fn identity(mutant: &Mutant, message: &mut Option<pb::ResourceIdentityData>) {
    if let Harm::Identity(harm) = mutant.harm {
        let data = message.as_ref().and_then(|message| message.identity_data.as_ref());
        let identity_data = Some(changed(data, Tag::schema(0).object_type(), harm));
        *message = Some(pb::ResourceIdentityData { identity_data });
    }
}

fn deferred(mutant: &Mutant) -> Option<pb::Deferred> {
    let reason = pb::deferred::Reason::AbsentPrereq.into();
    matches!(mutant.harm, Harm::Deferred).then_some(pb::Deferred { reason })
}

fn changed(message: Option<&DynamicValue>, r#type: &Type, harm: fn(&mut Value)) -> DynamicValue {
    let mut value = decoded(message, r#type);
    harm(&mut value);
    let msgpack = encode_msgpack(&value, &own_type(&value)).unwrap_or_default();
    DynamicValue { msgpack, json: Vec::new() }
}

fn value(message: Option<&DynamicValue>) -> Value {
    decoded(message, Raw::schema(0).object_type())
}

fn decoded(message: Option<&DynamicValue>, r#type: &Type) -> Value {
    let bytes = message.map(|message| message.msgpack.as_slice()).filter(|bytes| !bytes.is_empty());
    bytes.and_then(|bytes| decode_msgpack(bytes, r#type).ok()).unwrap_or(Value::Null)
}

fn wanted(message: Option<&DynamicValue>) -> Option<String> {
    value(message).attribute("sabotage").and_then(Value::as_str).map(str::to_owned)
}

fn named(json: &[u8], attribute: &str) -> Option<String> {
    let json: serde_json::Value = serde_json::from_slice(json).ok()?;
    json[attribute].as_str().map(str::to_owned)
}

/// The type that fits a value, whatever the schema says.
fn own_type(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Number(_) => Type::Number,
        Value::String(_) | Value::Null | Value::Unknown(_) => Type::String,
        Value::List(elements) => Type::tuple(elements.iter().map(own_type)),
        Value::Map(members) => Type::object(members.iter().map(|(name, value)| (name.as_str(), own_type(value)))),
        Value::Dynamic(_) => Type::Dynamic,
    }
}
