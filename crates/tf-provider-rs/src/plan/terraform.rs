//! Terraform's share of a plan: how it merges configuration and prior state into the proposed new state.
//!
//! Source: hashicorp/terraform v1.11.4, internal/plans/objchange/objchange.go.

use super::walk::{element, member};
use crate::schema::{Attribute, Block, BlockNesting, Mode, Nesting, Shape};
use crate::value::Value;

/// What Terraform proposes for `config` over `prior`, which is null for a creation.
pub(crate) fn proposed_new_state(block: &Block, prior: &Value, config: &Value) -> Value {
    let attributes = block.attributes.iter().map(|attribute| {
        (attribute.name, proposed_attribute(attribute, member(prior, attribute.name), member(config, attribute.name)))
    });
    let blocks = block.blocks.iter().map(|nested| {
        let (prior, config) = (member(prior, nested.name), member(config, nested.name));
        let proposed = match (nested.nesting, config) {
            (_, Value::Unknown(_) | Value::Null) => config.clone(),
            (BlockNesting::Single, _) => proposed_new_state(&nested.block, prior, config),
            (BlockNesting::List { .. }, config) => {
                let elements = config.as_list().unwrap_or_default().iter().enumerate();
                Value::list(elements.map(|(i, config)| proposed_new_state(&nested.block, element(prior, i), config)))
            }
        };
        (nested.name, proposed)
    });
    Value::object(attributes.chain(blocks))
}

fn proposed_attribute(attribute: &Attribute, prior: &Value, config: &Value) -> Value {
    match &attribute.shape {
        _ if config.is_null() && attribute.mode.is_computed() => {
            if was_configured(attribute, prior) {
                Value::Null
            } else {
                prior.clone()
            }
        }
        Shape::Type(_) => config.clone(),
        Shape::Nested(nesting, attributes) => proposed_nested(*nesting, attributes, prior, config),
    }
}

/// An optional and computed object with something that the provider cannot have chosen must come from an earlier configuration.
fn was_configured(attribute: &Attribute, prior: &Value) -> bool {
    let Shape::Nested(nesting, attributes) = &attribute.shape else { return false };
    attribute.mode == Mode::OptionalComputed
        && objects(*nesting, prior).iter().any(|object| {
            attributes.iter().any(|nested| {
                let value = member(object, nested.name);
                !value.is_null()
                    && (!nested.mode.is_computed()
                        || was_configured(&Attribute { mode: Mode::OptionalComputed, ..nested.clone() }, value))
            })
        })
}

fn objects(nesting: Nesting, value: &Value) -> Vec<&Value> {
    match (nesting, value) {
        (_, Value::Null | Value::Unknown(_)) => Vec::new(),
        (Nesting::Single, object) => vec![object],
        (Nesting::Map, map) => map.as_map().into_iter().flatten().map(|(_, object)| object).collect(),
        (Nesting::List | Nesting::Set, list) => list.as_list().unwrap_or_default().iter().collect(),
    }
}

fn proposed_nested(nesting: Nesting, attributes: &[Attribute], prior: &Value, config: &Value) -> Value {
    let object = |prior: &Value, config: &Value| match config {
        Value::Null | Value::Unknown(_) => config.clone(),
        _ => Value::object(attributes.iter().map(|attribute| {
            let (prior, config) = (member(prior, attribute.name), member(config, attribute.name));
            (attribute.name, proposed_attribute(attribute, prior, config))
        })),
    };
    match (nesting, config) {
        (_, Value::Null | Value::Unknown(_)) => config.clone(),
        (Nesting::Single, config) => object(prior, config),
        (Nesting::List, config) => {
            let elements = config.as_list().unwrap_or_default().iter().enumerate();
            Value::list(elements.map(|(index, config)| object(element(prior, index), config)))
        }
        (Nesting::Map, config) => {
            let elements = config.as_map().into_iter().flatten();
            Value::map(elements.map(|(key, config)| (key.as_str(), object(member(prior, key), config))))
        }
        (Nesting::Set, config) => {
            let mut free: Vec<&Value> = prior.as_list().unwrap_or_default().iter().collect();
            Value::set(config.as_list().unwrap_or_default().iter().map(|config| {
                let same = free.iter().position(|prior| could_be_from(attributes, config, prior));
                object(same.map_or(&Value::Null, |index| free.remove(index)), config)
            }))
        }
    }
}

/// Whether a prior element of a set could have come from this configuration: they differ only where it says nothing and the provider
/// may choose.
fn could_be_from(attributes: &[Attribute], config: &Value, prior: &Value) -> bool {
    config == prior
        || attributes.iter().all(|attribute| {
            let (config, prior) = (member(config, attribute.name), member(prior, attribute.name));
            match (&attribute.shape, config, prior) {
                _ if config == prior => true,
                (Shape::Type(_), config, _) => config.is_null() && attribute.mode.is_computed(),
                (Shape::Nested(Nesting::Single, attributes), Value::Map(_), Value::Map(_)) => {
                    could_be_from(attributes, config, prior)
                }
                (Shape::Nested(Nesting::List, attributes), Value::List(config), Value::List(prior)) => {
                    config.len() == prior.len()
                        && config.iter().zip(prior).all(|(config, prior)| could_be_from(attributes, config, prior))
                }
                (Shape::Nested(Nesting::Map, attributes), Value::Map(config), Value::Map(prior)) => {
                    config.keys().eq(prior.keys())
                        && config.values().zip(prior.values()).all(|(c, p)| could_be_from(attributes, c, p))
                }
                _ => false,
            }
        })
}
