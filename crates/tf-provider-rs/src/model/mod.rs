//! Typed models: one struct is schema, value and documentation.
//!
//! An author writes the *stored* shape, what Terraform keeps in state, in plain Rust:
//!
//! ```
//! use tf_provider_rs::Model;
//!
//! /// A thing.
//! #[derive(Clone, Debug, Model)]
//! pub struct Thing {
//!     /// Name of the thing. A change replaces it.
//!     #[tf(required, requires_replace)]
//!     pub name: String,
//!     /// Size of the thing. Default value: `1`.
//!     #[tf(default = 1)]
//!     pub size: i64,
//!     /// Address of the thing.
//!     #[tf(computed, keep_state)]
//!     pub address: Option<String>,
//! }
//! ```
//!
//! `#[derive(Model)]` adds two companions:
//!
//! | type | when | each field |
//! |---|---|---|
//! | `Thing` | state: after create, read, update | `T`, or `Option<T>` where state may hold null |
//! | `ThingView` | configuration and plan | [`Attr`]`<T>`: known, null or unknown |
//! | `ThingArguments` | create, update, data source read | what the practitioner set: computed attributes are absent, an unknown is `None` |
//!
//! A value that Terraform stores therefore cannot be unknown, and an unknown cannot reach an API request: neither compiles.

mod attr;
mod collections;
mod derived;
mod duration;
mod fields;
mod json;
mod primitives;
pub(crate) mod results;
mod text;
mod timeouts;
mod write_only;

pub use attr::Attr;
pub use derived::{attribute, nested_block};
pub use fields::Fields;
pub use json::Json;
pub use timeouts::{Timeouts, parse_duration};
pub use write_only::WriteOnly;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::schema::{Attribute, Block, NestedBlock, Schema, Shape};
use crate::value::{AttributePath, Value};

/// Reads a Rust type from a Terraform value.
pub trait FromValue: Sized {
    /// Reads `value`, which stands at `path`.
    ///
    /// # Errors
    /// Every mismatch, each at its own path; not only the first.
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self>;
}

/// Turns a Rust type into a Terraform value.
pub trait ToValue {
    /// The value; every attribute of an object is present, null if it is not set.
    fn to_value(&self) -> Value;
}

/// A Rust type that can stand in a model's field.
///
/// Implemented for `bool`, `i64`, [`crate::value::Number`], `String`, [`Json`], `Vec`, `BTreeSet`, `BTreeMap<String, _>`, `Option`,
/// every [`Model`] without blocks and timeouts, and the types made by [`text_attribute!`](crate::text_attribute).
///
/// Nested attributes cannot hold blocks, so this does not compile:
///
/// ```compile_fail
/// # use tf_provider_rs::{Model, model::Timeouts};
/// /// A part.
/// #[derive(Clone, Debug, Model)]
/// pub struct Part {
///     #[tf(timeouts(create = "5m"))]
///     pub timeouts: Timeouts,
/// }
///
/// /// A thing.
/// #[derive(Clone, Debug, Model)]
/// pub struct Thing {
///     /// Its part.
///     #[tf(required)]
///     pub part: Part,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of an attribute",
    note = "use `bool`, `i64`, `Number`, `String`, `Json`, a type made by `text_attribute!`, a model without blocks and timeouts, \
            or `Option`, `Vec`, `BTreeSet`, `BTreeMap<String, _>` of them"
)]
pub trait AttributeType: FromValue + ToValue + Sized + Send + Sync + 'static {
    /// What configuration and plan hold when the attribute is known.
    type View: FromValue + ToValue + Clone + std::fmt::Debug + Send + Sync + 'static;
    /// What the practitioner set.
    type Arguments: FromValue + Clone + std::fmt::Debug + Send + Sync + 'static;

    /// Whether Terraform stores it nowhere; see [`WriteOnly`].
    const WRITE_ONLY: bool = false;

    /// Terraform's type for it.
    fn shape() -> Shape;

    /// Whether null is one of its values.
    fn is_nullable() -> bool {
        false
    }

    /// Whether two different spellings mean the same. Most types have one spelling.
    fn semantically_equal() -> Option<fn(&Value, &Value) -> bool> {
        None
    }

    /// Checks a known, configured value beyond its Terraform type. Values from state are not checked: what exists is stored as it is.
    fn validate(_value: &Value, _path: &AttributePath, _diagnostics: &mut Diagnostics) {}
}

/// A struct whose fields are a block's attributes. Made by `#[derive(Model)]`.
pub trait Model: FromValue + ToValue + Clone + std::fmt::Debug + Send + Sync + 'static {
    /// The companion for configuration and plan.
    type View: FromValue + ToValue + Clone + std::fmt::Debug + Send + Sync + 'static;
    /// The companion for create and update.
    type Arguments: FromValue + Clone + std::fmt::Debug + Send + Sync + 'static;

    /// The struct's doc comment, as Markdown.
    fn description() -> &'static str;

    /// Attributes in field order.
    fn attributes() -> Vec<Attribute>;

    /// Nested blocks in field order.
    fn blocks() -> Vec<NestedBlock> {
        Vec::new()
    }

    /// Operations that have a deadline, each with its default: `[("create", "60m")]`.
    fn timeouts() -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// The block made of all this.
    fn block() -> Block {
        Block { description: Self::description().to_owned(), attributes: Self::attributes(), blocks: Self::blocks() }
    }

    /// The schema with this block as its root.
    fn schema(version: i64) -> Schema {
        Schema::new(version, Self::block())
    }
}

/// Checks one known value with `check`, which is what `#[tf(validate = check)]` names.
///
/// `check` may return a warning as its error.
pub fn validate_with<T: FromValue, E: Into<Diagnostic>>(
    value: &Value,
    path: &AttributePath,
    diagnostics: &mut Diagnostics,
    check: impl FnOnce(&T) -> Result<(), E>,
) {
    let Some(typed) = diagnostics.take(T::from_value(value, path)) else { return };
    if let Err(refusal) = check(&typed) {
        diagnostics.push(refusal.into().or_at(path));
    }
}

/// The diagnostic for a value of another type than the schema says. Terraform checks types first, so this is a defect.
pub(crate) fn wrong_type(expected: &str, value: &Value, path: &AttributePath) -> Diagnostic {
    let found = match value {
        Value::Null => "null",
        Value::Unknown(_) => "a value that is not known yet",
        Value::Bool(_) => "a bool",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::List(_) => "a list",
        Value::Map(_) => "a map or object",
        Value::Dynamic(_) => "a value of dynamic type",
    };
    let place = if path.is_root() { "the object".to_owned() } else { format!("{path}") };
    Diagnostic::bug(format!("{place} must be {expected}, and it is {found}.")).or_at(path)
}
