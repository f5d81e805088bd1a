//! Rules across attributes of the role.

use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics};

use super::model::ClusterRoleView;

/// A role has a name or the beginning of one.
pub(super) fn validate(config: &ClusterRoleView) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if config.name.is_set() && config.name_prefix.is_set() {
        let detail = "`name` and `name_prefix` exclude each other: remove one of them.";
        diagnostics.push(Diagnostic::error("Two names", detail).at(AttributePath::root().attribute("name_prefix")));
    }
    diagnostics
}
