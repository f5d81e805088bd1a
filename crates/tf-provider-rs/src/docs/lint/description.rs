//! Descriptions: there, whole sentences, and in a form that a page can show.

/// Words that say nothing at the beginning of a description.
const BANNED_OPENINGS: [&str; 4] = ["A ", "The ", "Specifies", "Indicates"];
const BLOCK_MARKS: [&str; 9] = ["- ", "* ", "+ ", "#", ">", "|", "```", "---", "==="];

/// Findings about the description of a provider, resource or data source.
pub(super) fn of_root(description: &str) -> Vec<String> {
    let mut findings = of_any(description);
    if let Some(line) = description.lines().find(|line| is_other_than_paragraph(line)) {
        findings.push(format!(
            "the page repeats the description as plain text, so use paragraphs only; this line is none: `{}`",
            line.trim()
        ));
    }
    findings
}

/// Findings about the description of an attribute or block.
pub(super) fn of_member(description: &str) -> Vec<String> {
    let mut findings = of_any(description);
    if description.trim().lines().any(|line| line.trim().is_empty() || is_other_than_paragraph(line)) {
        findings.push("the page shows the description in a list, so use one paragraph".to_owned());
    }
    findings
}

fn of_any(description: &str) -> Vec<String> {
    if description.trim().is_empty() {
        return vec!["there is no description; write what it is, with its unit and its allowed values".to_owned()];
    }
    let mut findings = Vec::new();
    if !description.ends_with('.') {
        findings.push("end the description with a full stop".to_owned());
    }
    if let Some(opening) = BANNED_OPENINGS.iter().find(|opening| description.starts_with(**opening)) {
        findings.push(format!("begin the description with a noun or a verb, not with `{}`", opening.trim()));
    }
    findings
}

fn is_other_than_paragraph(line: &str) -> bool {
    let line = line.trim_start();
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered =
        after_digits.len() < line.len() && (after_digits.starts_with(". ") || after_digits.starts_with(") "));
    is_numbered || BLOCK_MARKS.iter().any(|mark| line.starts_with(mark))
}
