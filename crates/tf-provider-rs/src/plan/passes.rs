//! The steps of a plan, each one walk.

use super::{Node, walk};
use crate::schema::Block;
use crate::value::{AttributePath, Value};

/// Plans the default where the configuration has no value.
pub(super) fn apply_defaults(block: &Block, config: &Value, prior: &Value, planned: &mut Value) {
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        if let (Value::Null, Some(default)) = (node.config, &node.attribute.default) {
            *node.planned = default.clone();
        }
    });
}

/// Keeps the prior spelling where the new one means the same.
pub(super) fn keep_equal_spellings(block: &Block, config: &Value, prior: &Value, planned: &mut Value) {
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        let Some(equal) = node.attribute.semantically_equal else { return };
        if !node.prior.is_null()
            && !node.planned.is_null()
            && *node.planned != *node.prior
            && equal(node.planned, node.prior)
        {
            *node.planned = node.prior.clone();
        }
    });
}

/// Marks what the provider will choose as unknown, unless its prior value stays.
pub(crate) fn mark_unknown(block: &Block, config: &Value, prior: &Value, planned: &mut Value) {
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        let chosen_by_provider =
            node.config.is_null() && node.attribute.mode.is_computed() && node.attribute.default.is_none();
        if chosen_by_provider {
            let stays = node.attribute.keep_state && !node.prior.is_null();
            *node.planned = if stays { node.prior.clone() } else { Value::unknown() };
        }
    });
}

/// The attributes that require replacement and change. What only the provider chooses does not replace before it is chosen.
pub(super) fn find_replacements(
    block: &Block,
    config: &Value,
    prior: &Value,
    planned: &mut Value,
) -> Vec<AttributePath> {
    let mut paths = Vec::new();
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        let undecided = node.planned.is_unknown() && node.config.is_null();
        if node.attribute.requires_replace && *node.planned != *node.prior && !undecided {
            paths.push(node.path.clone());
        }
    });
    paths
}
