//! [`Identified`] behind an untyped face.

use std::marker::PhantomData;

use super::guard;
use crate::diagnostic::Result;
use crate::identity::Identified;
use crate::model::{FromValue, Model, ToValue};
use crate::schema::Schema;
use crate::stored::StoredState;
use crate::value::{AttributePath, Value};

/// The identity of any resource's objects.
pub(crate) trait AnyIdentity: Send + Sync {
    fn schema(&self) -> &Schema;
    /// The identity of the object that has this state.
    fn of(&self, state: &Value) -> Result<Value>;
    /// The identifier that the resource imports by.
    fn import_id(&self, identity: &Value) -> Result<String>;
    /// An identity of an earlier version in this one's shape; `None` if that version is not known.
    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Value>>;
}

/// Puts what `R` says of identities behind the untyped face.
pub(crate) fn identity<R: Identified>() -> Box<dyn AnyIdentity> {
    Box::new(Erased::<R> { schema: R::Identity::schema(R::IDENTITY_VERSION), resource: PhantomData })
}

struct Erased<R> {
    schema: Schema,
    resource: PhantomData<fn() -> R>,
}

impl<R: Identified> AnyIdentity for Erased<R> {
    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn of(&self, state: &Value) -> Result<Value> {
        let state = FromValue::from_value(state, &AttributePath::root())?;
        guard::at_once(|| R::identity(&state).to_value())
    }

    fn import_id(&self, identity: &Value) -> Result<String> {
        let identity = FromValue::from_value(identity, &AttributePath::root())?;
        guard::at_once(|| R::import_id(&identity)).flatten()
    }

    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Value>> {
        let upgraded = guard::at_once(|| R::upgrade_identity(version, stored)).flatten()?;
        Ok(upgraded.map(|identity| identity.to_value()))
    }
}
