//! `docs`: the Registry pages, made from the schemas, the examples, the rules and the permissions.

use std::path::{Path, PathBuf};

use tf_provider_rs::{Provider, docs};

use super::{Error, permissions_page, rules_page};
use crate::provider::EksOutpost;

/// Guides that people wrote, by path below `docs`. Tests compare what they quote with what Terraform prints.
const GUIDES: [(&str, &str); 1] = [("guides/mistakes.md", include_str!("guides/mistakes.md"))];

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
    let mut pages = docs::render(&EksOutpost.schema(), &root.join("examples"))?;
    pages.insert(PathBuf::from(rules_page::PATH), rules_page::page());
    pages.insert(PathBuf::from(permissions_page::PATH), permissions_page::page());
    pages.extend(GUIDES.map(|(path, text)| (PathBuf::from(path), text.to_owned())));
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = env!("CARGO_MANIFEST_DIR");

    #[test]
    fn every_attribute_and_block_is_described_as_the_registry_shows_it() {
        assert_eq!(docs::lint(&EksOutpost.schema()), [""; 0]);
    }

    #[test]
    fn the_registry_takes_the_pages() {
        let pages = docs::read(&Path::new(ROOT).join("docs")).unwrap();
        assert_eq!(docs::lint_pages(&EksOutpost.schema(), &pages), [""; 0]);
    }

    #[test]
    fn the_pages_say_what_the_schemas_and_examples_say() {
        let checked = check(Path::new(ROOT)).map_err(|error| error.to_string());
        assert_eq!(checked, Ok("docs: 10 pages are up to date\n".to_owned()));
    }

    #[test]
    fn every_resource_shows_how_to_import_it() {
        for (page, text) in pages(Path::new(ROOT)).unwrap() {
            assert_eq!(text.contains("\n## Import\n"), page.starts_with("resources"), "{}", page.display());
        }
    }
}
