//! From tokens to [`Model`]. Every mistake is collected and shown at its place; none hides another.

mod field;
mod options;
mod rules;
mod timeouts;
pub(crate) mod types;

use syn::{Data, DeriveInput, Error, Fields, Result, spanned::Spanned};

use crate::markdown;
use crate::model::Model;

/// Understands the struct.
///
/// # Errors
/// Everything that is wrong with it, combined.
pub(crate) fn model(input: &DeriveInput) -> Result<Model> {
    let mut errors = Errors::default();
    let fields = named_fields(input)?;
    check_struct(input, &mut errors);
    let fields = fields.named.iter().filter_map(|field| field::read(field, &mut errors)).collect();
    errors.into_result(Model {
        ident: input.ident.clone(),
        vis: input.vis.clone(),
        description: markdown::description(&input.attrs),
        fields,
    })
}

fn named_fields(input: &DeriveInput) -> Result<&syn::FieldsNamed> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields),
            Fields::Unnamed(_) | Fields::Unit => Err(Error::new(
                input.ident.span(),
                format!("`{}` has no named fields: a model is a struct whose fields are the attributes", input.ident),
            )),
        },
        Data::Enum(_) | Data::Union(_) => Err(Error::new(
            input.ident.span(),
            format!("`{}` is not a struct: a model is a struct whose fields are the attributes", input.ident),
        )),
    }
}

fn check_struct(input: &DeriveInput, errors: &mut Errors) {
    if !input.generics.params.is_empty() {
        let message = "a model has no generic parameters: its schema is one, so write one struct for each type";
        errors.push(Error::new(input.generics.span(), message));
    }
    if markdown::description(&input.attrs).is_empty() {
        let message =
            format!("model `{}` has no description: add a doc comment, it becomes the Registry text", input.ident);
        errors.push(Error::new(input.ident.span(), message));
    }
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("tf")) {
        errors.push(Error::new(
            attribute.span(),
            "options belong to fields: move `#[tf(...)]` to the field that it is about",
        ));
    }
}

/// What was wrong so far.
#[derive(Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// The value of a step that did not fail.
    pub(crate) fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn into_result<T>(self, value: T) -> Result<T> {
        self.0.map_or(Ok(value), Err)
    }
}

/// Whether Terraform takes it as the name of an attribute or parameter.
pub(crate) fn is_name(name: &str) -> bool {
    name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
}
