//! Text that others wrote, made fit for a diagnostic.

/// The text without control characters and of bounded length.
pub(crate) fn sanitize(text: &str) -> String {
    const MOST: usize = 1000;
    let mut clean = String::with_capacity(text.len().min(MOST));
    for character in text.chars().take(MOST) {
        match character {
            '\n' | '\r' | '\t' => clean.push(' '),
            other if other.is_control() => clean.extend(other.escape_default()),
            other => clean.push(other),
        }
    }
    if text.chars().nth(MOST).is_some() {
        clean.push('…');
    }
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn foreign_text_becomes_one_line_of_bounded_length() {
        assert_eq!(sanitize(" a\nb\u{1b}[31mc\u{0} "), "a b\\u{1b}[31mc\\u{0}");
        assert_eq!(sanitize(&"x".repeat(1_000_000)).chars().count(), 1001);
    }
}
