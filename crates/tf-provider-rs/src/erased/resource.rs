//! [`Resource`] behind an untyped face.

use std::sync::Arc;
use std::time::Duration;

use super::identity::{self, AnyIdentity};
use super::{Aside, BoxFuture, Call, Outcome, Planned, guard};
use crate::context::Context;
use crate::diagnostic::{Diagnostics, Result};
use crate::identity::Identified;
use crate::model::{FromValue, Model, Timeouts, ToValue};
use crate::plan::{complete_stored, generated_config, promise};
use crate::resource::{Plan, Resource};
use crate::schema::Schema;
use crate::stored::{MoveSource, MovedFrom, StoredState};
use crate::value::{AttributePath, Value};

/// A resource of any model.
pub(crate) trait AnyResource<A>: Send + Sync {
    fn type_name(&self, provider: &str) -> String;
    fn schema(&self) -> &Schema;
    /// What tells its objects apart, if it says so.
    fn identity(&self) -> Option<&dyn AnyIdentity>;
    /// How long `operation` may take on `object`, a plan or state.
    fn timeout(&self, object: &Value, operation: &str) -> Option<Duration>;
    fn validate(&self, config: &Value) -> Diagnostics;
    /// The resource's say on a creation or update that the framework has planned.
    fn plan(&self, call: Call<A>, config: Value, prior: Value, planned: Planned) -> BoxFuture<'_, Planned>;
    /// The resource's say on a deletion. There is no state to plan: that of a deletion is nothing.
    fn plan_delete(&self, call: Call<A>, prior: Value) -> BoxFuture<'_, (Diagnostics, Aside)>;
    fn create(&self, call: Call<A>, planned: Value) -> BoxFuture<'_, Outcome>;
    fn read(&self, call: Call<A>, state: Value) -> BoxFuture<'_, Outcome>;
    fn update(&self, call: Call<A>, prior: Value, planned: Value) -> BoxFuture<'_, Outcome>;
    fn delete(&self, call: Call<A>, prior: Value) -> BoxFuture<'_, Outcome>;
    fn import(&self, call: Call<A>, id: String) -> BoxFuture<'_, Outcome>;
    /// The state of an earlier version in this one's shape; `None` if that version is not known.
    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Value>>;
    /// What a practitioner would write for an object in this state.
    fn generated_config(&self, state: &Value) -> Result<Value>;
    fn move_sources(&self) -> &'static [MoveSource];
    /// The state of an object that comes from another type.
    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Value>;
}

/// Puts `resource` behind the untyped face.
pub(crate) fn resource<R: Resource>(resource: R) -> Box<dyn AnyResource<R::Api>> {
    Box::new(Erased {
        resource: Arc::new(resource),
        schema: R::Model::schema(R::VERSION).deprecated(R::DEPRECATED),
        identity: None,
    })
}

/// Puts `resource`, whose objects have identities, behind the untyped face.
pub(crate) fn identified<R: Identified>(resource: R) -> Box<dyn AnyResource<R::Api>> {
    let identity = Some(identity::identity::<R>());
    Box::new(Erased {
        resource: Arc::new(resource),
        schema: R::Model::schema(R::VERSION).deprecated(R::DEPRECATED),
        identity,
    })
}

struct Erased<R> {
    resource: Arc<R>,
    schema: Schema,
    identity: Option<Box<dyn AnyIdentity>>,
}

type Cx<R> = Arc<Context<<R as Resource>::Api, <R as Resource>::Model>>;

fn decode<T: FromValue>(value: &Value) -> Result<T> {
    T::from_value(value, &AttributePath::root())
}

impl<R: Resource> Erased<R> {
    /// The resource and the context of one call, twice: for the operation and for what is left of it afterwards.
    fn start(&self, call: Call<R::Api>) -> (Arc<R>, Cx<R>, Cx<R>) {
        let cx = Arc::new(Context::of(call));
        (Arc::clone(&self.resource), Arc::clone(&cx), cx)
    }

