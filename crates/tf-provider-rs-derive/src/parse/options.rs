//! Reads `#[tf(...)]` as it was written, without judging which options go together.

use proc_macro2::{Group, Span};
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseBuffer};
use syn::{Attribute, Error, Expr, Ident, LitInt, LitStr, Path, Token, token};

use super::Errors;
use crate::model::Timeout;

const NAMES: [&str; 12] = [
    "required",
    "optional",
    "computed",
    "default",
    "sensitive",
    "requires_replace",
    "keep_state",
    "prefix",
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
    pub(super) prefix: Option<LitStr>,
    pub(super) block_max: Option<LitInt>,
    pub(super) timeouts: Vec<Timeout>,
}

impl Options {
    /// Reads every `#[tf(...)]` among `attributes`. `None` if one breaks off: what stands behind it is not known then.
    pub(super) fn read(attributes: &[Attribute], errors: &mut Errors) -> Option<Self> {
        let mut options = Self::default();
        let mut is_whole = true;
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("tf")) {
            let read = attribute.parse_nested_meta(|meta| options.option(&meta, errors));
            is_whole &= errors.take(read).is_some();
        }
        is_whole.then_some(options)
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
            "default" => self.default = Some(value(meta, "default = EXPRESSION")?),
            "validate" => self.validate.push(value(meta, "validate = path::to::function")?),
            "deprecated" => self.deprecated = Some(value(meta, "deprecated = \"what to use instead\"")?),
            "prefix" => self.prefix = Some(value(meta, "prefix = \"arn:\"")?),
            "block" if meta.input.peek(token::Paren) => meta.parse_nested_meta(|inner| self.block_option(&inner))?,
            "timeouts" if !has_parentheses_with_content(meta) => return Err(meta.error(TIMEOUTS_FORM)),
            "timeouts" => meta.parse_nested_meta(|inner| self.timeout(&inner))?,
            _ if has_value(meta) => {
                errors.push(meta.error(format!("`{name}` takes no value: write `{name}` alone")));
                skip_value(meta)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn block_option(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        if !meta.path.is_ident("max") {
            return Err(meta.error("unknown option of `block`; use `max`"));
        }
        self.block_max = Some(value(meta, "block(max = 3)")?);
        Ok(())
    }

    fn timeout(&mut self, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let operation: Ident = meta.path.require_ident()?.clone();
        self.timeouts.push(Timeout { operation, default: value(meta, "timeouts(create = \"60m\")")? });
        Ok(())
    }
}

const TIMEOUTS_FORM: &str = "no operation has a timeout: write `timeouts(create = \"60m\")`";

/// The value of an option, which is written in this form.
fn value<T: Parse>(meta: &ParseNestedMeta<'_>, form: &str) -> syn::Result<T> {
    meta.value()
        .and_then(ParseBuffer::parse)
        .map_err(|error| Error::new(error.span(), format!("{error}: write `{form}`")))
}

fn has_value(meta: &ParseNestedMeta<'_>) -> bool {
    meta.input.peek(token::Paren) || meta.input.peek(Token![=])
}

fn has_parentheses_with_content(meta: &ParseNestedMeta<'_>) -> bool {
    let ahead = meta.input.fork();
    ahead.parse::<Group>().is_ok_and(|group| !group.stream().is_empty())
}

/// Goes past `= value` or `(...)`, so that the options behind an unknown one are read too.
fn skip_value(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    if meta.input.peek(token::Paren) {
        meta.parse_nested_meta(|inner| skip_value(&inner))
    } else if meta.input.peek(Token![=]) {
        meta.value()?.parse::<Expr>().map(drop)
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
