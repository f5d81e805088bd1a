//! `bool`, `i64`, `Number`, `String`.

use super::{AttributeType, FromValue, ToValue, wrong_type};
use crate::diagnostic::{Diagnostic, Result};
use crate::schema::Shape;
use crate::value::{AttributePath, Number, Type, Value};

macro_rules! leaf {
    ($rust:ty, $terraform:expr) => {
        impl AttributeType for $rust {
            type View = Self;
            type Arguments = Self;

            fn shape() -> Shape {
                Shape::Type($terraform)
            }
        }
    };
}

leaf!(bool, Type::Bool);
leaf!(i64, Type::Number);
leaf!(Number, Type::Number);
leaf!(String, Type::String);

impl FromValue for bool {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        Ok(value.as_bool().ok_or_else(|| wrong_type("a bool", value, path))?)
    }
}

impl ToValue for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }
}

impl FromValue for Number {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        Ok(value.as_number().cloned().ok_or_else(|| wrong_type("a number", value, path))?)
    }
}

impl ToValue for Number {
    fn to_value(&self) -> Value {
        Value::Number(self.clone())
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        let number = Number::from_value(value, path)?;
        Ok(number.as_i64().ok_or_else(|| {
            Diagnostic::error(
                "Not a whole number",
                format!("Use a whole number between {} and {}, not {number}.", i64::MIN, i64::MAX),
            )
            .or_at(path)
        })?)
    }
}

impl ToValue for i64 {
    fn to_value(&self) -> Value {
        Value::Number(Number::from(*self))
    }
}

impl FromValue for String {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        Ok(value.as_str().ok_or_else(|| wrong_type("a string", value, path))?.to_owned())
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        Value::from(self.as_str())
    }
}
