//! What is known about a value that is not known yet.

use super::{Number, Value};

/// The longest prefix that travels, in bytes. Source: go-cty, msgpack/unknown.go.
const MAX_PREFIX: usize = 256;

/// What is promised about an unknown value: Terraform can decide conditions in a plan with it, and rejects a final value
/// that breaks it. The default promises nothing.
///
/// ```
/// # use tf_provider_rs::value::{Refinement, Value};
/// let arn = Value::Unknown(Refinement::none().not_null().with_string_prefix("arn:aws:eks:"));
/// assert!(arn.is_unknown());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Refinement(Option<Box<Promises>>);

/// One end of a range of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bound {
    /// The end itself.
    pub value: Number,
    /// Whether the range contains it.
    pub inclusive: bool,
}

/// Never all empty: that is `Refinement(None)`, so that equality is structural.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Promises {
    not_null: bool,
    string_prefix: Option<String>,
    number_lower_bound: Option<Bound>,
    number_upper_bound: Option<Bound>,
    length_lower_bound: Option<u64>,
    length_upper_bound: Option<u64>,
}

impl Refinement {
    /// Nothing is known.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// The value will not be null.
    #[must_use]
    pub fn not_null(self) -> Self {
        self.with(|promises| promises.not_null = true)
    }

    /// The value, a string, will start with `prefix`; an empty one promises nothing. Only the first 256 bytes are kept, in
    /// whole characters: a weaker promise is still true.
    #[must_use]
    pub fn with_string_prefix(self, prefix: &str) -> Self {
        let prefix = super::text::nfc(prefix.to_owned());
        let prefix = &prefix[..prefix.floor_char_boundary(MAX_PREFIX)];
        if prefix.is_empty() { self } else { self.with(|promises| promises.string_prefix = Some(prefix.to_owned())) }
    }

    /// The value, a number, will be at least `value` (more than it, unless `inclusive`). An infinity promises nothing.
    #[must_use]
    pub fn with_number_lower_bound(self, value: Number, inclusive: bool) -> Self {
        if value.is_infinite() {
            return self;
        }
        self.with(|promises| promises.number_lower_bound = Some(Bound { value, inclusive }))
    }

    /// The value, a number, will be at most `value` (less than it, unless `inclusive`). An infinity promises nothing.
    #[must_use]
    pub fn with_number_upper_bound(self, value: Number, inclusive: bool) -> Self {
        if value.is_infinite() {
            return self;
        }
        self.with(|promises| promises.number_upper_bound = Some(Bound { value, inclusive }))
    }

    /// The value, a list, set or map, will have at least `length` elements. Zero promises nothing.
    #[must_use]
    pub fn with_length_lower_bound(self, length: u64) -> Self {
        if length == 0 {
            return self;
        }
        self.with(|promises| promises.length_lower_bound = Some(length))
    }

    /// The value, a list, set or map, will have at most `length` elements.
    #[must_use]
    pub fn with_length_upper_bound(self, length: u64) -> Self {
        self.with(|promises| promises.length_upper_bound = Some(length))
    }

    /// Whether nothing is known.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Whether the value will not be null.
    #[must_use]
    pub fn is_not_null(&self) -> bool {
        self.0.as_deref().is_some_and(|promises| promises.not_null)
    }

    /// What the string will start with.
    #[must_use]
    pub fn string_prefix(&self) -> Option<&str> {
        self.0.as_deref()?.string_prefix.as_deref()
    }

    /// The least that the number will be.
    #[must_use]
    pub fn number_lower_bound(&self) -> Option<&Bound> {
        self.0.as_deref()?.number_lower_bound.as_ref()
    }

    /// The most that the number will be.
    #[must_use]
    pub fn number_upper_bound(&self) -> Option<&Bound> {
        self.0.as_deref()?.number_upper_bound.as_ref()
    }

    /// The least number of elements that the collection will have.
    #[must_use]
    pub fn length_lower_bound(&self) -> Option<u64> {
        self.0.as_deref()?.length_lower_bound
    }

    /// The greatest number of elements that the collection will have.
    #[must_use]
    pub fn length_upper_bound(&self) -> Option<u64> {
        self.0.as_deref()?.length_upper_bound
    }

    /// Whether `value` keeps every promise. An unknown value keeps them all: its own refinement is not compared.
    #[must_use]
    pub fn allows(&self, value: &Value) -> bool {
        let Some(promises) = self.0.as_deref() else { return true };
        match value {
            Value::Null => !promises.not_null,
            Value::String(text) => promises.string_prefix.as_deref().is_none_or(|prefix| text.starts_with(prefix)),
            Value::Number(number) => promises.allows_number(number),
            Value::List(elements) => promises.allows_length(elements.len()),
            Value::Map(elements) => promises.allows_length(elements.len()),
            Value::Dynamic(dynamic) => self.allows(&dynamic.value),
            Value::Bool(_) | Value::Unknown(_) => true,
        }
    }

    fn with(mut self, promise: impl FnOnce(&mut Promises)) -> Self {
        promise(self.0.get_or_insert_default());
        self
    }
}

impl Promises {
    fn allows_number(&self, number: &Number) -> bool {
        let above = |bound: &Bound| *number > bound.value || (bound.inclusive && *number == bound.value);
        let below = |bound: &Bound| *number < bound.value || (bound.inclusive && *number == bound.value);
        self.number_lower_bound.as_ref().is_none_or(above) && self.number_upper_bound.as_ref().is_none_or(below)
    }

    fn allows_length(&self, length: usize) -> bool {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.length_lower_bound.is_none_or(|least| length >= least)
            && self.length_upper_bound.is_none_or(|most| length <= most)
    }
}

#[cfg(test)]
mod tests;
