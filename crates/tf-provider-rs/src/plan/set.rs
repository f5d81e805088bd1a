//! Elements of a set of objects have no address and no order: configuration, prior state and plan are paired by what they say.

use super::walk::member;
use crate::schema::{Attribute, Nesting, Shape};
use crate::value::Value;

/// One configured element with the planned and the prior element that stand for it.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) config: &'a Value,
    pub(super) prior: Option<&'a Value>,
    /// Index of the planned element.
    pub(super) planned: usize,
}

/// Pairs every element once. The configuration that fits the fewest planned elements chooses first: it has no other choice.
pub(super) fn pairs<'a>(
    attributes: &[Attribute],
    configured: &'a [Value],
    prior: &'a [Value],
    planned: &[Value],
) -> Vec<Pair<'a>> {
    let mut configured: Vec<&Value> = configured.iter().collect();
    configured
        .sort_by_cached_key(|config| planned.iter().filter(|planned| agrees(attributes, config, planned)).count());
    let mut free_planned: Vec<usize> = (0..planned.len()).collect();
    let mut free_prior: Vec<&Value> = prior.iter().collect();
    let mut pairs = Vec::new();
    for config in configured {
        let Some(index) = free_planned.iter().position(|index| agrees(attributes, config, &planned[*index])) else {
            continue;
        };
        let planned_index = free_planned.remove(index);
        let same = free_prior.iter().position(|prior| **prior == planned[planned_index]);
        let same = same.or_else(|| free_prior.iter().position(|prior| agrees(attributes, config, prior)));
        pairs.push(Pair { config, prior: same.map(|index| free_prior.remove(index)), planned: planned_index });
    }
    pairs
}

/// Whether `object` is what `config` asks for: the same where something is configured, anything where the provider chooses.
fn agrees(attributes: &[Attribute], config: &Value, object: &Value) -> bool {
    let (Value::Map(_), Value::Map(_)) = (config, object) else { return config.eq_ignoring_refinements(object) };
    attributes.iter().all(|attribute| {
        let (config, object) = (member(config, attribute.name), member(object, attribute.name));
        let equal = || config.eq_ignoring_refinements(object);
        match (&attribute.shape, config) {
            (_, Value::Null) => attribute.mode.is_computed() || object.is_null(),
            (Shape::Nested(nesting, attributes), _) => nested_agrees(*nesting, attributes, config, object),
            (Shape::Type(_), _) => equal() || attribute.semantically_equal.is_some_and(|equal| equal(config, object)),
        }
    })
}

fn nested_agrees(nesting: Nesting, attributes: &[Attribute], config: &Value, object: &Value) -> bool {
    match (nesting, config, object) {
        (Nesting::List, Value::List(config), Value::List(object)) => {
            config.len() == object.len()
                && config.iter().zip(object).all(|(config, object)| agrees(attributes, config, object))
        }
        (Nesting::Set, Value::List(config), Value::List(object)) => {
            config.len() == object.len()
                && config.iter().all(|config| object.iter().any(|object| agrees(attributes, config, object)))
        }
        (Nesting::Map, Value::Map(config), Value::Map(object)) => {
            config.len() == object.len()
                && config
                    .iter()
                    .all(|(key, config)| object.get(key).is_some_and(|object| agrees(attributes, config, object)))
        }
        _ => agrees(attributes, config, object),
    }
}
