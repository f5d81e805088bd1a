//! Rules across attributes of the role.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics};

use super::model::ClusterRoleView;

/// A role has a name or the beginning of one.
pub(super) fn validate(config: &ClusterRoleView) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    // What is not known yet may turn out to be null.
    if config.name.known().is_some() && config.name_prefix.known().is_some() {
        let detail = "`name` and `name_prefix` exclude each other: remove one of them.";
        diagnostics.push(Diagnostic::error("Two names", detail).at(AttributePath::root().attribute("name_prefix")));
    }
    diagnostics
}

#[cfg(test)]
mod tests;
