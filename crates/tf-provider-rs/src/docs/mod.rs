//! A provider's documentation, made of its schemas: [`render`] gives the Registry's pages, [`schema_json`] what `terraform
//! providers schema -json` prints, and [`lint()`] says what a practitioner would miss.
//!
//! The pages are byte for byte those of HashiCorp's `tfplugindocs generate --providers-schema`, its comments included: either
//! tool can check the other, and other tools that look for the comments find them.
//!
//! Source: hashicorp/terraform-plugin-docs, internal/provider/template.go and internal/schemamd, commit edacb6e.

mod directory;
mod example;
mod function;
mod json;
mod kind;
mod lint;
mod page;
mod plain;
mod section;

#[cfg(test)]
mod sample;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use directory::{Difference, What, check, read, write};
pub use json::schema_json;
pub use lint::{lint, lint_pages};

use crate::schema::ProviderSchema;
use example::Examples;
use kind::Kind;

/// Markdown pages by their paths below the `docs` directory: `resources/instance.md`.
pub type Pages = BTreeMap<PathBuf, String>;

/// A file that the documentation needs, or one that it has no place for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or directory cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A page cannot be written.
    #[error("cannot write {}: {source}", .path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// A page of something that the provider no longer offers cannot be removed.
    #[error("cannot remove {}: {source}", .path.display())]
    Remove {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// An example file has no text.
    #[error("{} is empty: write the example, or remove the file", .path.display())]
    EmptyExample {
        /// The file.
        path: PathBuf,
    },
    /// Examples lie where nothing reads them.
    #[error("nothing uses {}: {reason}", .path.display())]
    StrayExample {
        /// The file or directory.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
}

/// The Registry's pages for a provider: `index.md` and one page for each resource, data source, ephemeral resource, list, action and
/// function, with the examples found in
/// `examples/{provider/provider*.tf, resources/TYPE/{resource*.tf,import.sh,import-by-string-id.tf,import-by-identity.tf,moved.tf},
/// data-sources/TYPE/data-source*.tf, ephemeral-resources/TYPE/ephemeral-resource*.tf, list-resources/TYPE/list-resource*.tfquery.hcl,
/// actions/TYPE/action*.tf, functions/NAME/function*.tf}`.
///
/// # Errors
/// If an example cannot be read, is empty, or belongs to nothing that the provider offers.
pub fn render(provider: &ProviderSchema, examples: &Path) -> Result<Pages, Error> {
    let examples = Examples::new(examples, provider)?;
    let mut pages = Pages::from([(PathBuf::from("index.md"), page::index(provider, &examples.of_provider()?))]);
    for (kind, type_name, schema) in kind::objects(provider) {
        let usage = examples.of_object(kind, type_name)?;
        let import = if kind == Kind::Resource { examples.of_import(type_name)? } else { Default::default() };
        let identity = provider.identities.iter().find(|(name, _)| kind == Kind::Resource && name == type_name);
        let identity = identity.map(|(_, schema)| schema);
        pages.insert(
            kind.page(provider.name, type_name),
            page::object(provider.name, kind, type_name, schema, &usage, &import, identity),
        );
    }
    for (name, signature) in &provider.functions {
        let usage = examples.of_function(name)?;
        pages.insert(function::path(name), function::page(provider.name, name, signature, &usage));
    }
    Ok(pages)
}

#[cfg(test)]
mod tests;
