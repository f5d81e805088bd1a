//! `Model` and `AttributeType`.

use proc_macro2::TokenStream;
use quote::quote;

use super::companion::Companion;
use crate::model::{AttributeOptions, Field, Mode, Model, Nesting, Role, Timeout};

/// The traits that give the schema.
pub(super) fn implementation(model: &Model, view: &Companion<'_>, arguments: &Companion<'_>) -> TokenStream {
    let Model { ident, description, fields, .. } = model;
    let (view, arguments) = (&view.ident, &arguments.ident);
    let attributes = fields.iter().filter_map(attribute);
    let blocks: Vec<_> = fields.iter().filter_map(block).collect();
    let blocks_method = (!blocks.is_empty()).then(|| blocks_method(&blocks));
    let timeouts = fields.iter().find_map(timeouts);
    let attribute_type = blocks.is_empty().then(|| attribute_type(model, view, arguments));
    quote! {
        #[automatically_derived]
        impl ::tf_provider_rs::model::Model for #ident {
            type View = #view;
            type Arguments = #arguments;

            fn description() -> &'static str {
                #description
            }

            fn attributes() -> ::std::vec::Vec<::tf_provider_rs::schema::Attribute> {
                ::std::vec![#(#attributes,)*]
            }

            #blocks_method
            #timeouts
        }

        #attribute_type
    }
}

/// Nested attributes cannot hold blocks, so only a model without them can be the type of an attribute.
fn attribute_type(model: &Model, view: &syn::Ident, arguments: &syn::Ident) -> TokenStream {
    let ident = &model.ident;
    quote! {
        #[automatically_derived]
        impl ::tf_provider_rs::model::AttributeType for #ident {
            type View = #view;
            type Arguments = #arguments;

            fn shape() -> ::tf_provider_rs::schema::Shape {
                ::tf_provider_rs::schema::Shape::Nested(
                    ::tf_provider_rs::schema::Nesting::Single,
                    <Self as ::tf_provider_rs::model::Model>::attributes(),
                )
            }
        }
    }
}

fn attribute(field: &Field) -> Option<TokenStream> {
    let Role::Attribute(options) = &field.role else { return None };
    let Field { name, ty, description, .. } = field;
    let mode = mode(&options.mode);
    let checks = options.validate.iter().map(|check| {
        quote! {
            |value, path, diagnostics| ::tf_provider_rs::model::validate_with(
                value,
                path,
                diagnostics,
                |typed: &<#ty as ::tf_provider_rs::model::AttributeType>::View| #check(typed),
            )
        }
    });
    let made = quote!(::tf_provider_rs::model::attribute::<#ty>(#name, #description, #mode, &[#(#checks,)*]));
    let extras = extras(field, options);
    Some(if extras.is_empty() { made } else { quote!(::tf_provider_rs::schema::Attribute { #(#extras,)* ..#made }) })
}

/// The members that differ from a plain attribute.
fn extras(field: &Field, options: &AttributeOptions) -> Vec<TokenStream> {
    let flags = [
        (options.sensitive, quote!(sensitive: true)),
        (options.requires_replace, quote!(requires_replace: true)),
        (options.keep_state, quote!(keep_state: true)),
    ];
    let flags = flags.into_iter().filter_map(|(is_set, member)| is_set.then_some(member));
    let deprecated = options.deprecated.iter().map(|text| quote!(deprecated: ::std::option::Option::Some(#text)));
    let default = match &options.mode {
        Mode::Default(default) => Some(default_member(&field.ty, default)),
        Mode::Required | Mode::Optional | Mode::OptionalComputed | Mode::Computed => None,
    };
    flags.chain(deprecated).chain(default).chain(promise(options)).collect()
}

/// What is known of a value before it is known: a type without `Option` is never null in state.
fn promise(options: &AttributeOptions) -> Option<TokenStream> {
    if !matches!(options.mode, Mode::Computed | Mode::OptionalComputed) {
        return None;
    }
    let not_null = (!options.nullable).then(|| quote!(.not_null()));
    let prefix = options.prefix.as_ref().map(|prefix| quote!(.with_string_prefix(#prefix)));
    if not_null.is_none() && prefix.is_none() {
        return None;
    }
    Some(quote!(promise: ::tf_provider_rs::value::Refinement::none() #not_null #prefix))
}

fn default_member(ty: &syn::Type, default: &syn::Expr) -> TokenStream {
    quote! {
        default: ::std::option::Option::Some(
            ::tf_provider_rs::model::ToValue::to_value(&<#ty as ::std::convert::From<_>>::from(#default))
        )
    }
}

fn mode(mode: &Mode) -> TokenStream {
    match mode {
        Mode::Required => quote!(::tf_provider_rs::schema::Mode::Required),
        Mode::Optional => quote!(::tf_provider_rs::schema::Mode::Optional),
        Mode::OptionalComputed | Mode::Default(_) => quote!(::tf_provider_rs::schema::Mode::OptionalComputed),
        Mode::Computed => quote!(::tf_provider_rs::schema::Mode::Computed),
    }
}

fn blocks_method(blocks: &[TokenStream]) -> TokenStream {
    quote! {
        fn blocks() -> ::std::vec::Vec<::tf_provider_rs::schema::NestedBlock> {
            ::std::vec![#(#blocks,)*]
        }
    }
}

fn block(field: &Field) -> Option<TokenStream> {
    let Field { name, description, .. } = field;
    match &field.role {
        Role::Attribute(_) => None,
        Role::Block(block) => {
            let (model, nesting) = (&block.model, block_nesting(&block.nesting));
            Some(quote!(::tf_provider_rs::model::nested_block::<#model>(#name, #description, #nesting)))
        }
        Role::Timeouts(_) => {
            Some(quote!(::tf_provider_rs::model::Timeouts::block(<Self as ::tf_provider_rs::model::Model>::timeouts())))
        }
    }
}

fn block_nesting(nesting: &Nesting) -> TokenStream {
    match nesting {
        Nesting::Single => quote!(::tf_provider_rs::schema::BlockNesting::Single),
        Nesting::List { max: Some(max) } => quote!(::tf_provider_rs::schema::BlockNesting::List { max: #max }),
        Nesting::List { max: None } => quote!(::tf_provider_rs::schema::BlockNesting::List { max: 0 }),
    }
}

fn timeouts(field: &Field) -> Option<TokenStream> {
    let Role::Timeouts(timeouts) = &field.role else { return None };
    let defaults = timeouts.iter().map(|Timeout { operation, default }| {
        let operation = operation.to_string();
        quote!((#operation, #default))
    });
    Some(quote! {
        fn timeouts() -> &'static [(&'static str, &'static str)] {
            &[#(#defaults,)*]
        }
    })
}
