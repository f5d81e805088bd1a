//! Reads `#[tf(...)]` as it was written, without judging which options go together.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::{Attribute, Error, Expr, Ident, LitInt, LitStr, Path, Token, token};

use super::Errors;
use crate::model::Timeout;

const NAMES: [&str; 11] = [
    "required",
    "optional",
    "computed",
    "default",
    "sensitive",
    "requires_replace",
    "keep_state",
    "validate",
    "deprecated",
    "block",
    "timeouts",
];

/// The options of one field.
#[derive(Default)]
pub(super) struct Options {
    given: Vec<(&'static str, Span)>,
    pub(super) default: Option<Expr>,
    pub(super) validate: Vec<Path>,
    pub(super) deprecated: Option<LitStr>,
    pub(super) block_max: Option<LitInt>,
    pub(super) timeouts: Vec<Timeout>,
}

impl Options {
    /// Reads every `#[tf(...)]` among `attributes`.
    pub(super) fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut options = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("tf")) {
            let read = attribute.parse_nested_meta(|meta| options.option(&meta, errors));
            errors.take(read);
        }
        options
    }

    /// Whether the option was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.span(name).is_some()
    }

    /// Where the option was given.
    pub(super) fn span(&self, name: &str) -> Option<Span> {
        self.iter().find(|(given, _)| *given == name).map(|(_, span)| span)
    }

    /// All options that were given, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, Span)> {
        self.given.iter().copied()
    }

    fn option(&mut self, meta: &ParseNestedMeta<'_>, errors: &mut Errors) -> syn::Result<()> {
        let Some(name) = NAMES.into_iter().find(|name| meta.path.is_ident(name)) else {
            errors.push(meta.error(format!("unknown option; use {}", list(&NAMES))));
            return skip_value(meta);
        };
        if self.has(name) && name != "validate" {
            errors.push(meta.error(format!("`{name}` is given twice: remove one")));
        }
        self.given.push((name, Error::new_spanned(&meta.path, "").span()));
        match name {
            "default" => self.default = Some(value(meta)?),
            "validate" => self.validate.push(value(meta)?),
            "deprecated" => self.deprecated = Some(value(meta)?),
            "block" if meta.input.peek(token::Paren) => meta.parse_nested_meta(|inner| self.block_option(&inner))?,
            "timeouts" => meta.parse_nested_meta(|inner| self.timeout(&inner))?,
            _ => {}
        }
        Ok(())
    }

    fn block_option(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if !meta.path.is_ident("max") {
            return Err(meta.error("unknown option of `block`; use `max`"));
        }
        self.block_max = Some(value(meta)?);
        Ok(())
    }

    fn timeout(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let operation: Ident = meta.path.require_ident()?.clone();
        self.timeouts.push(Timeout { operation, default: value(meta)? });
        Ok(())
    }
}

fn value<T: Parse>(meta: &ParseNestedMeta<'_>) -> syn::Result<T> {
    meta.value()?.parse()
}

/// Goes past `= value` or `(...)`, so that the options behind an unknown one are read too.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(token::Paren) {
        meta.parse_nested_meta(|inner| skip_value(&inner))
    } else if meta.input.peek(Token![=]) {
        value::<Expr>(meta).map(drop)
    } else {
        Ok(())
    }
}

/// The names in words: "`a`, `b` or `c`".
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
