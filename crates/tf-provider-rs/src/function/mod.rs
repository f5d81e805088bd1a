//! [`Function`]: what an author implements for a function that configurations call as `provider::NAME::FUNCTION(...)`.
//!
//! # When Terraform calls it
//!
//! Whenever it evaluates an expression that contains the call and all arguments are known: in `validate`, `plan`, `apply`, `console`,
//! several times in one command. No provider block is needed, and the provider is **not configured**, so a function has no API: it
//! computes its result from its arguments, the same result every time, without network, files or clock. Terraform checks that: a
//! result that differs between plan and apply is an error.
//!
//! Functions need Terraform 1.8 or OpenTofu 1.7; older versions ignore them.
//!
//! # Null and unknown
//!
//! The type of a parameter says what it takes: `T` nothing but a value, `Option<T>` also null, [`Attr<T>`](crate::model::Attr) also
//! null and "known after apply". Terraform refuses a null that the type does not take before it calls, and makes the result unknown
//! without a call as long as an argument is not wholly known. With `Attr<T>` the result can be an `Attr` too, so that a function
//! which does not need every argument answers early.
//!
//! # Errors
//!
//! A function fails with the same [`Diagnostic`](crate::Diagnostic)s as a resource. The attribute that one names is a parameter (and,
//! for a variadic one, the index of the argument in it); Terraform shows the error at that argument. Terraform has no warnings of
//! functions: they go to the log.
//!
//! ```
//! use tf_provider_rs::value::AttributePath;
//! use tf_provider_rs::{Diagnostic, Function, Parameters, Result};
//!
//! /// Joins words to a name.
//! #[derive(Clone, Debug, Parameters)]
//! pub struct NameParameters {
//!     /// What stands between the words; null for `-`.
//!     pub separator: Option<String>,
//!     /// Words of the name.
//!     #[tf(variadic)]
//!     pub words: Vec<String>,
//! }
//!
//! #[derive(Debug)]
//! pub struct Name;
//!
//! impl Function for Name {
//!     type Parameters = NameParameters;
//!     type Output = String;
//!
//!     const NAME: &'static str = "name";
//!
//!     fn call(&self, NameParameters { separator, words }: NameParameters) -> Result<String> {
//!         if let Some(empty) = (0..).zip(&words).find_map(|(index, word)| word.is_empty().then_some(index)) {
//!             let place = AttributePath::root().attribute("words").index(empty);
//!             return Err(Diagnostic::error("Empty word", "Leave it out.").at(place).into());
//!         }
//!         Ok(words.join(separator.as_deref().unwrap_or("-")))
//!     }
//! }
//! ```

mod arguments;
mod types;

pub use arguments::Arguments;
pub use types::{FunctionType, parameter};

use crate::diagnostic::Result;
use crate::schema::Parameter;

/// A function. See the [module](self) for when Terraform calls it.
pub trait Function: Send + Sync + 'static {
    /// The parameters, and with them the text in the Registry.
    type Parameters: Parameters;
    /// The result: any type that can be an attribute, or [`Attr`](crate::model::Attr) of one.
    type Output: FunctionType;

    /// Name without the provider's: `slug` for `provider::notebook::slug`.
    const NAME: &'static str;
    /// What to use instead, if the function is deprecated. Terraform does not show it; the Registry does.
    const DEPRECATED: Option<&'static str> = None;

    /// Computes the result. The same arguments always give the same result.
    ///
    /// # Errors
    /// What is wrong with which argument.
    fn call(&self, parameters: Self::Parameters) -> Result<Self::Output>;
}

/// The parameters of a function. Made by `#[derive(Parameters)]`.
pub trait Parameters: Sized + Send + 'static {
    /// The struct's doc comment, as Markdown.
    fn description() -> &'static str;

    /// Those that take one argument each, in order.
    fn parameters() -> Vec<Parameter>;

    /// The one that takes all arguments that are left.
    fn variadic() -> Option<Parameter> {
        None
    }

    /// Reads the arguments of one call.
    ///
    /// # Errors
    /// Every argument of another type than its parameter says.
    fn from_arguments(arguments: Arguments<'_>) -> Result<Self>;
}
