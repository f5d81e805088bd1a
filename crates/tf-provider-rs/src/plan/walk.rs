//! Walks configuration, prior state and plan of one object side by side.

use super::set;
use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::Value;

/// One attribute on the walk.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) attribute: &'a Attribute,
    pub(super) config: &'a Value,
    pub(super) prior: &'a Value,
    pub(super) planned: &'a mut Value,
}

/// Visits every attribute that the configuration could set: parents before children, schema order, and into an object only where
/// configuration and plan both have one.
pub(super) fn walk(block: &Block, config: &Value, prior: &Value, planned: &mut Value, visit: &mut dyn FnMut(Node<'_>)) {
    walk_object(&block.attributes, config, prior, planned, visit);
    let Value::Map(planned) = planned else { return };
    for nested in &block.blocks {
        let Some(planned) = planned.get_mut(nested.name) else { continue };
        let (config, prior) = (member(config, nested.name), member(prior, nested.name));
        match (nested.nesting, planned) {
            (BlockNesting::Single, planned @ Value::Map(_)) => walk(&nested.block, config, prior, planned, visit),
            (BlockNesting::List { .. }, Value::List(elements)) => {
                for (index, planned) in elements.iter_mut().enumerate() {
                    walk(&nested.block, element(config, index), element(prior, index), planned, visit);
                }
            }
            _ => {}
        }
    }
}

fn walk_object(
    attributes: &[Attribute],
    config: &Value,
    prior: &Value,
    planned: &mut Value,
    visit: &mut dyn FnMut(Node<'_>),
) {
    let Value::Map(planned) = planned else { return };
    for attribute in attributes {
        let Some(planned) = planned.get_mut(attribute.name) else { continue };
        let (config, prior) = (member(config, attribute.name), member(prior, attribute.name));
        visit(Node { attribute, config, prior, planned });
        if let Shape::Nested(nesting, attributes) = &attribute.shape {
            walk_nested(*nesting, attributes, config, prior, planned, visit);
        }
    }
}

fn walk_nested(
    nesting: Nesting,
    attributes: &[Attribute],
    config: &Value,
    prior: &Value,
    planned: &mut Value,
    visit: &mut dyn FnMut(Node<'_>),
) {
    match (nesting, config, planned) {
        (Nesting::Single, Value::Map(_), planned @ Value::Map(_)) => {
            walk_object(attributes, config, prior, planned, visit)
        }
        (Nesting::List, Value::List(_), Value::List(elements)) => {
            for (index, planned) in elements.iter_mut().enumerate() {
                walk_object(attributes, element(config, index), element(prior, index), planned, visit);
            }
        }
        (Nesting::Map, Value::Map(_), Value::Map(elements)) => {
            for (key, planned) in elements.iter_mut() {
                walk_object(attributes, member(config, key), member(prior, key), planned, visit);
            }
        }
        (Nesting::Set, Value::List(configured), Value::List(elements)) => {
            for pair in set::pairs(attributes, configured, prior.as_list().unwrap_or_default(), elements) {
                let planned = &mut elements[pair.planned];
                walk_object(attributes, pair.config, pair.prior.unwrap_or(&Value::Null), planned, visit);
            }
            elements.sort();
        }
        _ => {}
    }
}

/// The part of an object or map, null where there is none.
pub(crate) fn member<'a>(object: &'a Value, name: &str) -> &'a Value {
    object.as_map().and_then(|members| members.get(name)).unwrap_or(&Value::Null)
}

/// The element of a list, null where there is none.
pub(crate) fn element(list: &Value, index: usize) -> &Value {
    list.as_list().and_then(|elements| elements.get(index)).unwrap_or(&Value::Null)
}
