//! Identities: a few plain values that somebody can write in an `import` block.

use super::Findings;
use crate::schema::{Attribute, Mode, Schema, Shape};
use crate::value::Type;

/// Source: hashicorp/terraform v1.12, internal/configs/configschema/internal_validate.go, `validateIdentity`.
pub(super) fn check(findings: &mut Findings, path: &str, schema: &Schema) {
    findings.version(path, schema, true);
    let is_empty = schema.block.attributes.is_empty();
    for (found, text) in [
        (is_empty, "an identity without attributes tells nothing apart; add some"),
        (!schema.block.blocks.is_empty(), "an identity has no blocks; use attributes"),
        (
            !is_empty && schema.block.attributes.iter().all(|attribute| attribute.mode != Mode::Required),
            "something must be given to import by the identity; make an attribute required",
        ),
    ] {
        if found {
            findings.add(path, text);
        }
    }
    for attribute in &schema.block.attributes {
        for text in of_attribute(attribute) {
            findings.add(&format!("{path}.{}", attribute.name), text);
        }
    }
}

fn of_attribute(attribute: &Attribute) -> impl Iterator<Item = &'static str> {
    let is_plain = |r#type: &Type| matches!(r#type, Type::Bool | Type::Number | Type::String);
    let is_allowed = match &attribute.shape {
        Shape::Type(Type::List(element)) => is_plain(element),
        Shape::Type(r#type) => is_plain(r#type),
        Shape::Nested(..) => false,
    };
    let findings = [
        (!is_allowed, "an identity holds bools, numbers, strings and lists of them only"),
        (
            attribute.mode.is_computed(),
            "nothing in an identity is computed; make it required, or optional for an import",
        ),
        (attribute.sensitive || attribute.write_only, "an identity is shown and stored; a secret cannot be part of it"),
    ];
    findings.into_iter().filter_map(|(found, text)| found.then_some(text))
}
