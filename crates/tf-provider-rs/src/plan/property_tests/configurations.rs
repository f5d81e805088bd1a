//! Configurations of a schema, and the states that come of their plans.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

use crate::plan::walk::{element, member};
use crate::schema::{Attribute, Block, BlockNesting, Mode, Nesting, Shape};
use crate::value::{Type, Value};

/// Any configuration, with or without values that are not known yet.
pub(super) fn configurations(block: &Block, unknowns: bool) -> BoxedStrategy<Value> {
    let attributes = object(&block.attributes, unknowns);
    let blocks: Vec<_> = block
        .blocks
        .iter()
        .map(|nested| {
            let content = configurations(&nested.block, unknowns);
            let value = match nested.nesting {
                BlockNesting::Single => prop_oneof![content, Just(Value::Null)].boxed(),
                BlockNesting::List { .. } => vec(content, 0..3).prop_map(Value::List).boxed(),
            };
            let name = nested.name;
            value.prop_map(move |value| (name, value)).boxed()
        })
        .collect();
    (attributes, blocks)
        .prop_map(|(attributes, blocks)| {
            let mut members = attributes.as_map().cloned().unwrap_or_default();
            members.extend(blocks.into_iter().map(|(name, value)| (name.to_owned(), value)));
            Value::Map(members)
        })
        .boxed()
}

fn object(attributes: &[Attribute], unknowns: bool) -> BoxedStrategy<Value> {
    let members: Vec<_> = attributes
        .iter()
        .map(|attribute| {
            let name = attribute.name;
            configured(attribute, unknowns).prop_map(move |value| (name, value)).boxed()
        })
        .collect();
    members.prop_map(Value::object).boxed()
}

fn configured(attribute: &Attribute, unknowns: bool) -> BoxedStrategy<Value> {
    let known = match &attribute.shape {
        Shape::Type(r#type) => leaf(r#type),
        Shape::Nested(nesting, attributes) => {
            let object = object(attributes, unknowns);
            match nesting {
                Nesting::Single => object,
                Nesting::List => vec(object, 0..3).prop_map(Value::List).boxed(),
                Nesting::Set => vec(object, 0..3).prop_map(Value::set).boxed(),
                Nesting::Map => btree_map("[kl]", object, 0..3).prop_map(Value::Map).boxed(),
            }
        }
    };
    let known = if unknowns { prop_oneof![8 => known, 1 => Just(Value::unknown())].boxed() } else { known };
    match attribute.mode {
        Mode::Required => known,
        Mode::Optional | Mode::OptionalComputed => prop_oneof![3 => known, 2 => Just(Value::Null)].boxed(),
        Mode::Computed => Just(Value::Null).boxed(),
    }
}

fn leaf(r#type: &Type) -> BoxedStrategy<Value> {
    let text = || select(vec!["a", "A", "b"]);
    match r#type {
        Type::Number => (0..3).prop_map(Value::from).boxed(),
        Type::List(_) => vec(text(), 0..3).prop_map(Value::list).boxed(),
        Type::Set(_) => vec(text(), 0..3).prop_map(Value::set).boxed(),
        Type::Map(_) => btree_map("[kl]", text(), 0..3).prop_map(Value::map).boxed(),
        _ => text().prop_map(Value::from).boxed(),
    }
}

/// What a provider makes of a plan: everything unknown gets a value, no two the same. Every application has its own `number`.
pub(super) fn settle(block: &Block, planned: Value, number: u32) -> Value {
    Settle { next: 1000 * number }.block(block, planned)
}

struct Settle {
    next: u32,
}

impl Settle {
    fn block(&mut self, block: &Block, planned: Value) -> Value {
        if planned.is_null() {
            return planned;
        }
        let mut members = self.object(&block.attributes, &planned).as_map().cloned().unwrap_or_default();
        for nested in &block.blocks {
            let value = member(&planned, nested.name).clone();
            let value = match value {
                Value::List(elements) => {
                    Value::list(elements.into_iter().map(|element| self.block(&nested.block, element)))
                }
                other => self.block(&nested.block, other),
            };
            members.insert(nested.name.to_owned(), value);
        }
        Value::Map(members)
    }

