//! Terraform's values: what they are ([`Value`]), which type they have ([`Type`]), where a part of one is
//! ([`AttributePath`]) and how they travel (MessagePack between Terraform and the provider, JSON in stored state).
//!
//! Nothing here does I/O, waits or panics: every function is total over its input, and the decoders bound depth and memory
//! whatever the bytes say.

mod canonical;
mod convert;
mod error;
mod json;
mod msgpack;
mod number;
mod path;
mod refinement;
mod text;
mod r#type;
mod type_json;

use std::collections::BTreeMap;

pub use error::{DecodeError, EncodeError};
pub use json::{Undefined, decode_json, encode_json};
pub use msgpack::{decode_msgpack, encode_msgpack};
pub use number::{InvalidNumber, Number};
pub use path::{AttributePath, Step};
pub use refinement::{Bound, Refinement};
pub use r#type::Type;
pub use type_json::InvalidType;

/// How deep a type or a value may nest; a primitive has depth 1. Bounds the stack that any input can cost.
///
/// Twice this stays below the 128 levels of `serde_json`, because an object type takes two levels of JSON.
pub(crate) const MAX_DEPTH: usize = 64;

/// A Terraform value. It does not carry its type, except where the type is part of the value ([`Value::Dynamic`]).
///
/// The order of variants is the order of set elements on the wire: null and unknown last, as Terraform sorts them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A number, exact.
    Number(Number),
    /// Text in Unicode normalization form C; [`Value::from`] normalizes, this constructor does not.
    String(String),
    /// A list, a tuple, or a set in canonical form (see [`Value::set`]).
    List(Vec<Value>),
    /// A map or an object. An object has every attribute of its type, nulls included.
    Map(BTreeMap<String, Value>),
    /// A value of the type `dynamic`, with the type that it turned out to have.
    Dynamic(Box<Dynamic>),
    /// Null, of any type.
    Null,
    /// Not known before apply, with what is known about it.
    Unknown(Refinement),
}

/// A known type and a value of it: what an attribute of the type `dynamic` holds unless it is null or wholly unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dynamic {
    /// The type of `value`.
    pub r#type: Type,
    /// The value; null and unknown here have a known type.
    pub value: Value,
}

impl Value {
    /// A value about which nothing is known.
    #[must_use]
    pub const fn unknown() -> Self {
        Self::Unknown(Refinement::none())
    }

