//! A translation says what the original says: the same headings in the same order, the same code, tables and links.

use super::{outside_of_code, targets, text};

const PAIRS: [(&str, &str); 2] =
    [("README.md", "README.ko.md"), ("templates/guides/getting-started.md", "templates/guides/getting-started-ko.md")];

#[test]
fn a_translation_has_the_headings_of_the_original() {
    for (original, translation) in PAIRS {
        let levels = |markdown: &str| -> Vec<String> {
            let headings = outside_of_code(markdown).filter(|line| line.starts_with('#') && !line.starts_with("# gen"));
            headings.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
        };
        let (original, translation) = (compared(original), compared(translation));
        assert_eq!(levels(&original), levels(&translation));
    }
}

#[test]
fn a_translation_has_the_code_of_the_original() {
    for (original, translation) in PAIRS {
        assert_eq!(code(&compared(original)), code(&compared(translation)), "{translation}");
    }
}

#[test]
fn a_translation_has_the_tables_and_lists_of_the_original() {
    for (original, translation) in PAIRS {
        let shape = |markdown: &str| -> Vec<String> {
            let rows = outside_of_code(markdown).filter(|line| line.starts_with('|') || line.starts_with("- "));
            rows.map(|line| if line.starts_with("- ") { "-".into() } else { "|".repeat(line.matches('|').count()) })
                .collect()
        };
        assert_eq!(shape(&compared(original)), shape(&compared(translation)), "{translation}");
    }
}

#[test]
fn a_translation_has_the_links_of_the_original() {
    for (original, translation) in PAIRS {
        let links = |markdown: &str| -> Vec<String> {
            // Each leads to the other, and to a translation where there is one.
            let mut links: Vec<_> = targets(markdown).iter().map(|target| target.replace("-ko.md", ".md")).collect();
            links.retain(|target| {
                !["README.ko.md", "README.md", "README.md#numbers", "getting-started.md"].contains(&&**target)
            });
            links.sort();
            links
        };
        assert_eq!(links(&compared(original)), links(&compared(translation)), "{translation}");
    }
}

/// Every quoted name is a name of AWS, Terraform or this provider: it is the same in every language.
#[test]
fn a_translation_names_what_the_original_names() {
    for (original, translation) in PAIRS {
        let names = |markdown: &str| -> Vec<String> {
            let spans = outside_of_code(markdown).collect::<Vec<_>>().join("\n");
            let mut names: Vec<_> = spans.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            names.sort();
            names.dedup();
            names
        };
        assert_eq!(names(&compared(original)), names(&compared(translation)), "{translation}");
    }
}

/// A page without the measurements, which only the English README has: `make bench` writes them.
fn compared(page: &str) -> String {
    let page = text(page);
    let Some((before, rest)) = page.split_once("<!-- bench:begin -->") else { return page.replace("`make bench`", "") };
    format!("{before}{}", rest.split_once("<!-- bench:end -->").unwrap().1)
}

/// Fenced code, and what stands for code of the examples.
fn code(markdown: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
            if is_code {
                blocks.push(line.to_owned());
            }
        } else if is_code {
            let block = blocks.last_mut().unwrap();
            block.push('\n');
            block.push_str(line);
        } else if line.starts_with('@') {
            blocks.push(line.to_owned());
        }
    }
    blocks
}
