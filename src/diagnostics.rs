//! The one place where what the lower layers report becomes what the practitioner reads.

use std::time::Duration;

use tf_provider_rs::{Diagnostic, Diagnostics};

use crate::aws;
use crate::rules::{Advice, Violation};

impl From<Violation> for Diagnostic {
    fn from(violation: Violation) -> Self {
        Self::error(violation.summary, violation.detail)
    }
}

impl From<Advice> for Diagnostic {
    fn from(advice: Advice) -> Self {
        Self::warning(advice.summary, advice.detail)
    }
}

impl From<aws::Error> for Diagnostic {
    fn from(error: aws::Error) -> Self {
        let summary = match (error.operation(), error.object()) {
            ("configure", _) => "AWS cannot be called".to_owned(),
            ("AssumeRole" | "AssumeRoleWithWebIdentity", _) => "Cannot assume IAM role".to_owned(),
            (operation, "") => format!("{operation} failed"),
            (operation, object) => format!("{operation} failed for {object}"),
        };
        Self::error(summary, format!("{error}\n\n{}", error.advice()))
    }
}

impl From<aws::Error> for Diagnostics {
    fn from(error: aws::Error) -> Self {
        Diagnostic::from(error).into()
    }
}

/// A duration inside a sentence: whole minutes, or seconds below two of them.
pub(crate) fn minutes(duration: Duration) -> String {
    match duration.as_secs() {
        1 => "1 second".to_owned(),
        seconds @ 0..120 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds / 60),
    }
}

#[cfg(test)]
mod tests;
