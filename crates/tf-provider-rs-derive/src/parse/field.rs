//! One field of the struct.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Error, Type, spanned::Spanned};

use super::options::Options;
use super::{Errors, is_name, rules, timeouts, types};
use crate::markdown;
use crate::model::{AttributeOptions, Block, Field, Mode, Nesting, Role};

/// Understands a field; `None` if it cannot be told what it is, which is then among the errors.
pub(super) fn read(field: &syn::Field, errors: &mut Errors) -> Option<Field> {
    let ident = field.ident.clone()?;
    let name = ident.unraw().to_string();
    let options = Options::read(&field.attrs, errors);
    let description = markdown::description(&field.attrs);
    if description.is_empty() && !options.as_ref().is_none_or(|options| options.has("timeouts")) {
        let message = format!("attribute `{name}` has no description: add a doc comment, it becomes the Registry text");
        errors.push(Error::new(ident.span(), message));
    }
    if !is_name(&name) {
        let message = format!("`{name}` cannot be an attribute's name: use lower-case letters, digits and `_`");
        errors.push(Error::new(ident.span(), message));
    }
    let role = role(field, &name, options?, errors)?;
    Some(Field {
        ident,
        name,
        vis: field.vis.clone(),
        docs: markdown::docs(&field.attrs),
        description,
        ty: field.ty.clone(),
        role,
    })
}

fn role(field: &syn::Field, name: &str, options: Options, errors: &mut Errors) -> Option<Role> {
    if options.has("timeouts") {
        rules::check_alone("timeouts", &options, errors);
        timeouts::check(field, name, &options, errors);
        Some(Role::Timeouts(options.timeouts))
    } else if options.has("block") {
        rules::check_alone("block", &options, errors);
        errors.take(block(&field.ty, options)).map(|block| Role::Block(Box::new(block)))
    } else {
        rules::check(&options, errors);
        errors.take(attribute(field, name, options)).map(|options| Role::Attribute(Box::new(options)))
    }
}

fn block(ty: &Type, options: Options) -> syn::Result<Block> {
    if let Some(max) = options.block_max.as_ref().filter(|max| !max.base10_parse::<i64>().is_ok_and(|max| max > 0)) {
        return Err(Error::new(max.span(), "`max` is the largest number of blocks: a whole number from 1"));
    }
    let (model, nesting) = match (types::inner("Option", ty), types::inner("Vec", ty), options.block_max) {
        (Some(_), _, Some(max)) => {
            return Err(Error::new(max.span(), "an `Option` holds one block at most: remove `max`, or use `Vec`"));
        }
        (Some(model), _, None) => (model, Nesting::Single),
        (None, Some(model), max) => (model, Nesting::List { max }),
        (None, None, _) => {
            return Err(Error::new(ty.span(), "a block is an `Option` (at most one) or a `Vec` (a list) of a model"));
        }
    };
    Ok(Block { model: model.clone(), nesting })
}

fn attribute(field: &syn::Field, name: &str, options: Options) -> syn::Result<AttributeOptions> {
    let nullable = types::inner("Option", &field.ty).is_some();
    let mode = mode(&options).ok_or_else(|| {
        let message = format!("attribute `{name}` has no mode: add `required`, `optional`, `computed`, `optional, computed` or `default = ...`");
        Error::new(field.ident.span(), message)
    })?;
    let written = field.ty.to_token_stream();
    match (&mode, nullable) {
        (Mode::Optional, false) => Err(Error::new(
            field.ty.span(),
            format!(
                "an optional attribute is null when nobody sets it: use `Option<{written}>`, or add `computed` or a default"
            ),
        )),
        (Mode::Default(_), true) => {
            Err(Error::new(field.ty.span(), "an attribute with a default is never null: use the type without `Option`"))
        }
        _ => Ok(AttributeOptions {
            mode,
            nullable,
            sensitive: options.has("sensitive"),
            requires_replace: options.has("requires_replace"),
            keep_state: options.has("keep_state"),
            validate: options.validate,
            deprecated: options.deprecated,
            prefix: options.prefix,
        }),
    }
}

fn mode(options: &Options) -> Option<Mode> {
    match (&options.default, options.has("required"), options.has("optional"), options.has("computed")) {
        (Some(default), ..) => Some(Mode::Default(default.clone())),
        (None, true, ..) => Some(Mode::Required),
        (None, false, true, true) => Some(Mode::OptionalComputed),
        (None, false, true, false) => Some(Mode::Optional),
        (None, false, false, true) => Some(Mode::Computed),
        (None, false, false, false) => None,
    }
}
