//! Between the protocol's messages and the framework's types.

use super::place;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::proto::tfplugin6 as pb;
use crate::schema::Schema;
use crate::value::{AttributePath, Step, Type, Undefined, Value, decode_json, decode_msgpack, encode_msgpack};

/// Decodes a value that Terraform sent; an absent one is null.
///
/// Source: Terraform, "Wire Format for Terraform Objects and Associated Values" (docs/plugin-protocol/object-wire-format.md).
///
/// # Errors
/// Where the bytes do not fit the schema. Terraform checks that first, so this is a defect of either side.
pub(super) fn decode(value: Option<&pb::DynamicValue>, schema: &Schema) -> Result<Value, Diagnostics> {
    decode_as(value, schema.object_type())
}

/// As [`decode`], for a value of any type.
///
/// # Errors
/// Where the bytes do not fit the type.
pub(super) fn decode_as(value: Option<&pb::DynamicValue>, r#type: &Type) -> Result<Value, Diagnostics> {
    let Some(value) = value else { return Ok(Value::Null) };
    let decoded = if !value.msgpack.is_empty() {
        decode_msgpack(&value.msgpack, r#type)
    } else if !value.json.is_empty() {
        decode_json(&value.json, r#type, Undefined::Refuse)
    } else {
        return Ok(Value::Null);
    };
    decoded.map_err(|error| {
        Diagnostic::bug(format!("Terraform sent a value that does not fit the schema: {error}.")).into()
    })
}

/// Whether Terraform sent nothing, without a look at what it sent otherwise.
pub(super) fn is_null(value: Option<&pb::DynamicValue>) -> bool {
    const NIL: &[u8] = &[0xc0];
    value.is_none_or(|value| match value.msgpack.as_slice() {
        [] => matches!(value.json.as_slice(), b"" | b"null"),
        msgpack => msgpack == NIL,
    })
}

/// Encodes a value for Terraform. `None` means that it does not fit the schema; the defect is then in `diagnostics`.
pub(super) fn encode(value: &Value, schema: &Schema, diagnostics: &mut Diagnostics) -> Option<pb::DynamicValue> {
    encode_as(value, schema.object_type(), diagnostics)
}

/// As [`encode`], for a value of any type.
pub(super) fn encode_as(value: &Value, r#type: &Type, diagnostics: &mut Diagnostics) -> Option<pb::DynamicValue> {
    match encode_msgpack(value, r#type) {
        Ok(msgpack) => Some(pb::DynamicValue { msgpack, json: Vec::new() }),
        Err(error) => {
            diagnostics
                .push(Diagnostic::bug(format!("The provider made a value that does not fit the schema: {error}.")));
            None
        }
    }
}

/// What was said of a value of this schema, with paths that Terraform can follow and show.
pub(super) fn addressed(diagnostics: Diagnostics, schema: &Schema) -> Diagnostics {
    let r#type = schema.object_type();
    let reachable = |diagnostic: Diagnostic| Diagnostic {
        attribute: diagnostic.attribute.map(|attribute| attribute.up_to_a_set(r#type)),
        ..diagnostic
    };
    let shown = diagnostics.into_iter().map(reachable).map(|diagnostic| place::show(diagnostic, &schema.block));
    shown.collect::<Diagnostics>().without_repetition()
}

/// All diagnostics as messages.
pub(super) fn diagnostics(diagnostics: Diagnostics) -> Vec<pb::Diagnostic> {
    diagnostics.into_iter().map(diagnostic).collect()
}

fn diagnostic(diagnostic: Diagnostic) -> pb::Diagnostic {
    let severity = match diagnostic.severity {
        Severity::Error => pb::diagnostic::Severity::Error,
        Severity::Warning => pb::diagnostic::Severity::Warning,
    };
    pb::Diagnostic {
        severity: severity.into(),
        summary: diagnostic.summary,
        detail: diagnostic.detail,
        attribute: diagnostic.attribute.as_ref().map(attribute_path),
    }
}

/// A path as a message.
pub(super) fn attribute_path(path: &AttributePath) -> pb::AttributePath {
    use pb::attribute_path::step::Selector;
    let steps = path.steps().iter().map(|step| {
        let selector = match step {
            Step::Attribute(name) => Selector::AttributeName(name.clone()),
            Step::Key(key) => Selector::ElementKeyString(key.clone()),
            Step::Index(index) => Selector::ElementKeyInt(*index),
        };
        pb::attribute_path::Step { selector: Some(selector) }
    });
    pb::AttributePath { steps: steps.collect() }
}
