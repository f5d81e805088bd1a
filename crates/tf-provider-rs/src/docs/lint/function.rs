//! Functions: names that Terraform takes, and texts.
//!
//! Source: hashicorp/terraform v1.11.4, internal/providers/functions.go.

use std::collections::BTreeSet;

use super::{Findings, description};
use crate::schema::Function;

impl Findings {
    pub(super) fn function(&mut self, name: &str, function: &Function) {
        let path = format!("function {name}");
        self.name(&path, name);
        self.extend(&path, description::of_root(&function.description));
        let mut seen = BTreeSet::new();
        for parameter in function.parameters.iter().chain(&function.variadic) {
            let path = format!("{path}.{}", parameter.name);
            self.name(&path, parameter.name);
            self.extend(&path, description::of_member(&parameter.description));
            if !seen.insert(parameter.name) {
                self.add(&path, "another parameter has the same name");
            }
        }
    }
}