    /// An object of these attributes.
    pub fn object<N: Into<String>, V: Into<Value>>(attributes: impl IntoIterator<Item = (N, V)>) -> Self {
        Self::Map(attributes.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// A map of these elements. Keys are normalized as all of Terraform's strings are.
    pub fn map<K: Into<String>, V: Into<Value>>(elements: impl IntoIterator<Item = (K, V)>) -> Self {
        Self::Map(elements.into_iter().map(|(key, value)| (text::nfc(key.into()), value.into())).collect())
    }

    /// A list or tuple of these elements.
    pub fn list<V: Into<Value>>(elements: impl IntoIterator<Item = V>) -> Self {
        Self::List(elements.into_iter().map(Into::into).collect())
    }

    /// A set of these elements in canonical form: sorted, each wholly known element once. Elements with unknown parts all
    /// stay, because two of them may turn out to differ.
    pub fn set<V: Into<Value>>(elements: impl IntoIterator<Item = V>) -> Self {
        let mut elements: Vec<Self> = elements.into_iter().map(Into::into).collect();
        canonical::sort_set(&mut elements);
        Self::List(elements)
    }

    /// A value of the type `dynamic`: `value`, which is of the type `ty`. That a value is dynamic within a dynamic one says
    /// nothing more, so if `ty` is `dynamic` itself, this is `value` as it is.
    pub fn dynamic(ty: Type, value: impl Into<Value>) -> Self {
        match (ty, value.into()) {
            (Type::Dynamic, value) => value,
            (r#type, value) => Self::Dynamic(Box::new(Dynamic { r#type, value })),
        }
    }

    /// Whether this is null; a dynamic value of a known type is null if its value is.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.undressed(), Self::Null)
    }

    /// Whether this itself is unknown, as opposed to a part of it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.undressed(), Self::Unknown(_))
    }

    /// Whether neither this nor any part of it is unknown.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        match self.undressed() {
            Self::Unknown(_) => false,
            Self::List(elements) => elements.iter().all(Self::is_wholly_known),
            Self::Map(elements) => elements.values().all(Self::is_wholly_known),
            _ => true,
        }
    }

    /// The text, if this is a known string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self.undressed() { Some(text) } else { None }
    }

    /// The truth value, if this is a known bool.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(truth) = self.undressed() { Some(*truth) } else { None }
    }

    /// The number, if this is a known number.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self.undressed() { Some(number) } else { None }
    }

    /// The elements, if this is a known list, set or tuple.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(elements) = self.undressed() { Some(elements) } else { None }
    }

    /// The elements or attributes, if this is a known map or object.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<String, Self>> {
        if let Self::Map(elements) = self.undressed() { Some(elements) } else { None }
    }

    /// The attribute of this name, if this is a known object that has it.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Self> {
        self.as_map()?.get(name)
    }

    /// The part of this value at `path`, if it exists. Elements of a set cannot be addressed in Terraform; an index into
    /// one counts in canonical order.
    #[must_use]
    pub fn at(&self, path: &AttributePath) -> Option<&Self> {
        path.steps().iter().try_fold(self, |value, step| match (step, value.undressed()) {
            (Step::Attribute(name) | Step::Key(name), Self::Map(elements)) => elements.get(name),
            (Step::Index(index), Self::List(elements)) => elements.get(usize::try_from(*index).ok()?),
            _ => None,
        })
    }

    /// As [`Value::at`], to change the part in place.
    pub fn at_mut(&mut self, path: &AttributePath) -> Option<&mut Self> {
        path.steps().iter().try_fold(self, |value, step| match (step, value.undressed_mut()) {
            (Step::Attribute(name) | Step::Key(name), Self::Map(elements)) => elements.get_mut(name),
            (Step::Index(index), Self::List(elements)) => elements.get_mut(usize::try_from(*index).ok()?),
            _ => None,
        })
    }

    /// This value with null in place of every unknown, at any depth.
    #[must_use]
    pub fn unknown_as_null(self) -> Self {
        match self {
            Self::Unknown(_) => Self::Null,
            Self::List(elements) => Self::List(elements.into_iter().map(Self::unknown_as_null).collect()),
            Self::Map(elements) => {
                Self::Map(elements.into_iter().map(|(key, value)| (key, value.unknown_as_null())).collect())
            }
            Self::Dynamic(dynamic) => Self::dynamic(dynamic.r#type, dynamic.value.unknown_as_null()),
            known => known,
        }
    }

    /// Whether both are the same where an unknown equals any unknown, whatever is known about either.
    #[must_use]
    pub fn eq_ignoring_refinements(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unknown(_), Self::Unknown(_)) => true,
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.eq_ignoring_refinements(b))
            }
            (Self::Map(a), Self::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|((m, a), (n, b))| m == n && a.eq_ignoring_refinements(b))
            }
            (Self::Dynamic(a), Self::Dynamic(b)) => a.r#type == b.r#type && a.value.eq_ignoring_refinements(&b.value),
            _ => self == other,
        }
    }

    /// What this is, for messages.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a bool",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::List(_) => "a list, set or tuple",
            Self::Map(_) => "a map or object",
            Self::Dynamic(_) => "a dynamic value",
            Self::Null => "null",
            Self::Unknown(_) => "an unknown value",
        }
    }

    /// The value inside the type that a dynamic value wears, so that readers need not care whether there is one.
    fn undressed(&self) -> &Self {
        let mut value = self;
        while let Self::Dynamic(dynamic) = value {
            value = &dynamic.value;
        }
        value
    }

    fn undressed_mut(&mut self) -> &mut Self {
        let mut value = self;
        while let Self::Dynamic(dynamic) = value {
            value = &mut dynamic.value;
        }
        value
    }
}

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
