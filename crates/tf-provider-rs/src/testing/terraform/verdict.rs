//! What Terraform says of an answer that breaks a rule.

use crate::check::Violation;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};

/// Terraform's own title, with each violation.
///
/// # Errors
/// If there is one.
pub(super) fn of(title: &str, violations: Vec<Violation>) -> Result<()> {
    told(title, violations).into_result(())
}

pub(super) fn told(title: &str, violations: Vec<Violation>) -> Diagnostics {
    violations
        .into_iter()
        .map(|violation| Diagnostic::error(title, violation.to_string()).or_at(&violation.path))
        .collect()
}
