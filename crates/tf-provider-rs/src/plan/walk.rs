//! Walks configuration, prior state and plan of one object side by side.

use std::collections::BTreeMap;

use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::{AttributePath, Value};

/// One attribute on the walk.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) attribute: &'a Attribute,
    pub(crate) path: &'a AttributePath,
    pub(crate) config: &'a Value,
    pub(crate) prior: &'a Value,
    pub(crate) planned: &'a mut Value,
}

/// Visits every attribute that the configuration could set: parents before children, schema order, and into an object only where
/// configuration and plan both have one.
pub(crate) fn walk(
    block: &Block,
    config: &Value,
    prior: &Value,
    planned: &mut Value,
    visit: &mut impl FnMut(Node<'_>),
) {
    walk_block(block, config, prior, planned, &AttributePath::root(), visit);
}

fn walk_block(
    block: &Block,
    config: &Value,
    prior: &Value,
    planned: &mut Value,
    path: &AttributePath,
    visit: &mut impl FnMut(Node<'_>),
) {
    walk_object(&block.attributes, config, prior, planned, path, visit);
    let Value::Map(planned) = planned else { return };
    for nested in &block.blocks {
        let Some(planned) = planned.get_mut(nested.name) else { continue };
        let (config, prior) = (member(config, nested.name), member(prior, nested.name));
        let path = path.clone().attribute(nested.name);
        match (nested.nesting, planned) {
            (BlockNesting::Single, planned @ Value::Map(_)) => {
                walk_block(&nested.block, config, prior, planned, &path, visit)
            }
            (BlockNesting::List { .. }, Value::List(elements)) => {
                for (index, planned) in elements.iter_mut().enumerate() {
                    let path = path.clone().index(index as i64);
                    walk_block(&nested.block, element(config, index), element(prior, index), planned, &path, visit);
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
    path: &AttributePath,
    visit: &mut impl FnMut(Node<'_>),
) {
    let Value::Map(planned) = planned else { return };
    for attribute in attributes {
        let Some(planned) = planned.get_mut(attribute.name) else { continue };
        let (config, prior) = (member(config, attribute.name), member(prior, attribute.name));
        let path = path.clone().attribute(attribute.name);
        visit(Node { attribute, path: &path, config, prior, planned });
        if let Shape::Nested(nesting, attributes) = &attribute.shape {
            walk_nested(*nesting, attributes, config, prior, planned, &path, visit);
        }
    }
}

fn walk_nested(
    nesting: Nesting,
    attributes: &[Attribute],
    config: &Value,
    prior: &Value,
    planned: &mut Value,
    path: &AttributePath,
    visit: &mut impl FnMut(Node<'_>),
) {
    match (nesting, config, planned) {
        (Nesting::Single, Value::Map(_), planned @ Value::Map(_)) => {
            walk_object(attributes, config, prior, planned, path, visit)
        }
        (Nesting::List, Value::List(_), Value::List(elements)) => {
            for (index, planned) in elements.iter_mut().enumerate() {
                let path = path.clone().index(index as i64);
                walk_object(attributes, element(config, index), element(prior, index), planned, &path, visit);
            }
        }
        (Nesting::Map, Value::Map(_), Value::Map(elements)) => {
            for (key, planned) in elements.iter_mut() {
                let path = path.clone().key(key.as_str());
                walk_object(attributes, member(config, key), member(prior, key), planned, &path, visit);
            }
        }
        // Elements of a set have no path and no order: each plan element is paired with the configured and the prior element that
        // it agrees with in everything configured.
        (Nesting::Set, Value::List(configured), Value::List(elements)) => {
            for planned in elements.iter_mut() {
                let config = configured.iter().find(|config| agrees(config, planned)).unwrap_or(&Value::Null);
                let prior = prior
                    .as_list()
                    .unwrap_or_default()
                    .iter()
                    .find(|prior| agrees(config, prior))
                    .unwrap_or(&Value::Null);
                walk_object(attributes, config, prior, planned, path, visit);
            }
            elements.sort();
        }
        _ => {}
    }
}

/// Whether `object` has every non-null attribute of `config`.
fn agrees(config: &Value, object: &Value) -> bool {
    let (Some(config), Some(object)) = (config.as_map(), object.as_map()) else { return false };
    config.iter().all(|(name, value)| value.is_null() || object.get(name) == Some(value))
}

fn member<'a>(object: &'a Value, name: &str) -> &'a Value {
    object.as_map().and_then(|members: &BTreeMap<String, Value>| members.get(name)).unwrap_or(&Value::Null)
}

fn element(list: &Value, index: usize) -> &Value {
    list.as_list().and_then(|elements| elements.get(index)).unwrap_or(&Value::Null)
}
