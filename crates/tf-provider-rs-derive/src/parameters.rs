//! `#[derive(Parameters)]`: a struct whose fields are the parameters of a function.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Data, DeriveInput, Error, Fields, Ident, Path, Result, Type, spanned::Spanned};

use crate::markdown;
use crate::parse::{Errors, is_name, types};

/// The struct.
struct Parameters {
    ident: Ident,
    description: String,
    fields: Vec<Parameter>,
}

/// One parameter.
struct Parameter {
    ident: Ident,
    name: String,
    description: String,
    ty: Type,
    /// The `T` of `Vec<T>`, if the parameter takes all arguments that are left.
    each: Option<Type>,
    validate: Vec<Path>,
}

/// The code for the struct.
///
/// # Errors
/// Everything that is wrong with it, combined.
pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    Ok(expand(&parse(input)?))
}

fn parse(input: &DeriveInput) -> Result<Parameters> {
    let mut errors = Errors::default();
    let named = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(&fields.named),
            Fields::Unit => None,
            Fields::Unnamed(_) => return Err(not_parameters(input, "has no named fields")),
        },
        Data::Enum(_) | Data::Union(_) => return Err(not_parameters(input, "is not a struct")),
    };
    if !input.generics.params.is_empty() {
        errors.push(Error::new(
            input.generics.span(),
            "parameters have no generic parameters: write one struct for each function",
        ));
    }
    let description = markdown::description(&input.attrs);
    if description.is_empty() {
        let message = format!(
            "`{}` has no description: add a doc comment, it becomes the function's text in the Registry",
            input.ident
        );
        errors.push(Error::new(input.ident.span(), message));
    }
    let fields: Vec<_> = named.into_iter().flatten().filter_map(|field| parameter(field, &mut errors)).collect();
    let last = fields.len().saturating_sub(1);
    for field in fields.iter().enumerate().filter(|(index, field)| field.each.is_some() && *index != last) {
        let message = "a variadic parameter takes all arguments that are left: make it the last field";
        errors.push(Error::new(field.1.ident.span(), message));
    }
    errors.into_result(Parameters { ident: input.ident.clone(), description, fields })
}

fn not_parameters(input: &DeriveInput, why: &str) -> Error {
    let message = format!("`{}` {why}: parameters are a struct with one field for each parameter", input.ident);
    Error::new(input.ident.span(), message)
}

fn parameter(field: &syn::Field, errors: &mut Errors) -> Option<Parameter> {
    let ident = field.ident.clone()?;
    let name = ident.unraw().to_string();
    let description = markdown::description(&field.attrs);
    if description.is_empty() {
        let message = format!("parameter `{name}` has no description: add a doc comment, it becomes the Registry text");
        errors.push(Error::new(ident.span(), message));
    }
    if !is_name(&name) {
        let message = format!("`{name}` cannot be a parameter's name: use lower-case letters, digits and `_`");
        errors.push(Error::new(ident.span(), message));
    }
    let mut variadic: Option<Span> = None;
    let mut validate = Vec::new();
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("tf")) {
        let read = attribute.parse_nested_meta(|meta| option(&meta, &mut variadic, &mut validate));
        errors.take(read);
    }
    let each = variadic.and_then(|span| {
        let each = types::inner("Vec", &field.ty).cloned();
        errors.take(
            each.ok_or_else(|| Error::new(span, "a variadic parameter is a `Vec`, one element for each argument")),
        )
    });
    Some(Parameter { ident, name, description, ty: field.ty.clone(), each, validate })
}

fn option(meta: &ParseNestedMeta<'_>, variadic: &mut Option<Span>, validate: &mut Vec<Path>) -> Result<()> {
    if meta.path.is_ident("variadic") {
        *variadic = Some(meta.path.span());
        return Ok(());
    }
    if meta.path.is_ident("validate") {
        validate.push(meta.value()?.parse()?);
        return Ok(());
    }
    Err(meta.error("unknown option; use `variadic` or `validate`. Whether a parameter may be null or unknown is in its type: `Option` or `Attr`"))
}

fn expand(parameters: &Parameters) -> TokenStream {
    let Parameters { ident, description, fields } = parameters;
    let described = |field: &Parameter, ty: &Type| {
        let (name, description) = (&field.name, &field.description);
        let checks = field.validate.iter().map(|check| {
            quote! {
                |value, path, diagnostics| ::tf_provider_rs::model::validate_with(
                    value,
                    path,
                    diagnostics,
                    |typed: &<#ty as ::tf_provider_rs::function::FunctionType>::View| #check(typed),
                )
            }
        });
        quote!(::tf_provider_rs::function::parameter::<#ty>(#name, #description, &[#(#checks,)*]))
    };
    let plain = fields.iter().filter(|field| field.each.is_none()).map(|field| described(field, &field.ty));
    let variadic = fields.iter().find_map(|field| Some(described(field, field.each.as_ref()?)));
    let variadic = variadic.map(|variadic| {
        quote! {
            fn variadic() -> ::std::option::Option<::tf_provider_rs::schema::Parameter> {
                ::std::option::Option::Some(#variadic)
            }
        }
    });
    let (reads, members): (Vec<_>, Vec<_>) = fields
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let (member, read) = (&field.ident, format_ident!("read_{index}"));
            let method = if field.each.is_some() { quote!(rest) } else { quote!(one) };
            (quote!(let #read = arguments.#method();), quote!(#member: #read?))
        })
        .unzip();
    let arguments = if fields.is_empty() { quote!(arguments) } else { quote!(mut arguments) };
    quote! {
        #[automatically_derived]
        impl ::tf_provider_rs::function::Parameters for #ident {
            fn description() -> &'static str {
                #description
            }

            fn parameters() -> ::std::vec::Vec<::tf_provider_rs::schema::Parameter> {
                ::std::vec![#(#plain,)*]
            }

            #variadic

            fn from_arguments(
                #arguments: ::tf_provider_rs::function::Arguments<'_>,
            ) -> ::tf_provider_rs::Result<Self> {
                #(#reads)*
                arguments.finish(|| ::std::option::Option::Some(Self { #(#members,)* }))
            }
        }
    }
}
