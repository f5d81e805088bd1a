//! One line of hclog's JSON. Every value is a string: Terraform panics on a level, message or time that is none.

/// Bytes of a line with its newline. Terraform shows longer ones raw and in pieces.
const LIMIT: usize = 64 * 1024;
/// Room for the end of a value that was cut, and for the end of the line.
const RESERVE: usize = 16;
/// Stands where a value was cut.
const CUT: &str = "…";

/// A line in the making.
#[derive(Debug)]
pub(super) struct Line(String);

impl Line {
    pub(super) fn new() -> Self {
        Self(String::from("{"))
    }

    /// Adds a field, cut where the line would become too long. A field without any room is left out.
    pub(super) fn field(&mut self, name: &str, value: &str) {
        let room = LIMIT.saturating_sub(self.0.len() + 2 * name.len() + RESERVE);
        if room == 0 {
            return;
        }
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.string(name, usize::MAX);
        self.0.push(':');
        self.string(value, room);
    }

    /// The line with its newline.
    pub(super) fn end(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }

    fn string(&mut self, text: &str, room: usize) {
        let end = self.0.len().saturating_add(room);
        self.0.push('"');
        for character in text.chars() {
            if self.0.len() + RESERVE > end {
                self.0.push_str(CUT);
                break;
            }
            match character {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                control if control < ' ' || control == '\u{7f}' => {
                    self.0.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                other => self.0.push(other),
            }
        }
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn line(fields: &[(&str, &str)]) -> String {
        let mut line = Line::new();
        for (name, value) in fields {
            line.field(name, value);
        }
        line.end()
    }

    #[test]
    fn a_line_is_one_json_object() {
        assert_eq!(line(&[]), "{}\n");
        assert_eq!(
            line(&[("@level", "info"), ("a\"b", "c\n\u{1b}[0m")]),
            "{\"@level\":\"info\",\"a\\\"b\":\"c\\n\\u001b[0m\"}\n"
        );
    }

    #[test]
    fn a_long_value_is_cut_and_the_line_stays_within_the_limit() {
        let long = "\u{1}ä\"".repeat(40_000);
        let line = line(&[("@message", &long), ("after", &long), ("more", "x")]);
        assert!(line.len() <= LIMIT, "{}", line.len());
        let value: Value = serde_json::from_str(&line).unwrap();
        assert!(value["@message"].as_str().unwrap().ends_with(CUT));
    }

    proptest! {
        #[test]
        fn values_come_back_as_they_were(name in ".{1,20}", value in ".*") {
            let parsed: Value = serde_json::from_str(&line(&[(&name, &value)])).unwrap();
            prop_assert_eq!(parsed[&name].as_str(), Some(value.as_str()));
        }
    }
}
