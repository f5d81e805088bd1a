//! For tests of a provider: what Terraform does around a resource, in the test's own process and without gRPC.
//!
//! Configurations are JSON as HCL would mean it: an attribute that is left out is null, and the text [`UNKNOWN`] stands for a value
//! that is not known yet. What comes back has the same form, so that a test compares JSON with JSON.

mod configuration;
mod data_sources;
mod generated;
mod terraform;
mod upgraded;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value as Json;
use tokio_util::sync::CancellationToken;

use crate::context::Context;
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::{self, AnyResource, Aside, Call, Sent};
use crate::model::{FromValue, Model, ToValue};
use crate::plan::{PlannedChange, plan_change, proposed_new_state};
use crate::provider::{ConfigureContext, Provider};
use crate::resource::Resource;
use crate::schema::{Attribute, Nesting, Shape, validate_config};
use crate::stored::{MovedFrom, StoredState};
use crate::value::{AttributePath, Value};

use configuration::{from_json, to_json};
pub use data_sources::{DataHost, Read};
pub use terraform::{Action, Change, Terraform};

/// Stands for a value that is not known yet, as in Terraform's own output.
pub const UNKNOWN: &str = "(known after apply)";

/// Runs the steps of one resource type that come before an apply, as Terraform runs them.
pub struct Host<R: Resource> {
    resource: Box<dyn AnyResource<R::Api>>,
    api: Arc<R::Api>,
}

impl<R: Resource> Host<R> {
    /// A host of `resource`, whose provider was configured to `api`.
    pub fn new(resource: R, api: Arc<R::Api>) -> Self {
        Self { resource: erased::resource(resource), api }
    }

    /// What is wrong with a configuration: the schema's checks, then the resource's own.
    ///
    /// # Errors
    /// If the JSON does not fit the schema.
    pub fn validate(&self, config: &Json) -> Result<Diagnostics> {
        let schema = self.resource.schema();
        let config = from_json(config, schema.object_type())?;
        let mut diagnostics = validate_config(&schema.block, &config);
        diagnostics.extend(self.resource.validate(&config));
        Ok(diagnostics)
    }

    /// The plan of a creation (without `prior`) or update: the framework's part, then the resource's own.
    ///
    /// # Errors
    /// If the JSON does not fit the schema. What the resource refuses is in the plan's diagnostics.
    pub async fn plan(&self, config: &Json, prior: Option<&R::Model>) -> Result<Planned> {
        let schema = self.resource.schema();
        let config = from_json(config, schema.object_type())?;
        let prior = prior.map_or(Value::Null, ToValue::to_value);
        let proposed = proposed_new_state(&schema.block, &prior, &config);
        let PlannedChange { state, requires_replace } = plan_change(&schema.block, &config, &prior, proposed);
        let planned =
            erased::Planned { state, requires_replace, diagnostics: Diagnostics::new(), aside: Aside::default() };
        let erased::Planned { state, mut requires_replace, diagnostics, .. } =
            self.resource.plan(self.call(), config, prior, planned).await;
        requires_replace.sort();
        requires_replace.dedup();
        Ok(Planned { state, requires_replace, diagnostics })
    }

    /// What the resource says of a planned deletion.
    pub async fn plan_delete(&self, prior: &R::Model) -> Diagnostics {
        self.resource.plan_delete(self.call(), prior.to_value()).await
    }

    /// The state of an object that a `moved` block hands over, with `attributes` of version `version` of `type_name` of `provider`.
    ///
    /// # Errors
    /// What the resource refuses.
    pub fn moved_from(&self, provider: &str, type_name: &str, version: i64, attributes: &Json) -> Result<R::Model> {
        let attributes = attributes.to_string();
        let state = StoredState::new(attributes.as_bytes());
        let moved = self.resource.moved_from(&MovedFrom { provider, type_name, version, state, identity: None })?;
        FromValue::from_value(&moved, &AttributePath::root())
    }

    /// The configuration that Terraform generates for an imported object (`-generate-config-out`): whatever is configurable and in state.
    ///
    /// Source: Terraform, internal/genconfig/generate_config.go.
    pub fn generated_config(&self, state: &R::Model) -> Json {
        let state = state.to_value();
        let attributes = &self.resource.schema().block.attributes;
        to_json(&Value::object(attributes.iter().map(|attribute| {
            let value = state.attribute(attribute.name).unwrap_or(&Value::Null);
            (attribute.name, configurable(attribute, value))
        })))
    }

