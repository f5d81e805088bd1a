//! Reads the attributes of one object: what the derived code calls.

use super::{FromValue, wrong_type};
use crate::diagnostic::{Diagnostics, Result};
use crate::value::{AttributePath, Value};

/// The attributes of an object on their way into a struct; collects what is wrong with any of them.
#[derive(Debug)]
pub struct Fields<'a> {
    object: &'a Value,
    path: &'a AttributePath,
    diagnostics: Diagnostics,
}

impl<'a> Fields<'a> {
    /// The attributes of `object`, which stands at `path`.
    ///
    /// # Errors
    /// If it is not an object.
    pub fn new(object: &'a Value, path: &'a AttributePath) -> Result<Self> {
        if object.as_map().is_none() {
            return Err(wrong_type("an object", object, path).into());
        }
        Ok(Self { object, path, diagnostics: Diagnostics::new() })
    }

    /// Reads one attribute; an absent one is null. `None` means that it failed: [`Fields::finish`] then fails too.
    pub fn read<T: FromValue>(&mut self, name: &str) -> Option<T> {
        let value = self.object.attribute(name).unwrap_or(&Value::Null);
        self.diagnostics.take(T::from_value(value, &self.path.clone().attribute(name)))
    }

    /// Reads one optional and computed attribute for [`Model::Arguments`](super::Model::Arguments): unknown means that the
    /// practitioner left it to the provider.
    pub fn read_argument<T: FromValue>(&mut self, name: &str) -> Option<Option<T>> {
        match self.object.attribute(name) {
            None | Some(Value::Null | Value::Unknown(_)) => Some(None),
            Some(_) => self.read(name).map(Some),
        }
    }

    /// Reads a block that stands at most once. It is absent while a `dynamic` block does not know yet whether it makes one.
    pub fn read_block<T: FromValue>(&mut self, name: &str) -> Option<Option<T>> {
        self.read_argument(name)
    }

    /// Reads nested blocks. None are there while a `dynamic` block does not know yet how many it makes.
    pub fn read_blocks<T: FromValue>(&mut self, name: &str) -> Option<Vec<T>> {
        match self.object.attribute(name) {
            None | Some(Value::Null | Value::Unknown(_)) => Some(Vec::new()),
            Some(_) => self.read(name),
        }
    }

    /// The struct made of all fields.
    ///
    /// # Errors
    /// What was wrong with any of them.
    pub fn finish<T>(self, make: impl FnOnce() -> Option<T>) -> Result<T> {
        match make() {
            Some(model) if !self.diagnostics.has_errors() => Ok(model),
            _ => Err(self.diagnostics),
        }
    }
}
