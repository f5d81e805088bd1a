//! Terraform's side: values to messages and back, one method for each RPC that the tests call often.

use std::sync::Arc;

use tf_provider_rs::model::Model;
use tf_provider_rs::proto::client::tfplugin6::provider_client::ProviderClient;
use tf_provider_rs::proto::tfplugin6::{
    self as pb, DynamicValue, apply_resource_change, configure_provider, import_resource_state, move_resource_state,
    plan_resource_change, read_resource, upgrade_resource_state, validate_resource_config,
};
use tf_provider_rs::service;
use tf_provider_rs::value::{Type, Undefined, Value, decode_json, decode_msgpack, encode_msgpack};
use tonic::service::Routes;

use crate::lab::{Journal, LabProvider, Thing};

pub(crate) const THING: &str = "lab_thing";
pub(crate) const PRIVATE: &[u8] = b"{\"kept\":true}";

/// A provider in this process, and what it wrote down.
#[derive(Clone)]
pub(crate) struct Host {
    pub(crate) client: ProviderClient<Routes>,
    pub(crate) journal: Arc<Journal>,
}

/// What came back: the state, and one line for each diagnostic.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) state: Option<Value>,
    pub(crate) said: Vec<String>,
    pub(crate) private: Vec<u8>,
}

impl Host {
    pub(crate) fn unconfigured() -> Self {
        let journal = Arc::new(Journal::default());
        let routes = service(LabProvider { journal: Arc::clone(&journal) });
        Self { client: ProviderClient::new(routes), journal }
    }

