//! What a value is, and its parts.

use std::collections::BTreeMap;

use super::{AttributePath, Number, Step, Value};

impl Value {
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
                Self::object(elements.into_iter().map(|(key, value)| (key, value.unknown_as_null())))
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
    pub(super) const fn kind(&self) -> &'static str {
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
