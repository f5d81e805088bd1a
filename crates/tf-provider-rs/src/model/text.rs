//! [`text_attribute!`](crate::text_attribute): strings that check themselves.

/// Makes a newtype over `String` that can stand in a model and refuses bad text where the practitioner wrote it.
///
/// `check` is a `fn(&str) -> Result<(), E>` with `E: Into<Diagnostic>`; what it refuses is shown at the attribute.
///
/// ```
/// use tf_provider_rs::{Diagnostic, text_attribute};
///
/// fn check_colour(text: &str) -> Result<(), Diagnostic> {
///     if text == "red" { Ok(()) } else { Err(Diagnostic::error("Unknown colour", "Use `red`.")) }
/// }
///
/// text_attribute! {
///     /// A colour.
///     Colour, check_colour
/// }
/// ```
///
/// State is not checked: what AWS answered is stored as it is, even if a rule of ours is older than AWS.
#[macro_export]
macro_rules! text_attribute {
    ($(#[$meta:meta])* $name:ident, $check:path) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ::std::convert::From<$name> for String {
            fn from(text: $name) -> String {
                text.0
            }
        }

        impl ::std::convert::From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl $crate::model::FromValue for $name {
            fn from_value(
                value: &$crate::value::Value,
                path: &$crate::value::AttributePath,
            ) -> $crate::Result<Self> {
                <String as $crate::model::FromValue>::from_value(value, path).map(Self)
            }
        }

        impl $crate::model::ToValue for $name {
            fn to_value(&self) -> $crate::value::Value {
                $crate::value::Value::from(self.0.as_str())
            }
        }

        impl $crate::model::AttributeType for $name {
            type View = Self;
            type Arguments = Self;

            fn shape() -> $crate::schema::Shape {
                $crate::schema::Shape::Type($crate::value::Type::String)
            }

            fn validate(
                value: &$crate::value::Value,
                path: &$crate::value::AttributePath,
                diagnostics: &mut $crate::Diagnostics,
            ) {
                if let ::std::option::Option::Some(text) = value.as_str() {
                    if let ::std::result::Result::Err(refusal) = $check(text) {
                        diagnostics.push($crate::Diagnostic::from(refusal).or_at(path));
                    }
                }
            }
        }
    };
}