    pub(crate) async fn new() -> Self {
        let mut host = Self::unconfigured();
        assert_eq!(host.configure(r#"{"place": null, "benches": null}"#).await, ["warning: Cold place"]);
        host
    }

    pub(crate) async fn configure(&mut self, config: &str) -> Vec<String> {
        let request = configure_provider::Request {
            terraform_version: "1.11.4".to_owned(),
            config: Some(DynamicValue { msgpack: Vec::new(), json: config.into() }),
            ..Default::default()
        };
        said(&self.client.configure_provider(request).await.unwrap().into_inner().diagnostics)
    }

    pub(crate) async fn validate(&mut self, config: &Value) -> Vec<String> {
        let request = validate_resource_config::Request {
            type_name: THING.to_owned(),
            config: Some(message(config)),
            ..Default::default()
        };
        said(&self.client.validate_resource_config(request).await.unwrap().into_inner().diagnostics)
    }

    pub(crate) async fn upgrade(&mut self, version: i64, raw: pb::RawState) -> Answer {
        let request = upgrade_resource_state::Request { type_name: THING.to_owned(), version, raw_state: Some(raw) };
        let response = self.client.upgrade_resource_state(request).await.unwrap().into_inner();
        answer(response.upgraded_state, &response.diagnostics, Vec::new())
    }

    pub(crate) async fn read(&mut self, state: &Value) -> Answer {
        let request = read_resource::Request {
            type_name: THING.to_owned(),
            current_state: Some(message(state)),
            private: PRIVATE.to_vec(),
            ..Default::default()
        };
        let response = self.client.read_resource(request).await.unwrap().into_inner();
        answer(response.new_state, &response.diagnostics, response.private)
    }

    /// The plan, and why it replaces the thing.
    pub(crate) async fn plan(&mut self, prior: &Value, config: &Value) -> (Answer, Vec<String>) {
        let request = plan_resource_change::Request {
            type_name: THING.to_owned(),
            prior_state: Some(message(prior)),
            proposed_new_state: Some(message(&proposed(prior, config))),
            config: Some(message(config)),
            prior_private: PRIVATE.to_vec(),
            ..Default::default()
        };
        let response = self.client.plan_resource_change(request).await.unwrap().into_inner();
        let because_of = response.requires_replace.iter().map(path).collect();
        (answer(response.planned_state, &response.diagnostics, response.planned_private), because_of)
    }

    pub(crate) async fn apply(&mut self, prior: &Value, planned: &Value) -> Answer {
        let response = self.client.apply_resource_change(apply_request(prior, planned)).await.unwrap().into_inner();
        answer(response.new_state, &response.diagnostics, response.private)
    }

    /// Plans and applies a creation.
    pub(crate) async fn create(&mut self, config: &Value) -> Answer {
        let (plan, _) = self.plan(&Value::Null, config).await;
        self.apply(&Value::Null, &plan.state.unwrap()).await
    }

    /// Plans and applies an update.
    pub(crate) async fn update(&mut self, prior: &Value, config: &Value) -> Answer {
        let (plan, _) = self.plan(prior, config).await;
        self.apply(prior, &plan.state.unwrap()).await
    }

    pub(crate) async fn delete(&mut self, prior: &Value) -> Answer {
        self.apply(prior, &Value::Null).await
    }

    pub(crate) async fn import(&mut self, id: &str) -> Answer {
        let request =
            import_resource_state::Request { type_name: THING.to_owned(), id: id.to_owned(), ..Default::default() };
        let response = self.client.import_resource_state(request).await.unwrap().into_inner();
        assert!(response.imported_resources.iter().all(|imported| imported.type_name == THING));
        let imported = response.imported_resources.into_iter().next();
        answer(imported.and_then(|imported| imported.state), &response.diagnostics, Vec::new())
    }

    /// The answer, and the details of what it says.
    pub(crate) async fn moved(&mut self, request: move_resource_state::Request) -> (Answer, Vec<String>) {
        let response = self.client.move_resource_state(request).await.unwrap().into_inner();
        assert_eq!(response.target_identity, None);
        let details = response.diagnostics.iter().map(|diagnostic| diagnostic.detail.clone()).collect();
        (answer(response.target_state, &response.diagnostics, response.target_private), details)
    }
}

pub(crate) fn apply_request(prior: &Value, planned: &Value) -> apply_resource_change::Request {
    apply_resource_change::Request {
        type_name: THING.to_owned(),
        prior_state: Some(message(prior)),
        planned_state: Some(message(planned)),
        planned_private: PRIVATE.to_vec(),
        ..Default::default()
    }
}

fn answer(state: Option<DynamicValue>, diagnostics: &[pb::Diagnostic], private: Vec<u8>) -> Answer {
    let state = state.map(|state| decode_msgpack(&state.msgpack, &thing_type()).unwrap());
    Answer { state, said: said(diagnostics), private }
}

fn thing_type() -> Type {
    Thing::schema(0).object_type().clone()
}

/// A thing from JSON; what is not said is null.
pub(crate) fn thing(json: &str) -> Value {
    decode_json(json.as_bytes(), &thing_type(), Undefined::Ignore).unwrap()
}

/// `thing` with other attributes.
pub(crate) fn with(thing: &Value, attributes: &[(&str, Value)]) -> Value {
    let mut members = thing.as_map().unwrap().clone();
    for (name, value) in attributes {
        assert!(members.insert((*name).to_owned(), value.clone()).is_some(), "a thing has no {name}");
    }
    Value::Map(members)
}

pub(crate) fn message(value: &Value) -> DynamicValue {
    DynamicValue { msgpack: encode_msgpack(value, &thing_type()).unwrap(), json: Vec::new() }
}

/// What Terraform proposes: what the provider chose before stays.
fn proposed(prior: &Value, config: &Value) -> Value {
    if prior.is_null() || config.is_null() {
        return config.clone();
    }
    let kept = ["id", "status"].map(|name| (name, prior.attribute(name).unwrap().clone()));
    with(config, &kept)
}

/// `error: Summary (at path)`, one for each.
pub(crate) fn said(diagnostics: &[pb::Diagnostic]) -> Vec<String> {
    let line = |diagnostic: &pb::Diagnostic| {
        let severity = match diagnostic.severity() {
            pb::diagnostic::Severity::Error => "error",
            pb::diagnostic::Severity::Warning => "warning",
            pb::diagnostic::Severity::Invalid => "invalid",
        };
        let place = diagnostic.attribute.as_ref().map(|at| format!(" (at {})", path(at))).unwrap_or_default();
        format!("{severity}: {}{place}", diagnostic.summary)
    };
    diagnostics.iter().map(line).collect()
}

fn path(path: &pb::AttributePath) -> String {
    use pb::attribute_path::step::Selector;
    let mut text = String::new();
    for step in &path.steps {
        match step.selector.as_ref().unwrap() {
            Selector::AttributeName(name) if text.is_empty() => text.push_str(name),
            Selector::AttributeName(name) => text.push_str(&format!(".{name}")),
            Selector::ElementKeyString(key) => text.push_str(&format!("[{key:?}]")),
            Selector::ElementKeyInt(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}