    /// The surroundings of an operation that may take `timeout` and ends when `stop` is cancelled.
    pub fn context(&self, stop: &CancellationToken, timeout: Duration) -> Context<R::Api, R::Model> {
        Context::new(Some(Arc::clone(&self.api)), stop.clone(), Some(timeout))
    }

    fn call(&self) -> Call<R::Api> {
        Call { api: Some(Arc::clone(&self.api)), stop: CancellationToken::new(), timeout: None, sent: Sent::default() }
    }
}

/// `value` without what a configuration may not have.
fn configurable(attribute: &Attribute, value: &Value) -> Value {
    let object =
        |members: &[Attribute], value: &Value| match value {
            Value::Map(_) => Value::object(members.iter().map(|member| {
                (member.name, configurable(member, value.attribute(member.name).unwrap_or(&Value::Null)))
            })),
            other => other.clone(),
        };
    match (&attribute.shape, value) {
        _ if !attribute.mode.is_configurable() => Value::Null,
        (Shape::Nested(Nesting::Single, members), value) => object(members, value),
        (Shape::Nested(Nesting::Map, members), Value::Map(elements)) => {
            Value::object(elements.iter().map(|(key, element)| (key.clone(), object(members, element))))
        }
        (Shape::Nested(_, members), Value::List(elements)) => {
            Value::list(elements.iter().map(|element| object(members, element)))
        }
        (_, value) => value.clone(),
    }
}

impl<R: Resource> std::fmt::Debug for Host<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Host").field("resource", &R::NAME).finish_non_exhaustive()
    }
}

/// What Terraform would show, or hand to an apply.
#[derive(Debug)]
pub struct Planned {
    state: Value,
    requires_replace: Vec<AttributePath>,
    /// What the resource refuses or warns of.
    pub diagnostics: Diagnostics,
}

impl Planned {
    /// The planned state.
    pub fn state(&self) -> Json {
        to_json(&self.state)
    }

    /// The attributes whose change replaces the object, as Terraform writes them.
    pub fn requires_replace(&self) -> Vec<String> {
        self.requires_replace.iter().map(ToString::to_string).collect()
    }

    /// Root attributes of the planned state that differ from `prior`, by name. Empty for "no changes".
    pub fn changes<M: Model>(&self, prior: &M) -> Vec<String> {
        let (prior, Some(planned)) = (prior.to_value(), self.state.as_map()) else { return Vec::new() };
        planned
            .iter()
            .filter(|(name, value)| prior.attribute(name) != Some(value))
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// What create and update are given for this plan.
    ///
    /// # Errors
    /// If a required attribute is not known.
    pub fn arguments<M: Model>(&self) -> Result<M::Arguments> {
        M::Arguments::from_value(&self.state, &AttributePath::root())
    }
}

/// A model from JSON: a state that a test begins with.
///
/// # Errors
/// If the JSON does not fit the model.
pub fn state<M: Model>(json: &Json) -> Result<M> {
    M::from_value(&from_json(json, M::schema(0).object_type())?, &AttributePath::root())
}

/// What is wrong with a provider block: the schema's checks, then the provider's own.
///
/// # Errors
/// If the JSON does not fit the schema.
pub fn validate_provider<P: Provider>(provider: &P, config: &Json) -> Result<Diagnostics> {
    let schema = P::Config::schema(0);
    let config = from_json(config, schema.object_type())?;
    let mut diagnostics = validate_config(&schema.block, &config);
    diagnostics.extend(provider.validate(&FromValue::from_value(&config, &AttributePath::root())?));
    Ok(diagnostics)
}

/// What the provider's `configure` makes of a provider block.
///
/// # Errors
/// If the JSON does not fit the schema, or the provider refuses it.
pub async fn configure<P: Provider>(provider: &P, config: &Json) -> Result<P::Api> {
    let config = from_json(config, P::Config::schema(0).object_type())?;
    let view = FromValue::from_value(&config, &AttributePath::root())?;
    provider.configure(&ConfigureContext::new("1.11.4".to_owned()), view).await
}

/// What Terraform would not accept of a provider's schemas, one line each. A provider's own test asserts that there is nothing.
pub fn broken_schema_rules<P: Provider>(provider: P) -> Vec<String> {
    let service = crate::rpc::Service::new(provider, crate::rpc::StopSignal::default());
    crate::check::schema::violations(&service.schemas()).iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests;
