//! The Rust types that parameters and results can have.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::model::{Attr, AttributeType, FromValue, ToValue};
use crate::schema::{Parameter, Validate};
use crate::value::{AttributePath, Type, Value};

/// A Rust type that can be a parameter or the result of a function.
///
/// Implemented for every [`AttributeType`], models without blocks included, and for [`Attr`] of `bool`, numbers, texts, and of `Vec`
/// and `BTreeMap` of `Attr`s of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter or the result of a function",
    note = "use a type that can be an attribute; or `Attr` of a type without parts, `Attr<Vec<Attr<..>>>` or \
            `Attr<BTreeMap<String, Attr<..>>>` for a parameter that need not be known"
)]
pub trait FunctionType: FromValue + ToValue + Send + 'static {
    /// What a check named by `#[tf(validate = PATH)]` is given.
    type View: FromValue;

    /// Terraform's type for it.
    fn r#type() -> Type;

    /// Whether a parameter of this type takes null.
    fn takes_null() -> bool;

    /// Whether a parameter of this type takes what is not known yet.
    fn takes_unknown() -> bool {
        false
    }

    /// Checks a known argument beyond its Terraform type.
    fn validate(_value: &Value, _path: &AttributePath, _diagnostics: &mut Diagnostics) {}
}

impl<T: AttributeType> FunctionType for T {
    type View = T::View;

    fn r#type() -> Type {
        T::shape().value_type()
    }

    fn takes_null() -> bool {
        T::is_nullable()
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        T::validate(value, path, diagnostics);
    }
}

impl<T: Companion> FunctionType for Attr<T> {
    type View = T;

    fn r#type() -> Type {
        T::r#type()
    }

    fn takes_null() -> bool {
        true
    }

    fn takes_unknown() -> bool {
        true
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        T::validate(value, path, diagnostics);
    }
}

/// What stands in an [`Attr`] of a configuration: all parts of it can be unknown too.
pub trait Companion: FromValue + ToValue + Send + 'static {
    /// Terraform's type for it.
    fn r#type() -> Type;

    /// Checks a known value.
    fn validate(_value: &Value, _path: &AttributePath, _diagnostics: &mut Diagnostics) {}
}

impl<T: AttributeType<View = T>> Companion for T {
    fn r#type() -> Type {
        T::shape().value_type()
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        T::validate(value, path, diagnostics);
    }
}

impl<T: Companion> Companion for Vec<Attr<T>> {
    fn r#type() -> Type {
        Type::List(Box::new(T::r#type()))
    }
}

impl<T: Companion> Companion for BTreeMap<String, Attr<T>> {
    fn r#type() -> Type {
        Type::Map(Box::new(T::r#type()))
    }
}

/// The parameter for a field of type `T`. `checks` come after those of the type itself. What the derived code calls.
pub fn parameter<T: FunctionType>(name: &'static str, description: &str, checks: &[Validate]) -> Parameter {
    Parameter {
        name,
        description: description.to_owned(),
        r#type: T::r#type(),
        takes_null: T::takes_null(),
        takes_unknown: T::takes_unknown(),
        validate: std::iter::once(T::validate as Validate).chain(checks.iter().copied()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<T: FunctionType>() -> (Type, bool, bool) {
        (T::r#type(), T::takes_null(), T::takes_unknown())
    }

    #[test]
    fn the_rust_type_says_what_a_parameter_takes() {
        for (found, expected) in [
            (of::<String>(), (Type::String, false, false)),
            (of::<Option<i64>>(), (Type::Number, true, false)),
            (of::<Vec<bool>>(), (Type::list(Type::Bool), false, false)),
            (of::<Option<BTreeMap<String, Vec<String>>>>(), (Type::map(Type::list(Type::String)), true, false)),
            (of::<Attr<bool>>(), (Type::Bool, true, true)),
            (of::<Attr<Vec<Attr<i64>>>>(), (Type::list(Type::Number), true, true)),
            (of::<Attr<BTreeMap<String, Attr<String>>>>(), (Type::map(Type::String), true, true)),
        ] {
            assert_eq!(found, expected);
        }
    }
}
