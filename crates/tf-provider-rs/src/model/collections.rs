//! `Option`, `Vec` (list), `BTreeSet` (set), `BTreeMap<String, _>` (map).

use std::collections::{BTreeMap, BTreeSet};

use super::{Attr, AttributeType, FromValue, ToValue, wrong_type};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::schema::{Nesting, Shape};
use crate::value::{AttributePath, Type, Value};

impl<T: AttributeType> AttributeType for Option<T> {
    type View = T::View;
    type Arguments = Option<T::Arguments>;

    const WRITE_ONLY: bool = T::WRITE_ONLY;

    fn shape() -> Shape {
        T::shape()
    }

    fn is_nullable() -> bool {
        true
    }

    fn semantically_equal() -> Option<fn(&Value, &Value) -> bool> {
        T::semantically_equal()
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        T::validate(value, path, diagnostics);
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        if value.is_null() { Ok(None) } else { T::from_value(value, path).map(Some) }
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }
}

/// The shape of a collection: nested attributes if its elements are models, else a collection type.
fn collection(element: Shape, of: fn(Box<Type>) -> Type, nesting: Nesting) -> Shape {
    match element {
        Shape::Nested(Nesting::Single, attributes) => Shape::Nested(nesting, attributes),
        other => Shape::Type(of(Box::new(other.value_type()))),
    }
}

fn validate_element<T: AttributeType>(element: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
    match element {
        Value::Unknown(_) => {}
        Value::Null => diagnostics.push(
            Diagnostic::error(
                "Null in a collection",
                "Every element must have a value: remove the null, or give it a value.",
            )
            .at(path.clone()),
        ),
        known => T::validate(known, path, diagnostics),
    }
}

fn elements<T: FromValue, C: FromIterator<T>>(expected: &str, value: &Value, path: &AttributePath) -> Result<C> {
    let list = value.as_list().ok_or_else(|| wrong_type(expected, value, path))?;
    let mut diagnostics = Diagnostics::new();
    let elements = (0..)
        .zip(list)
        .filter_map(|(index, element)| diagnostics.take(T::from_value(element, &path.clone().index(index))))
        .collect();
    diagnostics.into_result(elements)
}

impl<T: AttributeType> AttributeType for Vec<T> {
    type View = Vec<Attr<T::View>>;
    type Arguments = Vec<T::Arguments>;

    fn shape() -> Shape {
        const { assert!(!T::WRITE_ONLY, "the collection as a whole is write-only, not its elements") };
        collection(T::shape(), Type::List, Nesting::List)
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        for (index, element) in (0..).zip(value.as_list().unwrap_or_default()) {
            validate_element::<T>(element, &path.clone().index(index), diagnostics);
        }
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        elements("a list", value, path)
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        Value::List(self.iter().map(T::to_value).collect())
    }
}

impl<T: AttributeType + Ord> AttributeType for BTreeSet<T> {
    type View = Vec<Attr<T::View>>;
    type Arguments = Vec<T::Arguments>;

    fn shape() -> Shape {
        const { assert!(!T::WRITE_ONLY, "the collection as a whole is write-only, not its elements") };
        collection(T::shape(), Type::Set, Nesting::Set)
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        for element in value.as_list().unwrap_or_default() {
            validate_element::<T>(element, path, diagnostics);
        }
    }
}

impl<T: FromValue + Ord> FromValue for BTreeSet<T> {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        let list = value.as_list().ok_or_else(|| wrong_type("a set", value, path))?;
        // Terraform has no path to an element of a set, so every element speaks for the set.
        let mut diagnostics = Diagnostics::new();
        let mut set = Self::new();
        for element in list {
            set.extend(diagnostics.take(T::from_value(element, path)));
        }
        diagnostics.into_result(set)
    }
}

impl<T: ToValue> ToValue for BTreeSet<T> {
    fn to_value(&self) -> Value {
        Value::set(self.iter().map(T::to_value))
    }
}

impl<T: AttributeType> AttributeType for BTreeMap<String, T> {
    type View = BTreeMap<String, Attr<T::View>>;
    type Arguments = BTreeMap<String, T::Arguments>;

    fn shape() -> Shape {
        const { assert!(!T::WRITE_ONLY, "the collection as a whole is write-only, not its elements") };
        collection(T::shape(), Type::Map, Nesting::Map)
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        for (key, element) in value.as_map().into_iter().flatten() {
            validate_element::<T>(element, &path.clone().key(key.as_str()), diagnostics);
        }
    }
}

impl<T: FromValue> FromValue for BTreeMap<String, T> {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        let map = value.as_map().ok_or_else(|| wrong_type("a map", value, path))?;
        let mut diagnostics = Diagnostics::new();
        let mut entries = Self::new();
        for (key, element) in map {
            let element = diagnostics.take(T::from_value(element, &path.clone().key(key.as_str())));
            entries.extend(element.map(|element| (key.clone(), element)));
        }
        diagnostics.into_result(entries)
    }
}

impl<T: ToValue> ToValue for BTreeMap<String, T> {
    fn to_value(&self) -> Value {
        Value::map(self.iter().map(|(key, element)| (key.as_str(), element.to_value())))
    }
}
