//! Whether a later value keeps what an earlier one said: a result its plan, and the final plan the first one.
//!
//! Source: hashicorp/terraform v1.11.4, internal/plans/objchange/compatible.go.

use std::collections::BTreeMap;

use super::place::Place;
use super::{Rule, Violation};
use crate::plan::member;
use crate::schema::{Block, BlockNesting};
use crate::value::{Type, Value};

/// What `actual` does not keep of `planned`, for an object of this block.
pub fn violations(block: &Block, planned: &Value, actual: &Value) -> Vec<Violation> {
    let mut walk = Walk::default();
    walk.block(block, planned, actual, &Place::ROOT);
    walk.found
}

/// Whether any value of the type keeps what was planned.
fn is_kept(r#type: &Type, planned: &Value, actual: &Value) -> bool {
    let mut walk = Walk::default();
    walk.value(r#type, planned, actual, &Place::ROOT);
    walk.found.is_empty()
}

#[derive(Debug, Default)]
struct Walk {
    found: Vec<Violation>,
}

impl Walk {
    fn add(&mut self, rule: Rule, place: &Place<'_>, what: impl Into<String>) {
        self.found.push(Violation::new(rule, place.path(), what));
    }

    fn block(&mut self, block: &Block, planned: &Value, actual: &Value, place: &Place<'_>) {
        match (planned.is_null(), actual.is_null()) {
            (true, true) => return,
            (true, false) => return self.add(Rule::Existence, place, "it was planned not to exist, and now exists"),
            (false, true) => return self.add(Rule::Existence, place, "it was planned to exist, and now does not"),
            (false, false) => {}
        }
        for attribute in &block.attributes {
            let (planned, actual) = (part(planned, attribute.name), part(actual, attribute.name));
            if planned != actual {
                self.value(&attribute.shape.value_type(), planned, actual, &place.attribute(attribute.name));
            }
        }
        for nested in &block.blocks {
            let (planned, actual) = (part(planned, nested.name), part(actual, nested.name));
            if planned == actual {
                continue;
            }
            let place = place.attribute(nested.name);
            match (nested.nesting, planned, actual) {
                // A `dynamic` block makes none, or as many as it likes.
                (_, Value::Unknown(_), Value::Null) | (BlockNesting::List { .. }, Value::Unknown(_), _) => {}
                (BlockNesting::Single, ..) => self.block(&nested.block, planned, actual, &place),
                (BlockNesting::List { .. }, ..) => self.blocks(&nested.block, planned, actual, &place),
            }
        }
    }

    fn blocks(&mut self, block: &Block, planned: &Value, actual: &Value, place: &Place<'_>) {
        let (planned, actual) = (planned.as_list().unwrap_or_default(), actual.as_list().unwrap_or_default());
        if planned.len() != actual.len() {
            let what = format!("{} blocks were planned, and now there are {}", planned.len(), actual.len());
            return self.add(Rule::KeptBlocks, place, what);
        }
        for (index, (planned, actual)) in planned.iter().zip(actual).enumerate() {
            self.block(block, planned, actual, &place.index(index));
        }
    }

    fn value(&mut self, r#type: &Type, planned: &Value, actual: &Value, place: &Place<'_>) {
        match (r#type, planned, actual) {
            // Of a value without a type nothing was said.
            (Type::Dynamic, Value::Unknown(_) | Value::Null, _) => {}
            (Type::Dynamic, Value::Dynamic(planned), Value::Dynamic(actual)) if planned.r#type == actual.r#type => {
                self.value(&planned.r#type, &planned.value, &actual.value, place);
            }
            (Type::Dynamic, ..) => self.add(Rule::Kept, place, "it was planned with another type"),
            (_, Value::Unknown(promised), actual) if !promised.allows(actual) => {
                self.add(Rule::KeptPromise, place, "it is not what the plan promised of it");
            }
            (_, Value::Unknown(_), _) => {}
            (_, Value::Null, Value::Null) => {}
            (_, _, Value::Null) => self.add(Rule::Kept, place, "a value was planned, and now there is none"),
            (_, Value::Null, _) => self.add(Rule::Kept, place, "no value was planned, and now there is one"),
            (_, _, Value::Unknown(_)) => self.add(Rule::Kept, place, "it was known in the plan, and now is not"),
            (Type::Set(element), Value::List(planned), Value::List(actual)) => {
                self.set(element, planned, actual, place)
            }
            (Type::List(element), Value::List(planned), Value::List(actual)) => {
                if planned.len() != actual.len() {
                    let what = format!("{} elements were planned, and now there are {}", planned.len(), actual.len());
                    self.add(Rule::KeptElements, place, what);
                }
                for (index, (planned, actual)) in planned.iter().zip(actual).enumerate() {
                    self.value(element, planned, actual, &place.index(index));
                }
            }
            (Type::Tuple(elements), Value::List(planned), Value::List(actual)) => {
                for (index, ((element, planned), actual)) in elements.iter().zip(planned).zip(actual).enumerate() {
                    self.value(element, planned, actual, &place.index(index));
                }
            }
            (Type::Map(element), Value::Map(planned), Value::Map(actual)) => self.map(element, planned, actual, place),
            (Type::Object(attributes), Value::Map(_), Value::Map(_)) => {
                for (name, r#type) in attributes {
                    self.value(r#type, member(planned, name), member(actual, name), &place.attribute(name));
                }
            }
            _ if planned != actual => self.add(Rule::Kept, place, "the value is not the planned one"),
            _ => {}
        }
    }

    fn map(
        &mut self,
        element: &Type,
        planned: &BTreeMap<String, Value>,
        actual: &BTreeMap<String, Value>,
        place: &Place<'_>,
    ) {
        for (key, planned) in planned {
            match actual.get(key) {
                Some(actual) => self.value(element, planned, actual, &place.key(key)),
                None => self.add(Rule::KeptElements, &place.key(key), "a planned element has vanished"),
            }
        }
        for key in actual.keys().filter(|key| !planned.contains_key(*key)) {
            self.add(Rule::KeptElements, &place.key(key), "an element that was not planned has appeared");
        }
    }

    /// Elements may turn out to be the same, so there may be fewer than planned.
    fn set(&mut self, element: &Type, planned: &[Value], actual: &[Value], place: &Place<'_>) {
        let comes_true = |planned: &Value| actual.iter().any(|actual| is_kept(element, planned, actual));
        let was_planned = |actual: &Value| planned.iter().any(|planned| is_kept(element, planned, actual));
        if !planned.iter().all(comes_true) {
            self.add(Rule::KeptSet, place, "a planned element of the set is not there");
        }
        if !actual.iter().all(was_planned) {
            self.add(Rule::KeptSet, place, "an element of the set was not planned");
        }
        if actual.len() > planned.len() {
            let what = format!("{} elements were planned, and now there are {}", planned.len(), actual.len());
            self.add(Rule::KeptSet, place, what);
        }
    }
}

/// The part of an object; every part of what is unknown is unknown.
fn part<'a>(object: &'a Value, name: &str) -> &'a Value {
    if object.is_unknown() { object } else { member(object, name) }
}
