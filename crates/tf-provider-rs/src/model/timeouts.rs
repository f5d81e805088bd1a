//! The `timeouts` block: how long create, read, update and delete may take.

use std::time::Duration;

use super::{AttributeType, FromValue, ToValue, duration, validate_with};
use crate::diagnostic::{Diagnostic, Result};
use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock};
use crate::value::{AttributePath, Value};

/// The `timeouts` block of a resource, as the practitioner wrote it. Null when the block is absent.
///
/// A model declares it as `#[tf(timeouts(create = "60m", delete = "45m"))] pub timeouts: Timeouts`; the framework then gives
/// each operation its deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeouts(Value);

impl Default for Timeouts {
    fn default() -> Self {
        Self(Value::Null)
    }
}

impl Timeouts {
    /// The block's schema: one attribute for each operation that has a default.
    pub fn block(defaults: &[(&'static str, &'static str)]) -> NestedBlock {
        let attributes = defaults
            .iter()
            .map(|(operation, default)| Attribute {
                name: operation,
                description: format!(
                    "How long to wait for the {operation} operation, as a number with a unit: `30s`, `90m`, `1h30m`. Default value: `{default}`."
                ),
                mode: Mode::Optional,
                validate: vec![|value, path, diagnostics| {
                    validate_with(value, path, diagnostics, |text: &String| parse_duration(text).map(drop));
                }],
                ..Attribute::new(operation, String::shape())
            })
            .collect();
        let description = "How long to wait for each operation.".to_owned();
        NestedBlock {
            name: "timeouts",
            nesting: BlockNesting::Single,
            block: Block { description, attributes, blocks: Vec::new() },
        }
    }

    /// How long `operation` may take in a configuration, plan or state `object`.
    pub(crate) fn of(object: &Value, operation: &str, defaults: &[(&str, &str)]) -> Option<Duration> {
        let configured =
            object.attribute("timeouts").and_then(|block| block.attribute(operation)).and_then(Value::as_str);
        let default = defaults.iter().find(|(name, _)| *name == operation).map(|(_, text)| *text);
        parse_duration(configured.or(default)?).ok()
    }
}

impl FromValue for Timeouts {
    fn from_value(value: &Value, _path: &AttributePath) -> Result<Self> {
        Ok(Self(value.clone()))
    }
}

impl ToValue for Timeouts {
    fn to_value(&self) -> Value {
        self.0.clone()
    }
}

/// Parses a duration as Go and Terraform write it: numbers with the units `h`, `m`, `s`, `ms`, for example `1h30m`.
///
/// # Errors
/// A diagnostic that says which forms are allowed. Zero and negative durations are refused.
pub fn parse_duration(text: &str) -> Result<Duration, Diagnostic> {
    duration::parse(text).ok_or_else(|| {
        Diagnostic::error(
            "Invalid duration",
            format!(
                "`{text}` is not a duration. Use a positive number with a unit, for example `90s`, `45m` or `1h30m`."
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_numbers_with_units() {
        for (text, seconds) in [("90s", 90.0), ("45m", 2700.0), ("1h30m", 5400.0), ("1.5h", 5400.0), ("250ms", 0.25)] {
            assert_eq!(parse_duration(text), Ok(Duration::from_secs_f64(seconds)), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_allowed_forms() {
        for text in ["", "0s", "5", "m", "-5m", "5 m", "1d", "1..5s", "abc", "99999999999999999999999h"] {
            let diagnostic = parse_duration(text).unwrap_err();
            assert_eq!(
                diagnostic.detail,
                format!(
                    "`{text}` is not a duration. Use a positive number with a unit, for example `90s`, `45m` or `1h30m`."
                )
            );
        }
    }
}
