//! Tags.

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A12.2",
    text: "A resource has at most 50 tags; keys of 1 to 128 and values of 0 to 256 letters, digits, spaces and _ . : / = + - @, no key beginning with aws:.",
    source: "EKS user guide, Organize Amazon EKS resources with tags; IAM API Reference, Tag",
    seen: "2026-11",
    when: When::Configuration,
}];

const MOST_TAGS: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;
const ALLOWED: &str = "letters, digits, spaces and _ . : / = + - @";

/// Whether a cluster or role can carry the tags.
///
/// # Errors
/// A [`Violation`] for the first tag that does not fit, or for too many.
///
/// Source: rule A12.2.
pub fn tags<'a>(tags: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(), Violation> {
    let mut count = 0;
    for (key, value) in tags {
        tag(key, value)?;
        count += 1;
    }
    if count > MOST_TAGS {
        return Err(Violation::new(
            "Too many tags",
            format!(
                "{count} tags are given, those of the provider's default_tags included; AWS takes at most {MOST_TAGS}. Remove some."
            ),
        ));
    }
    Ok(())
}

fn tag(key: &str, value: &str) -> Result<(), Violation> {
    let refuse = |detail: String| Err(Violation::new("Invalid tag", detail));
    if key.is_empty() {
        return refuse(format!(
            "A tag with the value {} has an empty key. A key has 1 to {LONGEST_KEY} characters.",
            quote(value)
        ));
    }
    let length = key.chars().count();
    if length > LONGEST_KEY {
        return refuse(format!("The tag key {} has {length} characters; AWS takes at most {LONGEST_KEY}.", quote(key)));
    }
    if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
        return refuse(format!(
            "The tag key {} begins with \"aws:\", which AWS keeps for itself. Choose another key.",
            quote(key)
        ));
    }
    if let Some(other) = key.chars().find(|c| !is_allowed(*c)) {
        return refuse(format!("The tag key {} contains {}. Use {ALLOWED}.", quote(key), quote(&other.to_string())));
    }
    let length = value.chars().count();
    if length > LONGEST_VALUE {
        return refuse(format!(
            "The value of the tag {} has {length} characters; AWS takes at most {LONGEST_VALUE}.",
            quote(key)
        ));
    }
    if let Some(other) = value.chars().find(|c| !is_allowed(*c)) {
        return refuse(format!(
            "The value of the tag {} contains {}. Use {ALLOWED}.",
            quote(key),
            quote(&other.to_string())
        ));
    }
    Ok(())
}

fn is_allowed(character: char) -> bool {
    character.is_alphanumeric()
        || "_.:/=+-@".contains(character)
        || (character.is_whitespace() && !character.is_control())
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_fit_the_limits_of_aws() {
        let (key, value) = ("k".repeat(128), "v".repeat(256));
        assert_eq!(tags([("Name", "edge 1"), ("team:owner", ""), ("소유자", "팀 a/b=c+d-e@f_g.h")]), Ok(()));
        assert_eq!(tags([(key.as_str(), value.as_str())]), Ok(()));
        let (long_key, long_value) = ("k".repeat(129), "v".repeat(257));
        for (key, value, detail) in [
            ("", "x", "A tag with the value \"x\" has an empty key. A key has 1 to 128 characters.".to_owned()),
            (
                "aws:x",
                "",
                "The tag key \"aws:x\" begins with \"aws:\", which AWS keeps for itself. Choose another key."
                    .to_owned(),
            ),
            (
                "AWS:x",
                "",
                "The tag key \"AWS:x\" begins with \"aws:\", which AWS keeps for itself. Choose another key."
                    .to_owned(),
            ),
            (
                "a;b",
                "",
                "The tag key \"a;b\" contains \";\". Use letters, digits, spaces and _ . : / = + - @.".to_owned(),
            ),
            (
                "a",
                "b\n",
                "The value of the tag \"a\" contains \"\\n\". Use letters, digits, spaces and _ . : / = + - @."
                    .to_owned(),
            ),
            (&long_key, "", format!("The tag key \"{long_key}\" has 129 characters; AWS takes at most 128.")),
            ("a", &long_value, "The value of the tag \"a\" has 257 characters; AWS takes at most 256.".to_owned()),
        ] {
            assert_eq!(tags([(key, value)]).unwrap_err().detail, detail);
        }
        let keys: Vec<String> = (0..51).map(|n| n.to_string()).collect();
        assert_eq!(tags(keys[..50].iter().map(|key| (key.as_str(), ""))), Ok(()));
        assert_eq!(
            tags(keys.iter().map(|key| (key.as_str(), ""))).unwrap_err().detail,
            "51 tags are given, those of the provider's default_tags included; AWS takes at most 50. Remove some."
        );
    }
}
