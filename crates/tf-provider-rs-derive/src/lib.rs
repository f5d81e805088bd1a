//! The derive macros of `tf-provider-rs`: one struct is schema, value and documentation.
//!
//! The macros are thin. For `Model`, `parse` turns the struct into `model::Model` and reports every mistake at its place; `expand` writes the
//! code, most of which calls functions of `tf_provider_rs::model`. `parameters` does both for `Parameters`.

mod expand;
mod markdown;
mod model;
mod parameters;
mod parse;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a Terraform model of a struct with named fields.
///
/// The struct is what Terraform stores. The macro adds `NameView` (configuration and plan) and `NameArguments` (what the
/// practitioner set), the conversions of all three from and to Terraform values, and the schema. The struct itself derives
/// `Clone` and `Debug`.
///
/// Every field has a doc comment, which becomes its text in the Registry, and options in `#[tf(...)]`:
///
/// | option | meaning |
/// |---|---|
/// | `required` | the practitioner sets it, always |
/// | `optional` | the practitioner sets it, or it is null: the type is `Option<T>` |
/// | `computed` | the provider sets it, always, and all that is nested in it: a model that is an argument elsewhere can be a result here |
/// | `optional, computed` | the practitioner sets it, or else the provider |
/// | `default = EXPR` | optional and computed; planned when the practitioner sets nothing. Any expression that `From` turns into the field's type |
/// | `sensitive` | Terraform hides the value in its output |
/// | `requires_replace` | a change replaces the whole object |
/// | `keep_state` | a computed value stays as it is in state, where the plan would otherwise say "known after apply" |
/// | `prefix = "TEXT"` | every computed value begins so: Terraform decides conditions with it while planning |
/// | `validate = PATH` | `fn(&View) -> Result<(), E>` with `E: Into<Diagnostic>`, or `fn` of what the view derefs to; may stand more than once |
/// | `deprecated = "TEXT"` | what to use instead |
/// | `block`, `block(max = N)` | a nested block, not an attribute: `Option<M>` for at most one, `Vec<M>` for a list |
/// | `timeouts(create = "60m", ...)` | on the field `timeouts: Timeouts`; operations `create`, `read`, `update`, `delete` |
///
/// A model with blocks or timeouts stands at the root or in a block. Only a model without them can be the type of an attribute.
#[proc_macro_derive(Model, attributes(tf))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    parse::model(&input).map_or_else(syn::Error::into_compile_error, |model| expand::model(&model)).into()
}

/// Makes the parameters of a Terraform function of a struct: one field for each parameter, in order.
///
/// The struct's doc comment is the function's text in the Registry, its first paragraph the summary. Every field has a doc comment
/// too. Its type says what Terraform may hand over:
///
/// | type | null | not known yet |
/// |---|---|---|
/// | `T` | Terraform refuses it | the function is not called, its result is unknown |
/// | `Option<T>` | `None` | the same |
/// | `Attr<T>` | `Attr::Null` | `Attr::Unknown`: the function is called |
///
/// Options in `#[tf(...)]`:
///
/// | option | meaning |
/// |---|---|
/// | `variadic` | on the last field, a `Vec<T>`: all arguments that are left |
/// | `validate = PATH` | `fn(&View) -> Result<(), E>` with `E: Into<Diagnostic>`, as in a model; for each argument, if variadic |
#[proc_macro_derive(Parameters, attributes(tf))]
pub fn derive_parameters(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    parameters::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
