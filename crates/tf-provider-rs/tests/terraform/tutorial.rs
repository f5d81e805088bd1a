//! The tutorial shows the example as it is, to the letter.

use std::fs;
use std::path::Path;

const BEFORE: &str = "<!-- file: ";

/// The tutorial with every block below `<!-- file: NAME -->` as the example's file of that name is now, and the names.
fn with_files(tutorial: &str, example: &Path) -> (String, Vec<String>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut lines = tutorial.lines();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let Some(name) = line.strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(" -->")) else { continue };
        let fence = lines.next().unwrap();
        assert!(fence.starts_with("```"), "{name}: {fence}");
        assert!(lines.by_ref().any(|line| line == "```"), "the block of {name} does not end");
        let file = fs::read_to_string(example.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        text.push_str(&format!("{fence}\n{}\n```\n", file.trim_end()));
        names.push(name.to_owned());
    }
    (text, names)
}

#[test]
fn the_tutorial_has_every_file_of_the_example_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (example, path) = (root.join("examples/notebook"), root.join("docs/tutorial.md"));
    let found = fs::read_to_string(&path).unwrap();
    let (expected, mut shown) = with_files(&found, &example);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert!(found == expected, "docs/tutorial.md is out of date: run this test with UPDATE=1");
    }
    let mut files: Vec<_> =
        fs::read_dir(example).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    shown.sort();
    assert_eq!(shown, files);
}
