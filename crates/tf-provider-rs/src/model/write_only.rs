//! [`WriteOnly`]: what the practitioner sends and nobody stores.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;

use super::{AttributeType, FromValue, ToValue};
use crate::diagnostic::{Diagnostics, Result};
use crate::schema::Shape;
use crate::value::{AttributePath, Value};

/// A write-only attribute: Terraform 1.11 and later hands its value to create and update and keeps it in neither plan nor state. The stored
/// model therefore has no room for it, and only configuration ([`Model::View`](super::Model::View)) and arguments
/// ([`Model::Arguments`](super::Model::Arguments)) have a `T`:
///
/// ```
/// use tf_provider_rs::{Model, model::WriteOnly};
///
/// /// A database.
/// #[derive(Clone, Debug, Model)]
/// pub struct Database {
///     /// Password of the administrator.
///     #[tf(optional)]
///     pub password: Option<WriteOnly<String>>,
///     /// Version of the password. Raise it to set the password again.
///     #[tf(optional)]
///     pub password_version: Option<i64>,
/// }
///
/// fn password(arguments: &DatabaseArguments) -> Option<&str> {
///     arguments.password.as_deref()
/// }
/// ```
///
/// Terraform cannot see that the value changed, so another attribute, such as a version, has to say so. It is never computed, never a reason
/// to replace, and never inside a set. An older Terraform would store it: the framework then refuses a value in the configuration.
///
/// A collection of them makes no sense and does not compile:
///
/// ```compile_fail
/// use tf_provider_rs::{Model, model::WriteOnly};
///
/// /// A database.
/// #[derive(Clone, Debug, Model)]
/// pub struct Database {
///     /// Passwords.
///     #[tf(required)]
///     pub passwords: Vec<WriteOnly<String>>,
/// }
///
/// Database::schema(0);
/// ```
pub struct WriteOnly<T>(PhantomData<fn() -> T>);

impl<T> WriteOnly<T> {
    /// What is stored: nothing.
    pub const fn nothing() -> Self {
        Self(PhantomData)
    }
}

impl<T: AttributeType> AttributeType for WriteOnly<T> {
    type View = T::View;
    type Arguments = T::Arguments;

    const WRITE_ONLY: bool = true;

    fn shape() -> Shape {
        T::shape()
    }

    fn validate(value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
        T::validate(value, path, diagnostics);
    }
}

impl<T> FromValue for WriteOnly<T> {
    fn from_value(_value: &Value, _path: &AttributePath) -> Result<Self> {
        Ok(Self::nothing())
    }
}

impl<T> ToValue for WriteOnly<T> {
    fn to_value(&self) -> Value {
        Value::Null
    }
}

impl<T> Default for WriteOnly<T> {
    fn default() -> Self {
        Self::nothing()
    }
}

impl<T> Clone for WriteOnly<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for WriteOnly<T> {}

impl<T> fmt::Debug for WriteOnly<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WriteOnly")
    }
}

impl<T> PartialEq for WriteOnly<T> {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl<T> Eq for WriteOnly<T> {}

impl<T> PartialOrd for WriteOnly<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for WriteOnly<T> {
    fn cmp(&self, _other: &Self) -> Ordering {
        Ordering::Equal
    }
}

#[cfg(test)]
mod tests {
    use super::WriteOnly;
    use crate::model::{AttributeType, FromValue, Model as _, ToValue};
    use crate::value::{AttributePath, Value};

    /// A database.
    #[derive(Clone, Debug, crate::Model)]
    struct Database {
        /// Password of the administrator.
        #[tf(required)]
        password: WriteOnly<String>,
        /// Password of the guest.
        #[tf(optional)]
        guest_password: Option<WriteOnly<String>>,
        /// Name of the database.
        #[tf(required)]
        name: String,
    }

    fn value(password: &str) -> Value {
        let password = Value::from(password);
        Value::object([("password", password.clone()), ("guest_password", password), ("name", Value::from("a"))])
    }

    #[test]
    fn the_stored_model_has_no_room_for_the_value_and_the_arguments_have_it() {
        let root = AttributePath::root();
        let stored = Database::from_value(&value("secret"), &root).unwrap();
        assert!(!format!("{stored:?}").contains("secret"));
        let nothing =
            Value::object([("password", Value::Null), ("guest_password", Value::Null), ("name", Value::from("a"))]);
        assert_eq!(stored.to_value(), nothing);
        let arguments = DatabaseArguments::from_value(&value("secret"), &root).unwrap();
        assert_eq!((arguments.password.as_str(), arguments.guest_password.as_deref()), ("secret", Some("secret")));
        assert_eq!(DatabaseView::from_value(&value("secret"), &root).unwrap().to_value(), value("secret"));
    }

    #[test]
    fn the_schema_says_which_attributes_are_write_only() {
        let flags = Database::attributes().into_iter().map(|attribute| (attribute.name, attribute.write_only));
        assert_eq!(flags.collect::<Vec<_>>(), [("password", true), ("guest_password", true), ("name", false)]);
        const { assert!(Option::<WriteOnly<String>>::WRITE_ONLY && !String::WRITE_ONLY) }
    }
}
