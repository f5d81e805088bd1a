//! Examples: Terraform files that practitioners read on a page and that tests run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use super::function;
use super::kind::Kind;
use crate::schema::ProviderSchema;

const BY_IDENTITY: &str = "import-by-identity.tf";

/// The `examples` directory.
#[derive(Debug)]
pub(super) struct Examples<'a> {
    directory: &'a Path,
}

/// How objects that exist come under a resource, as fenced code blocks.
#[derive(Debug, Default)]
pub(super) struct Import {
    /// An `import` block with an `identity`.
    pub(super) identity: Option<String>,
    /// An `import` block with an `id`.
    pub(super) block: Option<String>,
    /// The `terraform import` command.
    pub(super) command: Option<String>,
    /// A `moved` block from another resource type.
    pub(super) moved: Option<String>,
}

impl<'a> Examples<'a> {
    /// The examples in `directory`, which need not exist.
    pub(super) fn new(directory: &'a Path, provider: &ProviderSchema) -> Result<Self, Error> {
        let examples = Self { directory };
        for kind in Kind::ALL {
            examples.refuse_strays(kind, provider)?;
        }
        let functions = examples.directory.join(function::FOLDER);
        for name in names(&functions)? {
            if !provider.functions.iter().any(|(known, _)| *known == name) {
                let reason = format!("the provider has no function `{name}`; rename or remove it");
                return Err(Error::StrayExample { path: functions.join(name), reason });
            }
        }
        Ok(examples)
    }

    /// Of the provider block.
    pub(super) fn of_provider(&self) -> Result<Vec<String>, Error> {
        self.numbered(("provider", ".tf"), &self.directory.join("provider"))
    }

    /// Of a resource, data source, ephemeral resource, list or action.
    pub(super) fn of_object(&self, kind: Kind, type_name: &str) -> Result<Vec<String>, Error> {
        self.numbered(kind.example(), &self.directory.join(kind.folder()).join(type_name))
    }

    /// Of a function.
    pub(super) fn of_function(&self, name: &str) -> Result<Vec<String>, Error> {
        self.numbered(("function", ".tf"), &self.directory.join(function::FOLDER).join(name))
    }

    /// Of importing a resource, and of moving objects to it.
    pub(super) fn of_import(&self, type_name: &str) -> Result<Import, Error> {
        let directory = self.directory.join(Kind::Resource.folder()).join(type_name);
        let optional = |name: &str, language| {
            let path = directory.join(name);
            path.is_file().then(|| fenced(language, &path)).transpose()
        };
        Ok(Import {
            identity: optional(BY_IDENTITY, "terraform")?,
            block: optional("import-by-string-id.tf", "terraform")?,
            command: optional("import.sh", "shell")?,
            moved: optional("moved.tf", "terraform")?,
        })
    }

    /// The files `PREFIX*SUFFIX` in the order of their names.
    fn numbered(&self, (prefix, suffix): (&str, &str), directory: &Path) -> Result<Vec<String>, Error> {
        let is_example = |name: &str| name.starts_with(prefix) && name.ends_with(suffix);
        let names = names(directory)?.into_iter().filter(|name| is_example(name));
        names.map(|name| fenced("terraform", &directory.join(name))).collect()
    }

    fn refuse_strays(&self, kind: Kind, provider: &ProviderSchema) -> Result<(), Error> {
        let directory = self.directory.join(kind.folder());
        let stray = |path: PathBuf, reason: String| Err(Error::StrayExample { path, reason });
        for type_name in names(&directory)? {
            let path = directory.join(&type_name);
            if !kind.of(provider).iter().any(|(known, _)| *known == type_name) {
                return stray(path, format!("the provider has no {} `{type_name}`; rename or remove it", kind.words()));
            }
            let identity = path.join(BY_IDENTITY);
            if identity.exists() && !provider.identities.iter().any(|(known, _)| *known == type_name) {
                return stray(identity, "the resource has no identity; use `import-by-string-id.tf`".to_owned());
            }
        }
        Ok(())
    }
}

/// The names in a directory, sorted; none if there is no such directory. Hidden files are not examples.
fn names(directory: &Path) -> Result<Vec<String>, Error> {
    let read = || -> io::Result<Vec<String>> {
        let entries = fs::read_dir(directory)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        entries.filter(|name| name.as_ref().map_or(true, |name| !name.starts_with('.'))).collect()
    };
    match read() {
        Ok(mut names) => {
            names.sort();
            Ok(names)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(Error::Read { path: directory.to_owned(), source }),
    }
}

fn fenced(language: &str, path: &Path) -> Result<String, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::EmptyExample { path: path.to_owned() });
    }
    Ok(format!("```{language}\n{text}\n```"))
}
