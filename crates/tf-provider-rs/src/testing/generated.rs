//! Configurations that the provider generates itself.

use serde_json::Value as Json;

use super::Host;
use super::configuration::to_json;
use crate::diagnostic::Result;
use crate::model::ToValue;
use crate::resource::Resource;

impl<R: Resource> Host<R> {
    /// The configuration that Terraform 1.14 and later asks the provider for, of an imported object.
    ///
    /// # Errors
    /// If the resource's own share fails.
    pub fn provider_generated_config(&self, state: &R::Model) -> Result<Json> {
        Ok(to_json(&self.resource.generated_config(&state.to_value())?))
    }
}
