use std::fs;

use tempfile::TempDir;

use super::*;

/// A directory with these files.
pub(super) fn files_in_a_directory(files: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().unwrap();
    for (path, text) in files {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

fn examples() -> TempDir {
    files_in_a_directory(&[
        ("provider/provider.tf", "provider \"cloud\" {}\n"),
        ("resources/cloud_server/resource.tf", "\nresource \"cloud_server\" \"example\" {}\n\n"),
        ("resources/cloud_server/resource-small.tf", "resource \"cloud_server\" \"small\" {}"),
        ("resources/cloud_server/variables.tf", "variable \"unused\" {}\n"),
        ("resources/cloud_server/import.sh", "terraform import cloud_server.example example\n"),
        (
            "resources/cloud_server/import-by-string-id.tf",
            "import {\n  to = cloud_server.example\n  id = \"example\"\n}\n",
        ),
        ("functions/host/function.tf", "output \"host\" {\n  value = provider::cloud::host(null, {})\n}\n"),
        ("ephemeral-resources/cloud_token/ephemeral-resource.tf", "ephemeral \"cloud_token\" \"example\" {}\n"),
        ("resources/.DS_Store", "?"),
        ("complete-stack/main.tf", "# not for a page\n"),
    ])
}

fn assert_page(pages: &Pages, page: &str, golden: &str) {
    assert_eq!(directory::first_change(golden, &pages[Path::new(page)]), None, "{page}");
}

#[test]
fn every_page_is_what_tfplugindocs_would_write() {
    let pages = render(&sample::provider(), examples().path()).unwrap();
    let names: Vec<_> = pages.keys().map(|page| page.to_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "data-sources/image.md",
            "ephemeral-resources/token.md",
            "functions/host.md",
            "index.md",
            "resources/server.md"
        ]
    );
    assert_page(&pages, "index.md", include_str!("golden/index.md"));
    assert_page(&pages, "resources/server.md", include_str!("golden/server.md"));
    assert_page(&pages, "data-sources/image.md", include_str!("golden/image.md"));
    assert_page(&pages, "ephemeral-resources/token.md", include_str!("golden/token.md"));
    assert_page(&pages, "functions/host.md", include_str!("golden/host.md"));
}

#[test]
fn a_provider_without_examples_has_pages_without_usage() {
    let pages = render(&sample::provider(), Path::new("no-such-directory")).unwrap();
    assert!(pages.values().all(|page| !page.contains("## Example Usage") && !page.contains("## Import")));
    assert!(pages[Path::new("resources/server.md")].contains("loses its disks.\n\n\n\n<!-- schema generated"));
}

#[test]
fn an_import_section_shows_only_the_ways_that_have_an_example() {
    let directory =
        files_in_a_directory(&[("resources/cloud_server/import.sh", "terraform import cloud_server.example example")]);
    let pages = render(&sample::provider(), directory.path()).unwrap();
    let page = &pages[Path::new("resources/server.md")];
    let import = "\n\n## Import\n\nImport is supported using the following syntax:\n\nThe [`terraform import` command]";
    assert!(page.contains(import) && !page.contains("v1.5.0"), "{page}");
}

#[test]
fn a_move_from_another_type_is_shown_after_the_import() {
    let moved = "moved {\n  from = old_server.example\n  to   = cloud_server.example\n}\n";
    let directory = files_in_a_directory(&[
        ("resources/cloud_server/import.sh", "terraform import cloud_server.example example"),
        ("resources/cloud_server/moved.tf", moved),
    ]);
    let pages = render(&sample::provider(), directory.path()).unwrap();
    let end = format!(
        "example example\n```\n\n## Move\n\nIn Terraform v1.8.0 and later, the [`moved` block](https://developer.hashicorp.com/terraform/\
         language/moved) takes over an object of another resource type, for example:\n\n```terraform\n{moved}```\n"
    );
    let page = &pages[Path::new("resources/server.md")];
    assert!(page.ends_with(&end), "{page}");
}

#[test]
fn examples_that_no_page_can_show_are_refused() {
    for (file, text, expected) in [
        ("provider/provider.tf", " \n", "is empty: write the example, or remove the file"),
        ("resources/cloud_server/import.sh", "", "is empty: write the example, or remove the file"),
        ("resources/cloud_disk/resource.tf", "x", "the provider has no resource `cloud_disk`; rename or remove it"),
        ("functions/guest/function.tf", "x", "the provider has no function `guest`; rename or remove it"),
        (
            "data-sources/cloud_server/data-source.tf",
            "x",
            "the provider has no data source `cloud_server`; rename or remove it",
        ),
        (
            "resources/cloud_server/import-by-identity.tf",
            "x",
            "pages do not show import by identity; use `import-by-string-id.tf`",
        ),
    ] {
        let directory = files_in_a_directory(&[(file, text)]);
        let error = render(&sample::provider(), directory.path()).unwrap_err();
        let path = match &error {
            Error::EmptyExample { path } | Error::StrayExample { path, .. } => path.clone(),
            other => panic!("{other}"),
        };
        let shown = match &error {
            Error::EmptyExample { .. } => format!("{} {expected}", path.display()),
            _ => format!("nothing uses {}: {expected}", path.display()),
        };
        assert_eq!(error.to_string(), shown);
        assert!(directory.path().join(file).starts_with(path), "{error}");
    }
}

#[test]
fn an_example_that_is_not_text_is_named() {
    let directory = files_in_a_directory(&[("provider/provider.tf", "")]);
    let path = directory.path().join("provider/provider.tf");
    fs::write(&path, [0xff]).unwrap();
    let error = render(&sample::provider(), directory.path()).unwrap_err();
    assert_eq!(error.to_string(), format!("cannot read {}: stream did not contain valid UTF-8", path.display()));
}
