//! The field `timeouts`.

// The framework's own grammar, so that no text passes here which fails there.
#[path = "../../../tf-provider-rs/src/model/duration.rs"]
mod duration;

use std::collections::BTreeSet;

use syn::{Error, spanned::Spanned};

use super::options::{Options, list};
use super::{Errors, types};
use crate::model::Timeout;

const OPERATIONS: [&str; 4] = ["create", "read", "update", "delete"];

/// Reports what is wrong with the field or its defaults.
pub(super) fn check(field: &syn::Field, name: &str, options: &Options, errors: &mut Errors) {
    if name != "timeouts" {
        errors.push(Error::new(field.ident.span(), "Terraform knows this block as `timeouts`: rename the field"));
    }
    if !types::is_named("Timeouts", &field.ty) {
        errors.push(Error::new(field.ty.span(), "the field `timeouts` has the type `tf_provider_rs::model::Timeouts`"));
    }
    let mut seen = BTreeSet::new();
    for timeout in &options.timeouts {
        check_one(timeout, errors);
        if !seen.insert(timeout.operation.to_string()) {
            errors.push(Error::new(
                timeout.operation.span(),
                format!("`{}` is given twice: remove one", timeout.operation),
            ));
        }
    }
}

fn check_one(timeout: &Timeout, errors: &mut Errors) {
    if !OPERATIONS.iter().any(|operation| timeout.operation == operation) {
        errors.push(Error::new(timeout.operation.span(), format!("unknown operation; use {}", list(&OPERATIONS))));
    }
    let text = timeout.default.value();
    if duration::parse(&text).is_none() {
        let message = format!(
            "`{text}` is not a duration: use a positive number with a unit, for example `90s`, `45m` or `1h30m`"
        );
        errors.push(Error::new(timeout.default.span(), message));
    }
}
