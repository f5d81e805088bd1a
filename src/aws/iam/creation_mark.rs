//! How a role tells later which request made it. CreateRole has no client token, so the mark is the identifier of a statement in the
//! trust policy: IAM keeps it, it decides nothing, and it needs no permission. A tag would need `iam:TagRole` of everybody, and the same
//! arguments and a close date would fit a role that another run makes at the same time.

use serde_json::Value;

use crate::rules;

const PREFIX: &str = "eksoutpost";
const NONCE_DIGITS: usize = 16;

/// `eksoutpost<16 random hex digits>`. IAM takes only letters and digits in the identifier of a statement.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CreationMark(String);

impl CreationMark {
    /// A mark that nobody else has.
    #[must_use]
    pub fn random() -> Self {
        Self(format!("{PREFIX}{:016x}", fastrand::u64(..)))
    }

    /// The trust policy with this mark on each of its statements.
    #[must_use]
    pub fn put_on(&self, trust: &str) -> String {
        rules::with_statement_id(trust, &self.0)
    }

    /// Whether the trust policy has this mark.
    #[must_use]
    pub fn is_on(&self, trust: &str) -> bool {
        ids(trust).contains(&self.0)
    }

    /// Whether the trust policy has a mark of any request of this provider.
    #[must_use]
    pub fn any_is_on(trust: &str) -> bool {
        let is_mark = |id: &String| {
            id.strip_prefix(PREFIX)
                .is_some_and(|nonce| nonce.len() == NONCE_DIGITS && nonce.chars().all(|c| c.is_ascii_hexdigit()))
        };
        ids(trust).iter().any(is_mark)
    }
}

fn ids(trust: &str) -> Vec<String> {
    let policy = serde_json::from_str(trust).unwrap_or(Value::Null);
    let statements = match &policy["Statement"] {
        Value::Array(statements) => statements.as_slice(),
        statement => std::slice::from_ref(statement),
    };
    statements.iter().filter_map(|statement| statement["Sid"].as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::CreationMark;
    use crate::rules::same_policy;

    const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

    #[test]
    fn a_mark_is_found_again_and_changes_nothing_of_the_policy() {
        let (mark, other) = (CreationMark::random(), CreationMark::random());
        let marked = mark.put_on(TRUST);
        assert!(mark.is_on(&marked) && !other.is_on(&marked) && CreationMark::any_is_on(&marked), "{marked}");
        assert!(same_policy(&marked, TRUST), "{marked}");
        assert!(!mark.is_on(TRUST) && !CreationMark::any_is_on(TRUST));
    }

    #[test]
    fn identifiers_of_others_are_no_marks() {
        for id in
            ["", "eksoutpost", "eksoutpost-0123456789abcdef", "EKSClusterAssumeRole", "eksoutpost0123456789abcdeg"]
        {
            let trust = TRUST.replace("\"Effect\"", &format!("\"Sid\":\"{id}\",\"Effect\""));
            assert!(!CreationMark::any_is_on(&trust), "{trust}");
        }
        assert!(!CreationMark::any_is_on("nonsense"));
    }

    #[test]
    fn a_mark_is_what_iam_takes_as_the_identifier_of_a_statement() {
        let CreationMark(text) = CreationMark::random();
        assert!(text.chars().all(|c| c.is_ascii_alphanumeric()), "{text}");
    }
}
