//! `FromValue` and `ToValue`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::companion::{Companion, Read};

/// Reads every field before it fails, so that all mistakes are reported at once.
pub(super) fn from_value(companion: &Companion<'_>) -> TokenStream {
    let ident = &companion.ident;
    let mutable = (!companion.fields.is_empty()).then(|| quote!(mut));
    let (reads, members): (Vec<_>, Vec<_>) = companion
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let (member, name) = (field.ident, field.name);
            let read = format_ident!("read_{index}");
            let (method, result) = match field.read {
                Read::Plain => (quote!(read), quote!(#read?)),
                Read::Argument => (quote!(read_argument), quote!(#read?)),
                Read::NullableArgument => (quote!(read_argument), quote!(#read?.flatten())),
                Read::Block => (quote!(read_block), quote!(#read?)),
                Read::Blocks => (quote!(read_blocks), quote!(#read?)),
            };
            (quote!(let #read = fields.#method(#name);), quote!(#member: #result))
        })
        .unzip();
    quote! {
        #[automatically_derived]
        impl ::tf_provider_rs::model::FromValue for #ident {
            fn from_value(
                value: &::tf_provider_rs::value::Value,
                path: &::tf_provider_rs::value::AttributePath,
            ) -> ::tf_provider_rs::Result<Self> {
                let #mutable fields = ::tf_provider_rs::model::Fields::new(value, path)?;
                #(#reads)*
                fields.finish(|| ::std::option::Option::Some(Self { #(#members,)* }))
            }
        }
    }
}

/// An object with every attribute and block.
pub(super) fn to_value(companion: &Companion<'_>) -> TokenStream {
    let ident = &companion.ident;
    let attributes = companion.fields.iter().map(|field| {
        let (member, name) = (field.ident, field.name);
        quote!((#name, ::tf_provider_rs::model::ToValue::to_value(&self.#member)))
    });
    quote! {
        #[automatically_derived]
        impl ::tf_provider_rs::model::ToValue for #ident {
            fn to_value(&self) -> ::tf_provider_rs::value::Value {
                ::tf_provider_rs::value::Value::object::<&str, ::tf_provider_rs::value::Value>([#(#attributes,)*])
            }
        }
    }
}
