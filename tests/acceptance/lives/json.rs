//! Configurations and states as JSON.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tf_provider_rs::testing::UNKNOWN;

/// The value at a path such as `vpc_config.subnet_ids`; null if there is none.
pub(super) fn at<'a>(object: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(object, |place, step| &place[step])
}

/// Whether two objects differ at a path. Lists here are sets.
pub(super) fn differ(one: &Value, other: &Value, path: &str) -> bool {
    let (one, other) = (at(one, path), at(other, path));
    if one.is_array() && other.is_array() { set(one) != set(other) } else { one != other }
}

/// Whether a configuration says something at a path, and another thing than state.
pub(super) fn asks_otherwise(config: &Value, state: &Value, path: &str) -> bool {
    !at(config, path).is_null() && differ(config, state, path)
}

/// The texts of a list; none of null.
pub(super) fn set(list: &Value) -> BTreeSet<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Those paths that can be unknown in a configuration: none lies in what is absent, or in another one of them.
pub(super) fn possible(paths: Vec<&'static str>, config: &Value) -> Vec<&'static str> {
    let is_open = |path: &&str| {
        let Some((parent, _)) = path.rsplit_once('.') else { return true };
        at(config, parent).is_object() && !is_among(parent, &paths)
    };
    paths.iter().copied().filter(is_open).collect()
}

/// Whether an attribute, or the object that it is in, is one of `paths`.
pub(super) fn is_among(path: &str, paths: &[&str]) -> bool {
    paths.iter().any(|unknown| path == *unknown || path.strip_prefix(unknown).is_some_and(|rest| rest.starts_with('.')))
}

/// A configuration in which some attributes are not known yet.
pub(super) fn with_unknown(config: &Value, paths: &[&str]) -> Value {
    let mut config = config.clone();
    for path in paths {
        let mut place = &mut config;
        for step in path.split('.') {
            place = &mut place[step];
        }
        *place = json!(UNKNOWN);
    }
    config
}

/// Fails unless state has what was configured.
pub(super) fn assert_kept(config: &Value, state: &Value, place: &str) {
    match (config, state) {
        (Value::Null, _) => {}
        (Value::Object(config), Value::Object(state)) => {
            for (name, value) in config {
                assert_kept(value, state.get(name).unwrap_or(&Value::Null), &format!("{place}.{name}"));
            }
        }
        (Value::Array(_), Value::Array(_)) => assert_eq!(set(config), set(state), "{place}"),
        _ => assert_eq!(config, state, "{place}"),
    }
}

/// An object without what says nothing: null, and empty lists and objects.
pub(super) fn without_nothing(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), without_nothing(value)));
            members.filter(|(_, value)| !says_nothing(value)).collect()
        }
        other => other.clone(),
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
