//! What was found, and how it is told.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Severity};

use crate::config::Preflight;
use crate::rules::{Advice, Finding, Violation};

/// Findings of one subject.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Something certain about the attribute at `path`, for example `vpc_config.subnet_ids`.
    pub(super) fn refuse(&mut self, path: &str, result: Result<(), Violation>) {
        if let Err(violation) = result {
            self.0.push(Diagnostic::from(violation).at(attribute(path)));
        }
    }

    /// Something uncertain.
    pub(super) fn advise(&mut self, path: &str, advice: Option<Advice>) {
        self.0.extend(advice.map(|advice| Diagnostic::from(advice).at(attribute(path))));
    }

    /// The findings of a part of the subject.
    pub(super) fn merge(&mut self, part: Self) {
        self.0.extend(part.0);
    }

    /// Either of them.
    pub(super) fn add(&mut self, path: &str, found: impl IntoIterator<Item = Finding>) {
        for finding in found {
            match finding {
                Finding::Violation(violation) => self.refuse(path, Err(violation)),
                Finding::Advice(advice) => self.advise(path, Some(advice)),
            }
        }
    }
}

/// All findings, each once, in an order that does not depend on which answer came first.
pub(super) fn report(found: impl IntoIterator<Item = Findings>, level: Preflight) -> Diagnostics {
    let mut all: Vec<Diagnostic> = found.into_iter().flat_map(|findings| findings.0).collect();
    all.sort_by_cached_key(|diagnostic| {
        let is_warning = diagnostic.severity == Severity::Warning;
        (is_warning, diagnostic.attribute.clone(), diagnostic.summary.clone(), diagnostic.detail.clone())
    });
    all.dedup();
    if level == Preflight::Warn {
        for diagnostic in &mut all {
            diagnostic.severity = Severity::Warning;
        }
    }
    all.into_iter().collect()
}

fn attribute(path: &str) -> AttributePath {
    path.split('.').fold(AttributePath::root(), AttributePath::attribute)
}
