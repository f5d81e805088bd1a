//! A note as far as a list needs it.

use tf_provider_rs::{Context, Diagnostic, Model, Resource, Result};

use crate::provider::Directory;

/// Note in the notebook.
#[derive(Clone, Debug, Model)]
pub(crate) struct Note {
    /// Name of the note. A change replaces the note.
    #[tf(required, requires_replace)]
    pub(crate) name: String,
    /// Text of the note.
    #[tf(required)]
    pub(crate) text: String,
    /// Format of the text.
    #[tf(optional)]
    pub(crate) format: Option<String>,
    /// Address of the note's file.
    #[tf(computed, keep_state)]
    pub(crate) url: String,
    /// Number of lines in the text.
    #[tf(computed)]
    pub(crate) lines: i64,
}

#[derive(Debug)]
pub(crate) struct NoteResource;

type Cx = Context<Directory, Note>;

fn not_here() -> Diagnostic {
    Diagnostic::error("Not here", "Only lists and actions are tested.")
}

impl Resource for NoteResource {
    type Api = Directory;
    type Model = Note;

    const NAME: &'static str = "note";

    async fn create(&self, _cx: &Cx, _arguments: NoteArguments) -> Result<Note> {
        Err(not_here().into())
    }

    async fn read(&self, _cx: &Cx, state: Note) -> Result<Option<Note>> {
        Ok(Some(state))
    }

    async fn update(&self, _cx: &Cx, _prior: Note, _arguments: NoteArguments) -> Result<Note> {
        Err(not_here().into())
    }

    async fn delete(&self, _cx: &Cx, _state: Note) -> Result<()> {
        Err(not_here().into())
    }
}
