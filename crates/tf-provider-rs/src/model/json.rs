//! [`Json`]: JSON text that is compared by meaning.

use std::fmt;

use super::{AttributeType, FromValue, ToValue};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::schema::Shape;
use crate::value::{AttributePath, Type, Value};

/// JSON text in a string attribute. Two texts that differ only in white space or in the order of members are equal, and the
/// spelling in state is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json(String);

impl Json {
    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromValue for Json {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        String::from_value(value, path).map(Self)
    }
}

impl ToValue for Json {
    fn to_value(&self) -> Value {
        Value::from(self.0.as_str())
    }
}

impl AttributeType for Json {
    type View = Self;
    type Arguments = Self;

    fn shape() -> Shape {
        Shape::Type(Type::String)
    }

    fn semantically_equal() -> Option<fn(&Value, &Value) -> bool> {
        Some(|one, other| {
            let parse =
                |value: &Value| value.as_str().and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
            matches!((parse(one), parse(other)), (Some(one), Some(other)) if one == other)
        })
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        let Some(text) = value.as_str() else { return };
        if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
            diagnostics.push(
                Diagnostic::error("Invalid JSON", format!("The text is not JSON: {error}. Use jsonencode()."))
                    .at(path.clone()),
            );
        }
    }
}
