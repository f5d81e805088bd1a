//! [`Resource`]: what an author implements for a managed resource.

use std::future::Future;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::model::{FromValue, Model, ToValue};
use crate::plan::mark_unknown;
use crate::stored::{MoveSource, MovedFrom, StoredState};
use crate::value::AttributePath;

/// A managed resource type.
///
/// Every operation gets a [`Context`]. The framework does what is the same for all resources: defaults, unknown values,
/// replacement, timeouts, saving, panics, cancellation, logs and documentation.
pub trait Resource: Send + Sync + 'static {
    /// What [`Provider::configure`](crate::Provider::configure) makes.
    type Api: Send + Sync + 'static;
    /// Schema, state and documentation.
    type Model: Model;

    /// Type name without the provider's prefix: `local_cluster`.
    const NAME: &'static str;
    /// Version of the state's shape. One more whenever a stored state could no longer be read as it is; see [`Resource::upgrade`].
    const VERSION: i64 = 0;
    /// What to use instead, if the resource is deprecated: a warning wherever it is used.
    const DEPRECATED: Option<&'static str> = None;
    /// Other types whose objects can be moved to this one; see [`Resource::moved_from`].
    const MOVE_SOURCES: &'static [MoveSource] = &[];

    /// Checks rules across attributes. Runs without credentials or network, and with the provider not configured.
    fn validate(&self, _config: &<Self::Model as Model>::View) -> Diagnostics {
        Diagnostics::new()
    }

    /// Adds to the plan of a creation or update what the schema cannot say.
    ///
    /// # Errors
    /// What makes the change impossible.
    fn plan(
        &self,
        _cx: &Context<Self::Api, Self::Model>,
        _plan: &mut Plan<Self::Model>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Says at plan time what would make a deletion fail.
    ///
    /// # Errors
    /// What makes the deletion impossible.
    fn plan_delete(
        &self,
        _cx: &Context<Self::Api, Self::Model>,
        _state: &Self::Model,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Creates the object. Calls [`Context::save`] as soon as it exists.
    ///
    /// # Errors
    /// Why it failed. If something was saved, Terraform keeps it and marks it tainted.
    fn create(
        &self,
        cx: &Context<Self::Api, Self::Model>,
        arguments: <Self::Model as Model>::Arguments,
    ) -> impl Future<Output = Result<Self::Model>> + Send;

    /// Reads the object; `None` if it is gone.
    ///
    /// # Errors
    /// Why it could not be read. Terraform keeps the state as it is.
    fn read(
        &self,
        cx: &Context<Self::Api, Self::Model>,
        state: Self::Model,
    ) -> impl Future<Output = Result<Option<Self::Model>>> + Send;

    /// Changes the object. Calls [`Context::save`] after each step that took effect.
    ///
    /// # Errors
    /// Why it failed. Terraform keeps what was saved last, or the prior state.
    fn update(
        &self,
        cx: &Context<Self::Api, Self::Model>,
        prior: Self::Model,
        arguments: <Self::Model as Model>::Arguments,
    ) -> impl Future<Output = Result<Self::Model>> + Send;

    /// Deletes the object and returns when it is gone.
    ///
    /// # Errors
    /// Why it is not gone. Terraform keeps what was saved last, or the prior state.
    fn delete(
        &self,
        cx: &Context<Self::Api, Self::Model>,
        state: Self::Model,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Reads the object that `terraform import` or an `import` block names.
    ///
    /// # Errors
    /// If the identifier is malformed, or names nothing that this resource can manage.
    fn import(
        &self,
        _cx: &Context<Self::Api, Self::Model>,
        _id: &str,
    ) -> impl Future<Output = Result<Self::Model>> + Send {
        async { Err(Diagnostic::error("Import not supported", format!("`{}` cannot be imported.", Self::NAME)).into()) }
    }

    /// Mends a configuration that the framework generated for an imported object: takes out one of two attributes that conflict, for
    /// example. What only the provider sets, what is deprecated and what is the default anyway is not in it.
    ///
    /// Terraform 1.14 and later asks for it with `-generate-config-out`.
    fn generate(&self, _config: &mut <Self::Model as Model>::View) {}

    /// Brings a state of an earlier `version` to this one; `None` if that version is not supported any more.
    ///
    /// One model for each version that is read keeps every number exact, and one `From` for each step makes the chain:
    ///
    /// ```text
    /// Ok(match version {
    ///     0 => Some(ThingV1::from(stored.decode::<ThingV0>()?).into()),
    ///     1 => Some(stored.decode::<ThingV1>()?.into()),
    ///     _ => None,
    /// })
    /// ```
    ///
    /// Runs on every command until something is applied, without credentials or network, and with the provider not configured. The
    /// `timeouts` block is kept as it was stored.
    ///
    /// # Errors
    /// If the state is not what that version wrote.
    fn upgrade(&self, _version: i64, _stored: StoredState<'_>) -> Result<Option<Self::Model>> {
        Ok(None)
    }

    /// Takes over an object of one of [`Resource::MOVE_SOURCES`]. What its state does not tell stays null: a read follows.
    ///
    /// Runs without credentials or network, and with the provider not configured. The `timeouts` block is kept as far as this resource
    /// has it.
    ///
    /// # Errors
    /// If it is no object that this resource can manage.
    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Self::Model> {
        let text = format!("`{}` cannot take over a `{}`.", Self::NAME, source.type_name);
        Err(Diagnostic::error("Move not supported", text).into())
    }
}

/// A planned creation or update on its way to Terraform.
#[derive(Debug)]
pub struct Plan<M: Model> {
    /// What the practitioner wrote.
    pub config: M::View,
    /// What is in state; `None` for a creation, and for the second half of a replacement.
    pub prior: Option<M>,
    /// What the state will be. Only computed attributes without a configured value may be changed.
    pub planned: M::View,
    pub(crate) requires_replace: Vec<AttributePath>,
}

impl<M: Model> Plan<M> {
    /// Replaces the object because of `attribute`. Terraform ignores it for a creation.
    pub fn replace_because_of(&mut self, attribute: AttributePath) {
        self.requires_replace.push(attribute);
    }

    /// Updates the object in place even if no configured attribute changes: what the provider chooses and does not keep from state becomes
    /// unknown. Call it before changing `planned`.
    ///
    /// # Errors
    /// Only for a model whose schema and types disagree, which is a defect.
    pub fn update_in_place(&mut self) -> Result<()> {
        let Some(prior) = &self.prior else { return Ok(()) };
        let mut planned = self.planned.to_value();
        mark_unknown(&M::block(), &self.config.to_value(), &prior.to_value(), &mut planned);
        self.planned = FromValue::from_value(&planned, &AttributePath::root())?;
        Ok(())
    }

    /// Whether the object is going to be replaced.
    pub fn is_replacement(&self) -> bool {
        self.prior.is_some() && !self.requires_replace.is_empty()
    }
}
