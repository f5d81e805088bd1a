//! States that the current model did not write: of an earlier version of the resource, or of another resource type.

use std::fmt;

use crate::diagnostic::{Diagnostic, Result};
use crate::model::Model;
use crate::plan::complete_stored;
use crate::schema::Schema;
use crate::value::{AttributePath, Type, Undefined, Value, decode_json};

/// The attributes of one object as Terraform stored them: JSON in the shape that their writer gave them.
#[derive(Clone, Copy)]
pub struct StoredState<'a>(&'a [u8]);

impl<'a> StoredState<'a> {
    pub(crate) const fn new(json: &'a [u8]) -> Self {
        Self(json)
    }

    /// The attributes as `M`, a model of the shape that was stored. What `M` lacks is dropped, and what the state lacks is null.
    ///
    /// # Errors
    /// If the state has another shape.
    pub fn decode<M: Model>(&self) -> Result<M> {
        let value = self.value(&M::schema(0))?;
        M::from_value(&value, &AttributePath::root()).map_err(|mismatches| {
            let places = mismatches.iter().filter_map(|mismatch| mismatch.attribute.as_ref());
            let places: Vec<String> = places.map(|place| format!("`{place}` is missing or of another type")).collect();
            unreadable(&places.join(", ")).into()
        })
    }

    /// The attributes as JSON. Numbers that need more than 64 bits lose digits here; [`StoredState::decode`] keeps them.
    ///
    /// # Errors
    /// If the state is not JSON.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(self.0).map_err(|error| unreadable(&format!("it is not JSON: {error}")).into())
    }

    /// The attributes as a value of this schema.
    pub(crate) fn value(&self, schema: &Schema) -> Result<Value> {
        let mut state = decode_json(self.0, schema.object_type(), Undefined::Ignore)
            .map_err(|error| unreadable(&error.to_string()))?;
        complete_stored(&schema.block, &mut state);
        Ok(state)
    }

    /// The `timeouts` block, as far as `schema` has its operations. Every provider stores it in the same form.
    pub(crate) fn timeouts(&self, schema: &Schema) -> Option<Value> {
        let block = schema.block.blocks.iter().find(|block| block.name == TIMEOUTS)?;
        let only_timeouts = Type::Object([(TIMEOUTS.to_owned(), block.value_type())].into());
        let state = decode_json(self.0, &only_timeouts, Undefined::Ignore).ok()?;
        let timeouts = state.attribute(TIMEOUTS)?;
        let is_set = timeouts.as_map().is_some_and(|timeouts| timeouts.values().any(|timeout| !timeout.is_null()));
        is_set.then(|| timeouts.clone())
    }
}

/// The name that every provider gives to the block.
const TIMEOUTS: &str = "timeouts";

/// State may hold secrets.
impl fmt::Debug for StoredState<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StoredState").field(&format_args!("{} bytes", self.0.len())).finish()
    }
}

/// A resource type whose objects a resource takes over when a `moved` block says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoveSource {
    /// Address of the type's provider without the registry's host: `hashicorp/aws`.
    pub provider: &'static str,
    /// Name of the type: `aws_eks_cluster`.
    pub type_name: &'static str,
    /// Newest version of the type's state that is understood; all earlier ones are too.
    pub newest_version: i64,
}

/// An object of another resource type, which a `moved` block hands over.
#[derive(Clone, Copy, Debug)]
pub struct MovedFrom<'a> {
    /// Address of its provider without the registry's host: `hashicorp/aws`.
    pub provider: &'a str,
    /// Name of its type: `aws_eks_cluster`.
    pub type_name: &'a str,
    /// Version of its state.
    pub version: i64,
    /// Its attributes.
    pub state: StoredState<'a>,
    /// Its identity, if it has one.
    pub identity: Option<StoredState<'a>>,
}

fn unreadable(why: &str) -> Diagnostic {
    Diagnostic::error(
        "State cannot be read",
        format!(
            "The stored state does not fit the schema: {why}. It was written by another version of the provider or changed by hand. \
             Use the version that wrote it, or remove the object with `terraform state rm` and import it again."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::StoredState;

    #[test]
    fn a_state_does_not_show_its_content() {
        assert_eq!(format!("{:?}", StoredState::new(b"{\"password\":\"x\"}")), "StoredState(16 bytes)");
    }
}
