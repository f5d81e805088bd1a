//! Answers for what no provider on this framework offers. Terraform asks for nothing that the schema does not list, so a practitioner
//! meets these only with a mismatched tool; they are diagnostics all the same, because a bare "unimplemented" helps nobody.

use super::wire;
use crate::diagnostic::Diagnostic;
use crate::proto::tfplugin6 as pb;

/// The error for a feature that is not there.
pub(super) fn diagnostics(feature: &str) -> Vec<pb::Diagnostic> {
    wire::diagnostics(Diagnostic::error(format!("{feature} not supported"), detail(feature)).into())
}

/// The error for a function that is not there.
pub(super) fn function_error(name: &str) -> pb::FunctionError {
    pb::FunctionError {
        text: format!("This version of the provider has no function `{name}`."),
        function_argument: None,
    }
}

fn detail(feature: &str) -> String {
    format!("This version of the provider does not support this: {}.", feature.to_lowercase())
}
