//! Plans: what Terraform proposes, what the provider makes of it, and which action that is.

use std::fmt;

use super::messages::{PLANNING, called, message, noted, received};
use super::refresh::identity_data;
use super::{Json, Terraform, from_json, messages, proposed_new_state, to_json, type_of, verdict};
use crate::check::answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;
use crate::value::{AttributePath, Value};

/// What Terraform does with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    Nothing,
    /// Creates it.
    Create,
    /// Changes it in place.
    Update,
    /// Deletes it and creates another, in the one order or the other.
    Replace,
    /// Deletes it.
    Delete,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "no-op",
            Self::Create => "create",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Delete => "delete",
        })
    }
}

/// A planned change of one object.
#[derive(Clone, Debug)]
pub struct Change {
    pub(super) address: String,
    pub(super) action: Action,
    pub(super) config: Value,
    /// The planned state; of the new object for a replacement.
    pub(super) planned: Value,
    pub(super) requires_replace: Vec<AttributePath>,
    diagnostics: Diagnostics,
}

impl Change {
    /// What is going to happen.
    pub fn action(&self) -> Action {
        self.action
    }

    /// The planned state, as [`Terraform::object`] gives one.
    pub fn planned(&self) -> Json {
        to_json(&self.planned)
    }

    /// The attributes whose change replaces the object, as Terraform writes them.
    pub fn requires_replace(&self) -> Vec<String> {
        self.requires_replace.iter().map(ToString::to_string).collect()
    }

    /// What the provider warns of.
    pub fn warnings(&self) -> &Diagnostics {
        &self.diagnostics
    }
}

/// One answer to PlanResourceChange.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) state: Value,
    pub(super) requires_replace: Vec<AttributePath>,
    pub(super) private: Vec<u8>,
    pub(super) identity: Option<pb::DynamicValue>,
    pub(super) diagnostics: Diagnostics,
}

impl Terraform {
    /// Refreshes and plans: what `config` makes of the object at `address`.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn plan(&mut self, address: &str, config: &Json) -> Result<Change> {
        let config = from_json(config, self.resource(type_of(address))?.object_type())?;
        self.plan_value(address, config).await
    }

    async fn plan_value(&mut self, address: &str, config: Value) -> Result<Change> {
        let mut diagnostics = self.configure(PLANNING).await?;
        let (prior, said) = self.refreshed(address).await?;
        diagnostics.extend(said);
        diagnostics.extend(self.validate_value(type_of(address), &config, PLANNING).await?);
        let is_tainted = self.is_tainted(address);
        let before = if is_tainted { Value::Null } else { prior };
        let mut answered = self.ask_for_plan(address, &before, &config, PLANNING).await?;
        let mut action = action(&before, &answered);
        let requires_replace = std::mem::take(&mut answered.requires_replace);
        match action {
            Action::Create if is_tainted => action = Action::Replace,
            Action::Replace => answered = self.ask_for_plan(address, &Value::Null, &config, PLANNING).await?,
            _ => {}
        }
        diagnostics.extend(answered.diagnostics);
        let planned = answered.state;
        Ok(Change { address: address.to_owned(), action, config, planned, requires_replace, diagnostics })
    }

    /// Plans the deletion of the object at `address`.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept.
    pub async fn plan_destroy(&mut self, address: &str) -> Result<Change> {
        let mut diagnostics = self.configure(PLANNING).await?;
        let (prior, said) = self.refreshed(address).await?;
        diagnostics.extend(said);
        let answered = self.ask_for_plan(address, &prior, &Value::Null, PLANNING).await?;
        diagnostics.extend(answered.diagnostics);
        Ok(Change {
            address: address.to_owned(),
            action: if prior.is_null() { Action::Nothing } else { Action::Delete },
            config: Value::Null,
            planned: Value::Null,
            requires_replace: Vec::new(),
            diagnostics,
        })
    }

    /// Asks the provider, and judges what it says. A null `config` asks for a deletion.
    pub(super) async fn ask_for_plan(
        &mut self,
        address: &str,
        prior: &Value,
        config: &Value,
        capabilities: pb::ClientCapabilities,
    ) -> Result<Answered> {
        let schema = self.resource(type_of(address))?;
        let r#type = schema.object_type();
        let proposed = if config.is_null() { Value::Null } else { proposed_new_state(&schema.block, prior, config) };
        let object = if prior.is_null() { None } else { self.state.get(address).cloned() };
        let request = pb::plan_resource_change::Request {
            type_name: type_of(address).to_owned(),
            prior_state: Some(message(prior, r#type)?),
            proposed_new_state: Some(message(&proposed, r#type)?),
            config: Some(message(config, r#type)?),
            prior_private: object.as_ref().map(|object| object.private.clone()).unwrap_or_default(),
            client_capabilities: Some(capabilities),
            prior_identity: object.as_ref().and_then(|object| object.identity.clone()).map(identity_data),
            ..Default::default()
        };
        let response = called(self.client.plan_resource_change(request).await)?;
        let diagnostics = noted(&response.diagnostics)?;
        judge_flags(&response)?;
        let state = received(response.planned_state.as_ref(), r#type)?;
        let requires_replace: Vec<_> = response.requires_replace.iter().map(messages::path).collect();
        let found = answer::plan(&schema, config, prior, &state, &requires_replace);
        verdict::of("Provider produced invalid plan", found)?;
        let identity = response.planned_identity.and_then(|identity| identity.identity_data);
        let before = object.as_ref().and_then(|object| object.identity.as_ref());
        if !state.is_null() && identity.is_some() {
            self.judge_identity(type_of(address), before, identity.as_ref(), !prior.is_null())?;
        }
        Ok(Answered { state, requires_replace, private: response.planned_private, identity, diagnostics })
    }

    /// Asserts that the object at `address` is what `config` says: a refresh and a plan find nothing to do.
    ///
    /// # Errors
    /// What there is still to do.
    pub async fn settled(&mut self, address: &str, config: &Json) -> Result<()> {
        let change = self.plan(address, config).await?;
        if change.action == Action::Nothing {
            return Ok(());
        }
        let (prior, _) = self.upgraded(address).await?;
        let now = change.planned.as_map().into_iter().flatten();
        let differing = now.filter(|(name, value)| prior.attribute(name) != Some(value)).map(|(name, _)| name.as_str());
        let differing: Vec<_> = differing.collect();
        let detail = format!("It would {} {address} because of {}.", change.action, differing.join(", "));
        Err(Diagnostic::error("The second plan is not empty", detail).into())
    }
}

/// What is true of a plan whatever its values are.
fn judge_flags(response: &pb::plan_resource_change::Response) -> Result<()> {
    verdict::deferred(response.deferred.as_ref())?;
    verdict::legacy("Provider produced invalid plan", response.legacy_type_system)
}

/// Source: hashicorp/terraform v1.11.4, internal/terraform/node_resource_abstract_instance.go, getAction.
pub(super) fn action(prior: &Value, answered: &Answered) -> Action {
    let changes = |path: &AttributePath| {
        let (before, after) = (reached(prior, path), reached(&answered.state, path));
        after.is_none_or(|after| !after.is_wholly_known()) || before != after
    };
    match (prior.is_null(), answered.state.is_null()) {
        (true, true) => Action::Nothing,
        (true, false) => Action::Create,
        (false, true) => Action::Delete,
        (false, false) if *prior == answered.state => Action::Nothing,
        (false, false) if answered.requires_replace.iter().any(changes) => Action::Replace,
        (false, false) => Action::Update,
    }
}

fn reached<'a>(value: &'a Value, path: &AttributePath) -> Option<&'a Value> {
    value.at(path)
}
