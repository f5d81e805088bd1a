//! The three structs of a model: stored (the author's own), view and arguments. Same fields, other types.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident, Type, Visibility};

use crate::model::{AttributeOptions, Block, Field, Mode, Model, Nesting, Role};

/// A struct that is read from a Terraform value.
pub(super) struct Companion<'a> {
    pub(super) ident: Ident,
    pub(super) vis: &'a Visibility,
    pub(super) fields: Vec<CompanionField<'a>>,
    attributes: TokenStream,
}

/// One of its fields.
pub(super) struct CompanionField<'a> {
    pub(super) ident: &'a Ident,
    pub(super) name: &'a str,
    pub(super) read: Read,
    vis: &'a Visibility,
    docs: &'a [Attribute],
    ty: TokenStream,
}

/// How `Fields` reads it.
pub(super) enum Read {
    /// With `read`.
    Plain,
    /// With `read_argument`.
    Argument,
    /// With `read_argument`, of a type that is an `Option` itself.
    NullableArgument,
    /// With `read_block`.
    Block,
    /// With `read_blocks`.
    Blocks,
}

/// The author's struct.
pub(super) fn stored(model: &Model) -> Companion<'_> {
    let fields = model.fields.iter().map(|field| {
        let ty = &field.ty;
        field_of(field, quote!(#ty), block_read(field))
    });
    Companion { ident: model.ident.clone(), vis: &model.vis, fields: fields.collect(), attributes: TokenStream::new() }
}

/// The struct for configuration and plan.
pub(super) fn view(model: &Model) -> Companion<'_> {
    let doc = format!("[`{}`] in a configuration or a plan.", model.ident);
    let fields = model.fields.iter().map(|field| {
        let ty = &field.ty;
        let ty = match &field.role {
            Role::Attribute(_) => {
                quote!(::tf_provider_rs::model::Attr<<#ty as ::tf_provider_rs::model::AttributeType>::View>)
            }
            Role::Block(block) => block_type(block, &quote!(View)),
            Role::Timeouts(_) => quote!(#ty),
        };
        field_of(field, ty, block_read(field))
    });
    Companion {
        ident: format_ident!("{}View", model.ident),
        vis: &model.vis,
        fields: fields.collect(),
        attributes: quote! {
            #[doc = #doc]
            #[derive(::std::clone::Clone, ::std::fmt::Debug, ::std::default::Default, ::std::cmp::PartialEq)]
        },
    }
}

/// The struct for what the practitioner set.
pub(super) fn arguments(model: &Model) -> Companion<'_> {
    let doc = format!("What the practitioner set of [`{}`].", model.ident);
    Companion {
        ident: format_ident!("{}Arguments", model.ident),
        vis: &model.vis,
        fields: model.fields.iter().filter_map(argument).collect(),
        attributes: quote! {
            #[doc = #doc]
            #[allow(dead_code, reason = "not every argument needs code: the framework serves some by itself")]
            #[derive(::std::clone::Clone, ::std::fmt::Debug)]
        },
    }
}

/// The code that defines the struct.
pub(super) fn definition(companion: &Companion<'_>) -> TokenStream {
    let Companion { ident, vis, fields, attributes } = companion;
    let fields = fields.iter().map(|CompanionField { ident, vis, docs, ty, .. }| quote!(#(#docs)* #vis #ident: #ty));
    quote! {
        #attributes
        #vis struct #ident {
            #(#fields,)*
        }
    }
}

fn argument(field: &Field) -> Option<CompanionField<'_>> {
    match &field.role {
        Role::Attribute(options) => attribute_argument(&field.ty, options).map(|(ty, read)| field_of(field, ty, read)),
        Role::Block(block) => Some(field_of(field, block_type(block, &quote!(Arguments)), block_read(field))),
        Role::Timeouts(_) => None,
    }
}

fn attribute_argument(ty: &Type, options: &AttributeOptions) -> Option<(TokenStream, Read)> {
    let arguments = quote!(<#ty as ::tf_provider_rs::model::AttributeType>::Arguments);
    match &options.mode {
        Mode::Computed => None,
        Mode::Required | Mode::Optional | Mode::Default(_) => Some((arguments, Read::Plain)),
        Mode::OptionalComputed if options.nullable => Some((arguments, Read::NullableArgument)),
        Mode::OptionalComputed => Some((quote!(::std::option::Option<#arguments>), Read::Argument)),
    }
}

fn block_type(block: &Block, companion: &TokenStream) -> TokenStream {
    let model = &block.model;
    let model = quote!(<#model as ::tf_provider_rs::model::Model>::#companion);
    match block.nesting {
        Nesting::Single => quote!(::std::option::Option<#model>),
        Nesting::List { .. } => quote!(::std::vec::Vec<#model>),
    }
}

fn block_read(field: &Field) -> Read {
    match &field.role {
        Role::Block(block) if matches!(block.nesting, Nesting::List { .. }) => Read::Blocks,
        Role::Block(_) => Read::Block,
        Role::Attribute(_) | Role::Timeouts(_) => Read::Plain,
    }
}

fn field_of(field: &Field, ty: TokenStream, read: Read) -> CompanionField<'_> {
    CompanionField { ident: &field.ident, name: &field.name, read, vis: &field.vis, docs: &field.docs, ty }
}
