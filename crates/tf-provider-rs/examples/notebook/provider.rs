//! The provider block, and the list of what the provider offers.

use std::path::PathBuf;

use tf_provider_rs::{ConfigureContext, Diagnostic, Model, Offers, Provider, Result, value::AttributePath};

use crate::archive::ArchiveAction;
use crate::list::NoteList;
use crate::lock::LockResource;
use crate::note::NoteResource;
use crate::notes::NotesDataSource;
use crate::slug::Slug;

/// Keeps notes as files in a directory.
#[derive(Clone, Debug, Model)]
pub(crate) struct Configuration {
    /// Path of the directory, which must exist.
    #[tf(required)]
    pub(crate) directory: String,
}

/// What the resources work with: where the notes are.
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
    const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    async fn configure(&self, cx: &ConfigureContext, config: ConfigurationView) -> Result<Directory> {
        // Known after apply: `directory = some_resource.x.path`. Terraform asks again when it is known.
        let Some(directory) = config.directory.known().map(PathBuf::from) else { return Err(cx.defer()) };
        if !directory.is_dir() {
            let detail = format!("`{}` is not a directory. Make it, or name another.", directory.display());
            let place = AttributePath::root().attribute("directory");
            return Err(Diagnostic::error("No such directory", detail).at(place).into());
        }
        Ok(Directory(directory))
    }

    fn offers(&self) -> Offers<Directory> {
        Offers::new()
            .identified(NoteResource)
            .list_resource(NoteList)
            .data_source(NotesDataSource)
            .ephemeral_resource(LockResource)
            .function(Slug)
            .action(ArchiveAction)
    }
}
