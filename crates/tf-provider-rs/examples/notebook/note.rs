//! `notebook_note`: a resource.

use std::fs;
use std::io::{self, ErrorKind};
use std::time::{Duration, UNIX_EPOCH};

use tf_provider_rs::{Context, Diagnostic, Model, Resource, Result, value::AttributePath};

use crate::provider::Directory;

/// Note in the notebook.
#[derive(Clone, Debug, Model)]
pub(crate) struct Note {
    /// Name of the note: lower-case letters, digits and `-`. A change replaces the note.
    #[tf(required, requires_replace, validate = check_name)]
    pub(crate) name: String,
    /// Text of the note.
    #[tf(required)]
    pub(crate) text: String,
    /// How the text is written.
    #[tf(optional, deprecated = "Remove it: every note is plain text.")]
    pub(crate) format: Option<String>,
    /// Address of the note's file.
    #[tf(computed, keep_state, prefix = "file://")]
    pub(crate) url: String,
    /// Number of lines in the text.
    #[tf(computed)]
    pub(crate) lines: i64,
}

fn check_name(name: &str) -> Result<(), Diagnostic> {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !name.is_empty() && name.chars().all(is_allowed) {
        return Ok(());
    }
    Err(Diagnostic::error("Bad name of a note", "Use lower-case letters, digits and `-`."))
}

#[derive(Debug)]
pub(crate) struct NoteResource;

type Cx = Context<Directory, Note>;

/// Under this key the private state has when the provider wrote the file last.
const WRITTEN: &str = "written";

impl Resource for NoteResource {
    type Api = Directory;
    type Model = Note;

    const NAME: &'static str = "note";

    async fn create(&self, cx: &Cx, arguments: NoteArguments) -> Result<Note> {
        let file = cx.api()?.file(&arguments.name);
        if file.exists() {
            let detail = format!("`{}` exists. Import it, or use another name.", file.display());
            let place = AttributePath::root().attribute("name");
            return Err(Diagnostic::error("Note exists", detail).at(place).into());
        }
        write(cx, arguments)
    }

    async fn read(&self, cx: &Cx, state: Note) -> Result<Option<Note>> {
        let Some((found, written)) = find(cx, &state.name)? else { return Ok(None) };
        let known: Option<Duration> = cx.private(WRITTEN)?;
        if known.is_some_and(|known| known != written) && found.text != state.text {
            cx.warn(Diagnostic::warning("Note was edited", format!("Somebody else changed `{}`.", state.url)));
        }
        Ok(Some(Note { format: state.format, ..found }))
    }

    async fn update(&self, cx: &Cx, _prior: Note, arguments: NoteArguments) -> Result<Note> {
        write(cx, arguments)
    }

    async fn delete(&self, cx: &Cx, state: Note) -> Result<()> {
        match fs::remove_file(cx.api()?.file(&state.name)) {
            // What is gone is deleted.
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("deleted", &state.name, &error).into()),
            _ => Ok(()),
        }
    }

    async fn import(&self, cx: &Cx, name: &str) -> Result<Note> {
        match find(cx, name)? {
            Some((note, _)) => Ok(note),
            None => Err(Diagnostic::error("Note not found", format!("There is no note `{name}`.")).into()),
        }
    }
}

/// Writes the file, and what is to be in state about it.
fn write(cx: &Cx, arguments: NoteArguments) -> Result<Note> {
    let NoteArguments { name, text, format } = arguments;
    let file = cx.api()?.file(&name);
    fs::write(&file, &text).map_err(|error| failed("written", &name, &error))?;
    let note = Note { url: url(cx, &name)?, lines: lines(&text), name, text, format };
    // The file exists: from here on it is in state, whatever happens.
    cx.save(&note);
    if let Some((_, written)) = find(cx, &note.name)? {
        cx.set_private(WRITTEN, &written)?;
    }
    Ok(note)
}

/// The note as it is in the directory, and when it was written; `None` if there is none.
fn find(cx: &Cx, name: &str) -> Result<Option<(Note, Duration)>> {
    let file = cx.api()?.file(name);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("read", name, &error).into()),
    };
    let written =
        fs::metadata(&file).and_then(|metadata| metadata.modified()).map_err(|error| failed("read", name, &error))?;
    let note = Note { url: url(cx, name)?, lines: lines(&text), name: name.to_owned(), text, format: None };
    Ok(Some((note, written.duration_since(UNIX_EPOCH).unwrap_or_default())))
}

fn url(cx: &Cx, name: &str) -> Result<String> {
    Ok(format!("file://{}", cx.api()?.file(name).display()))
}

fn lines(text: &str) -> i64 {
    i64::try_from(text.lines().count()).unwrap_or(i64::MAX)
}

fn failed(what: &str, name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("Note cannot be used", format!("`{name}` cannot be {what}: {error}."))
}
