//! The guides that people wrote: `templates/guides/*.md`, which are read when the pages are made, and are no part of the program.
//!
//! What a guide quotes is not written twice. A line `@block FILE HEADER` stands for the blocks of a Terraform file whose first line begins with
//! HEADER, with the comments above them; such lines one after the other make one listing. `@health` stands for the table of health issues.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Error, health_table};

/// Where the guides are, below the project's directory.
const DIRECTORY: &str = "templates/guides";

/// Every guide, by its path below `docs`.
///
/// # Errors
/// If a guide or what it quotes cannot be read, or a block that it quotes is not there.
pub(super) fn pages(root: &Path) -> Result<Vec<(PathBuf, String)>, Error> {
    let directory = root.join(DIRECTORY);
    let unreadable = |source| Error::Guide { path: directory.clone(), reason: source };
    let entries = fs::read_dir(&directory).map_err(|error| unreadable(error.to_string()))?;
    let mut names: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    names.sort();
    names
        .iter()
        .map(|name| {
            let text = expanded(root, &read(&directory.join(name))?)?;
            Ok((Path::new("guides").join(name), text))
        })
        .collect()
}

/// The text with what its lines that begin with `@` stand for.
fn expanded(root: &Path, text: &str) -> Result<String, Error> {
    let mut page = String::new();
    let mut listing: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(wanted) = line.strip_prefix("@block ") {
            let (file, header) = wanted.split_once(' ').unwrap_or((wanted, ""));
            let path = root.join(file);
            let found = blocks(&read(&path)?, header);
            if found.is_empty() {
                return Err(Error::Guide {
                    path,
                    reason: format!("there is no block {header:?}, which a guide quotes"),
                });
            }
            listing.extend(found);
            continue;
        }
        close(&mut page, &mut listing);
        match line {
            "@health" => page.push_str(&health_table::table()),
            line => page.push_str(&format!("{line}\n")),
        }
    }
    close(&mut page, &mut listing);
    Ok(page)
}

fn close(page: &mut String, listing: &mut Vec<String>) {
    if !listing.is_empty() {
        page.push_str(&format!("```terraform\n{}\n```\n", listing.join("\n\n")));
        listing.clear();
    }
}

/// The outermost blocks of a formatted file whose first line begins so, with the comments above them.
fn blocks(text: &str, header: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = (0..lines.len()).filter(|&at| lines[at].starts_with(header) && lines[at].ends_with('{'));
    let whole = |start: usize| {
        let comments = lines[..start].iter().rev().take_while(|line| line.starts_with('#')).count();
        let length = lines[start..].iter().position(|line| *line == "}")?;
        Some(lines[start - comments..=start + length].join("\n"))
    };
    starts.filter_map(whole).collect()
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::Guide { path: path.to_owned(), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::{Path, blocks, expanded};

    const FILE: &str =
        "# A file.\n\n# A move.\nmoved {\n  from = a\n}\n\nthing \"a\" {\n  part {\n  }\n}\n\nmoved {\n  from = b\n}\n";

    #[test]
    fn a_block_has_its_comment_and_ends_where_it_ends() {
        assert_eq!(blocks(FILE, "thing \"a\""), ["thing \"a\" {\n  part {\n  }\n}"]);
        assert_eq!(blocks(FILE, "moved"), ["# A move.\nmoved {\n  from = a\n}", "moved {\n  from = b\n}"]);
        assert_eq!(blocks(FILE, "part"), [""; 0]);
    }

    #[test]
    fn blocks_in_a_row_are_one_listing() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("main.tf"), FILE).unwrap();
        let text = "Before:\n\n@block main.tf thing\n@block main.tf moved\n\nAfter.";
        let page = expanded(directory.path(), text).unwrap();
        let listing = "thing \"a\" {\n  part {\n  }\n}\n\n# A move.\nmoved {\n  from = a\n}\n\nmoved {\n  from = b\n}";
        assert_eq!(page, format!("Before:\n\n```terraform\n{listing}\n```\n\nAfter.\n"));
    }

    #[test]
    fn a_block_that_is_not_there_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("main.tf"), FILE).unwrap();
        let of = |text| expanded(directory.path(), text).unwrap_err().to_string();
        assert!(of("@block main.tf locals").ends_with("main.tf: there is no block \"locals\", which a guide quotes"));
        assert!(of("@block none.tf locals").contains("none.tf: "));
        assert!(super::pages(Path::new("/nowhere")).is_err());
    }
}
