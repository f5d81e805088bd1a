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
        (
            "list-resources/cloud_server/list-resource.tfquery.hcl",
            "list \"cloud_server\" \"all\" {\n  provider = cloud\n}\n",
        ),
        ("actions/cloud_restart/action.tf", "action \"cloud_restart\" \"now\" {}\n"),
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
            "actions/restart.md",
            "data-sources/image.md",
            "ephemeral-resources/token.md",
            "functions/host.md",
            "index.md",
            "list-resources/server.md",
            "resources/server.md"
        ]
    );
    assert_page(&pages, "index.md", include_str!("golden/index.md"));
    assert_page(&pages, "resources/server.md", include_str!("golden/server.md"));
    assert_page(&pages, "data-sources/image.md", include_str!("golden/image.md"));
    assert_page(&pages, "list-resources/server.md", include_str!("golden/list.md"));
    assert_page(&pages, "actions/restart.md", include_str!("golden/action.md"));
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
fn an_import_by_identity_comes_first_with_what_an_identity_has() {
    let block = "import {\n  to = cloud_server.example\n  identity = {\n    name = \"example\"\n  }\n}\n";
    let directory = files_in_a_directory(&[
        ("resources/cloud_server/import-by-identity.tf", block),
        ("resources/cloud_server/import.sh", "terraform import cloud_server.example example"),
    ]);
    let pages = render(&sample::provider(), directory.path()).unwrap();
    let expected = format!(
        "Import is supported using the following syntax:\n\nIn Terraform v1.12.0 and later, the [`import` \
         block](https://developer.hashicorp.com/terraform/language/import) can be used with the `identity` attribute, for \
         example:\n\n```terraform\n{block}```\n\n<!-- schema generated by tfplugindocs -->\n### Identity Schema\n\n#### Required\n\n\
         - `name` (String) Name of the server.\n\n#### Optional\n\n- `zone` (String) Zone of the server. Default value: the \
         provider's.\n\nThe [`terraform import` command]"
    );
    let page = &pages[Path::new("resources/server.md")];
    assert!(page.contains(&expected), "{page}");

    let without = ProviderSchema { identities: vec![], ..sample::provider() };
    let error = render(&without, directory.path()).unwrap_err().to_string();
    assert!(error.ends_with("the resource has no identity; use `import-by-string-id.tf`"), "{error}");
}

#[test]
fn a_write_only_attribute_is_marked_and_its_group_begins_with_a_note() {
    let mut provider = sample::provider();
    let password = provider.resources[0].1.block.attributes.iter_mut().find(|attribute| attribute.name == "password");
    password.unwrap().write_only = true;
    let pages = render(&provider, examples().path()).unwrap();
    let page = &pages[Path::new("resources/server.md")];
    let link = "https://developer.hashicorp.com/terraform/language/resources/ephemeral#write-only-arguments";
    assert_eq!(
        page.matches(&format!(
            "### Optional\n\n> **NOTE**: [Write-only arguments]({link}) are supported in Terraform 1.11 and later.\n\n"
        ))
        .count(),
        1
    );
    assert!(page.contains(&format!("- `password` (String, Sensitive, [Write-only]({link})) Password of")), "{page}");
    let json = schema_json(&provider);
    let server = &json["provider_schemas"]["registry.terraform.io/example/cloud"]["resource_schemas"]["cloud_server"];
    assert_eq!(server["block"]["attributes"]["password"]["write_only"], true);
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
        ("actions/cloud_server/action.tf", "x", "the provider has no action `cloud_server`; rename or remove it"),
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
