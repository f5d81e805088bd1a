//! From [`Model`] to code. All paths are absolute, so that no name in the author's module can change their meaning.

mod companion;
mod conversions;
mod schema;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;

/// The companions, the conversions and the schema of a model.
pub(crate) fn model(model: &Model) -> TokenStream {
    let view = companion::view(model);
    let arguments = companion::arguments(model);
    let companions = [companion::definition(&view), companion::definition(&arguments)];
    let stored = companion::stored(model);
    let conversions = [&stored, &view, &arguments].map(conversions::from_value);
    let back = [&stored, &view].map(conversions::to_value);
    let schema = schema::implementation(model, &view, &arguments);
    quote! {
        #(#companions)*
        #(#conversions)*
        #(#back)*
        #schema
    }
}
