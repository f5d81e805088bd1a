//! What a run of Terraform said.

use std::process::ExitStatus;
use std::time::Duration;

use serde_json::Value;

use super::log::Log;

/// A run of Terraform that has ended.
pub(crate) struct Run {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) log: Log,
    /// From start to end; after a signal, from the signal to the end.
    pub(crate) took: Duration,
}

/// An error or warning of a run with `-json`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Diagnostic {
    pub(crate) severity: String,
    pub(crate) summary: String,
    pub(crate) detail: String,
    pub(crate) address: Option<String>,
    /// Line of the configuration, from 1.
    pub(crate) line: Option<u64>,
}

impl Run {
    /// # Panics
    /// If Terraform failed.
    #[track_caller]
    pub(crate) fn succeeded(self) -> Self {
        assert!(self.status.success(), "terraform failed:\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// # Panics
    /// If Terraform did not end with exit code 1.
    #[track_caller]
    pub(crate) fn failed(self) -> Self {
        assert_eq!(self.status.code(), Some(1), "terraform did not fail:\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Errors, in order.
    pub(crate) fn errors(&self) -> Vec<Diagnostic> {
        self.diagnostics().into_iter().filter(|diagnostic| diagnostic.severity == "error").collect()
    }

    /// Warnings of the provider, in order.
    pub(crate) fn warnings(&self) -> Vec<Diagnostic> {
        self.diagnostics().into_iter().filter(|diagnostic| diagnostic.severity == "warning").collect()
    }

    /// The one error.
    ///
    /// # Panics
    /// If there is another number of errors.
    #[track_caller]
    pub(crate) fn error(&self) -> Diagnostic {
        match self.errors().as_slice() {
            [error] => error.clone(),
            errors => panic!("{} errors:\n{}\n{}", errors.len(), self.stdout, self.stderr),
        }
    }

    /// Errors and warnings, in order, without those that are about this way of running Terraform.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = Vec::new();
        if let Ok(whole) = serde_json::from_str::<Value>(&self.stdout) {
            found.extend(whole["diagnostics"].as_array().into_iter().flatten().map(Diagnostic::from));
        } else {
            let lines = self.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            found.extend(
                lines.filter(|line| line["type"] == "diagnostic").map(|line| Diagnostic::from(&line["diagnostic"])),
            );
        }
        found.retain(|diagnostic| diagnostic.summary != "Provider development overrides are in effect");
        found
    }

    /// `ADDRESS ACTION` of every planned change, in order of addresses.
    pub(crate) fn planned(&self) -> Vec<String> {
        let lines = self.stdout.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let mut planned: Vec<String> = lines
            .filter(|line| line["type"] == "planned_change")
            .map(|line| {
                let change = &line["change"];
                format!("{} {}", change["resource"]["addr"].as_str().unwrap(), change["action"].as_str().unwrap())
            })
            .collect();
        planned.sort();
        planned
    }
}

impl From<&Value> for Diagnostic {
    fn from(json: &Value) -> Self {
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        Self {
            severity: text("severity"),
            summary: text("summary"),
            detail: text("detail"),
            address: json["address"].as_str().map(str::to_owned),
            line: json["range"]["start"]["line"].as_u64(),
        }
    }
}