    /// What an author made of a stored state, with the `timeouts` block that stands there: it is the practitioner's alone.
    fn converted(&self, model: R::Model, stored: StoredState<'_>) -> Value {
        let mut state = model.to_value();
        complete_stored(&self.schema.block, &mut state);
        if let (Value::Map(state), Some(timeouts)) = (&mut state, stored.timeouts(&self.schema)) {
            state.insert("timeouts".to_owned(), timeouts);
        }
        state
    }
}

/// What is in state after an operation: its result, or else what it saved last, or else `before`. The `timeouts` block is the
/// practitioner's alone, so it comes from `configured`, a plan or state.
fn conclude<R: Resource>(cx: &Cx<R>, result: Result<Option<R::Model>>, before: Value, configured: &Value) -> Outcome {
    let mut diagnostics = cx.take_warnings();
    let mut state = match diagnostics.take(result) {
        Some(Some(model)) => model.to_value(),
        Some(None) => Value::Null,
        None => cx.saved().unwrap_or(before),
    };
    if let (Value::Map(state), Some(timeouts)) = (&mut state, configured.attribute("timeouts"))
        && !R::Model::timeouts().is_empty()
    {
        state.insert("timeouts".to_owned(), timeouts.clone());
    }
    Outcome { state, diagnostics, aside: cx.take_aside() }
}

/// `whole` with what a resource made of its typed form, from `before` to `after`. The typed form drops what is known about unknowns;
/// whatever the resource left alone stays as it was in `whole`.
fn changed(whole: Value, before: &Value, after: Value) -> Value {
    match (whole, before, after) {
        (whole, before, after) if *before == after => whole,
        // An object has its attributes before and after; a map may gain elements and lose some.
        (Value::Map(mut whole), Value::Map(before), Value::Map(after)) => {
            Value::object(after.into_iter().map(|(name, after)| {
                let member = match (whole.remove(&name), before.get(&name)) {
                    (Some(whole), Some(before)) => changed(whole, before, after),
                    _ => after,
                };
                (name, member)
            }))
        }
        (_, _, after) => after,
    }
}

impl<R: Resource> AnyResource<R::Api> for Erased<R> {
    fn type_name(&self, provider: &str) -> String {
        format!("{provider}_{}", R::NAME)
    }

    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn identity(&self) -> Option<&dyn AnyIdentity> {
        self.identity.as_deref()
    }

    fn timeout(&self, object: &Value, operation: &str) -> Option<Duration> {
        Timeouts::of(object, operation, R::Model::timeouts())
    }

    fn validate(&self, config: &Value) -> Diagnostics {
        match decode(config) {
            Ok(view) => self.resource.validate(&view),
            Err(diagnostics) => diagnostics,
        }
    }

