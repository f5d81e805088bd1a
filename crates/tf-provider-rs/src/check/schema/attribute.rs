//! One attribute, and those nested in it.

use super::{Findings, Rule};
use crate::proto::tfplugin6 as pb;
use crate::proto::tfplugin6::schema::object::NestingMode;
use crate::value::{AttributePath, Type};

pub(super) fn check(findings: &mut Findings, path: &AttributePath, attribute: &pb::schema::Attribute) {
    let path = &path.clone().attribute(&attribute.name);
    findings.name(path, &attribute.name);
    mode(findings, path, attribute);
    if !attribute.deprecated && !attribute.deprecation_message.is_empty() {
        findings.add(Rule::SchemaDeprecation, path, "it says what to use instead, and is not deprecated");
    }
    match (&attribute.nested_type, attribute.r#type.is_empty()) {
        (Some(_), false) => findings.add(Rule::SchemaType, path, "it has both a type and nested attributes"),
        (None, _) => plain(findings, path, &attribute.r#type),
        (Some(object), true) => nested(findings, path, object),
    }
}

fn mode(findings: &mut Findings, path: &AttributePath, attribute: &pb::schema::Attribute) {
    let what = match (attribute.required, attribute.optional, attribute.computed) {
        (false, false, false) => "it is neither required nor optional nor computed",
        (true, true, _) => "it is both required and optional",
        (true, _, true) => "it is both required and computed",
        (true, false, false) | (false, true, _) | (false, false, true) => "",
    };
    if !what.is_empty() {
        findings.add(Rule::SchemaMode, path, what);
    }
    if attribute.write_only && attribute.computed {
        findings.add(Rule::SchemaWriteOnly, path, "it is both write-only and computed");
    }
}

fn plain(findings: &mut Findings, path: &AttributePath, json: &[u8]) {
    let Some(r#type) = findings.r#type(path, json) else { return };
    if mixes(&r#type) {
        findings.add(Rule::SchemaType, path, "a collection of dynamic values ends Terraform when their types differ");
    }
}

fn nested(findings: &mut Findings, path: &AttributePath, object: &pb::schema::Object) {
    if object.nesting() == NestingMode::Invalid {
        findings.add(Rule::SchemaNesting, path, "the nested attributes have no nesting");
    }
    if object.nesting() == NestingMode::Set && object.attributes.iter().any(has_dynamic) {
        findings.add(Rule::SchemaSet, path, "there is a dynamic or write-only attribute in a set");
    }
    findings.different(path, object.attributes.iter().map(|attribute| attribute.name.as_str()));
    for attribute in &object.attributes {
        check(findings, path, attribute);
    }
}

/// Whether something in the block is dynamic or write-only, which no element of a set may be.
pub(super) fn block_has_dynamic(block: &pb::schema::Block) -> bool {
    block.attributes.iter().any(has_dynamic)
        || block.block_types.iter().filter_map(|nested| nested.block.as_ref()).any(block_has_dynamic)
}

fn has_dynamic(attribute: &pb::schema::Attribute) -> bool {
    let r#type = std::str::from_utf8(&attribute.r#type).ok().and_then(|json| Type::from_json(json).ok());
    attribute.write_only
        || r#type.is_some_and(|r#type| is_dynamic(&r#type))
        || attribute.nested_type.as_ref().is_some_and(|object| object.attributes.iter().any(has_dynamic))
}

fn is_dynamic(r#type: &Type) -> bool {
    match r#type {
        Type::Dynamic => true,
        Type::List(element) | Type::Set(element) | Type::Map(element) => is_dynamic(element),
        Type::Object(attributes) => attributes.values().any(is_dynamic),
        Type::Tuple(elements) => elements.iter().any(is_dynamic),
        Type::Bool | Type::Number | Type::String => false,
    }
}

/// Whether elements of one collection could have different types.
fn mixes(r#type: &Type) -> bool {
    match r#type {
        Type::List(element) | Type::Set(element) | Type::Map(element) => is_dynamic(element),
        Type::Object(attributes) => attributes.values().any(mixes),
        Type::Tuple(elements) => elements.iter().any(mixes),
        Type::Bool | Type::Number | Type::String | Type::Dynamic => false,
    }
}
