//! What Terraform says of an answer that breaks a rule.

use crate::check::{Rule, Violation};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;
use crate::value::AttributePath;

/// Terraform's own title, with each violation.
///
/// # Errors
/// If there is one.
pub(super) fn of(title: &str, violations: Vec<Violation>) -> Result<()> {
    told(title, violations).into_result(())
}

/// An answer that says "later", to a Terraform that wants it now.
///
/// # Errors
/// If it does.
pub(super) fn deferred(deferred: Option<&pb::Deferred>) -> Result<()> {
    let title = "Provider deferred changes when Terraform did not allow deferrals";
    let what = "the answer is deferred, and Terraform did not allow it";
    of(title, deferred.map(|_| at_root(Rule::PlanDeferred, what)).into_iter().collect())
}

/// An answer that asks to be excused from the rules, as only the old SDK may. The real Terraform obeys, and then hides defects.
///
/// # Errors
/// If it does.
pub(super) fn legacy(title: &str, is_legacy: bool) -> Result<()> {
    let what = "the answer asks to be excused from the rules, as only the old SDK may";
    of(title, is_legacy.then(|| at_root(Rule::Legacy, what)).into_iter().collect())
}

/// The violation of a rule by a whole answer.
pub(super) fn at_root(rule: Rule, what: &str) -> Violation {
    Violation { rule, path: AttributePath::root(), what: what.to_owned() }
}

pub(super) fn told(title: &str, violations: Vec<Violation>) -> Diagnostics {
    violations
        .into_iter()
        .map(|violation| Diagnostic::error(title, violation.to_string()).or_at(&violation.path))
        .collect()
}
