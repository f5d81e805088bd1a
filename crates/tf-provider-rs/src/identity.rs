//! [`Identified`]: what tells one remote object from all others, beside its state.

use crate::diagnostic::Result;
use crate::model::Model;
use crate::resource::Resource;
use crate::stored::StoredState;

/// A managed resource whose objects have an identity: a few values that never change and that name one object, such as account,
/// Region and name. Offer it with [`Offers::identified`](crate::Offers::identified).
///
/// Terraform 1.12 and later keeps the identity next to the state, shows it, and imports by it: `import { identity = { name = "a" } }`.
/// Earlier versions do not ask for it. A [`ListResource`](crate::ListResource) needs it.
///
/// | Terraform asks | when | served by |
/// |---|---|---|
/// | GetResourceIdentitySchemas | at the start of every command | [`Identified::Identity`] |
/// | the identity of an object | after every creation, read, update, import and move | [`Identified::identity`] |
/// | ImportResourceState with an identity | an `import` block has `identity` instead of `id` | [`Identified::import_id`], then [`Resource::import`] |
/// | UpgradeResourceIdentity | a stored identity has another version than [`Identified::IDENTITY_VERSION`] | [`Identified::upgrade_identity`] |
///
/// The framework refuses an identity that changes: what was known of it stays as long as the object is the same. A part that was null may
/// become known.
pub trait Identified: Resource {
    /// The identity. `required` attributes must be given to import by it, `optional` ones may be left out; none is computed, and each is a
    /// bool, number, string or a list of them.
    type Identity: Model;

    /// Version of the identity's shape, counted apart from [`Resource::VERSION`]. One more whenever a stored identity could no longer be
    /// read as it is.
    const IDENTITY_VERSION: i64 = 0;

    /// The identity of the object that has this state.
    fn identity(state: &Self::Model) -> Self::Identity;

    /// The identifier by which [`Resource::import`] finds the object. Attributes that are optional may be null.
    ///
    /// # Errors
    /// If the identity names nothing that this resource can manage.
    fn import_id(identity: &Self::Identity) -> Result<String>;

    /// Brings an identity of an earlier `version` to this one; `None` if that version is not supported any more. Runs without credentials
    /// or network, and with the provider not configured.
    ///
    /// # Errors
    /// If the identity is not what that version wrote.
    fn upgrade_identity(_version: i64, _stored: StoredState<'_>) -> Result<Option<Self::Identity>> {
        Ok(None)
    }
}
