//! What the provider says it offers.

use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use super::program::provider;

/// The schemas of the provider, as `terraform providers schema -json` has them.
pub(crate) fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        let output = Command::new(provider()).arg("schema").output().unwrap();
        let whole: Value = serde_json::from_slice(&output.stdout).unwrap();
        let schemas = whole["provider_schemas"].as_object().unwrap();
        schemas.values().next().unwrap().clone()
    });
    &SCHEMA
}
