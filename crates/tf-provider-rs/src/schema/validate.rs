//! Checks a configuration against what its schema says beyond types.

use super::{Attribute, Block, BlockNesting, Mode, Nesting, Shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::value::{AttributePath, Value};

/// Runs every attribute's own checks on the known, set values of `config`.
pub(crate) fn validate_config(block: &Block, config: &Value) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    validate_block(block, config, &AttributePath::root(), &mut diagnostics);
    diagnostics
}

fn validate_block(block: &Block, config: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
    validate_object(&block.attributes, config, path, diagnostics);
    for nested in &block.blocks {
        let (Some(value), path) = (config.attribute(nested.name), path.clone().attribute(nested.name)) else {
            continue;
        };
        match nested.nesting {
            BlockNesting::Single => validate_block(&nested.block, value, &path, diagnostics),
            BlockNesting::List { .. } => {
                for (index, element) in (0..).zip(value.as_list().unwrap_or_default()) {
                    validate_block(&nested.block, element, &path.clone().index(index), diagnostics);
                }
            }
        }
    }
}

fn validate_object(attributes: &[Attribute], config: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
    for attribute in attributes {
        let Some(value) = config.attribute(attribute.name) else { continue };
        if value.is_null() || value.is_unknown() {
            continue;
        }
        validate_attribute(attribute, value, &path.clone().attribute(attribute.name), diagnostics);
    }
}

fn validate_attribute(attribute: &Attribute, value: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
    if attribute.mode == Mode::Computed {
        diagnostics.push(
            Diagnostic::error(
                "Read-only attribute in the configuration",
                format!("`{path}` is set by the provider: remove it from the configuration."),
            )
            .at(path.clone()),
        );
        return;
    }
    if let Some(instead) = attribute.deprecated {
        diagnostics.push(Diagnostic::warning("Deprecated attribute", instead).at(path.clone()));
    }
    for validate in &attribute.validate {
        validate(value, path, diagnostics);
    }
    let Shape::Nested(nesting, attributes) = &attribute.shape else { return };
    match (nesting, value) {
        (Nesting::Single, object) => validate_object(attributes, object, path, diagnostics),
        (Nesting::List, Value::List(elements)) => {
            for (index, element) in (0..).zip(elements) {
                validate_object(attributes, element, &path.clone().index(index), diagnostics);
            }
        }
        // Terraform has no path to an element of a set, so every element speaks for the set.
        (Nesting::Set, Value::List(elements)) => {
            for element in elements {
                validate_object(attributes, element, path, diagnostics);
            }
        }
        (Nesting::Map, Value::Map(elements)) => {
            for (key, element) in elements {
                validate_object(attributes, element, &path.clone().key(key.as_str()), diagnostics);
            }
        }
        _ => {}
    }
}
