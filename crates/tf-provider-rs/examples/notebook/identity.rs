//! What tells one note from all others.

use tf_provider_rs::{Identified, Model, Result};

use crate::note::{Note, NoteResource};

/// Identity of a note.
#[derive(Clone, Debug, Model)]
pub(crate) struct NoteIdentity {
    /// Name of the note.
    #[tf(required)]
    pub(crate) name: String,
}

impl Identified for NoteResource {
    type Identity = NoteIdentity;

    fn identity(state: &Note) -> NoteIdentity {
        NoteIdentity { name: state.name.clone() }
    }

    fn import_id(identity: &NoteIdentity) -> Result<String> {
        Ok(identity.name.clone())
    }
}
