//! What Terraform is going to store: nothing in it is unknown, and nothing write-only.
//!
//! Source: hashicorp/terraform v1.11.4, internal/terraform/node_resource_abstract_instance.go (`IsWhollyKnown` after apply, refresh,
//! import and data), internal/lang/ephemeral/assert.go (`ValidateWriteOnlyAttributes`).

use super::place::Place;
use super::{Rule, Violation};
use crate::schema::{Attribute, Block, BlockNesting, Nesting, Schema, Shape};
use crate::value::Value;

/// Every place of `state` that is unknown, and every write-only value in it.
pub fn violations(schema: &Schema, state: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    if !state.is_wholly_known() {
        unknown(state, &Place::ROOT, &mut found);
    }
    write_only_block(&schema.block, state, &Place::ROOT, &mut found);
    found
}

/// Write-only values in what `state` holds of this block.
pub(super) fn write_only(block: &Block, state: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    write_only_block(block, state, &Place::ROOT, &mut found);
    found
}

/// The state with null in place of all that must not be stored.
#[must_use]
pub fn settle(schema: &Schema, state: Value) -> Value {
    let mut state = state.unknown_as_null();
    let paths = write_only(&schema.block, &state);
    for violation in paths {
        if let Some(value) = state.at_mut(&violation.path) {
            *value = Value::Null;
        }
    }
    state
}

fn unknown(value: &Value, place: &Place<'_>, found: &mut Vec<Violation>) {
    match value {
        Value::Unknown(_) => {
            found.push(Violation::new(Rule::Unknown, place.path(), "it is still unknown"));
        }
        Value::List(elements) => {
            elements.iter().enumerate().for_each(|(index, element)| unknown(element, &place.index(index), found));
        }
        Value::Map(members) => members.iter().for_each(|(name, member)| unknown(member, &place.attribute(name), found)),
        Value::Dynamic(dynamic) => unknown(&dynamic.value, place, found),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Null => {}
    }
}

fn write_only_block(block: &Block, value: &Value, place: &Place<'_>, found: &mut Vec<Violation>) {
    write_only_attributes(&block.attributes, value, place, found);
    for nested in &block.blocks {
        let (Some(value), place) = (value.attribute(nested.name), place.attribute(nested.name)) else { continue };
        match nested.nesting {
            BlockNesting::Single => write_only_block(&nested.block, value, &place, found),
            BlockNesting::List { .. } => {
                for (index, element) in value.as_list().unwrap_or_default().iter().enumerate() {
                    write_only_block(&nested.block, element, &place.index(index), found);
                }
            }
        }
    }
}

fn write_only_attributes(attributes: &[Attribute], object: &Value, place: &Place<'_>, found: &mut Vec<Violation>) {
    for attribute in attributes {
        let Some(value) = object.attribute(attribute.name) else { continue };
        let place = place.attribute(attribute.name);
        if attribute.write_only && !value.is_null() {
            found.push(Violation::new(Rule::WriteOnly, place.path(), "a write-only value is in the answer"));
        } else if let Shape::Nested(nesting, nested) = &attribute.shape {
            found.extend(write_only_within(*nesting, nested, value, &place));
        }
    }
}

/// Write-only values in nested objects. Sets have none, by their schema.
pub(super) fn write_only_within(
    nesting: Nesting,
    attributes: &[Attribute],
    value: &Value,
    place: &Place<'_>,
) -> Vec<Violation> {
    let mut found = Vec::new();
    match (nesting, value) {
        (Nesting::Single, object) => write_only_attributes(attributes, object, place, &mut found),
        (Nesting::List, Value::List(elements)) => {
            for (index, element) in elements.iter().enumerate() {
                write_only_attributes(attributes, element, &place.index(index), &mut found);
            }
        }
        (Nesting::Map, Value::Map(elements)) => {
            for (key, element) in elements {
                write_only_attributes(attributes, element, &place.key(key), &mut found);
            }
        }
        _ => {}
    }
    found
}
