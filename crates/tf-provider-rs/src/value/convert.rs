//! Rust values as Terraform values.

use std::collections::BTreeMap;

use super::{Number, Value, text};

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// Normalizes, as Terraform does with every string: otherwise an answer could differ from what Terraform makes of it.
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text::nfc(text))
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number.into())
    }
}

/// A list or tuple; a set is made with [`Value::set`].
impl From<Vec<Value>> for Value {
    fn from(elements: Vec<Value>) -> Self {
        Self::List(elements)
    }
}

/// An object; a map with keys of outside origin is made with [`Value::map`], which normalizes them.
impl From<BTreeMap<String, Value>> for Value {
    fn from(elements: BTreeMap<String, Value>) -> Self {
        Self::Map(elements)
    }
}

/// `None` is null.
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
