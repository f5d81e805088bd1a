//! What a planned change says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Dotted paths of what is known to become different.
pub(super) fn differences(change: &Value) -> BTreeSet<String> {
    let (before, after) = (leaves(&change["before"]), leaves(&change["after"]));
    let unknown: BTreeMap<String, Value> = leaves(&change["after_unknown"]);
    let is_unknown = |path: &str| {
        unknown.iter().any(|(at, value)| {
            *value == Value::Bool(true)
                && (path == at || path.strip_prefix(at).is_some_and(|rest| rest.starts_with('.')))
        })
    };
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |path: &&&String| before.get(**path) != after.get(**path) && !is_unknown(path);
    paths.iter().filter(differs).map(|path| (*path).clone()).collect()
}

/// Whether a planned change replaces the object because of an attribute.
pub(super) fn is_replaced_by(change: &Value, path: &str) -> bool {
    let paths = change["replace_paths"].as_array().into_iter().flatten();
    let dotted = |steps: &Value| {
        let steps = steps.as_array().unwrap().iter().map(|step| step.as_str().unwrap_or_default().to_owned());
        steps.collect::<Vec<String>>().join(".")
    };
    paths.map(dotted).any(|found| found == path || path.starts_with(&format!("{found}.")))
}

/// What is not an object, by dotted path; nulls are nothing, and tags are one value.
fn leaves(value: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    collect(value, "", &mut found);
    found
}

fn collect(value: &Value, path: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(members) if !["tags", "tags_all"].contains(&path) => {
            for (name, member) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(member, &path, found);
            }
        }
        Value::Null => {}
        leaf => drop(found.insert(path.to_owned(), leaf.clone())),
    }
}