    fn plan(&self, call: Call<R::Api>, config: Value, prior: Value, planned: Planned) -> BoxFuture<'_, Planned> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let Planned { state, requires_replace, mut diagnostics, .. } = planned;
            let (proposed, proposed_replace) = (state.clone(), requires_replace.clone());
            let (configured, stored) = (config.clone(), prior.clone());
            let result = guard::to_the_end(async move {
                let prior = if prior.is_null() { None } else { Some(decode(&prior)?) };
                let mut plan =
                    Plan::<R::Model> { config: decode(&config)?, prior, planned: decode(&state)?, requires_replace };
                let before = plan.planned.to_value();
                resource.plan(&within, &mut plan).await?;
                Ok((changed(state, &before, plan.planned.to_value()), plan.requires_replace))
            })
            .await;
            diagnostics.extend(cx.take_warnings());
            let (mut state, requires_replace) = diagnostics.take(result).unwrap_or((proposed, proposed_replace));
            promise(&self.schema.block, &configured, &stored, &mut state);
            Planned { state, requires_replace, diagnostics, aside: cx.take_aside() }
        })
    }

    fn plan_delete(&self, call: Call<R::Api>, prior: Value) -> BoxFuture<'_, (Diagnostics, Aside)> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let result = guard::to_the_end(async move { resource.plan_delete(&within, &decode(&prior)?).await }).await;
            let mut diagnostics = cx.take_warnings();
            diagnostics.take(result);
            (diagnostics, cx.take_aside())
        })
    }

    fn create(&self, call: Call<R::Api>, planned: Value) -> BoxFuture<'_, Outcome> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let configured = planned.clone();
            let operation = async move { resource.create(&within, decode(&planned)?).await.map(Some) };
            conclude::<R>(&cx, guard::to_the_end(operation).await, Value::Null, &configured)
        })
    }

    fn read(&self, call: Call<R::Api>, state: Value) -> BoxFuture<'_, Outcome> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let before = state.clone();
            let operation = async move { resource.read(&within, decode(&state)?).await };
            conclude::<R>(&cx, guard::to_the_end(operation).await, before.clone(), &before)
        })
    }

    fn update(&self, call: Call<R::Api>, prior: Value, planned: Value) -> BoxFuture<'_, Outcome> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let (before, configured) = (prior.clone(), planned.clone());
            let operation = async move { resource.update(&within, decode(&prior)?, decode(&planned)?).await.map(Some) };
            conclude::<R>(&cx, guard::to_the_end(operation).await, before, &configured)
        })
    }

    fn delete(&self, call: Call<R::Api>, prior: Value) -> BoxFuture<'_, Outcome> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let before = prior.clone();
            let operation = async move { resource.delete(&within, decode(&prior)?).await.map(|()| None) };
            conclude::<R>(&cx, guard::to_the_end(operation).await, before.clone(), &before)
        })
    }

    fn import(&self, call: Call<R::Api>, id: String) -> BoxFuture<'_, Outcome> {
        let (resource, within, cx) = self.start(call);
        Box::pin(async move {
            let operation = async move { resource.import(&within, &id).await.map(Some) };
            conclude::<R>(&cx, guard::to_the_end(operation).await, Value::Null, &Value::Null)
        })
    }

    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Value>> {
        let upgraded = guard::at_once(|| self.resource.upgrade(version, stored)).flatten()?;
        Ok(upgraded.map(|model| self.converted(model, stored)))
    }

    fn generated_config(&self, state: &Value) -> Result<Value> {
        let mut config = decode(&generated_config(&self.schema.block, state))?;
        guard::at_once(|| self.resource.generate(&mut config))?;
        Ok(config.to_value())
    }

    fn move_sources(&self) -> &'static [MoveSource] {
        R::MOVE_SOURCES
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Value> {
        let moved = guard::at_once(|| self.resource.moved_from(source)).flatten()?;
        Ok(self.converted(moved, source.state))
    }
}

#[cfg(test)]
mod tests {
    use super::changed;
    use crate::value::{Refinement, Value};

    #[test]
    fn only_what_a_resource_changed_changes() {
        let promised = || Value::Unknown(Refinement::none().not_null());
        let whole =
            Value::object([("id", promised()), ("tags", Value::map([("a", promised()), ("b", Value::from(1))]))]);
        let before = Value::object([
            ("id", Value::unknown()),
            ("tags", Value::map([("a", Value::unknown()), ("b", Value::from(1))])),
        ]);
        let same = before.clone();
        let tags = |tags: &[(&str, Value)]| {
            Value::object([("id", Value::unknown()), ("tags", Value::map(tags.iter().cloned()))])
        };
        let expected =
            |tags: &[(&str, Value)]| Value::object([("id", promised()), ("tags", Value::map(tags.iter().cloned()))]);
        for (after, expected) in [
            (same, whole.clone()),
            (
                tags(&[("a", Value::unknown()), ("b", Value::from(2)), ("c", Value::from(3))]),
                expected(&[("a", promised()), ("b", Value::from(2)), ("c", Value::from(3))]),
            ),
            (tags(&[("c", Value::unknown())]), expected(&[("c", Value::unknown())])),
        ] {
            assert_eq!(changed(whole.clone(), &before, after), expected);
        }
    }
}
