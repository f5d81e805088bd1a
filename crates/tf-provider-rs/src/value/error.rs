//! What can be wrong with a value on its way in or out, and where.

use std::fmt;

use super::{AttributePath, MAX_DEPTH, Step, Type};

/// The bytes do not hold a value of the wanted type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: AttributePath,
    message: String,
}

/// The value is not of the type with which it is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    path: AttributePath,
    message: String,
}

/// Both are made and read alike.
macro_rules! error_at_a_path {
    ($error:ident) => {
        impl $error {
            pub(super) fn new(message: impl Into<String>) -> Self {
                Self { path: AttributePath::root(), message: message.into() }
            }

            /// The same error seen from the value that has the failing one at `step`.
            pub(super) fn below(mut self, step: Step) -> Self {
                self.path = self.path.under(step);
                self
            }

            pub(super) fn too_deep() -> Self {
                Self::new(format!("the value nests deeper than {MAX_DEPTH} levels"))
            }

            pub(super) fn wrong_type(wanted: &Type, given: &str) -> Self {
                Self::new(match wanted {
                    Type::Dynamic => format!("a value with its type is required, not {given}"),
                    Type::Object(_) => format!("an object is required, not {given}"),
                    _ => format!("a {} is required, not {given}", wanted.friendly_name()),
                })
            }

            pub(super) fn wrong_length(wanted: usize, given: usize) -> Self {
                Self::new(format!("a tuple of length {wanted} is required, not of length {given}"))
            }

            pub(super) fn unsupported_attribute(name: &str) -> Self {
                Self::new(format!("there is no attribute \"{name}\" in this object"))
            }

            pub(super) fn missing_attribute(name: &str) -> Self {
                Self::new(format!("the attribute \"{name}\" is missing"))
            }

            /// Where in the value it is wrong.
            #[must_use]
            pub const fn path(&self) -> &AttributePath {
                &self.path
            }

            /// What is wrong, without the path.
            #[must_use]
            pub fn message(&self) -> &str {
                &self.message
            }
        }

        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if self.path.is_root() {
                    f.write_str(&self.message)
                } else {
                    write!(f, "{}: {}", self.path, self.message)
                }
            }
        }

        impl std::error::Error for $error {}
    };
}

error_at_a_path!(DecodeError);
error_at_a_path!(EncodeError);
