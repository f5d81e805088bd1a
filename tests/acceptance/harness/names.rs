//! Names of tests, as the sources have them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::program::repository;

/// The tests in a file or directory of the repository.
pub(crate) fn tests_of(place: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(&repository().join(place), &mut names);
    names
}

fn collect(place: &Path, names: &mut BTreeSet<String>) {
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap() {
            collect(&entry.unwrap().path(), names);
        }
        return;
    }
    let Ok(text) = fs::read_to_string(place) else { return };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for pair in lines.windows(2).filter(|pair| pair[0] == "#[test]" || pair[0].starts_with("#[tokio::test")) {
        let name = pair[1].strip_prefix("async ").unwrap_or(pair[1]).strip_prefix("fn ");
        names.extend(name.and_then(|name| name.split('(').next()).map(str::to_owned));
    }
}
