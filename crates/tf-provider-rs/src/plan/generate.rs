//! A configuration from a state, for objects that were imported or found.

use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::Value;

/// What a practitioner would have to write for an object with this `state`: no more than is needed. Left out is what only the provider
/// sets, what is deprecated, and what is the default anyway.
pub(crate) fn generated_config(block: &Block, state: &Value) -> Value {
    let Value::Map(members) = state else { return state.clone() };
    let value = |name: &str| members.get(name).unwrap_or(&Value::Null);
    let attributes =
        block.attributes.iter().map(|attribute| (attribute.name, needed(attribute, value(attribute.name))));
    let blocks = block.blocks.iter().map(|nested| {
        let config = match (nested.nesting, value(nested.name)) {
            (BlockNesting::Single, object @ Value::Map(_)) => {
                let config = generated_config(&nested.block, object);
                if is_empty(&config) { Value::Null } else { config }
            }
            (BlockNesting::List { .. }, Value::List(elements)) => {
                Value::list(elements.iter().map(|element| generated_config(&nested.block, element)))
            }
            (_, other) => other.clone(),
        };
        (nested.name, config)
    });
    Value::object(attributes.chain(blocks))
}

fn is_empty(object: &Value) -> bool {
    object.as_map().is_some_and(|members| members.values().all(Value::is_null))
}

fn needed(attribute: &Attribute, value: &Value) -> Value {
    let is_needed = attribute.mode.is_configurable()
        && attribute.deprecated.is_none()
        && !attribute.write_only
        && attribute.default.as_ref() != Some(value);
    if !is_needed {
        return Value::Null;
    }
    let Shape::Nested(nesting, members) = &attribute.shape else { return value.clone() };
    let object = |value: &Value| match value {
        Value::Map(_) => Value::object(
            members
                .iter()
                .map(|member| (member.name, needed(member, value.attribute(member.name).unwrap_or(&Value::Null)))),
        ),
        other => other.clone(),
    };
    match (nesting, value) {
        (Nesting::Single, value) => object(value),
        (Nesting::Map, Value::Map(elements)) => {
            Value::map(elements.iter().map(|(key, element)| (key.as_str(), object(element))))
        }
        (Nesting::List, Value::List(elements)) => Value::list(elements.iter().map(object)),
        (Nesting::Set, Value::List(elements)) => Value::set(elements.iter().map(object)),
        (_, other) => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::generated_config;
    use crate::model::{Model as _, Timeouts, ToValue, WriteOnly};
    use crate::value::Value;

    /// A shelf.
    #[derive(Clone, Debug, crate::Model)]
    struct Shelf {
        /// Name.
        #[tf(required)]
        name: String,
        /// Height. Default value: `3`.
        #[tf(default = 3)]
        height: i64,
        /// Width. Default value: `2`.
        #[tf(default = 2)]
        width: i64,
        /// Colour.
        #[tf(optional, deprecated = "Use `paint`.")]
        colour: Option<String>,
        /// Paint.
        #[tf(optional, computed)]
        paint: Option<String>,
        /// Key.
        #[tf(optional)]
        key: Option<WriteOnly<String>>,
        /// Boards in order.
        #[tf(optional)]
        boards: Option<Vec<Board>>,
        /// Board at the top.
        #[tf(block)]
        top: Option<Board>,
        /// Identifier.
        #[tf(computed)]
        id: String,
        /// Timeouts.
        #[tf(timeouts(create = "5m"))]
        timeouts: Timeouts,
    }

    /// A board.
    #[derive(Clone, Debug, PartialEq, crate::Model)]
    struct Board {
        /// Thickness.
        #[tf(required)]
        thickness: i64,
        /// Weight.
        #[tf(computed)]
        weight: Option<i64>,
    }

    #[test]
    fn what_nobody_needs_to_write_is_left_out() {
        let board = Board { thickness: 1, weight: Some(9) };
        let state = Shelf {
            name: "a".to_owned(),
            height: 3,
            width: 5,
            colour: Some("red".to_owned()),
            paint: Some("lead".to_owned()),
            key: None,
            boards: Some(vec![board.clone()]),
            top: Some(board),
            id: "1".to_owned(),
            timeouts: Timeouts::default(),
        };
        let board = Value::object([("thickness", Value::from(1)), ("weight", Value::Null)]);
        let expected = Value::object([
            ("name", Value::from("a")),
            ("height", Value::Null),
            ("width", Value::from(5)),
            ("colour", Value::Null),
            ("paint", Value::from("lead")),
            ("key", Value::Null),
            ("boards", Value::list([board.clone()])),
            ("top", board),
            ("id", Value::Null),
            ("timeouts", Value::Null),
        ]);
        assert_eq!(generated_config(&Shelf::block(), &state.to_value()), expected);
    }
}
