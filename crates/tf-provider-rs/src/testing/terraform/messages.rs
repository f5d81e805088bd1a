//! Between values and messages, on Terraform's side.

use tonic::{Response, Status};

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;
use crate::value::{AttributePath, Step, Type, Value, decode_msgpack, encode_msgpack};

/// What Terraform 1.11 can do while it plans.
pub(super) const PLANNING: pb::ClientCapabilities = pb::ClientCapabilities {
    deferral_allowed: false,
    write_only_attributes_allowed: true,
    store_planned_private: false,
    computed_blocks_allowed: false,
};

/// What it says while it applies: that deferral is allowed too, which it is not.
pub(super) const APPLYING: pb::ClientCapabilities = pb::ClientCapabilities { deferral_allowed: true, ..PLANNING };

/// The answer to a call.
///
/// # Errors
/// If there is none: Terraform shows that as a crash of the provider.
pub(super) fn called<T>(response: Result<Response<T>, Status>) -> Result<T> {
    Ok(response.map_err(|status| Diagnostic::error("Plugin error", status.to_string()))?.into_inner())
}

pub(super) fn message(value: &Value, r#type: &Type) -> Result<pb::DynamicValue> {
    let msgpack =
        encode_msgpack(value, r#type).map_err(|error| Diagnostic::error("Unsuitable value", error.to_string()))?;
    Ok(pb::DynamicValue { msgpack, json: Vec::new() })
}

/// A value that the provider sent; nothing is null.
///
/// # Errors
/// If it is not of the schema's type.
pub(super) fn received(message: Option<&pb::DynamicValue>, r#type: &Type) -> Result<Value> {
    let Some(message) = message.filter(|message| !message.msgpack.is_empty()) else { return Ok(Value::Null) };
    Ok(decode_msgpack(&message.msgpack, r#type)
        .map_err(|error| Diagnostic::error("Provider produced invalid object", error.to_string()))?)
}

/// What the provider says.
///
/// # Errors
/// The same, if there is an error in it.
pub(super) fn noted(diagnostics: &[pb::Diagnostic]) -> Result<Diagnostics> {
    let all = said(diagnostics);
    all.clone().into_result(all)
}

pub(super) fn said(diagnostics: &[pb::Diagnostic]) -> Diagnostics {
    let one = |diagnostic: &pb::Diagnostic| {
        let is_warning = diagnostic.severity() == pb::diagnostic::Severity::Warning;
        let make = if is_warning { Diagnostic::warning } else { Diagnostic::error };
        let attribute = diagnostic.attribute.as_ref().map(path);
        Diagnostic { attribute, ..make(diagnostic.summary.clone(), diagnostic.detail.clone()) }
    };
    diagnostics.iter().map(one).collect()
}

pub(super) fn path(path: &pb::AttributePath) -> AttributePath {
    use pb::attribute_path::step::Selector;
    let step = |selector: &Selector| match selector {
        Selector::AttributeName(name) => Step::Attribute(name.clone()),
        Selector::ElementKeyString(key) => Step::Key(key.clone()),
        Selector::ElementKeyInt(index) => Step::Index(*index),
    };
    path.steps.iter().filter_map(|step| step.selector.as_ref()).map(step).collect()
}
