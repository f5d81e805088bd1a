//! The IAM policy of some features.

use std::collections::{BTreeMap, BTreeSet};

use super::permission::Feature;
use super::scope::{Condition, Scope};

/// The identity-based policy with everything that these features need, as JSON text with two spaces of indentation. One statement for
/// each scope; equal statements are one.
pub fn policy<'a>(features: impl IntoIterator<Item = &'a Feature>) -> String {
    let mut actions: BTreeMap<Scope, BTreeSet<&str>> = BTreeMap::new();
    for permission in features.into_iter().flat_map(|feature| feature.permissions) {
        actions.entry(permission.scope).or_default().insert(permission.action);
    }
    let statements: Vec<String> = actions.iter().map(|(scope, actions)| statement(*scope, actions)).collect();
    format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n{}\n  ]\n}}\n", statements.join(",\n"))
}

fn statement(scope: Scope, actions: &BTreeSet<&str>) -> String {
    let actions: Vec<String> = actions.iter().map(|action| format!("        \"{action}\"")).collect();
    let mut text = format!(
        "    {{\n      \"Sid\": \"{}\",\n      \"Effect\": \"Allow\",\n      \"Action\": [\n{}\n      ],\n      \"Resource\": \"{}\"",
        scope.sid(),
        actions.join(",\n"),
        scope.resource()
    );
    if let Some(Condition { operator, key, values }) = scope.condition() {
        let values: Vec<String> = values.iter().map(|value| format!("            \"{value}\"")).collect();
        text.push_str(&format!(
            ",\n      \"Condition\": {{\n        \"{operator}\": {{\n          \"{key}\": [\n{}\n          ]\n        }}\n      }}",
            values.join(",\n")
        ));
    }
    text.push_str("\n    }");
    text
}
