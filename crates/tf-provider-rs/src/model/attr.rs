//! [`Attr`]: known, null or unknown.

use super::{FromValue, ToValue};
use crate::diagnostic::Result;
use crate::value::{AttributePath, Value};

/// An attribute in a configuration or a plan.
///
/// Before apply every attribute can be unknown, a required one too: `role_arn = eksoutpost_cluster_role.x.arn`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attr<T> {
    /// Set, and its value is known.
    Known(T),
    /// Not set.
    #[default]
    Null,
    /// Will be known after apply.
    Unknown,
}

impl<T> Attr<T> {
    /// The value, if it is set and known.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Null | Self::Unknown => None,
        }
    }

    /// The value to be changed, if it is set and known.
    pub const fn known_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Null | Self::Unknown => None,
        }
    }

    /// Whether nobody set it.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it will be known after apply.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Whether it is certain that the practitioner set it, though perhaps not yet to what.
    pub const fn is_set(&self) -> bool {
        !self.is_null()
    }
}

impl<T> From<T> for Attr<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T> From<Option<T>> for Attr<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Known)
    }
}

impl<T: FromValue> FromValue for Attr<T> {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        match value {
            Value::Null => Ok(Self::Null),
            Value::Unknown(_) => Ok(Self::Unknown),
            known => T::from_value(known, path).map(Self::Known),
        }
    }
}

impl<T: ToValue> ToValue for Attr<T> {
    fn to_value(&self) -> Value {
        match self {
            Self::Known(value) => value.to_value(),
            Self::Null => Value::Null,
            Self::Unknown => Value::unknown(),
        }
    }
}
