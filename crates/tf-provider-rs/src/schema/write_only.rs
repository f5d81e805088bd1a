//! Write-only attributes that a configuration must not use, because the Terraform at hand would store them.

use super::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::value::{AttributePath, Value};

impl Block {
    /// Whether there is a write-only attribute anywhere in it.
    pub(crate) fn has_write_only(&self) -> bool {
        is_among(&self.attributes) || self.blocks.iter().any(|nested| nested.block.has_write_only())
    }
}

pub(crate) fn is_among(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.write_only || matches!(&attribute.shape, Shape::Nested(_, nested) if is_among(nested))
    })
}

/// An error for each write-only attribute that `config` sets, or may set.
pub(crate) fn refuse_write_only(block: &Block, config: &Value) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if block.has_write_only() {
        refuse_in_block(block, config, &AttributePath::root(), &mut diagnostics);
    }
    diagnostics
}

fn refuse_in_block(block: &Block, config: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
    refuse_in_object(&block.attributes, config, path, diagnostics);
    for nested in &block.blocks {
        let (Some(value), path) = (config.attribute(nested.name), path.clone().attribute(nested.name)) else {
            continue;
        };
        match nested.nesting {
            BlockNesting::Single => refuse_in_block(&nested.block, value, &path, diagnostics),
            BlockNesting::List { .. } => {
                for (index, element) in (0..).zip(value.as_list().unwrap_or_default()) {
                    refuse_in_block(&nested.block, element, &path.clone().index(index), diagnostics);
                }
            }
        }
    }
}

fn refuse_in_object(attributes: &[Attribute], config: &Value, path: &AttributePath, diagnostics: &mut Diagnostics) {
    for attribute in attributes {
        let Some(value) = config.attribute(attribute.name).filter(|value| !value.is_null()) else { continue };
        let path = path.clone().attribute(attribute.name);
        match (&attribute.shape, value) {
            _ if attribute.write_only => diagnostics.push(not_allowed(path)),
            (Shape::Nested(Nesting::Single, nested), value) => refuse_in_object(nested, value, &path, diagnostics),
            (Shape::Nested(Nesting::List, nested), Value::List(elements)) => {
                for (index, element) in (0..).zip(elements) {
                    refuse_in_object(nested, element, &path.clone().index(index), diagnostics);
                }
            }
            (Shape::Nested(Nesting::Map, nested), Value::Map(elements)) => {
                for (key, element) in elements {
                    refuse_in_object(nested, element, &path.clone().key(key.as_str()), diagnostics);
                }
            }
            _ => {}
        }
    }
}

fn not_allowed(path: AttributePath) -> Diagnostic {
    Diagnostic::error(
        "Write-only attribute not allowed",
        format!(
            "The value of `{path}` is never stored, and only Terraform 1.11 and later, or OpenTofu 1.11 and later, can keep it out of plan \
             and state. Use such a version, or remove the attribute."
        ),
    )
    .at(path)
}
