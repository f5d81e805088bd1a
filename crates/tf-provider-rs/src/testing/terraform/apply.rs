//! Applies: the second plan with what is known by now, the change itself, and what is left in state whatever the answer is.

use super::change::{Action, Change, action};
use super::messages::{APPLYING, called, message, received, said};
use super::refresh::identity_data;
use super::{Json, Object, Terraform, from_json, type_of, verdict};
use crate::check::{Rule, answer};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;
use crate::value::Value;

/// The outcome of one ApplyResourceChange: what to store, and what was said.
struct Done {
    state: Value,
    /// `None` if the answer could not be used: then the state stays as it is.
    stored: Option<Object>,
    diagnostics: Diagnostics,
}

impl Terraform {
    /// Carries out a planned change. Nothing was unknown in its configuration.
    ///
    /// # Errors
    /// What the provider reports, and what Terraform would not accept. What it answered is in state as far as Terraform would keep it.
    pub async fn apply(&mut self, change: Change) -> Result<Diagnostics> {
        let config = change.config.clone();
        self.apply_value(change, config).await
    }

    /// Carries out a planned change whose configuration turned out to be `config`.
    ///
    /// # Errors
    /// As [`Terraform::apply`].
    pub async fn apply_known(&mut self, change: Change, config: &Json) -> Result<Diagnostics> {
        let config = from_json(config, self.resource(type_of(&change.address))?.object_type())?;
        self.apply_value(change, config).await
    }

    /// Carries out a planned change until `lost` resolves; then the connection breaks, and Terraform knows no more than before.
    ///
    /// # Errors
    /// As [`Terraform::apply`], and if the connection broke first.
    pub async fn apply_until(&mut self, change: Change, lost: impl Future<Output = ()>) -> Result<Diagnostics> {
        tokio::select! {
            biased;
            () = lost => Err(Diagnostic::error("Plugin did not respond", "The plugin encountered an error.").into()),
            applied = self.apply(change) => applied,
        }
    }

    /// Plans and applies.
    ///
    /// # Errors
    /// As [`Terraform::plan`] and [`Terraform::apply`].
    pub async fn run(&mut self, address: &str, config: &Json) -> Result<Action> {
        let change = self.plan(address, config).await?;
        let action = change.action;
        self.apply(change).await?;
        Ok(action)
    }

    /// Deletes the object at `address`.
    ///
    /// # Errors
    /// As [`Terraform::plan_destroy`] and [`Terraform::apply`].
    pub async fn destroy(&mut self, address: &str) -> Result<Diagnostics> {
        let change = self.plan_destroy(address).await?;
        self.apply(change).await
    }

    async fn apply_value(&mut self, change: Change, config: Value) -> Result<Diagnostics> {
        let mut diagnostics = self.configure(APPLYING).await?;
        let address = change.address.as_str();
        diagnostics.extend(self.delete_deposed(address).await?);
        match change.action {
            Action::Nothing => {}
            Action::Create => diagnostics.extend(self.create(&change, &config).await?),
            Action::Delete => {
                let (prior, object) = self.upgraded(address).await?;
                diagnostics.extend(self.delete(address, &prior, object).await?);
            }
            Action::Replace if self.create_before_destroy => {
                diagnostics.extend(self.create_and_delete(&change, &config).await?);
            }
            Action::Replace => {
                let (prior, object) = self.upgraded(address).await?;
                diagnostics.extend(self.delete(address, &prior, object).await?);
                diagnostics.extend(self.create(&change, &config).await?);
            }
            Action::Update => diagnostics.extend(self.update(&change, &config).await?),
        }
        Ok(diagnostics)
    }

    /// The old object waits until the new one is there. If there is no new one, it stays.
    async fn create_and_delete(&mut self, change: &Change, config: &Value) -> Result<Diagnostics> {
        let address = change.address.as_str();
        let old = self.state.remove(address);
        self.deposed.extend(old.map(|old| (address.to_owned(), old)));
        let created = self.create(change, config).await;
        if !self.state.contains_key(address) {
            let old = self.deposed.remove(address);
            self.state.extend(old.map(|old| (address.to_owned(), old)));
        }
        let mut diagnostics = created?;
        diagnostics.extend(self.delete_deposed(address).await?);
        Ok(diagnostics)
    }

    async fn delete_deposed(&mut self, address: &str) -> Result<Diagnostics> {
        let Some(old) = self.deposed.get(address).cloned() else { return Ok(Diagnostics::new()) };
        let prior = self.upgraded_object(address, &old).await?;
        // The deletion speaks of the old object alone, and the new one waits meanwhile.
        let new = self.state.remove(address);
        let deleted = self.delete(address, &prior, Some(old)).await;
        let left = self.state.remove(address);
        self.state.extend(new.map(|new| (address.to_owned(), new)));
        match (&deleted, left) {
            (Err(_), Some(left)) => drop(self.deposed.insert(address.to_owned(), left)),
            (Err(_), None) => {}
            (Ok(_), _) => drop(self.deposed.remove(address)),
        }
        deleted
    }

    async fn create(&mut self, change: &Change, config: &Value) -> Result<Diagnostics> {
        self.change(change, &Value::Null, None, config).await
    }

