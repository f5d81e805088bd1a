//! What IAM allows of a role: name, path, description, session duration.

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A10.5",
        text: "A role name has 1 to 64 characters: letters, digits and _ + = , . @ -; it is unique without regard to case.",
        source: "IAM API Reference, CreateRole",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A10.5a",
        text: "A path begins and ends with a slash and has at most 512 visible ASCII characters.",
        source: "IAM API Reference, CreateRole",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A10.5d",
        text: "The beginning of paths to look for begins with a slash and has at most 512 visible ASCII characters.",
        source: "IAM API Reference, ListEntitiesForPolicy",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A10.5b",
        text: "A description has at most 1000 characters of Latin-1.",
        source: "IAM API Reference, CreateRole",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A10.5c",
        text: "A session lasts from 3600 to 43200 seconds at most.",
        source: "IAM API Reference, CreateRole",
        seen: "2026-11",
        when: When::Configuration,
    },
];

/// Characters that follow a `name_prefix`: Terraform's unique suffix, a time and a counter.
pub const NAME_SUFFIX_LENGTH: usize = 26;

const LONGEST_NAME: usize = 64;
const LONGEST_PATH: usize = 512;
const LONGEST_DESCRIPTION: usize = 1000;

/// Whether IAM takes the role name.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A10.5.
pub fn role_name(name: &str) -> Result<(), Violation> {
    name_of_at_most(name, LONGEST_NAME, "Invalid role name", "A role name")
}

/// Whether IAM takes the prefix once the unique suffix follows it.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A10.5.
pub fn role_name_prefix(prefix: &str) -> Result<(), Violation> {
    name_of_at_most(
        prefix,
        LONGEST_NAME - NAME_SUFFIX_LENGTH,
        "Invalid role name prefix",
        "A prefix, which a unique suffix follows,",
    )
}

/// Whether IAM takes the path.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A10.5a.
pub fn role_path(path: &str) -> Result<(), Violation> {
    let fits = path == "/"
        || (path.len() <= LONGEST_PATH
            && path.len() > 2
            && path.starts_with('/')
            && path.ends_with('/')
            && path.chars().all(|c| c.is_ascii_graphic()));
    if fits {
        return Ok(());
    }
    Err(Violation::new(
        "Invalid path",
        format!(
            "{} is not a path. It begins and ends with a slash, such as \"/\" or \"/edge/\", and has at most {LONGEST_PATH} \
             characters without spaces.",
            quote(path)
        ),
    ))
}

/// Whether IAM looks for paths that begin so.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A10.5d.
pub fn role_path_prefix(prefix: &str) -> Result<(), Violation> {
    let fits = prefix.starts_with('/') && prefix.len() <= LONGEST_PATH && prefix.chars().all(|c| c.is_ascii_graphic());
    if fits {
        return Ok(());
    }
    Err(Violation::new(
        "Invalid path prefix",
        format!(
            "{} is not how a path begins. Begin with a slash, such as \"/edge/\", and use at most {LONGEST_PATH} characters without spaces.",
            quote(prefix)
        ),
    ))
}

/// Whether IAM takes the description.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A10.5b.
pub fn role_description(text: &str) -> Result<(), Violation> {
    let length = text.chars().count();
    if length > LONGEST_DESCRIPTION {
        return Err(Violation::new(
            "Description too long",
            format!("The description has {length} characters; IAM takes at most {LONGEST_DESCRIPTION}."),
        ));
    }
    let is_latin = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}');
    match text.chars().find(|c| !is_latin(*c)) {
        None => Ok(()),
        Some(other) => Err(Violation::new(
            "Invalid description",
            format!(
                "The description contains {}. IAM takes letters and signs of Latin-1 only (A to Z, accented Western European \
                 letters, punctuation).",
                quote(&other.to_string())
            ),
        )),
    }
}

/// Whether IAM takes the longest session duration, in seconds.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A10.5c.
pub fn max_session_duration(seconds: i64) -> Result<(), Violation> {
    if (3600..=43200).contains(&seconds) {
        return Ok(());
    }
    Err(Violation::new(
        "Invalid session duration",
        format!("{seconds} seconds are outside what IAM takes: from 3600 (one hour) to 43200 (twelve hours)."),
    ))
}

