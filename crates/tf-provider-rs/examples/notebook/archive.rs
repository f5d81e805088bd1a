//! `action "notebook_archive"`: something that is done and leaves nothing in state.

use std::fs;
use std::path::PathBuf;

use tf_provider_rs::{Action, ActionContext, Diagnostic, Model, Result, value::AttributePath};

use crate::provider::Directory;

/// Copies notes into a folder.
#[derive(Clone, Debug, Model)]
pub(crate) struct Archive {
    /// Names of the notes.
    #[tf(required)]
    pub(crate) names: Vec<String>,
    /// Path of the folder, which must exist.
    #[tf(required)]
    pub(crate) folder: String,
}

#[derive(Debug)]
pub(crate) struct ArchiveAction;

impl Action for ArchiveAction {
    type Api = Directory;
    type Model = Archive;

    const NAME: &'static str = "archive";

    async fn plan(&self, _cx: &ActionContext<Directory>, config: &ArchiveView) -> Result<()> {
        match config.folder.known().map(PathBuf::from) {
            Some(folder) if !folder.is_dir() => {
                let detail = format!("`{}` is not a folder. Make it, or name another.", folder.display());
                let place = AttributePath::root().attribute("folder");
                Err(Diagnostic::error("No such folder", detail).at(place).into())
            }
            _ => Ok(()),
        }
    }

    async fn invoke(&self, cx: &ActionContext<Directory>, arguments: ArchiveArguments) -> Result<()> {
        let folder = PathBuf::from(&arguments.folder);
        for name in &arguments.names {
            let from = cx.api()?.file(name);
            let to = folder.join(name).with_extension("txt");
            fs::copy(&from, &to).map_err(|error| {
                Diagnostic::error(
                    "Note cannot be copied",
                    format!("`{}` to `{}`: {error}.", from.display(), to.display()),
                )
            })?;
            cx.progress(format!("{name} is in {}", arguments.folder));
        }
        Ok(())
    }
}
