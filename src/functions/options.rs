//! The options of a function: an object of which every attribute may be missing.
//!
//! Terraform's function parameters have no optional attributes, and an object that is converted to a type loses, without a word, what the type
//! does not have. So options are of the type `dynamic`, and read here: a name that is not known is an error.

use std::collections::BTreeMap;
use std::str::FromStr;

use tf_provider_rs::function::FunctionType;
use tf_provider_rs::model::{FromValue, ToValue};
use tf_provider_rs::value::{AttributePath, Type, Value};
use tf_provider_rs::{Diagnostic, Diagnostics, Result};

use crate::rules::Violation;

/// One object of options, as a caller wrote it.
#[derive(Clone, Debug)]
pub struct Options {
    path: AttributePath,
    value: Value,
}

impl FromValue for Options {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        Ok(Self { path: path.clone(), value: value.clone() })
    }
}

impl ToValue for Options {
    fn to_value(&self) -> Value {
        self.value.clone()
    }
}

impl FunctionType for Options {
    type View = Self;

    fn r#type() -> Type {
        Type::Dynamic
    }

    fn takes_null() -> bool {
        false
    }
}

impl Options {
    /// The only object of options of a call, or none at all.
    ///
    /// # Errors
    /// More than one; what is no object; a name that is not in `names`.
    pub(super) fn only(given: Vec<Self>, names: &[&str]) -> Result<Self> {
        let mut given = given.into_iter();
        let empty = || Self { path: AttributePath::root(), value: Value::Map(BTreeMap::new()) };
        let first = given.next().unwrap_or_else(empty);
        if let Some(second) = given.next() {
            let error = Diagnostic::error("Too many arguments", "Put all options into one object.");
            return Err(error.at(second.path).into());
        }
        first.with_names(names)
    }

    fn with_names(self, names: &[&str]) -> Result<Self> {
        let Some(attributes) = self.value.as_map() else {
            let detail = format!("Write {{ {} = ... }}.", names.first().copied().unwrap_or_default());
            return Err(Diagnostic::error("Not an object", detail).at(self.path).into());
        };
        let unknown = attributes.keys().filter(|name| !names.contains(&name.as_str())).map(|name| {
            let known: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            let detail = format!("It can be {}.", known.join(", "));
            Diagnostic::error("Unknown option", detail).at(self.at(name))
        });
        unknown.collect::<Diagnostics>().into_result(())?;
        Ok(self)
    }

    /// Where an option stands.
    pub(super) fn at(&self, name: &str) -> AttributePath {
        self.path.clone().attribute(name)
    }

    /// Whether an option is set.
    pub(super) fn has(&self, name: &str) -> bool {
        self.value.attribute(name).is_some_and(|value| !value.is_null())
    }

    /// The error that an option is refused with.
    pub(super) fn refuse(&self, name: &str, summary: &str, detail: impl Into<String>) -> Diagnostics {
        Diagnostic::error(summary, detail).at(self.at(name)).into()
    }

    /// A text, if it is set.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>> {
        self.read(name, text)
    }

    /// A text that stands for something, if it is set.
    pub(super) fn parsed<T: FromStr<Err = Violation>>(&self, name: &str) -> Result<Option<T>> {
        self.checked(name, str::parse)
    }

    /// A text that `check` makes something of, if it is set.
    pub(super) fn checked<T>(
        &self,
        name: &str,
        check: impl FnOnce(&str) -> std::result::Result<T, Violation>,
    ) -> Result<Option<T>> {
        let found = self.text(name)?;
        found.map(|text| refused_at(check(&text), self.at(name))).transpose()
    }

    /// A whole number, if it is set.
    pub(super) fn number(&self, name: &str) -> Result<Option<i64>> {
        self.read(name, |value, path| {
            let number = value.as_number().and_then(tf_provider_rs::value::Number::as_i64);
            number.ok_or_else(|| wrong_type("a whole number", path))
        })
    }

    /// Texts, each with the place where it stands; none if the option is not set.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<(AttributePath, String)>> {
        let elements = self.elements(name, "a list of strings")?;
        elements.into_iter().map(|(path, value)| Ok((path.clone(), text(value, path)?))).collect()
    }

    /// Texts by key, each with the place where it stands, empty ones too; none if the option is not set.
    pub(super) fn text_map(&self, name: &str) -> Result<BTreeMap<String, (AttributePath, String)>> {
        let found = self.read(name, |value, path| {
            let elements = value.as_map().ok_or_else(|| wrong_type("a map of strings", path.clone()))?;
            let element = |(key, value): (&String, &Value)| {
                let path = path.clone().key(key);
                let text = value.as_str().ok_or_else(|| wrong_type("a string", path.clone()))?;
                Ok((key.clone(), (path, text.to_owned())))
            };
            elements.iter().map(element).collect()
        });
        Ok(found?.unwrap_or_default())
    }

    /// Objects with attributes of these names; none if the option is not set.
    pub(super) fn objects(&self, name: &str, names: &[&str]) -> Result<Vec<Self>> {
        let elements = self.elements(name, "a list of objects")?;
        elements.into_iter().map(|(path, value)| Self { path, value: value.clone() }.with_names(names)).collect()
    }

    fn elements(&self, name: &str, expected: &str) -> Result<Vec<(AttributePath, &Value)>> {
        let found = self.read(name, |value, path| {
            let elements = value.as_list().ok_or_else(|| wrong_type(expected, path.clone()))?;
            Ok((0..).zip(elements).map(|(index, element)| (path.clone().index(index), element)).collect())
        });
        Ok(found?.unwrap_or_default())
    }

    fn read<'a, T>(
        &'a self,
        name: &str,
        read: impl FnOnce(&'a Value, AttributePath) -> Result<T>,
    ) -> Result<Option<T>> {
        let value = self.value.attribute(name).filter(|value| !value.is_null());
        value.map(|value| read(value, self.at(name))).transpose()
    }
}

/// What a rule made of a value at `path`.
pub(super) fn refused_at<T>(result: std::result::Result<T, Violation>, path: AttributePath) -> Result<T> {
    result.map_err(|violation| Diagnostic::from(violation).at(path).into())
}

fn text(value: &Value, path: AttributePath) -> Result<String> {
    match value.as_str() {
        Some("") => Err(Diagnostic::error("Empty text", "Leave it out, or set it to null.").at(path).into()),
        Some(text) => Ok(text.to_owned()),
        None => Err(wrong_type("a string", path)),
    }
}

fn wrong_type(expected: &str, path: AttributePath) -> Diagnostics {
    Diagnostic::error("Wrong type", format!("It must be {expected}.")).at(path).into()
}
