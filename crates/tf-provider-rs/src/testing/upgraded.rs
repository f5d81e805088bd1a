//! States of earlier versions.

use std::sync::Arc;

use serde_json::Value as Json;

use super::Host;
use crate::diagnostic::Result;
use crate::model::FromValue;
use crate::resource::Resource;
use crate::stored::StoredState;
use crate::value::AttributePath;

impl<R: Resource> Host<R> {
    /// What the provider was configured to.
    pub const fn api(&self) -> &Arc<R::Api> {
        &self.api
    }

    /// The state of an object that `version` of the resource stored with `attributes`; `None` if that version is not supported any more.
    ///
    /// # Errors
    /// What the resource refuses.
    pub fn upgraded(&self, version: i64, attributes: &Json) -> Result<Option<R::Model>> {
        let attributes = attributes.to_string();
        let upgraded = self.resource.upgrade(version, StoredState::new(attributes.as_bytes()))?;
        upgraded.map(|state| FromValue::from_value(&state, &AttributePath::root())).transpose()
    }
}
