//! What the simulator was asked.

use serde_json::Value;

/// Calls in order of arrival.
pub(crate) struct Journal(Vec<Value>);

impl Journal {
    /// From the answer of the control API.
    pub(crate) fn new(answer: &Value) -> Self {
        Self(answer["requests"].as_array().unwrap().clone())
    }

    /// Names of the operations, in order.
    pub(crate) fn operations(&self) -> Vec<&str> {
        self.0.iter().map(|call| call["operation"].as_str().unwrap()).collect()
    }

    /// Names of the operations that change something, in order.
    pub(crate) fn changes(&self) -> Vec<&str> {
        let reads = |operation: &str| ["Describe", "Get", "List"].iter().any(|verb| operation.starts_with(verb));
        self.operations().into_iter().filter(|operation| !reads(operation)).collect()
    }

    /// How often an operation was called.
    pub(crate) fn count(&self, operation: &str) -> usize {
        self.operations().iter().filter(|name| **name == operation).count()
    }

    /// The calls of an operation, as the journal has them.
    pub(crate) fn calls(&self, operation: &str) -> Vec<&Value> {
        self.0.iter().filter(|call| call["operation"] == operation).collect()
    }

    /// Parameters of the calls of an operation, without the random client token.
    pub(crate) fn parameters(&self, operation: &str) -> Vec<Value> {
        let without_token = |call: &&Value| {
            let mut parameters = call["parameters"].clone();
            parameters.as_object_mut().unwrap().remove("clientRequestToken");
            parameters
        };
        self.calls(operation).iter().map(without_token).collect()
    }
}
