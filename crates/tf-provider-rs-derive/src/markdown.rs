//! Doc comments as Markdown for the Registry.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The doc comments among `attributes`.
pub(crate) fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| text(attribute).is_some()).cloned().collect()
}

/// The doc comment as Markdown: the lines of a paragraph on one line, everything else as it was written.
pub(crate) fn description(attributes: &[Attribute]) -> String {
    let text = attributes.iter().filter_map(text).collect::<Vec<_>>().join("\n");
    unwrap_paragraphs(text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()))
}

fn text(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn unwrap_paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut markdown = String::new();
    let mut in_code = false;
    let mut in_paragraph = false;
    for line in lines {
        let fence = line.trim_start().starts_with("```");
        let prose = !in_code && !fence && !line.is_empty() && !starts_own_line(line);
        if !markdown.is_empty() {
            markdown.push(if prose && in_paragraph { ' ' } else { '\n' });
        }
        markdown.push_str(line);
        in_code ^= fence;
        in_paragraph = prose || (!in_code && starts_item(line));
    }
    markdown.trim().to_owned()
}

/// Lists, headings, tables, quotes and indented text: Markdown gives their line breaks a meaning.
fn starts_own_line(line: &str) -> bool {
    line.starts_with(['#', '|', '>', ' ', '\t']) || starts_item(line)
}

fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ "].iter().any(|bullet| line.starts_with(bullet))
        || (after_number.len() < line.len() && after_number.starts_with(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_of_a_paragraph_are_joined() {
        for (written, expected) in [
            ("Name of\nthe thing.", "Name of the thing."),
            ("One.\n\nTwo,\nlonger.", "One.\n\nTwo, longer."),
            ("One of:\n- `a`: first\n- `b`: second\n  line", "One of:\n- `a`: first\n- `b`: second\n  line"),
            ("Steps:\n1. one\n2. two\n\nDone.", "Steps:\n1. one\n2. two\n\nDone."),
            ("Try:\n```hcl\na = 1\nb = 2\n```\nand\nsee.", "Try:\n```hcl\na = 1\nb = 2\n```\nand see."),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
            ("\n\nOne.\n", "One."),
        ] {
            assert_eq!(unwrap_paragraphs(written.lines()), expected, "{written}");
        }
    }

    #[test]
    fn a_line_comment_and_a_block_comment_give_the_same_text() {
        let lines: syn::ItemStruct = syn::parse_quote! {
            /// One
            /// two.
            struct Thing;
        };
        let block: syn::ItemStruct = syn::parse_quote! {
            /** One
            two. */
            struct Thing;
        };
        assert_eq!(description(&lines.attrs), "One two.");
        assert_eq!(description(&block.attrs).split_whitespace().collect::<Vec<_>>(), ["One", "two."]);
    }
}
