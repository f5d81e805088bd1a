//! What every plan must be, for any schema, state and configuration.

mod configurations;
mod rules;
mod schemas;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::terraform::proposed_new_state;
use super::{PlannedChange, plan_change};
use crate::schema::Block;
use crate::value::Value;
use configurations::{collapses, configurations, settle};
use rules::assert_plan_is_valid;

fn plan(block: &Block, config: &Value, prior: &Value) -> PlannedChange {
    plan_change(block, config, prior, proposed_new_state(block, prior, config))
}

/// A schema with two configurations of it: one that was applied, and one that is planned.
fn cases(unknowns: bool) -> impl Strategy<Value = (Block, Value, Value)> {
    schemas::blocks().prop_flat_map(move |block| {
        let (before, now) = (configurations(&block, false), configurations(&block, unknowns));
        (Just(block), before, now)
    })
}

/// The state after `config` was applied to nothing; `None` where a set has two elements that turn out to be one, which Terraform refuses.
fn applied(block: &Block, config: &Value, prior: &Value) -> Option<Value> {
    let number = if prior.is_null() { 1 } else { 2 };
    let planned = plan(block, config, prior).state;
    (!collapses(block, config, &planned)).then(|| settle(block, planned, number))
}

proptest! {
    #[test]
    fn a_plan_of_a_creation_keeps_what_is_configured((block, _, config) in cases(true)) {
        let planned = plan(&block, &config, &Value::Null);
        prop_assume!(!collapses(&block, &config, &planned.state));
        assert_plan_is_valid(&block, &config, &Value::Null, &planned)?;
        prop_assert_eq!(planned.requires_replace, []);
    }

    #[test]
    fn a_plan_of_an_update_keeps_what_is_configured((block, before, config) in cases(true)) {
        let prior = applied(&block, &before, &Value::Null).ok_or_else(collapsed)?;
        let planned = plan(&block, &config, &prior);
        prop_assume!(!collapses(&block, &config, &planned.state));
        assert_plan_is_valid(&block, &config, &prior, &planned)?;
    }

    #[test]
    fn a_plan_of_what_was_applied_changes_nothing((block, before, config) in cases(false)) {
        let first = applied(&block, &before, &Value::Null).ok_or_else(collapsed)?;
        let state = applied(&block, &config, &first).ok_or_else(collapsed)?;
        let again = plan(&block, &config, &state);
        prop_assert_eq!(&again.state, &state);
        prop_assert_eq!(again.requires_replace, []);
    }

    #[test]
    fn the_same_input_gives_the_same_plan((block, before, config) in cases(true)) {
        let prior = applied(&block, &before, &Value::Null).ok_or_else(collapsed)?;
        prop_assert_eq!(plan(&block, &config, &prior), plan(&block, &config, &prior));
    }
}

fn collapsed() -> TestCaseError {
    TestCaseError::reject("two elements of a set are one")
}
