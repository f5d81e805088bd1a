//! Functions and their parameters.

use std::collections::BTreeSet;

use super::{Findings, Rule, root};
use crate::proto::tfplugin6 as pb;

pub(super) fn check(findings: &mut Findings, name: &str, function: &pb::Function) {
    let path = root(name);
    identifier(findings, &path, name);
    let mut seen = BTreeSet::new();
    for parameter in function.parameters.iter().chain(&function.variadic_parameter) {
        let path = path.clone().attribute(&parameter.name);
        identifier(findings, &path, &parameter.name);
        if !seen.insert(parameter.name.as_str()) {
            findings.add(Rule::SchemaFunction, &path, "another parameter has the same name");
        }
        findings.r#type(&path, &parameter.r#type);
    }
    match &function.r#return {
        Some(result) => drop(findings.r#type(&path, &result.r#type)),
        None => findings.add(Rule::SchemaFunction, &path, "the function returns nothing"),
    }
}

fn identifier(findings: &mut Findings, path: &crate::value::AttributePath, name: &str) {
    let is_valid = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-');
    if !is_valid {
        findings.add(Rule::SchemaFunction, path, "the name is no identifier");
    }
}
