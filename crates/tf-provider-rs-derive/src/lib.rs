//! The derive macro of `tf-provider-rs`: one struct is schema, value and documentation.
//!
//! The macro is thin. `parse` turns the struct into `model::Model` and reports every mistake at its place; `expand` writes the
//! code, most of which calls functions of `tf_provider_rs::model`.

mod expand;
mod markdown;
mod model;
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
/// | `computed` | the provider sets it, always |
/// | `optional, computed` | the practitioner sets it, or else the provider |
/// | `default = EXPR` | optional and computed; planned when the practitioner sets nothing. Any expression that `From` turns into the field's type |
/// | `sensitive` | Terraform hides the value in its output |
/// | `requires_replace` | a change replaces the whole object |
/// | `keep_state` | a computed value stays as it is in state, where the plan would otherwise say "known after apply" |
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
