//! Text that others wrote, made fit for a diagnostic.

use std::borrow::Cow;

/// What comes before a secret in a presigned URL or in the headers of a request.
const SECRETS: &[&str] = &[
    "x-amz-credential=",
    "x-amz-security-token:",
    "x-amz-security-token\"",
    "x-amz-security-token=",
    "x-amz-signature=",
];

/// The text without the secrets of requests, without control characters and of bounded length.
pub(crate) fn sanitize(text: &str) -> String {
    const MOST: usize = 1000;
    let text = &without_secrets(text);
    let mut clean = String::with_capacity(text.len().min(MOST));
    for character in text.chars().take(MOST) {
        match character {
            '\n' | '\r' | '\t' => clean.push(' '),
            other if other.is_control() || turns_text_around(other) => clean.extend(other.escape_default()),
            other => clean.push(other),
        }
    }
    if text.chars().nth(MOST).is_some() {
        clean.push('…');
    }
    clean.trim().to_owned()
}

/// Formatting characters that show text in another order than it is written in.
fn turns_text_around(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with a placeholder for each secret of a request.
fn without_secrets(text: &str) -> Cow<'_, str> {
    let lower = text.to_ascii_lowercase();
    let mut ends: Vec<usize> =
        SECRETS.iter().flat_map(|name| lower.match_indices(name).map(|(start, name)| start + name.len())).collect();
    if ends.is_empty() {
        return Cow::Borrowed(text);
    }
    ends.sort_unstable();
    let is_end = |character: char| character.is_whitespace() || "&\"'<>,;)".contains(character);
    let (mut clean, mut rest) = (String::new(), 0);
    for start in ends {
        // The secret before it has this name in it.
        if start < rest {
            continue;
        }
        // As JSON or as a header that somebody wrote: `"X-Amz-Security-Token": "..."`.
        let start = start + text[start..].find(|character| !" \"':".contains(character)).unwrap_or(0);
        clean.push_str(&text[rest..start]);
        clean.push_str("**");
        rest = start + text[start..].find(is_end).unwrap_or(text.len() - start);
    }
    clean.push_str(&text[rest..]);
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::sanitize;

    #[test]
    fn nobody_can_use_a_presigned_url_that_was_told() {
        let text = "GET \"https://sts.example.com/?Action=GetCallerIdentity&X-Amz-Credential=AKIA%2F1&X-Amz-Date=1&x-amz-signature=12ab\" \
             and X-Amz-Security-Token=canary%3D, x-amz-security-token:canary/+=";
        assert_eq!(
            sanitize(text),
            "GET \"https://sts.example.com/?Action=GetCallerIdentity&X-Amz-Credential=**&X-Amz-Date=1&x-amz-signature=**\" and \
             X-Amz-Security-Token=**, x-amz-security-token:**"
        );
    }

    #[test]
    fn a_secret_that_looks_like_the_name_of_another_is_one_secret() {
        assert_eq!(sanitize("X-Amz-Signature=x-amz-credential=canary é"), "X-Amz-Signature=** é");
        assert_eq!(sanitize("x-amz-signature="), "x-amz-signature=**");
    }

    #[test]
    fn a_header_is_one_however_it_is_written() {
        assert_eq!(sanitize("X-Amz-Security-Token: canary x"), "X-Amz-Security-Token: ** x");
        assert_eq!(
            sanitize(r#"{"x-amz-security-token": "canary", "a": 1}"#),
            r#"{"x-amz-security-token": "**", "a": 1}"#
        );
        assert_eq!(sanitize("x-amz-security-token: "), "x-amz-security-token:**");
    }

    #[test]
    fn foreign_text_becomes_one_line_of_bounded_length() {
        assert_eq!(sanitize(" a\nb\u{1b}[31mc\u{0} "), "a b\\u{1b}[31mc\\u{0}");
        assert_eq!(sanitize("\u{202e}abc"), "\\u{202e}abc");
        assert_eq!(sanitize(&"x".repeat(1_000_000)).chars().count(), 1001);
    }
}
