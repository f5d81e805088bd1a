//! What Terraform calls the planned state: the proposed new state with defaults, with what is only known after apply, and with
//! the attributes whose change replaces the object. Pure: the same input gives the same plan.
//!
//! Source: Terraform, "Resource Instance Change Lifecycle" and "object value planning" (docs/resource-instance-change-lifecycle.md).

mod generate;
mod passes;
mod replacement;
mod set;
mod walk;
mod write_only;

use crate::schema::Block;
use crate::value::{AttributePath, Value};

#[cfg(test)]
mod property_tests;
#[cfg(any(test, feature = "testing"))]
mod terraform;
#[cfg(test)]
mod tests;

pub(crate) use generate::generated_config;
pub(crate) use passes::{mark_unknown, promise};
#[cfg(feature = "testing")]
pub(crate) use terraform::proposed_new_state;
pub(crate) use walk::{element, member};
pub(crate) use write_only::with_write_only;

/// The framework's part of a plan, before the resource's own [`plan`](crate::Resource::plan).
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedChange {
    /// The planned state.
    pub state: Value,
    /// Attributes whose planned change replaces the object, in schema order.
    pub requires_replace: Vec<AttributePath>,
}

/// Plans the creation (`prior` is null) or update of one object.
///
/// `proposed` is Terraform's merge of configuration and prior state. Neither `config` nor `proposed` is null: a deletion has
/// nothing to plan.
pub fn plan_change(block: &Block, config: &Value, prior: &Value, proposed: Value) -> PlannedChange {
    let mut state = proposed;
    write_only::remove(block, &mut state);
    passes::apply_defaults(block, config, prior, &mut state);
    passes::keep_choices(block, config, prior, &mut state);
    passes::keep_equal_spellings(block, config, prior, &mut state);
    if prior.is_null() || state != *prior {
        passes::mark_unknown(block, config, prior, &mut state);
    }
    let requires_replace = if prior.is_null() { Vec::new() } else { replacement::find(block, config, prior, &state) };
    PlannedChange { state, requires_replace }
}

/// Gives `state` the spelling of `reference`, a state or plan, wherever both mean the same: after a read, so that reformatted JSON is
/// not drift.
pub fn keep_spelling(block: &Block, reference: &Value, state: &mut Value) {
    // What a plan leaves to the provider says nothing about which element of a set it is.
    let reference = reference.clone().unknown_as_null();
    passes::keep_equal_spellings(block, &reference, &reference, state);
}

/// Completes a stored `state` from before some attribute or block existed: it gets its default, or no blocks.
pub(crate) fn complete_stored(block: &Block, state: &mut Value) {
    let stored = state.clone();
    passes::apply_defaults(block, &stored, &Value::Null, state);
    passes::add_empty_blocks(block, state);
}
