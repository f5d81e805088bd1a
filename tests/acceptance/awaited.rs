//! Objects of this provider that examples use before it offers them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::harness::schema;

/// Whether these files use an object that the provider is still to get. Others must be there.
pub(super) fn is_awaited(files: &[PathBuf]) -> bool {
    let offered = schema().to_string();
    let is_missing = |name: &str| !offered.contains(&format!("\"{name}\""));
    let used: BTreeSet<_> = files.iter().flat_map(|file| names(&fs::read_to_string(file).unwrap())).collect();
    used.iter().any(|name| is_missing(name))
}

/// Types and functions of this provider that a text names.
fn names(text: &str) -> Vec<String> {
    let word = |rest: &str| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().map(str::to_owned);
    let types = text.match_indices("\"eksoutpost_").filter_map(|(at, _)| word(&text[at + 1..]));
    let prefix = "provider::eksoutpost::";
    let functions = text.match_indices(prefix).filter_map(|(at, _)| word(&text[at + prefix.len()..]));
    types.chain(functions).collect()
}
