//! The YAML that the documents need: block style, quotes wherever a reader could take a text for something else.

use std::fmt;

use super::quoted;

/// A value in YAML.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Yaml {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A text of several lines that end with a line break, shown as it is. Only for text that is YAML of ours itself.
    Lines(String),
    /// A sequence.
    List(Vec<Yaml>),
    /// A mapping, in this order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// A text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A mapping, in this order.
    pub(super) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// This mapping with one entry more, if there is a value for it.
    pub(super) fn with(self, key: &str, value: Option<Self>) -> Self {
        match (self, value) {
            (Self::Map(mut entries), Some(value)) => {
                entries.push((key.to_owned(), value));
                Self::Map(entries)
            }
            (other, _) => other,
        }
    }

    /// A sequence of texts.
    pub(super) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// Lines at the indentation.
    fn block(&self, indent: usize, out: &mut String) {
        let margin = " ".repeat(indent);
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    out.push_str(&format!("{margin}{}:", scalar(key)));
                    value.after_key(indent + 2, out);
                }
            }
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    let mut lines = String::new();
                    item.block(indent + 2, &mut lines);
                    // The dash stands in the margin of the item's first line.
                    out.push_str(&format!("{margin}- {}", &lines[indent + 2..]));
                }
            }
            other => out.push_str(&format!("{margin}{}\n", other.inline())),
        }
    }

    fn after_key(&self, indent: usize, out: &mut String) {
        match self {
            Self::Lines(lines) => {
                out.push_str(" |\n");
                lines.lines().for_each(|line| out.push_str(&format!("{}{line}\n", " ".repeat(indent))));
            }
            Self::Map(entries) if !entries.is_empty() => {
                out.push('\n');
                self.block(indent, out);
            }
            Self::List(items) if !items.is_empty() => {
                out.push('\n');
                self.block(indent, out);
            }
            other => out.push_str(&format!(" {}\n", other.inline())),
        }
    }

    fn inline(&self) -> String {
        match self {
            Self::Text(text) => scalar(text),
            Self::Lines(text) => quoted(text),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(_) => "[]".to_owned(),
            Self::Map(_) => "{}".to_owned(),
        }
    }
}

impl fmt::Display for Yaml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.block(0, &mut text);
        f.write_str(&text)
    }
}

/// A text as it is where every reader takes it for a text, and in quotes elsewhere.
fn scalar(text: &str) -> String {
    // What YAML 1.1 takes for a truth value or null.
    const WORDS: [&str; 10] = ["false", "n", "nan", "no", "null", "off", "on", "true", "y", "yes"];
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"./_+=-".contains(&byte))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    if is_plain { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use super::Yaml;

    #[test]
    fn blocks_are_indented_by_two() {
        let item = Yaml::map([("name", Yaml::text("a")), ("parts", Yaml::texts(["b", "c"]))]);
        let document = Yaml::map([
            ("kind", Yaml::text("Config")),
            ("count", Yaml::Number(-3)),
            ("on", Yaml::Flag(true)),
            ("none", Yaml::List(Vec::new())),
            ("empty", Yaml::Map(Vec::new())),
            ("items", Yaml::List(vec![item, Yaml::List(vec![Yaml::text("d"), Yaml::text("e")]), Yaml::text("f")])),
            ("deep", Yaml::map([("er", Yaml::map([("est", Yaml::text("g"))]))])),
            ("lines", Yaml::Lines("- a: b\n  c: d\n".to_owned())),
        ])
        .with("more", Some(Yaml::text("h")))
        .with("less", None);
        let expected = "\
kind: Config
count: -3
\"on\": true
none: []
empty: {}
items:
  - name: a
    parts:
      - b
      - c
  - - d
    - e
  - f
deep:
  er:
    est: g
lines: |
  - a: b
    c: d
more: h
";
        assert_eq!(document.to_string(), expected);
    }

    #[test]
    fn a_text_that_could_be_something_else_has_quotes() {
        for text in ["edge", "client.authentication.k8s.io/v1beta1", "LS0tLS1=", "a-b_c", "Null-ish"] {
            assert_eq!(Yaml::text(text).to_string(), format!("{text}\n"));
        }
        for text in [
            "",
            "1",
            "1.2",
            "0x1f",
            "1e3",
            "12:30",
            "-1",
            "--region",
            "~",
            "null",
            "NULL",
            "Yes",
            "off",
            "y",
            "=",
            "<<",
            "a: b",
            "a #b",
            "arn:aws:eks",
            "{a}",
            "[a]",
            "*a",
            "&a",
            "!a",
            "@a",
            "`a",
            "a b",
            "엣지",
            "2026-11-23",
            ".inf",
            ".5",
        ] {
            assert_eq!(Yaml::text(text).to_string(), format!("\"{text}\"\n"));
        }
    }
}
