//! Sessions of assumed roles, and accounts.

use std::time::Duration;

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "C1",
        text: "A session of an assumed role lasts 15 minutes to 12 hours.",
        source: "AWS STS API Reference, AssumeRole, DurationSeconds",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "C2",
        text: "Session names and source identities have 2 to 64 letters, digits and _ + = , . @ -.",
        source: "AWS STS API Reference, AssumeRole, RoleSessionName and SourceIdentity",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "C3",
        text: "An account ID has twelve digits.",
        source: "AWS Account Management Reference, View AWS account identifiers",
        seen: "2026-11",
        when: When::Configuration,
    },
];

const SHORTEST: Duration = Duration::from_secs(15 * 60);
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

/// Whether a session can last so long. `None` is a text that is no duration.
///
/// # Errors
/// A [`Violation`] if it cannot.
///
/// Source: rule C1.
pub fn session_duration(text: &str, duration: Option<Duration>) -> Result<(), Violation> {
    if duration.is_some_and(|duration| (SHORTEST..=LONGEST).contains(&duration)) {
        return Ok(());
    }
    Err(Violation::new(
        "Invalid session duration",
        format!("{} is not possible. Use a duration from \"15m\" to \"12h\", for example \"1h30m\".", quote(text)),
    ))
}

/// Whether the text can name a session or a source identity.
///
/// # Errors
/// A [`Violation`] if it cannot.
///
/// Source: rule C2.
pub fn session_name(text: &str) -> Result<(), Violation> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if (2..=64).contains(&text.len()) && text.chars().all(fits) {
        return Ok(());
    }
    Err(Violation::new(
        "Invalid session name",
        format!("{} is not possible. Use 2 to 64 letters (A-Z, a-z), digits and _ + = , . @ -", quote(text)),
    ))
}

/// Whether the text is the ID of an account.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: rule C3.
pub fn account_id(text: &str) -> Result<(), Violation> {
    if text.len() == 12 && text.chars().all(|c| c.is_ascii_digit()) {
        return Ok(());
    }
    Err(Violation::new("Invalid account ID", format!("{} is not an account ID: it has twelve digits.", quote(text))))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{account_id, session_duration, session_name};

    #[test]
    fn sessions_and_accounts_fit_the_limits_of_sts() {
        let minutes = |count: u64| Some(Duration::from_secs(count * 60));
        for (duration, fits) in
            [(None, false), (minutes(14), false), (minutes(15), true), (minutes(720), true), (minutes(721), false)]
        {
            assert_eq!(session_duration("x", duration).is_ok(), fits, "{duration:?}");
        }
        assert_eq!(
            session_duration("5m", minutes(5)).unwrap_err().detail,
            "\"5m\" is not possible. Use a duration from \"15m\" to \"12h\", for example \"1h30m\"."
        );
        for (name, fits) in
            [("a", false), ("ab", true), ("me@example.com", true), ("a b", false), (&*"x".repeat(65), false)]
        {
            assert_eq!(session_name(name).is_ok(), fits, "{name}");
        }
        for (id, fits) in [("111122223333", true), ("11112222333", false), ("1111-2222-33", false)] {
            assert_eq!(account_id(id).is_ok(), fits, "{id}");
        }
    }
}
