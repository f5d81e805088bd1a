//! The rules for each kind of answer. That a value is of the schema's type is checked by the codec, which encodes or decodes it.

use super::{Rule, Violation, compatible, plan as planned, settled};
use crate::schema::Schema;
use crate::value::{AttributePath, Value};

/// PlanResourceChange. `config` is null for a deletion, `prior` for a creation.
pub fn plan(schema: &Schema, config: &Value, prior: &Value, plan: &Value, replace: &[AttributePath]) -> Vec<Violation> {
    let mut found = planned::violations(&schema.block, config, prior, plan);
    found.extend(planned::replacement_violations(prior, plan, replace));
    found
}

/// PlanResourceChange while applying: `second` knows more than `first`, and contradicts it nowhere.
pub fn final_plan(schema: &Schema, first: &Value, second: &Value) -> Vec<Violation> {
    compatible::violations(&schema.block, first, second)
}

/// ApplyResourceChange. `has_failed` if the answer comes with errors: then the object may be anything that is settled.
pub fn apply(schema: &Schema, planned: &Value, state: &Value, has_failed: bool) -> Vec<Violation> {
    let mut found = settled::violations(schema, state);
    if has_failed || found.iter().any(|violation| violation.rule == Rule::Unknown) {
        return found;
    }
    // A write-only value is already reported, and it is not in the plan.
    let broken = compatible::violations(&schema.block, planned, state);
    let is_new = |violation: &Violation| !found.iter().any(|known| known.path == violation.path);
    let broken: Vec<_> = broken.into_iter().filter(is_new).collect();
    found.extend(broken);
    found
}

/// ReadResource. A null state means that the object is gone.
pub fn read(schema: &Schema, state: &Value) -> Vec<Violation> {
    settled::violations(schema, state)
}

/// ImportResourceState, UpgradeResourceState, MoveResourceState and ReadDataSource, from which an object must come.
pub fn found_object(schema: &Schema, state: &Value) -> Vec<Violation> {
    exists(state).chain(settled::violations(schema, state)).collect()
}

/// OpenEphemeralResource: the result of a configuration that is wholly known.
pub fn ephemeral(schema: &Schema, config: &Value, result: &Value) -> Vec<Violation> {
    let mut found = planned::violations(&schema.block, config, &Value::Null, result);
    found.extend(settled::violations(schema, result));
    found
}

fn exists(state: &Value) -> impl Iterator<Item = Violation> {
    let nothing = || Violation::new(Rule::Existence, AttributePath::root(), "there is no object in it");
    state.is_null().then(nothing).into_iter()
}
