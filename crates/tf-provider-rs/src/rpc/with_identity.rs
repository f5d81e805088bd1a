//! The identity in the answers of other RPCs: their handlers know nothing of it, and what they answer gets one here.

use super::identity::{decode, encode, identity_of};
use super::{Service, wire};
use crate::check::{self, Answer, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::AnyIdentity;
use crate::proto::tfplugin6::{
    self as pb, DynamicValue, ResourceIdentityData, apply_resource_change as apply, import_resource_state as import,
    move_resource_state as moved, plan_resource_change as plan, read_resource as read,
};
use crate::provider::Provider;
use crate::value::Value;

impl<P: Provider> Service<P> {
    /// The plan of an object has the identity that it has so far; what will be created has one only then.
    pub(super) async fn plan_with_identity(&self, request: plan::Request) -> plan::Response {
        let before = request.prior_identity.clone();
        let exists = !wire::is_null(request.prior_state.as_ref());
        let response = self.handle_plan_resource_change(request).await;
        plan::Response { planned_identity: before.filter(|_| exists), ..response }
    }

    /// A creation gives an identity, also the second half of a replacement; an update keeps the one that was planned.
    pub(super) async fn apply_with_identity(&self, request: apply::Request) -> apply::Response {
        let type_name = request.type_name.clone();
        let exists = !wire::is_null(request.prior_state.as_ref());
        let before = request.planned_identity.clone().filter(|_| exists);
        let mut response = self.handle_apply_resource_change(request).await;
        let said = Said { type_name: &type_name, answer: Answer::Apply };
        response.new_identity =
            self.identity_after(said, response.new_state.as_ref(), before, &mut response.diagnostics);
        response
    }

    /// What is read keeps its identity, and gets one if it had none: states from before there were identities.
    pub(super) async fn read_with_identity(&self, request: read::Request) -> read::Response {
        let (type_name, before) = (request.type_name.clone(), request.current_identity.clone());
        let mut response = self.handle_read_resource(request).await;
        let said = Said { type_name: &type_name, answer: Answer::Read };
        response.new_identity =
            self.identity_after(said, response.new_state.as_ref(), before, &mut response.diagnostics);
        response
    }

    /// What is moved here gets an identity, as far as its state tells.
    pub(super) fn move_with_identity(&self, request: &moved::Request) -> moved::Response {
        let mut response = self.handle_move_resource_state(request);
        let said = Said { type_name: &request.target_type_name, answer: Answer::Move };
        let state = response.target_state.as_ref();
        response.target_identity = self.identity_after(said, state, None, &mut response.diagnostics);
        response
    }

    /// An identity to import by becomes the identifier that the resource imports by. What is found has an identity in either case.
    pub(super) async fn import_with_identity(&self, mut request: import::Request) -> import::Response {
        let type_name = request.type_name.clone();
        let asked = request.identity.take().filter(|_| request.id.is_empty());
        if let Some(asked) = &asked {
            match self.import_id(&type_name, asked) {
                Ok(id) => request.id = id,
                Err(diagnostics) => {
                    return import::Response { diagnostics: wire::diagnostics(diagnostics), ..Default::default() };
                }
            }
        }
        let mut response = self.handle_import_resource_state(request).await;
        let said = Said { type_name: &type_name, answer: Answer::Import };
        for imported in &mut response.imported_resources {
            let state = imported.state.as_ref();
            imported.identity = self.identity_after(said, state, None, &mut response.diagnostics);
            let is_there = !wire::is_null(imported.state.as_ref()) && !has_errors(&response.diagnostics);
            let asked = asked.as_ref().filter(|_| is_there);
            if let Err(refused) = self.same_object(&type_name, asked, imported.identity.as_ref()) {
                response.diagnostics.extend(wire::diagnostics(refused));
            }
        }
        if has_errors(&response.diagnostics) {
            response.imported_resources.clear();
        }
        response
    }

    /// The identity of an object in this `state`, if the resource has identities and there is an object. `before` is the identity that
    /// the same object had so far; it may not change, and it stays if anything is wrong.
    fn identity_after(
        &self,
        said: Said<'_>,
        state: Option<&DynamicValue>,
        before: Option<ResourceIdentityData>,
        diagnostics: &mut Vec<pb::Diagnostic>,
    ) -> Option<ResourceIdentityData> {
        let resource = self.resource(said.type_name).ok()?;
        let identity = resource.identity()?;
        let state = wire::decode(state, resource.schema()).ok().filter(|state| !state.is_null())?;
        if before.is_some() && has_errors(diagnostics) {
            return before;
        }
        match said.identity_now(identity, &state, before.as_ref()) {
            Ok(now) => now,
            // What failed half way may not know its identity, and that is no second error.
            Err(_) if has_errors(diagnostics) => None,
            Err(found) => {
                diagnostics.extend(wire::diagnostics(found));
                before
            }
        }
    }

    fn import_id(&self, type_name: &str, asked: &ResourceIdentityData) -> Result<String> {
        let identity = identity_of(self.resource(type_name)?, type_name)?;
        identity.import_id(&decode(Some(asked), identity.schema())?)
    }

    /// Refuses an imported object of another identity than was asked for.
    fn same_object(
        &self,
        type_name: &str,
        asked: Option<&ResourceIdentityData>,
        found: Option<&ResourceIdentityData>,
    ) -> Result<()> {
        let Some(asked) = asked else { return Ok(()) };
        let schema = identity_of(self.resource(type_name)?, type_name)?.schema();
        let Some(found) = found else {
            let missing = check::identity::violations(&Value::Null, &Value::Null, true, false);
            return missing
                .iter()
                .map(|violation| violation.diagnostic(Answer::Import, type_name))
                .collect::<Diagnostics>()
                .into_result(());
        };
        let changed = changed(&decode(Some(asked), schema)?, &decode(Some(found), schema)?);
        if changed.is_empty() { Ok(()) } else { Err(another_object(&changed).into()) }
    }
}

/// An answer with an object in it.
#[derive(Clone, Copy)]
struct Said<'a> {
    type_name: &'a str,
    answer: Answer,
}

impl Said<'_> {
    /// The identity in this `state`. What is imported or moved may know it only after the read that follows.
    fn identity_now(
        self,
        identity: &dyn AnyIdentity,
        state: &Value,
        before: Option<&ResourceIdentityData>,
    ) -> Result<Option<ResourceIdentityData>> {
        let (now, mut misshapen) = (identity.of(state)?, Diagnostics::new());
        let encoded = encode(&now, identity.schema(), &mut misshapen).ok_or(misshapen)?;
        let found = check::identity::violations(&decode(before, identity.schema())?, &now, true, false);
        let is_read_next = matches!(self.answer, Answer::Import | Answer::Move);
        if is_read_next && found.iter().any(|violation| violation.rule == Rule::IdentityMissing) {
            return Ok(None);
        }
        let told = found.iter().map(|violation| violation.diagnostic(self.answer, self.type_name));
        told.collect::<Diagnostics>().into_result(Some(encoded))
    }
}

fn another_object(changed: &[String]) -> Diagnostic {
    Diagnostic::error(
        "Another object than was asked for",
        format!(
            "The object that was found has another {} than the `identity` of the import block. Correct the identity, or the provider block: \
             what an identity leaves out comes from there.",
            changed.join(", ")
        ),
    )
}

fn has_errors(diagnostics: &[pb::Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == pb::diagnostic::Severity::Error)
}

/// The attributes that make it another object.
fn changed(before: &Value, now: &Value) -> Vec<String> {
    check::identity::changed(before, now).map(|name| format!("`{name}`")).collect()
}
