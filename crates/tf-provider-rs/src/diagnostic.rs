//! What a practitioner reads when something is wrong: errors and warnings, each with the attribute it is about.
//!
//! Everything that can fail in front of a practitioner returns [`Result`]; `?` works from a single [`Diagnostic`] to many.

use std::fmt;

use crate::value::AttributePath;

/// Shorthand for results whose error is shown to the practitioner.
pub type Result<T, E = Diagnostics> = std::result::Result<T, E>;

/// Whether Terraform goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Terraform stops this operation.
    Error,
    /// Terraform shows the text and goes on.
    Warning,
}

/// One error or warning.
///
/// The summary is one line without a full stop; the detail is whole sentences that say what to do next. Terraform prints the
/// source line of `attribute` above the detail, so neither text repeats where the problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether Terraform goes on.
    pub severity: Severity,
    /// One line: what is wrong.
    pub summary: String,
    /// Sentences: why, and the next thing to do.
    pub detail: String,
    /// The attribute that the practitioner should look at.
    pub attribute: Option<AttributePath>,
}

impl Diagnostic {
    /// An error without an attribute; add one with [`Diagnostic::at`].
    pub fn error(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { severity: Severity::Error, summary: summary.into(), detail: detail.into(), attribute: None }
    }

    /// A warning without an attribute; add one with [`Diagnostic::at`].
    pub fn warning(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(summary, detail) }
    }

    /// A defect of the provider itself, with the request to report it.
    pub fn bug(what: impl fmt::Display) -> Self {
        Self::error(
            "Defect in the provider",
            format!(
                "{what}\n\nThis is a bug in the provider, not in your configuration. Please report it to the provider's developers."
            ),
        )
    }

    /// The same diagnostic, about `attribute`.
    #[must_use]
    pub fn at(mut self, attribute: AttributePath) -> Self {
        self.attribute = Some(attribute);
        self
    }

    /// The same diagnostic, about `attribute` unless it already names one.
    #[must_use]
    pub fn or_at(mut self, attribute: &AttributePath) -> Self {
        if self.attribute.is_none() && !attribute.is_root() {
            self.attribute = Some(attribute.clone());
        }
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}", self.summary)?;
        if let Some(attribute) = &self.attribute {
            write!(f, " (at {attribute})")?;
        }
        if !self.detail.is_empty() {
            write!(f, "\n{}", self.detail)?;
        }
        Ok(())
    }
}

/// Errors and warnings in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No diagnostics.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds what a failed step reported and gives its value if it did not fail.
    pub fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|diagnostics| self.0.extend(diagnostics.0)).ok()
    }

    /// The same diagnostics, each one once.
    #[must_use]
    pub(crate) fn without_repetition(self) -> Self {
        let mut once = Vec::with_capacity(self.0.len());
        for diagnostic in self.0 {
            if !once.contains(&diagnostic) {
                once.push(diagnostic);
            }
        }
        Self(once)
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// `value` if none of them is an error.
    ///
    /// # Errors
    /// All of them, warnings included, if one is an error.
    pub fn into_result<T>(self, value: T) -> Result<T> {
        if self.has_errors() { Err(self) } else { Ok(value) }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.0.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
