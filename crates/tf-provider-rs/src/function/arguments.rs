//! Reads the arguments of one call: what the derived code calls.

use super::FunctionType;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::schema;
use crate::value::{AttributePath, Value};

/// The arguments of a call on their way into a struct; collects what is wrong with any of them.
#[derive(Debug)]
pub struct Arguments<'a> {
    function: &'a schema::Function,
    values: &'a [Value],
    taken: usize,
    diagnostics: Diagnostics,
}

impl<'a> Arguments<'a> {
    /// `values` in the order of the parameters of `function`.
    pub(crate) const fn new(function: &'a schema::Function, values: &'a [Value]) -> Self {
        Self { function, values, taken: 0, diagnostics: Diagnostics::new() }
    }

    /// Reads the argument of one parameter, the next. `None` means that it failed: [`Arguments::finish`] then fails too.
    pub fn one<T: FunctionType>(&mut self) -> Option<T> {
        let Some(value) = self.values.get(self.taken) else {
            self.diagnostics.push(Diagnostic::bug("Terraform calls the function with too few arguments."));
            return None;
        };
        let path = self.function.path_of_argument(self.taken).unwrap_or_else(AttributePath::root);
        self.taken += 1;
        self.diagnostics.take(T::from_value(value, &path))
    }

    /// Reads all arguments that are left, for a variadic parameter.
    pub fn rest<T: FunctionType>(&mut self) -> Option<Vec<T>> {
        let mut rest = Vec::new();
        while self.taken < self.values.len() {
            rest.push(self.one());
        }
        rest.into_iter().collect()
    }

    /// The struct made of all parameters.
    ///
    /// # Errors
    /// What was wrong with any of them.
    pub fn finish<T>(self, make: impl FnOnce() -> Option<T>) -> Result<T> {
        match make() {
            Some(parameters) if !self.diagnostics.has_errors() => Ok(parameters),
            _ => Err(self.diagnostics),
        }
    }
}
