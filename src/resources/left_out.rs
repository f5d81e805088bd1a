//! What a list cannot look at, told once in the end: one object that cannot be read must not hide the others.

use tf_provider_rs::Diagnostic;

use crate::aws::{Error, Kind};
use crate::rules::quote;

/// Names that are shown.
const SHOWN: usize = 10;

/// Objects that a list could not look at.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    names: Vec<String>,
    first: Option<Error>,
}

impl LeftOut {
    /// Notes an object.
    ///
    /// # Errors
    /// The same error, if no other object would fare better.
    pub(super) fn note(&mut self, name: String, error: Error) -> Result<(), Error> {
        if error.is_of_credentials() || matches!(error.kind(), Kind::Unreachable | Kind::Untrusted) {
            return Err(error);
        }
        self.names.push(name);
        self.first.get_or_insert(error);
        Ok(())
    }

    /// The warning, if something was left out. `what` is what the objects are, for example `clusters`.
    pub(super) fn warning(self, what: &str) -> Option<Diagnostic> {
        let error = self.first?;
        let shown: Vec<String> = self.names.iter().take(SHOWN).map(|name| quote(name)).collect();
        let more = match self.names.len() - shown.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(Diagnostic::warning(
            format!("Some {what} are not listed"),
            format!(
                "These {what} could not be read, so nobody knows whether they belong to the list: {}{more}.\n\n{error}\n\n{}",
                shown.join(", "),
                error.advice()
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::LeftOut;
    use crate::aws::Error;
    use crate::aws::testing::{Answer, REFUSED, Wire, eks_error};

    async fn error(answer: Answer) -> Error {
        Wire::new([answer]).eks().await.find_cluster("edge-0").await.unwrap_err()
    }

    #[tokio::test(start_paused = true)]
    async fn ten_names_are_shown_and_the_rest_counted_with_the_first_error() {
        assert_eq!(LeftOut::default().warning("clusters"), None);
        let mut left_out = LeftOut::default();
        left_out.note("edge-0".to_owned(), error(eks_error(403, "AccessDeniedException", "no")).await).unwrap();
        for number in 1..13 {
            let throttled = error(eks_error(429, "ThrottlingException", "slow down")).await;
            left_out.note(format!("edge-{number}"), throttled).unwrap();
        }
        let warning = left_out.warning("clusters").unwrap();
        assert_eq!(warning.summary, "Some clusters are not listed");
        let names: Vec<String> = (0..10).map(|number| format!("\"edge-{number}\"")).collect();
        let begin = format!(
            "These clusters could not be read, so nobody knows whether they belong to the list: {} and 3 more.\n\n\
             eks:DescribeCluster on cluster \"edge-0\": AccessDeniedException: no (request ID request-1)\n\n\
             Allow eks:DescribeCluster to the principal that runs Terraform.",
            names.join(", ")
        );
        assert!(warning.detail.starts_with(&begin), "{}", warning.detail);
    }

    #[tokio::test(start_paused = true)]
    async fn what_would_befall_all_others_is_not_left_out() {
        for answer in [eks_error(403, "ExpiredTokenException", "old"), (REFUSED, String::new())] {
            assert!(LeftOut::default().note("edge-0".to_owned(), error(answer).await).is_err());
        }
    }
}
