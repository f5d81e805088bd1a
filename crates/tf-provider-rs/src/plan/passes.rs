//! The steps of a plan, each one walk.

use super::walk::{Node, walk};
use crate::schema::{Block, BlockNesting};
use crate::value::Value;

/// Plans the default where the configuration has no value.
pub(super) fn apply_defaults(block: &Block, config: &Value, prior: &Value, planned: &mut Value) {
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        if let (Value::Null, Some(default)) = (node.config, &node.attribute.default) {
            *node.planned = default.clone();
        }
    });
}

/// Keeps what the provider chose earlier. Terraform proposes it already, but gives up on an element of a set whose spelling changed.
pub(super) fn keep_choices(block: &Block, config: &Value, prior: &Value, planned: &mut Value) {
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        let chosen_by_provider = node.config.is_null() && node.attribute.mode.is_computed();
        if chosen_by_provider && node.planned.is_null() {
            *node.planned = node.prior.clone();
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
            *node.planned = if stays { node.prior.clone() } else { Value::Unknown(node.attribute.promise.clone()) };
        }
    });
}

/// Says of what a resource's own plan left unknown what its schema knows of it.
pub(crate) fn promise(block: &Block, config: &Value, prior: &Value, planned: &mut Value) {
    walk(block, config, prior, planned, &mut |node: Node<'_>| {
        let chosen_by_provider = node.config.is_null() && node.attribute.mode.is_computed();
        if chosen_by_provider && *node.planned == Value::unknown() {
            *node.planned = Value::Unknown(node.attribute.promise.clone());
        }
    });
}

/// Where there are no blocks there is an empty list of them: Terraform knows no other way to say it.
pub(super) fn add_empty_blocks(block: &Block, state: &mut Value) {
    let Value::Map(state) = state else { return };
    for nested in &block.blocks {
        let Some(value) = state.get_mut(nested.name) else { continue };
        match (nested.nesting, value) {
            (BlockNesting::List { .. }, Value::List(elements)) => {
                elements.iter_mut().for_each(|element| add_empty_blocks(&nested.block, element));
            }
            (BlockNesting::List { .. }, value @ Value::Null) => *value = Value::List(Vec::new()),
            (BlockNesting::List { .. }, _) => {}
            (BlockNesting::Single, value) => add_empty_blocks(&nested.block, value),
        }
    }
}