    async fn update(&mut self, change: &Change, config: &Value) -> Result<Diagnostics> {
        let (prior, object) = self.upgraded(&change.address).await?;
        self.change(change, &prior, object, config).await
    }

    async fn change(
        &mut self,
        change: &Change,
        prior: &Value,
        object: Option<Object>,
        config: &Value,
    ) -> Result<Diagnostics> {
        let address = change.address.as_str();
        let schema = self.resource(type_of(address))?;
        let mut diagnostics = self.validate_value(type_of(address), config, APPLYING).await?;
        let answered = self.ask_for_plan(address, prior, config, APPLYING).await?;
        let title = "Provider produced inconsistent final plan";
        verdict::of(title, answer::final_plan(&schema, &change.planned, &answered.state))?;
        match (change.action, action(prior, &answered)) {
            (Action::Update, Action::Nothing) => return Ok(diagnostics),
            (Action::Update, found) if found != Action::Update => {
                let what = format!("it was planned to update it, and now to {found} it");
                verdict::of(title, vec![verdict::at_root(Rule::PlanAction, &what)])?;
            }
            _ => {}
        }
        let request = pb::apply_resource_change::Request {
            type_name: type_of(address).to_owned(),
            prior_state: Some(message(prior, schema.object_type())?),
            planned_state: Some(message(&answered.state, schema.object_type())?),
            config: Some(message(config, schema.object_type())?),
            planned_private: answered.private,
            planned_identity: answered.identity.map(identity_data),
            ..Default::default()
        };
        let done = self.ask_to_apply(address, request, object, &answered.state).await?;
        diagnostics.extend(self.conclude(address, done, prior.is_null())?);
        diagnostics.clone().into_result(diagnostics)
    }

    async fn delete(&mut self, address: &str, prior: &Value, object: Option<Object>) -> Result<Diagnostics> {
        let r#type = self.resource(type_of(address))?.object_type().clone();
        let request = pb::apply_resource_change::Request {
            type_name: type_of(address).to_owned(),
            prior_state: Some(message(prior, &r#type)?),
            planned_state: Some(message(&Value::Null, &r#type)?),
            config: Some(message(&Value::Null, &r#type)?),
            planned_private: object.as_ref().map(|object| object.private.clone()).unwrap_or_default(),
            planned_identity: object.as_ref().and_then(|object| object.identity.clone()).map(identity_data),
            ..Default::default()
        };
        let done = self.ask_to_apply(address, request, object, &Value::Null).await?;
        let diagnostics = self.conclude(address, done, false)?;
        diagnostics.clone().into_result(diagnostics)
    }

    async fn ask_to_apply(
        &mut self,
        address: &str,
        request: pb::apply_resource_change::Request,
        object: Option<Object>,
        planned: &Value,
    ) -> Result<Done> {
        let schema = self.resource(type_of(address))?;
        let response = called(self.client.apply_resource_change(request).await)?;
        let mut diagnostics = said(&response.diagnostics);
        let state = match received(response.new_state.as_ref(), schema.object_type()) {
            Ok(state) => state,
            Err(misshapen) => {
                diagnostics.extend(misshapen);
                return Ok(Done { state: Value::Null, stored: None, diagnostics });
            }
        };
        let has_failed = diagnostics.has_errors();
        diagnostics
            .take(verdict::legacy("Provider produced inconsistent result after apply", response.legacy_type_system));
        let found = answer::apply(&schema, planned, &state, has_failed);
        // What is write-only or missing cannot be stored at all; everything else is stored, and complained of.
        let is_unusable =
            found.iter().any(|violation| violation.rule == Rule::WriteOnly) || (state.is_null() && !planned.is_null());
        let has_unknown = found.iter().any(|violation| violation.rule == Rule::Unknown);
        let title = match has_unknown || planned.is_null() {
            true => "Provider returned invalid result object after apply",
            false => "Provider produced inconsistent result after apply",
        };
        diagnostics.extend(verdict::told(title, found));
        let identity = response.new_identity.and_then(|identity| identity.identity_data);
        if !state.is_null() && !has_failed {
            let before = object.as_ref().and_then(|object| object.identity.as_ref());
            let judged = self.judge_identity(type_of(address), before, identity.as_ref(), true);
            diagnostics.take(judged);
        }
        let stored = Object {
            attributes: Vec::new(),
            version: schema.version,
            private: response.private,
            identity: identity.or_else(|| object.as_ref().and_then(|object| object.identity.clone())),
            is_tainted: object.is_some_and(|object| object.is_tainted),
        };
        Ok(Done { state: state.unknown_as_null(), stored: (!is_unusable).then_some(stored), diagnostics })
    }

    /// Stores what Terraform would store. A creation that failed is tainted.
    fn conclude(&mut self, address: &str, done: Done, is_creation: bool) -> Result<Diagnostics> {
        if let Some(stored) = done.stored {
            let is_tainted = stored.is_tainted || (is_creation && done.diagnostics.has_errors());
            self.keep(address, &done.state, Object { is_tainted, ..stored })?;
        }
        Ok(done.diagnostics)
    }
}
