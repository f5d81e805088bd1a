//! What an identity may be. Terraform knows identities since 1.12.
//!
//! Source: hashicorp/terraform v1.12, internal/terraform/node_resource_abstract_instance.go; hashicorp/terraform-plugin-framework,
//! internal/fwserver ("Unexpected Identity Change").

use super::{Rule, Violation};
use crate::value::{AttributePath, Value};

/// What is wrong with the identity in an answer about an object that exists (`after`), next to the one in the request (`before`, null
/// if there was none). `is_final` is false for a plan of a creation, whose identity may still be unknown; `is_mutable` is true if the
/// resource says that its identity may change.
pub fn violations(before: &Value, after: &Value, is_final: bool, is_mutable: bool) -> Vec<Violation> {
    let found = |rule, what| vec![Violation::new(rule, AttributePath::root(), what)];
    if is_empty(after) {
        return if is_final {
            found(Rule::IdentityMissing, "the object exists, and has no identity")
        } else {
            Vec::new()
        };
    }
    if is_final && !after.is_wholly_known() {
        return found(Rule::IdentityUnknown, "the object exists, and its identity is not known");
    }
    let changed: Vec<_> = changed(before, after).map(|name| format!("`{name}`")).collect();
    if is_mutable || !after.is_wholly_known() || changed.is_empty() {
        return Vec::new();
    }
    let what = format!("the identity of the object never changes, and has another {}", changed.join(", "));
    vec![Violation::new(Rule::IdentityChanged, AttributePath::root(), what)]
}

/// The parts that were known before and are others now. What was null may become known: a state from before there was such a part.
pub(crate) fn changed<'a>(before: &'a Value, after: &'a Value) -> impl Iterator<Item = &'a str> {
    let known = before.as_map().into_iter().flatten().filter(|(_, part)| !part.is_null() && !part.is_unknown());
    known.filter(|(name, part)| after.attribute(name) != Some(*part)).map(|(name, _)| name.as_str())
}

/// Whether nothing is said: null, or null in every part, as after an upgrade from a time without identities.
fn is_empty(identity: &Value) -> bool {
    identity.is_null() || identity.as_map().is_some_and(|parts| parts.values().all(Value::is_null))
}
