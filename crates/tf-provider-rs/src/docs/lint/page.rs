//! Pages: what the Registry takes, and what `tfplugindocs validate` asks of each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::super::directory::GENERATED_FOLDERS;
use super::super::{Pages, function, kind};
use crate::schema::ProviderSchema;

/// Bytes of a page that the Registry cuts off.
const TOO_LARGE: usize = 500_000;
/// Most pages of a provider.
const MOST_PAGES: usize = 2_000;
const GUIDES: &str = "guides";

/// What is wrong with the pages of the `docs` directory, guides included: `resources/instance.md: ...`. Empty if nothing is.
///
/// Source: hashicorp/terraform-plugin-docs, internal/check and internal/provider/validate.go, commit edacb6e.
pub fn lint_pages(provider: &ProviderSchema, pages: &Pages) -> Vec<String> {
    let mut expected: BTreeMap<PathBuf, String> = kind::objects(provider)
        .map(|(kind, name, _)| (kind.page(provider.name, name), format!("{} `{name}`", kind.words())))
        .collect();
    let functions = provider.functions.iter();
    expected.extend(functions.map(|(name, _)| (function::path(name), format!("function `{name}`"))));
    expected.insert(PathBuf::from("index.md"), format!("provider `{}`", provider.name));

    let missing = expected
        .iter()
        .filter(|(page, _)| !pages.contains_key(*page))
        .map(|(page, about)| format!("{}: the {about} has no page", page.display()));
    let of_pages = pages.iter().flat_map(|(page, text)| {
        let findings =
            if is_guide(page) { of_guide(text) } else { of_generated(page, text, expected.contains_key(page)) };
        let findings = findings.into_iter().chain(of_any(page, text));
        findings.map(|finding| format!("{}: {finding}", page.display())).collect::<Vec<_>>()
    });
    let mut findings: Vec<String> = missing.chain(of_pages).collect();
    if pages.len() > MOST_PAGES {
        findings.push(format!("there are {} pages; the Registry takes {MOST_PAGES}", pages.len()));
    }
    findings
}

fn of_generated(page: &Path, text: &str, is_expected: bool) -> Vec<String> {
    if !is_expected {
        let is_ours = GENERATED_FOLDERS.iter().any(|folder| page.starts_with(folder));
        let reason = if is_ours {
            "the provider has nothing that this page is about"
        } else {
            "the Registry shows no page here; move it to `guides`"
        };
        return vec![reason.to_owned()];
    }
    let mut findings = Vec::new();
    if !text.contains("\n## Example Usage\n") {
        findings.push("there is no example; add one below `examples`".to_owned());
    }
    if page == Path::new("index.md") && keys(text).contains("subcategory") {
        findings.push("remove `subcategory` from the front matter of the provider's page".to_owned());
    }
    findings
}

fn of_guide(text: &str) -> Vec<String> {
    if keys(text).contains("page_title") {
        Vec::new()
    } else {
        vec!["add a `page_title` to the guide's front matter".to_owned()]
    }
}

fn of_any(page: &Path, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    if page.extension().is_none_or(|extension| extension != "md") {
        findings.push("the Registry takes `.md` files only".to_owned());
    }
    if text.len() >= TOO_LARGE {
        findings.push(format!("the page has {} bytes; the Registry shows fewer than {TOO_LARGE}", text.len()));
    }
    match front_matter(text) {
        None => findings.push("begin the page with front matter between two lines `---`".to_owned()),
        Some(_) => {
            let keys = keys(text);
            let forbidden = ["layout", "sidebar_current"].into_iter().filter(|key| keys.contains(key));
            findings.extend(forbidden.map(|key| format!("remove `{key}` from the front matter")));
        }
    }
    findings
}

fn is_guide(page: &Path) -> bool {
    page.starts_with(GUIDES)
}

/// The lines between the first two `---`.
fn front_matter(text: &str) -> Option<&str> {
    let after = text.strip_prefix("---\n")?;
    let end = if after.starts_with("---\n") { 0 } else { after.find("\n---\n")? + 1 };
    Some(&after[..end])
}

/// The top-level keys of the front matter.
fn keys(text: &str) -> BTreeSet<&str> {
    let lines = front_matter(text).unwrap_or_default().lines();
    lines.filter(|line| !line.starts_with([' ', '#'])).filter_map(|line| Some(line.split_once(':')?.0)).collect()
}
