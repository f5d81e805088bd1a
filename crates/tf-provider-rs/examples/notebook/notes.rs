//! `notebook_notes`: a data source.

use std::collections::BTreeSet;
use std::fs;

use tf_provider_rs::{Context, DataSource, Diagnostic, Model, Result};

use crate::provider::Directory;

/// Finds notes by how their names begin.
#[derive(Clone, Debug, Model)]
pub(crate) struct Notes {
    /// How the names begin. Default value: every name.
    #[tf(default = "")]
    pub(crate) prefix: String,
    /// Names of the notes.
    #[tf(computed)]
    pub(crate) names: BTreeSet<String>,
}

#[derive(Debug)]
pub(crate) struct NotesDataSource;

impl DataSource for NotesDataSource {
    type Api = Directory;
    type Model = Notes;

    const NAME: &'static str = "notes";

    async fn read(&self, cx: &Context<Directory, Notes>, arguments: NotesArguments) -> Result<Notes> {
        let directory = &cx.api()?.0;
        let entries = fs::read_dir(directory).map_err(|error| {
            Diagnostic::error("Notes cannot be listed", format!("`{}`: {error}.", directory.display()))
        })?;
        let files =
            entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "txt"));
        let names = files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
        let names = names.filter(|name| name.starts_with(&arguments.prefix)).collect();
        Ok(Notes { prefix: arguments.prefix, names })
    }
}
