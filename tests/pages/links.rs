//! Links lead somewhere.

use std::path::{Path, PathBuf};

use super::{markdown, root, targets, text};

#[test]
fn every_link_within_the_project_leads_to_a_file() {
    let mut pages = ["README.md", "README.ko.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(PathBuf::from).to_vec();
    pages.extend(["docs", "examples", "tests/stand_ins"].iter().flat_map(|directory| markdown(directory)));
    let mut lost = Vec::new();
    for page in pages {
        for target in targets(&text(&page)) {
            let file = target.split('#').next().unwrap_or_default();
            let is_elsewhere = file.is_empty() || file.contains("://");
            let directory = page.parent().unwrap_or(Path::new(""));
            if !is_elsewhere && !root().join(directory).join(file).exists() {
                lost.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert_eq!(lost, [""; 0]);
}

/// The Registry shows what is in `docs`, and a template that nothing reads is shown nowhere.
#[test]
fn every_written_guide_is_a_page() {
    for template in markdown("templates") {
        let page = Path::new("docs").join(template.strip_prefix("templates").unwrap());
        let title = text(&template).lines().find(|line| line.starts_with("# ")).unwrap().to_owned();
        assert!(text(&page).contains(&format!("\n{title}\n")), "{}", page.display());
    }
}
