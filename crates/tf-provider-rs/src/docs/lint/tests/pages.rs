use super::*;

/// The sample's pages, with an example each.
fn pages() -> Pages {
    let files = [
        ("provider/provider.tf", "x"),
        ("resources/cloud_server/resource.tf", "x"),
        ("data-sources/cloud_image/data-source.tf", "x"),
        ("list-resources/cloud_server/list-resource.tfquery.hcl", "x"),
        ("actions/cloud_restart/action.tf", "x"),
        ("ephemeral-resources/cloud_token/ephemeral-resource.tf", "x"),
        ("functions/host/function.tf", "x"),
    ];
    render(&sample::provider(), crate::docs::tests::files_in_a_directory(&files).path()).unwrap()
}

fn of_page(page: &str, text: &str) -> Vec<String> {
    let mut pages = pages();
    pages.insert(PathBuf::from(page), text.to_owned());
    lint_pages(&sample::provider(), &pages)
}

#[test]
fn rendered_pages_with_examples_and_a_guide_have_no_findings() {
    let nothing: [String; 0] = [];
    assert_eq!(of_page("guides/start.md", "---\npage_title: Start\n---\n\n# Start\n"), nothing);
}

#[test]
fn pages_are_what_the_registry_takes() {
    let usage = "\n## Example Usage\n";
    let front = |lines: &str| format!("---\n{lines}\n---\n{usage}");
    for (page, text, expected) in [
        ("index.md", front("subcategory: \"\""), "remove `subcategory` from the front matter of the provider's page"),
        ("index.md", front("layout: x"), "remove `layout` from the front matter"),
        (
            "guides/start.md",
            front("page_title: x\nsidebar_current: x"),
            "remove `sidebar_current` from the front matter",
        ),
        (
            "guides/start.md",
            front("description: |-\n  page_title: x"),
            "add a `page_title` to the guide's front matter",
        ),
        ("guides/picture.svg", front("page_title: x"), "the Registry takes `.md` files only"),
        ("index.md", usage.to_owned(), "begin the page with front matter between two lines `---`"),
        (
            "index.md",
            format!("---\ndescription: x\n{usage}"),
            "begin the page with front matter between two lines `---`",
        ),
        ("index.md", "---\n---\n".to_owned(), "there is no example; add one below `examples`"),
        ("resources/old.md", front("x: x"), "the provider has nothing that this page is about"),
        ("notes.md", front("x: x"), "the Registry shows no page here; move it to `guides`"),
    ] {
        assert_eq!(of_page(page, &text), [format!("{page}: {expected}")]);
    }
}

#[test]
fn pages_stay_below_the_registry_s_limits() {
    let page = |bytes: usize| format!("---\npage_title: x\n---\n{}", "x".repeat(bytes - 22));
    assert_eq!(page(30).len(), 30);
    let nothing: [String; 0] = [];
    assert_eq!(of_page("guides/long.md", &page(499_999)), nothing);
    assert_eq!(
        of_page("guides/long.md", &page(500_000)),
        ["guides/long.md: the page has 500000 bytes; the Registry shows fewer than 500000"]
    );

    let mut pages = pages();
    pages.extend((0..1_994).map(|guide| (PathBuf::from(format!("guides/{guide}.md")), page(30))));
    assert_eq!(lint_pages(&sample::provider(), &pages), ["there are 2001 pages; the Registry takes 2000"]);
}

#[test]
fn every_object_has_a_page() {
    assert_eq!(
        lint_pages(&sample::provider(), &Pages::new()),
        [
            "actions/restart.md: the action `cloud_restart` has no page",
            "data-sources/image.md: the data source `cloud_image` has no page",
            "ephemeral-resources/token.md: the ephemeral resource `cloud_token` has no page",
            "functions/host.md: the function `host` has no page",
            "index.md: the provider `cloud` has no page",
            "list-resources/server.md: the list resource `cloud_server` has no page",
            "resources/server.md: the resource `cloud_server` has no page",
        ]
    );
}