fn name_of_at_most(name: &str, longest: usize, summary: &str, what: &str) -> Result<(), Violation> {
    let length = name.chars().count();
    let refuse = |problem: String| {
        Err(Violation::new(
            summary,
            format!("{problem} {what} has 1 to {longest} characters: letters (A-Z, a-z), digits and _ + = , . @ -."),
        ))
    };
    if length == 0 {
        return refuse("The name is empty.".to_owned());
    }
    if length > longest {
        return refuse(format!("{} has {length} characters.", quote(name)));
    }
    match name.chars().find(|c| !(c.is_ascii_alphanumeric() || "_+=,.@-".contains(*c))) {
        None => Ok(()),
        Some(other) => refuse(format!("{} contains {}.", quote(name), quote(&other.to_string()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_name_has_at_most_64_characters_of_a_small_set() {
        assert_eq!(role_name("edge_+=,.@-1"), Ok(()));
        assert_eq!(role_name(&"r".repeat(64)), Ok(()));
        assert_eq!(role_name_prefix(&"r".repeat(38)), Ok(()));
        assert_eq!(
            role_name("edge role").unwrap_err().detail,
            "\"edge role\" contains \" \". A role name has 1 to 64 characters: letters (A-Z, a-z), digits and _ + = , . @ -."
        );
        assert!(role_name(&"r".repeat(65)).unwrap_err().detail.contains("has 65 characters."));
        assert!(role_name("").unwrap_err().detail.starts_with("The name is empty."));
        assert!(
            role_name_prefix(&"r".repeat(39))
                .unwrap_err()
                .detail
                .contains("has 39 characters. A prefix, which a unique suffix follows, has 1 to 38 characters")
        );
    }

    #[test]
    fn the_beginning_of_a_path_begins_with_a_slash() {
        for prefix in ["/", "/edge", "/edge/"] {
            assert_eq!(role_path_prefix(prefix), Ok(()), "{prefix}");
        }
        let violation = role_path_prefix("edge/").unwrap_err();
        assert_eq!(violation.summary, "Invalid path prefix");
        assert_eq!(
            violation.detail,
            "\"edge/\" is not how a path begins. Begin with a slash, such as \"/edge/\", and use at most 512 characters without spaces."
        );
        assert!(role_path_prefix("/a b").is_err() && role_path_prefix(&format!("/{}", "p".repeat(512))).is_err());
    }

    #[test]
    fn a_path_begins_and_ends_with_a_slash() {
        let longest = format!("/{}/", "p".repeat(510));
        for path in ["/", "/edge/", "/a/b/", longest.as_str()] {
            assert_eq!(role_path(path), Ok(()), "{path}");
        }
        for path in ["", "edge", "/edge", "edge/", "//", "/a b/", &format!("/{}/", "p".repeat(511))] {
            assert!(role_path(path).unwrap_err().detail.contains("It begins and ends with a slash"), "{path}");
        }
    }

    #[test]
    fn a_description_is_latin() {
        assert_eq!(role_description(""), Ok(()));
        assert_eq!(role_description("Rôle of the edge cluster (größer)\n"), Ok(()));
        assert_eq!(
            role_description("역할").unwrap_err().detail,
            "The description contains \"역\". IAM takes letters and signs of Latin-1 only (A to Z, accented Western European \
             letters, punctuation)."
        );
        assert_eq!(
            role_description(&"d".repeat(1001)).unwrap_err().detail,
            "The description has 1001 characters; IAM takes at most 1000."
        );
    }

    #[test]
    fn a_session_lasts_one_to_twelve_hours() {
        for (seconds, fits) in [(3599, false), (3600, true), (43200, true), (43201, false), (-1, false)] {
            assert_eq!(max_session_duration(seconds).is_ok(), fits, "{seconds}");
        }
        assert_eq!(
            max_session_duration(60).unwrap_err().detail,
            "60 seconds are outside what IAM takes: from 3600 (one hour) to 43200 (twelve hours)."
        );
    }
}
