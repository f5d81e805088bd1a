//! The policies of the guide, as a reader finds them.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;

use crate::acceptance::harness::repository;

static PAGE: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(repository().join("docs/guides/iam-permissions.md")).unwrap());

/// What a reader writes for the words of the guide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) cluster: &'a str,
    pub(super) role: &'a str,
    pub(super) assumed: &'a str,
}

/// The policy below a heading, filled in.
///
/// # Panics
/// If there is none.
pub(super) fn policy(heading: &str, words: Words<'_>) -> Value {
    let start = format!("# {heading}\n");
    let section = PAGE.split_once(&start).unwrap_or_else(|| panic!("the guide has no heading {heading}")).1;
    let json = section.split_once("```json\n").unwrap().1.split_once("```").unwrap().0;
    let filled = json
        .replace("REGION", "us-west-2")
        .replace("ACCOUNT", "123456789012")
        .replace("CLUSTER", words.cluster)
        .replace("ROLE", words.role)
        .replace("ASSUMED", words.assumed);
    serde_json::from_str(&filled).unwrap()
}

/// Whether a policy has an action, in any statement.
pub(super) fn has(policy: &Value, action: &str) -> bool {
    let statements = policy["Statement"].as_array().unwrap();
    statements.iter().any(|statement| statement["Action"].as_array().unwrap().iter().any(|name| name == action))
}

/// Takes an action out of one statement of a policy, which then may be gone.
///
/// # Panics
/// If it is not there.
pub(super) fn take_away(policy: &mut Value, sid: &str, action: &str) {
    let statements = policy["Statement"].as_array_mut().unwrap();
    let statement = statements.iter_mut().find(|statement| statement["Sid"] == sid).unwrap();
    let actions = statement["Action"].as_array_mut().unwrap();
    let before = actions.len();
    actions.retain(|name| name != action);
    assert_eq!(actions.len() + 1, before, "{action} is not in {sid}");
    statements.retain(|statement| statement["Action"] != Value::Array(Vec::new()));
}
