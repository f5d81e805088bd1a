//! `list "notebook_note"`: notes that Terraform does not manage yet.

use std::fs;

use tf_provider_rs::{Diagnostic, Found, ListResource, Listing, Model, Result};

use crate::identity::NoteIdentity;
use crate::note::{Note, NoteResource};

/// Lists notes by how their names begin.
#[derive(Clone, Debug, Model)]
pub(crate) struct NoteQuery {
    /// How the names begin. Default value: every name.
    #[tf(optional)]
    pub(crate) prefix: Option<String>,
}

#[derive(Debug)]
pub(crate) struct NoteList;

impl ListResource for NoteList {
    type Resource = NoteResource;
    type Model = NoteQuery;

    async fn list(&self, cx: &Listing<NoteResource>, arguments: NoteQueryArguments) -> Result<()> {
        let directory = cx.api()?;
        let entries = fs::read_dir(&directory.0).map_err(|error| {
            Diagnostic::error("Notes cannot be listed", format!("`{}`: {error}.", directory.0.display()))
        })?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".txt")?.to_owned()))
            .filter(|name| arguments.prefix.as_ref().is_none_or(|prefix| name.starts_with(prefix)))
            .collect();
        names.sort();
        for name in names {
            // Terraform is at first interested in names alone.
            if !cx.includes_objects() {
                cx.found(Found::identity(name.as_str(), NoteIdentity { name: name.clone() })).await?;
                continue;
            }
            let file = directory.file(&name);
            match fs::read_to_string(&file) {
                Ok(text) => {
                    let (url, lines) = (format!("file://{}", file.display()), text.lines().count() as i64);
                    let note = Note { name: name.clone(), text, format: None, url, lines };
                    cx.found(Found::object(name, note)).await?;
                }
                Err(error) => cx.warn(Diagnostic::warning("Note cannot be read", format!("`{name}`: {error}."))).await,
            }
        }
        Ok(())
    }
}