    fn object(&mut self, attributes: &[Attribute], planned: &Value) -> Value {
        let value = |attribute: &Attribute| {
            let planned = if planned.is_unknown() { planned } else { member(planned, attribute.name) };
            (attribute.name, self.value(&attribute.shape, planned))
        };
        Value::object(attributes.iter().map(value).collect::<Vec<_>>())
    }

    fn value(&mut self, shape: &Shape, planned: &Value) -> Value {
        match (shape, planned) {
            (_, Value::Null) => Value::Null,
            (Shape::Type(r#type), Value::Unknown(_)) => self.leaf(r#type),
            (Shape::Type(_), known) => known.clone(),
            (Shape::Nested(Nesting::Single, attributes), planned) => self.object(attributes, planned),
            (Shape::Nested(Nesting::Map, attributes), Value::Unknown(_)) => {
                Value::map([("k", self.object(attributes, planned))])
            }
            (Shape::Nested(_, attributes), Value::Unknown(_)) => Value::list([self.object(attributes, planned)]),
            (Shape::Nested(Nesting::Map, attributes), planned) => {
                let elements = planned.as_map().into_iter().flatten();
                Value::map(elements.map(|(k, v)| (k.as_str(), self.object(attributes, v))).collect::<Vec<_>>())
            }
            (Shape::Nested(nesting, attributes), planned) => {
                let elements = planned.as_list().unwrap_or_default().iter();
                let elements: Vec<_> = elements.map(|element| self.object(attributes, element)).collect();
                if *nesting == Nesting::Set { Value::set(elements) } else { Value::list(elements) }
            }
        }
    }

    /// Every fourth is null: a provider may find that there is nothing.
    fn leaf(&mut self, r#type: &Type) -> Value {
        self.next += 1;
        let text = format!("chosen {}", self.next);
        match r#type {
            _ if self.next.is_multiple_of(4) => Value::Null,
            Type::Number => Value::from(100 + self.next),
            Type::List(_) | Type::Set(_) => Value::list([text]),
            Type::Map(_) => Value::map([("k", text)]),
            _ => Value::from(text),
        }
    }
}

/// Whether the plan has fewer elements in some set than the configuration: two that differ became the same.
pub(super) fn collapses(block: &Block, config: &Value, planned: &Value) -> bool {
    collapses_in(&block.attributes, config, planned)
        || block.blocks.iter().any(|nested| {
            let (config, planned) = (member(config, nested.name), member(planned, nested.name));
            match nested.nesting {
                BlockNesting::Single => collapses(&nested.block, config, planned),
                BlockNesting::List { .. } => (0..config.as_list().unwrap_or_default().len())
                    .any(|index| collapses(&nested.block, element(config, index), element(planned, index))),
            }
        })
}

fn collapses_in(attributes: &[Attribute], config: &Value, planned: &Value) -> bool {
    attributes.iter().any(|attribute| {
        let Shape::Nested(nesting, attributes) = &attribute.shape else { return false };
        let (config, planned) = (member(config, attribute.name), member(planned, attribute.name));
        match (nesting, config, planned) {
            (Nesting::Set, Value::List(config), Value::List(planned)) => {
                config.len() != Value::set(planned.clone()).as_list().unwrap_or_default().len()
            }
            (Nesting::List, Value::List(config), Value::List(planned)) => {
                config.iter().zip(planned).any(|(config, planned)| collapses_in(attributes, config, planned))
            }
            (Nesting::Map, Value::Map(config), Value::Map(planned)) => {
                config.values().zip(planned.values()).any(|(config, planned)| collapses_in(attributes, config, planned))
            }
            _ => collapses_in(attributes, config, planned),
        }
    })
}
