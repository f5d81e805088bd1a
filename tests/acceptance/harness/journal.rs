//! What the simulator was asked.

use serde_json::Value;

/// Calls in order of arrival.
pub(crate) struct Journal(Vec<Value>);

impl Journal {
    /// From the answer of the control API.
    pub(crate) fn new(answer: &Value) -> Self {
        Self(answer["requests"].as_array().unwrap().clone())
    }

    /// The calls, as the journal has them.
    pub(crate) fn all(&self) -> &[Value] {
        &self.0
    }

    /// Names of the operations, in order.
    pub(crate) fn operations(&self) -> Vec<&str> {
        self.0.iter().map(|call| call["operation"].as_str().unwrap()).collect()
    }

    /// `service:Operation` of every call, in order.
    pub(crate) fn actions(&self) -> Vec<String> {
        let action =
            |call: &Value| format!("{}:{}", call["service"].as_str().unwrap(), call["operation"].as_str().unwrap());
        self.0.iter().map(action).collect()
    }

    /// Names of the operations that change something, in order.
    pub(crate) fn changes(&self) -> Vec<&str> {
        self.operations().into_iter().filter(|operation| changes_something(operation)).collect()
    }

    /// Names of the operations that change something about a cluster, in order.
    pub(crate) fn changes_of(&self, cluster: &str) -> Vec<&str> {
        let is_about = |call: &&Value| {
            let parameters = &call["parameters"];
            let arn = parameters["resourceArn"].as_str();
            parameters["name"] == cluster || arn.is_some_and(|arn| arn.ends_with(&format!(":cluster/{cluster}")))
        };
        let operations = self.0.iter().filter(is_about).map(|call| call["operation"].as_str().unwrap());
        operations.filter(|operation| changes_something(operation)).collect()
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

fn changes_something(operation: &str) -> bool {
    !["Describe", "Get", "List"].iter().any(|verb| operation.starts_with(verb))
}
