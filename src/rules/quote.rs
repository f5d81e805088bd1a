//! Values inside sentences.

/// `text` in double quotes, with control characters escaped and at most 200 characters of it.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 200;
    let mut quoted = String::from("\"");
    for character in text.chars().take(MOST) {
        if character.is_control() {
            quoted.extend(character.escape_default());
        } else {
            quoted.push(character);
        }
    }
    if text.chars().nth(MOST).is_some() {
        quoted.push('…');
    }
    quoted.push('"');
    quoted
}

/// Each item quoted, joined by commas.
pub(crate) fn quote_list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    items.into_iter().map(quote).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{quote, quote_list};

    #[test]
    fn a_quoted_value_is_one_line_of_bounded_length() {
        assert_eq!(quote("edge"), "\"edge\"");
        assert_eq!(quote("a\nb\u{1b}"), "\"a\\nb\\u{1b}\"");
        assert_eq!(quote(&"x".repeat(300)).chars().count(), 203);
        assert_eq!(quote_list(["a", "b"]), "\"a\", \"b\"");
    }
}
