//! Terraform's state, as its file has it.

use std::fmt;
use std::path::Path;

use serde_json::Value;

/// A state file.
pub(crate) struct State(Value);

impl State {
    /// The state in this file; an empty one if there is no file, or nothing in it, as while Terraform writes it anew.
    pub(crate) fn read(file: &Path) -> Self {
        let text = std::fs::read(file).unwrap_or_default();
        Self(if text.is_empty() { Value::Null } else { serde_json::from_slice(&text).unwrap() })
    }

    /// Addresses of the managed resources.
    pub(crate) fn addresses(&self) -> Vec<String> {
        self.resources().map(address).collect()
    }

    /// Whether a resource is in the state.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.resources().any(|resource| self::address(resource) == address)
    }

    /// Attributes of a resource.
    ///
    /// # Panics
    /// If it is not in the state.
    #[track_caller]
    pub(crate) fn attributes(&self, address: &str) -> &Value {
        &self.instance(address)["attributes"]
    }

    /// Whether the next apply would replace a resource because its creation failed.
    #[track_caller]
    pub(crate) fn is_tainted(&self, address: &str) -> bool {
        self.instance(address)["status"] == "tainted"
    }

    #[track_caller]
    fn instance(&self, wanted: &str) -> &Value {
        let found = self.resources().find(|resource| address(resource) == wanted);
        &found.unwrap_or_else(|| panic!("{wanted} is not in the state, but {:?}", self.addresses()))["instances"][0]
    }

    /// A Terraform that was killed leaves resources without any instance.
    fn resources(&self) -> impl Iterator<Item = &Value> {
        let has_instance = |resource: &&Value| !resource["instances"].as_array().is_none_or(Vec::is_empty);
        let all = self.0["resources"].as_array().into_iter().flatten();
        all.filter(|resource| resource["mode"] == "managed").filter(has_instance)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn address(resource: &Value) -> String {
    format!("{}.{}", resource["type"].as_str().unwrap(), resource["name"].as_str().unwrap())
}
