//! The notebook as far as a list and an action need it.

use std::path::PathBuf;

use tf_provider_rs::{ConfigureContext, Model, Offers, Provider, Result};

use crate::archive::ArchiveAction;
use crate::list::NoteList;
use crate::note::NoteResource;

/// Keeps notes as files in a directory.
#[derive(Clone, Debug, Model)]
pub(crate) struct Configuration {
    /// Path of the directory, which must exist.
    #[tf(required)]
    pub(crate) directory: String,
}

/// Where the notes are.
#[derive(Debug)]
pub(crate) struct Directory(pub(crate) PathBuf);

impl Directory {
    /// The file of a note.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name).with_extension("txt")
    }
}

#[derive(Debug)]
pub(crate) struct Notebook;

impl Provider for Notebook {
    type Config = Configuration;
    type Api = Directory;

    const NAME: &'static str = "notebook";
    const ADDRESS: &'static str = "registry.terraform.io/example/notebook";
    const VERSION: &'static str = "0.0.0";

    async fn configure(&self, _cx: &ConfigureContext, config: ConfigurationView) -> Result<Directory> {
        Ok(Directory(config.directory.known().map(PathBuf::from).unwrap_or_default()))
    }

    fn offers(&self) -> Offers<Directory> {
        Offers::new().identified(NoteResource).list_resource(NoteList).action(ArchiveAction)
    }
}
