//! An answer that breaks a rule, and how the practitioner is told.

use std::fmt;

use super::Rule;
use crate::diagnostic::Diagnostic;
use crate::value::AttributePath;

/// What a provider answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Of PlanResourceChange.
    Plan,
    /// Of PlanResourceChange for the second time, while applying.
    FinalPlan,
    /// Of ApplyResourceChange.
    Apply,
    /// Of ReadResource.
    Read,
    /// Of ImportResourceState.
    Import,
    /// Of UpgradeResourceState.
    Upgrade,
    /// Of MoveResourceState.
    Move,
    /// Of ReadDataSource.
    Data,
    /// Of OpenEphemeralResource.
    Ephemeral,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plan => "plan",
            Self::FinalPlan => "final plan",
            Self::Apply => "result",
            Self::Read => "refreshed state",
            Self::Import => "imported state",
            Self::Upgrade => "upgraded state",
            Self::Move => "moved state",
            Self::Data => "data",
            Self::Ephemeral => "ephemeral value",
        })
    }
}

/// One place of an answer at which it breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// Where; the root for the whole object.
    pub path: AttributePath,
    /// What is wrong, without any value.
    pub what: String,
}

impl Violation {
    pub(super) fn new(rule: Rule, path: AttributePath, what: impl Into<String>) -> Self {
        Self { rule, path, what: what.into() }
    }

    /// What the practitioner is told about this `answer` for an object of `type_name`.
    #[must_use]
    pub fn diagnostic(&self, answer: Answer, type_name: &str) -> Diagnostic {
        let (rule, what) = (self.rule, &self.what);
        let place = if self.path.is_root() { String::new() } else { format!("`{}`: ", self.path) };
        let outermost = self.path.steps().iter().take(1).cloned().collect();
        Diagnostic::bug(format!(
            "Terraform would not accept the {answer} of this `{type_name}`: {place}{what} (rule {rule})."
        ))
        .or_at(&outermost)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, path, what } = self;
        if path.is_root() { write!(f, "{what} ({rule})") } else { write!(f, "{path}: {what} ({rule})") }
    }
}
