//! Pages in the `docs` directory: write them, or say how the directory differs from them.
//!
//! Ours are `index.md` and the folders of the Registry's object kinds. Guides are written by hand and left alone.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Error, Pages};

/// Folders whose every page is generated.
pub(super) const GENERATED_FOLDERS: [&str; 7] =
    ["actions", "data-sources", "ephemeral-resources", "functions", "list-resources", "resources", "state-stores"];

/// Writes the pages that changed, and removes generated pages of what the provider no longer offers.
///
/// # Errors
/// If a file cannot be read, written or removed.
pub fn write(pages: &Pages, docs: &Path) -> Result<(), Error> {
    let present = read(docs)?;
    for (page, text) in pages.iter().filter(|(page, text)| present.get(*page) != Some(*text)) {
        let path = docs.join(page);
        let directory = path.parent().unwrap_or(docs);
        fs::create_dir_all(directory).map_err(|source| Error::Write { path: directory.to_owned(), source })?;
        fs::write(&path, text).map_err(|source| Error::Write { path, source })?;
    }
    for stray in strays(pages, &present) {
        let path = docs.join(stray);
        fs::remove_file(&path).map_err(|source| Error::Remove { path, source })?;
    }
    Ok(())
}

/// How the directory differs from the pages; empty if it has exactly them. `command` is the command line that writes them, for
/// the practitioner to run.
///
/// # Errors
/// If a file cannot be read.
pub fn check(pages: &Pages, docs: &Path, command: &str) -> Result<Vec<Difference>, Error> {
    let present = read(docs)?;
    let difference = |page: &Path, what| Difference { file: docs.join(page), what, command: command.to_owned() };
    let unlike = pages.iter().filter_map(|(page, text)| match present.get(page) {
        None => Some(difference(page, What::Missing)),
        Some(found) => first_change(text, found).map(|change| difference(page, change)),
    });
    Ok(unlike.chain(strays(pages, &present).map(|page| difference(page, What::Stray))).collect())
}

/// Every file in the directory, guides included; none if there is no such directory.
///
/// # Errors
/// If a file cannot be read, or is not text.
pub fn read(docs: &Path) -> Result<Pages, Error> {
    let mut pages = Pages::new();
    if docs.exists() {
        read_into(&mut pages, docs, Path::new(""))?;
    }
    Ok(pages)
}

fn read_into(pages: &mut Pages, docs: &Path, below: &Path) -> Result<(), Error> {
    let directory = docs.join(below);
    let entries = fs::read_dir(&directory).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    for entry in entries.map_err(|source| Error::Read { path: directory, source })? {
        let (path, relative) = (entry.path(), below.join(entry.file_name()));
        if path.is_dir() {
            read_into(pages, docs, &relative)?;
        } else {
            let text = fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
            pages.insert(relative, text);
        }
    }
    Ok(())
}

fn strays<'a>(pages: &'a Pages, present: &'a Pages) -> impl Iterator<Item = &'a Path> {
    let is_ours = |page: &Path| GENERATED_FOLDERS.iter().any(|folder| page.starts_with(folder));
    present.keys().map(PathBuf::as_path).filter(move |page| is_ours(page) && !pages.contains_key(*page))
}

/// One file of the `docs` directory that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub what: What,
    /// The command line that mends it.
    pub command: String,
}

/// What is wrong with a file of the `docs` directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It should exist.
    Missing,
    /// It is about nothing that the provider offers.
    Stray,
    /// It has other text.
    Changed {
        /// The first line that differs, from 1.
        line: usize,
        /// The line in the file; `None` if the file ends before it.
        found: Option<String>,
        /// The line as it should be; `None` if the page ends before it.
        expected: Option<String>,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match &self.what {
            What::Missing => writeln!(f, "{file} is missing.")?,
            What::Stray => writeln!(f, "{file} is about nothing that the provider offers.")?,
            What::Changed { line, found, expected } => {
                let shown = |text: &Option<String>| {
                    text.as_ref().map_or("(end of file)".to_owned(), |text| text.replace('\r', "\\r"))
                };
                writeln!(f, "{file} is out of date from line {line} on:")?;
                writeln!(f, "  is:        {}", shown(found))?;
                writeln!(f, "  should be: {}", shown(expected))?;
            }
        }
        write!(f, "Run `{}` and commit the result.", self.command)
    }
}

/// Nothing if both texts are the same.
pub(super) fn first_change(expected: &str, found: &str) -> Option<What> {
    let (mut expected, mut found) = (expected.split('\n'), found.split('\n'));
    for line in 1.. {
        match (expected.next(), found.next()) {
            (None, None) => return None,
            (expected, found) if expected == found => {}
            (expected, found) => {
                return Some(What::Changed {
                    line,
                    found: found.map(str::to_owned),
                    expected: expected.map(str::to_owned),
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
