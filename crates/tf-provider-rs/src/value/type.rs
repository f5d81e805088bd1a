//! The types of Terraform's values.

use std::collections::BTreeMap;

/// The type of a value, as a schema or a dynamic value names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// Any number.
    Number,
    /// Unicode text.
    String,
    /// Any type; each value says which.
    Dynamic,
    /// Elements of one type in an order.
    List(Box<Type>),
    /// Different elements of one type without an order.
    Set(Box<Type>),
    /// Elements of one type under string keys.
    Map(Box<Type>),
    /// Named attributes, each of its own type.
    Object(BTreeMap<String, Type>),
    /// A fixed number of elements, each of its own type.
    Tuple(Vec<Type>),
}

impl Type {
    /// A list of `element`s.
    #[must_use]
    pub fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    /// A set of `element`s.
    #[must_use]
    pub fn set(element: Self) -> Self {
        Self::Set(Box::new(element))
    }

    /// A map of `element`s.
    #[must_use]
    pub fn map(element: Self) -> Self {
        Self::Map(Box::new(element))
    }

    /// An object of these attributes.
    pub fn object<N: Into<String>>(attributes: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::Object(attributes.into_iter().map(|(name, ty)| (name.into(), ty)).collect())
    }

    /// A tuple of these elements.
    pub fn tuple(elements: impl IntoIterator<Item = Self>) -> Self {
        Self::Tuple(elements.into_iter().collect())
    }

    /// The type of an object's attribute, if this is an object type that has it.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Self> {
        if let Self::Object(attributes) = self { attributes.get(name) } else { None }
    }

    /// The type of every element, if this is a list, set or map type.
    #[must_use]
    pub fn element(&self) -> Option<&Self> {
        if let Self::List(element) | Self::Set(element) | Self::Map(element) = self { Some(element) } else { None }
    }

    /// The type in Terraform's words for messages: `list of string`, `object`.
    #[must_use]
    pub fn friendly_name(&self) -> String {
        match self {
            Self::Bool => "bool".to_owned(),
            Self::Number => "number".to_owned(),
            Self::String => "string".to_owned(),
            Self::Dynamic => "dynamic".to_owned(),
            Self::List(element) => format!("list of {}", element.friendly_name()),
            Self::Set(element) => format!("set of {}", element.friendly_name()),
            Self::Map(element) => format!("map of {}", element.friendly_name()),
            Self::Object(_) => "object".to_owned(),
            Self::Tuple(_) => "tuple".to_owned(),
        }
    }
}
