//! What configurations and steps are drawn from.

use std::fmt::Debug;

use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::json::possible;
use super::step::{Accident, Step, WAYS};

pub(super) fn one_of<T: Clone + Debug + 'static>(values: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(values.to_vec())
}

/// One of some texts, or none.
pub(super) fn text(values: &[&'static str]) -> impl Strategy<Value = Option<Value>> + use<> {
    option::of(one_of(values).prop_map(Value::from))
}

/// An object that is absent, without members, or with this one.
pub(super) fn member(name: &'static str, value: impl Strategy<Value = Option<Value>>) -> impl Strategy<Value = Value> {
    (value, any::<bool>()).prop_map(move |(value, is_there)| match value {
        Some(value) => json!({ name: value }),
        None if is_there => json!({}),
        None => Value::Null,
    })
}

/// Steps with these configurations, in which some of the arguments `open` are not known while planning.
pub(super) fn steps(
    configurations: impl Strategy<Value = Value>,
    open: &'static [&'static str],
) -> impl Strategy<Value = Step> {
    let accident = prop_oneof![
        8 => Just(Accident::Nothing),
        1 => Just(Accident::Tainted),
        1 => Just(Accident::Destroyed),
        1 => Just(Accident::Gone),
        4 => (0..WAYS).prop_map(Accident::Changed),
    ];
    let unknown = prop_oneof![2 => Just(Vec::new()), 1 => prop::sample::subsequence(open.to_vec(), 1..4)];
    (accident, configurations, unknown).prop_map(|(accident, config, unknown)| {
        let unknown = possible(unknown, &config);
        Step { accident, config, unknown }
    })
}
