use super::super::tests::files_in_a_directory;
use super::*;

fn pages() -> Pages {
    [("index.md", "# Index\n"), ("resources/server.md", "# Server\n\n## Schema\n")]
        .map(|(page, text)| (PathBuf::from(page), text.to_owned()))
        .into()
}

fn differences(files: &[(&str, &str)]) -> Vec<String> {
    let docs = files_in_a_directory(files);
    let prefix = format!("{}/", docs.path().display());
    let found = check(&pages(), docs.path(), "cloud docs").unwrap();
    found.iter().map(|difference| difference.to_string().replace(&prefix, "docs/")).collect()
}

const INDEX: (&str, &str) = ("index.md", "# Index\n");
const SERVER: (&str, &str) = ("resources/server.md", "# Server\n\n## Schema\n");

#[test]
fn a_directory_with_these_pages_and_guides_does_not_differ() {
    let nothing: [String; 0] = [];
    assert_eq!(differences(&[INDEX, SERVER, ("guides/start.md", "# Start\n"), ("notes.md", "")]), nothing);
}

#[test]
fn each_difference_names_the_file_and_the_command() {
    let run = "Run `cloud docs` and commit the result.";
    for (files, expected) in [
        (&[INDEX] as &[_], format!("docs/resources/server.md is missing.\n{run}")),
        (
            &[INDEX, SERVER, ("data-sources/old.md", "")],
            format!("docs/data-sources/old.md is about nothing that the provider offers.\n{run}"),
        ),
        (
            &[INDEX, ("resources/server.md", "# Server\n\n## Scheme\n")],
            format!(
                "docs/resources/server.md is out of date from line 3 on:\n  is:        ## Scheme\n  should be: ## Schema\n{run}"
            ),
        ),
        (
            &[INDEX, ("resources/server.md", "# Server\n")],
            format!(
                "docs/resources/server.md is out of date from line 3 on:\n  is:        (end of file)\n  should be: ## Schema\n{run}"
            ),
        ),
        (
            &[("index.md", "# Index\n\nMore"), SERVER],
            format!(
                "docs/index.md is out of date from line 3 on:\n  is:        More\n  should be: (end of file)\n{run}"
            ),
        ),
        (
            &[("index.md", "# Index\r\n"), SERVER],
            format!(
                "docs/index.md is out of date from line 1 on:\n  is:        # Index\\r\n  should be: # Index\n{run}"
            ),
        ),
    ] {
        assert_eq!(differences(files), [expected]);
    }
}

#[test]
fn every_page_of_a_missing_directory_is_missing() {
    let missing = check(&pages(), Path::new("no-such-directory"), "cloud docs").unwrap();
    assert_eq!(missing.iter().map(|difference| &difference.what).collect::<Vec<_>>(), [&What::Missing, &What::Missing]);
}

#[test]
fn writing_mends_every_difference_and_keeps_the_guides() {
    let docs = files_in_a_directory(&[
        ("index.md", "old"),
        ("functions/old.md", "old"),
        ("resources/deep/old.md", "old"),
        ("guides/start.md", "# Start\n"),
        ("notes.md", "mine"),
    ]);
    write(&pages(), docs.path()).unwrap();
    assert_eq!(check(&pages(), docs.path(), "cloud docs").unwrap(), []);
    let present = read(docs.path()).unwrap();
    let present: Vec<_> = present.keys().map(|page| page.to_str().unwrap()).collect();
    assert_eq!(present, ["guides/start.md", "index.md", "notes.md", "resources/server.md"]);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_named() {
    let docs = files_in_a_directory(&[("resources", "a file")]);
    let error = write(&pages(), docs.path()).unwrap_err();
    let folder = docs.path().join("resources");
    assert!(error.to_string().starts_with(&format!("cannot write {}: ", folder.display())), "{error}");
}
