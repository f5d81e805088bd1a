//! The one form that each set and each map has.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use super::{DecodeError, Value};

/// Sorts the elements of a set and drops those that come twice. Elements with unknown parts stay: two of them may turn
/// out to differ.
pub(super) fn sort_set<V: Borrow<Value> + Ord>(elements: &mut Vec<V>) {
    elements.sort();
    elements.dedup_by(|later, earlier| later == earlier && (*earlier).borrow().is_wholly_known());
}

/// The elements of a set in canonical form, whatever form they are in.
pub(super) fn canonical_set(elements: &[Value]) -> Vec<&Value> {
    let mut elements = elements.iter().collect();
    sort_set(&mut elements);
    elements
}

/// Adds an element or attribute under a key that may not be there yet. Keys are compared in normal form, so two that differ
/// in the bytes can be the same.
pub(super) fn insert_new(elements: &mut BTreeMap<String, Value>, key: String, value: Value) -> Result<(), DecodeError> {
    if elements.contains_key(&key) {
        return Err(DecodeError::new(format!("the key \"{key}\" comes twice")));
    }
    elements.insert(key, value);
    Ok(())
}
