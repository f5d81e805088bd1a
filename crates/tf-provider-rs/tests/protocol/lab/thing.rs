//! What a thing is.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::model::{AttributeType, FromValue, Json, Timeouts, ToValue};
use tf_provider_rs::schema::Shape;
use tf_provider_rs::value::{AttributePath, Type, Value};
use tf_provider_rs::{Diagnostic, Model, Result};

/// Thing in the lab.
#[derive(Clone, Debug, Model)]
pub(crate) struct Thing {
    /// Name of the thing. A change replaces it.
    #[tf(required, requires_replace)]
    pub(crate) name: String,
    /// Note on the thing.
    #[tf(optional, validate = not_shouted)]
    pub(crate) note: Option<String>,
    /// Policy of the thing.
    #[tf(optional)]
    pub(crate) policy: Option<Json>,
    /// Parts in order.
    #[tf(optional)]
    pub(crate) parts: Option<Vec<Part>>,
    /// Parts by name.
    #[tf(optional)]
    pub(crate) named: Option<BTreeMap<String, Part>>,
    /// Parts in any order.
    #[tf(optional)]
    pub(crate) spare: Option<BTreeSet<Part>>,
    /// Identifier of the thing.
    #[tf(computed, keep_state)]
    pub(crate) id: Option<String>,
    /// Status of the thing.
    #[tf(computed)]
    pub(crate) status: Word,
    /// Parts that come with it.
    #[tf(block)]
    pub(crate) kit: Option<Part>,
    #[tf(timeouts(create = "20m", read = "1m", update = "30m", delete = "10m"))]
    pub(crate) timeouts: Timeouts,
}

impl Thing {
    /// A thing about which only its name is known.
    pub(crate) fn named(name: String) -> Self {
        Self {
            id: Some(format!("id of {name}")),
            name,
            note: None,
            policy: None,
            parts: None,
            named: None,
            spare: None,
            status: Word("ready".to_owned()),
            kit: None,
            timeouts: Timeouts::default(),
        }
    }
}

/// Part of a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
pub(crate) struct Part {
    /// Size of the part.
    #[tf(required, requires_replace, validate = below_ten)]
    pub(crate) size: i64,
}

fn below_ten(size: &i64) -> Result<(), Diagnostic> {
    if *size < 10 { Ok(()) } else { Err(Diagnostic::error("Large part", "Use a smaller one.")) }
}

fn not_shouted(note: &str) -> Result<(), Diagnostic> {
    if note.ends_with('!') { Err(Diagnostic::warning("Shouting", "Speak softly.")) } else { Ok(()) }
}

/// A string of a type that breaks its word: `misshapen` becomes a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word(pub(crate) String);

impl FromValue for Word {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        String::from_value(value, path).map(Self)
    }
}

impl ToValue for Word {
    fn to_value(&self) -> Value {
        if self.0 == "misshapen" { Value::from(7) } else { Value::from(self.0.as_str()) }
    }
}

impl AttributeType for Word {
    type View = Self;
    type Arguments = Self;

    fn shape() -> Shape {
        Shape::Type(Type::String)
    }
}
