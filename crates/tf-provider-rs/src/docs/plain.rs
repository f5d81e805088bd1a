//! Markdown paragraphs as plain text, for the front matter of a page.
//!
//! Paragraphs, links, code, emphasis and HTML give what `tfplugindocs` makes of them. Other blocks (lists, tables, headings)
//! are not meant to come here: [`lint`](super::lint()) refuses them.

/// The text without its markup, one line for each line of a paragraph.
pub(super) fn plain(markdown: &str) -> String {
    let lines: Vec<&str> = markdown.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty()).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| inline(&paragraph.join("\n"))).collect::<Vec<_>>().join("\n")
}

fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some((character, rest)) = text.get(at..).and_then(split_first) {
        let markup = match character {
            // A backslash stays where it is: it only keeps the next character from being markup.
            '\\' => split_first(rest)
                .filter(|(next, _)| next.is_ascii_punctuation())
                .map(|(next, _)| (format!("\\{next}"), 2)),
            '`' => code(&text[at..]),
            '!' => link(rest).map(|(_, _, length)| (String::new(), 1 + length)),
            '[' => link(&text[at..]).map(|(label, target, length)| (link_text(label, target), length)),
            '<' => angle(&text[at..]),
            '*' | '_' => emphasis(text, at, character),
            _ => None,
        };
        match markup {
            Some((replacement, length)) => {
                out.push_str(&replacement);
                at += length;
            }
            None => {
                // A run without a partner is text as a whole: its second half must not find one.
                let run = if matches!(character, '`' | '*' | '_') {
                    run_length(&text[at..], character)
                } else {
                    character.len_utf8()
                };
                out.push_str(&text[at..at + run]);
                at += run;
            }
        }
    }
    out
}

fn split_first(text: &str) -> Option<(char, &str)> {
    let mut characters = text.chars();
    Some((characters.next()?, characters.as_str()))
}

fn run_length(text: &str, of: char) -> usize {
    text.len() - text.trim_start_matches(of).len()
}

/// Where the next run of exactly `length` times `of` begins.
fn find_run(text: &str, of: char, length: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find(of) {
        let run = run_length(&text[from + found..], of);
        if run == length {
            return Some(from + found);
        }
        from += found + run;
    }
    None
}

/// The content and length of the code span that begins `text`.
fn code(text: &str) -> Option<(String, usize)> {
    let fence = run_length(text, '`');
    let content = &text[fence..];
    let end = find_run(content, '`', fence)?;
    let code = &content[..end];
    let stripped =
        code.strip_prefix(' ').and_then(|code| code.strip_suffix(' ')).filter(|code| !code.trim().is_empty());
    Some((stripped.unwrap_or(code).to_owned(), end + 2 * fence))
}

/// The label, the target and the length of the link `[label](target)` that begins `text`.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let label_end = text.strip_prefix('[')?.find("](")? + 1;
    let label = &text[1..label_end];
    if label.contains('[') {
        return None;
    }
    let target = &text[label_end + 2..];
    let end = target.find(')')?;
    let address = target[..end].split_whitespace().next().unwrap_or_default();
    Some((label, address, label_end + 3 + end))
}

fn link_text(label: &str, target: &str) -> String {
    let relative =
        target.is_empty() || target.starts_with('#') || (target.starts_with('/') && !target.starts_with("//"));
    if relative { inline(label) } else { format!("{} {target}", inline(label)) }
}

/// `<https://...>` without the brackets, or nothing for an HTML tag.
fn angle(text: &str) -> Option<(String, usize)> {
    let end = text.find('>')?;
    let content = &text[1..end];
    if content.contains("://") && !content.contains(char::is_whitespace) {
        return Some((content.to_owned(), end + 1));
    }
    content.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/').then(|| (String::new(), end + 1))
}

/// The content and length of the emphasis that begins at `at`.
fn emphasis(text: &str, at: usize, mark: char) -> Option<(String, usize)> {
    let length = run_length(&text[at..], mark);
    let start = at + length;
    if !can_open(text, at, start, mark) {
        return None;
    }
    let mut from = start;
    loop {
        let end = from + find_run(&text[from..], mark, length)?;
        if can_close(text, end, end + length, mark) {
            return Some((inline(&text[start..end]), end + length - at));
        }
        from = end + length;
    }
}

/// Source: CommonMark 0.31, 6.2.
fn can_open(text: &str, start: usize, end: usize, mark: char) -> bool {
    let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
    flanks(before, after) && (mark == '*' || !flanks(after, before) || before.is_some_and(is_punctuation))
}

fn can_close(text: &str, start: usize, end: usize, mark: char) -> bool {
    let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
    flanks(after, before) && (mark == '*' || !flanks(before, after) || after.is_some_and(is_punctuation))
}

/// Whether a run of marks leans against `inner`, with `outer` on its other side.
fn flanks(outer: Option<char>, inner: Option<char>) -> bool {
    let Some(inner) = inner.filter(|c| !c.is_whitespace()) else { return false };
    !is_punctuation(inner) || outer.is_none_or(|c| c.is_whitespace() || is_punctuation(c))
}

fn is_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_gone_and_text_stays() {
        for (markdown, text) in [
            ("Local cluster.", "Local cluster."),
            ("First line\n  second line.\n\n\nSecond paragraph.", "First line\nsecond line.\nSecond paragraph."),
            ("Use `a_b*c` and ``x`y``, or `` `z` ``.", "Use a_b*c and x`y, or `z`."),
            ("An **Outpost**, *one*, ***all***, _under_ and __double__.", "An Outpost, one, all, under and double."),
            ("snake_case_name, 2 * 3 * 4, **open, tag_*", "snake_case_name, 2 * 3 * 4, **open, tag_*"),
            ("*a **b** c*", "a b c"),
            ("See [the `import` block](https://example.com/a).", "See the import block https://example.com/a."),
            ("See [below](#x), [here](/y \"title\") and [[z].", "See below, here and [[z]."),
            ("Diagram ![text](https://example.com/a.svg) end.", "Diagram  end."),
            ("<https://example.com> <br>and 1 < 2 > 0.", "https://example.com and 1 < 2 > 0."),
            ("~> **Note:** mind \\*this\\*; it's a lone ` tick.", "~> Note: mind \\*this\\*; it's a lone ` tick."),
            ("Größe **ä** €", "Größe ä €"),
            ("", ""),
        ] {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
    }
}
