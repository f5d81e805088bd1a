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
mod readers;
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
        inserted(attributes.into_iter().map(|(name, value)| (name.into(), value.into())))
    }

    /// A map of these elements. Keys are normalized as all of Terraform's strings are.
    pub fn map<K: Into<String>, V: Into<Value>>(elements: impl IntoIterator<Item = (K, V)>) -> Self {
        inserted(elements.into_iter().map(|(key, value)| (text::nfc(key.into()), value.into())))
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
}

/// One insertion after the other: `collect` would sort first, with code of its own for every kind of iterator, which was 0.1 MB.
fn inserted(elements: impl Iterator<Item = (String, Value)>) -> Value {
    let mut map = BTreeMap::new();
    for (key, value) in elements {
        map.insert(key, value);
    }
    Value::Map(map)
}

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
