//! Text in double quotes, as JSON, YAML 1.1, YAML 1.2 and TOML read alike.

/// `text` in double quotes. Whatever one of the formats would not take as it is becomes `\uXXXX`, which all of them know.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Line breaks of YAML, and what its readers refuse as not printable. No such character is beyond 16 bits.
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => escape(character, &mut quoted),
            _ if character.is_control() => escape(character, &mut quoted),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn escape(character: char, text: &mut String) {
    text.push_str(&format!("\\u{:04x}", u32::from(character)));
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn any_text_becomes_one_line_that_means_the_same() {
        assert_eq!(quoted("edge"), r#""edge""#);
        assert_eq!(quoted("a\"b\\c\nd\te"), r#""a\"b\\c\u000ad\u0009e""#);
        assert_eq!(quoted("엣지 \u{1f600}"), "\"엣지 \u{1f600}\"");
        assert_eq!(quoted("\u{7f}\u{85}\u{2028}\u{feff}"), r#""\u007f\u0085\u2028\ufeff""#);
        let all: String = (0..0xd800).chain(0xe000..0x1_1000).filter_map(char::from_u32).collect();
        assert_eq!(serde_json::from_str::<String>(&quoted(&all)).unwrap(), all);
    }
}
