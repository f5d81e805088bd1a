//! `docs`: the Registry pages, made from the schemas and the examples.

use std::path::Path;

use tf_provider_rs::{Provider, docs};

use super::Error;
use crate::provider::EksOutpost;

/// Writes the pages below `root`.
pub(super) fn write(root: &Path) -> Result<String, Error> {
    let pages = pages(root)?;
    docs::write(&pages, &root.join("docs"))?;
    Ok(format!("docs: {} pages written\n", pages.len()))
}

/// Compares the pages below `root` with what they should be.
pub(super) fn check(root: &Path) -> Result<String, Error> {
    let pages = pages(root)?;
    let differences = docs::check(&pages, &root.join("docs"), "terraform-provider-eksoutpost docs")?;
    if differences.is_empty() {
        return Ok(format!("docs: {} pages are up to date\n", pages.len()));
    }
    Err(Error::DocsDiffer(differences.iter().map(ToString::to_string).collect()))
}

fn pages(root: &Path) -> Result<docs::Pages, Error> {
    Ok(docs::render(&EksOutpost.schema(), &root.join("examples"))?)
}
