use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{Host, UNKNOWN, state};
use crate::value::AttributePath;
use crate::{Context, Diagnostic, Diagnostics, Plan, Resource, Result};

/// A thing.
#[derive(Clone, Debug, PartialEq, crate::Model)]
struct Thing {
    /// Its name.
    #[tf(required, requires_replace)]
    name: String,
    /// Its size.
    #[tf(default = 1, validate = positive)]
    size: i64,
    /// Its labels.
    #[tf(optional)]
    labels: Option<std::collections::BTreeMap<String, String>>,
    /// Its address.
    #[tf(computed, keep_state)]
    address: Option<String>,
}

fn positive(size: &i64) -> std::result::Result<(), Diagnostic> {
    if *size > 0 { Ok(()) } else { Err(Diagnostic::error("Too small", "Use 1 or more.")) }
}

struct Things;

impl Resource for Things {
    type Api = String;
    type Model = Thing;
    const NAME: &'static str = "thing";

    fn validate(&self, config: &ThingView) -> Diagnostics {
        let advice = Diagnostic::warning("Dull name", "Think again.").at(AttributePath::root().attribute("name"));
        if config.name.known().is_some_and(|name| name == "thing") { advice.into() } else { Diagnostics::new() }
    }

    async fn plan(&self, cx: &Context<String, Thing>, plan: &mut Plan<Thing>) -> Result<()> {
        if plan.prior.is_none() {
            plan.planned.address = crate::model::Attr::Known(cx.api()?.clone());
        }
        Ok(())
    }

    async fn create(&self, cx: &Context<String, Thing>, arguments: ThingArguments) -> Result<Thing> {
        let thing = state(&json!({ "name": arguments.name, "size": 1 }))?;
        cx.save(&thing);
        cx.warn(Diagnostic::warning("Made", ""));
        Ok(thing)
    }

    async fn read(&self, _: &Context<String, Thing>, state: Thing) -> Result<Option<Thing>> {
        Ok(Some(state))
    }

    async fn update(&self, _: &Context<String, Thing>, prior: Thing, _: ThingArguments) -> Result<Thing> {
        Ok(prior)
    }

    async fn delete(&self, _: &Context<String, Thing>, _: Thing) -> Result<()> {
        Ok(())
    }
}

fn host() -> Host<Things> {
    Host::new(Things, Arc::new("here".to_owned()))
}

#[test]
fn a_configuration_is_validated_by_schema_and_resource() {
    let found = host().validate(&json!({ "name": "thing", "size": 0 })).unwrap();
    assert_eq!(
        found.to_string(),
        "error: Too small (at size)\nUse 1 or more.\n\nwarning: Dull name (at name)\nThink again."
    );
    assert!(host().validate(&json!({ "name": UNKNOWN, "size": UNKNOWN })).unwrap().is_empty());
    let error = host().validate(&json!({ "nmae": "thing" })).unwrap_err();
    assert_eq!(error.to_string(), "error: Unsupported attribute\nThere is no `nmae`.");
}

#[tokio::test]
async fn a_plan_is_made_as_terraform_makes_it() {
    let config = json!({ "name": "a", "labels": { "k": UNKNOWN } });
    let created = host().plan(&config, None).await.unwrap();
    let expected = json!({ "name": "a", "size": 1, "labels": { "k": UNKNOWN }, "address": "here" });
    assert_eq!((created.state(), created.requires_replace()), (expected, vec![]));

    let prior: Thing = state(&json!({ "name": "a", "size": 1, "address": "there" })).unwrap();
    let same = host().plan(&json!({ "name": "a" }), Some(&prior)).await.unwrap();
    assert_eq!(same.changes(&prior), [""; 0]);
    let other = host().plan(&json!({ "name": "b", "size": 2 }), Some(&prior)).await.unwrap();
    assert_eq!(
        (other.changes(&prior), other.requires_replace()),
        (vec!["name".into(), "size".into()], vec!["name".into()])
    );
    assert!(host().plan_delete(&prior).await.is_empty());
}

#[tokio::test]
async fn a_context_shows_what_was_saved_and_warned() {
    let planned = host().plan(&json!({ "name": "a" }), None).await.unwrap();
    let cx = host().context(&CancellationToken::new(), Duration::from_secs(1));
    assert_eq!((cx.saved_state().unwrap(), cx.warnings().is_empty()), (None, true));
    let made = Things.create(&cx, planned.arguments::<Thing>().unwrap()).await.unwrap();
    assert_eq!(cx.saved_state().unwrap(), Some(made));
    assert_eq!(cx.warnings().to_string(), "warning: Made");
}
