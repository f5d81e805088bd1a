//! Control plane logs.

use super::{Rule, Violation, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A12.1",
    text: "The log types are api, audit, authenticator, controllerManager and scheduler; all are off unless named.",
    source: "EKS user guide, Send control plane logs to CloudWatch Logs",
    seen: "2026-11",
    when: When::Configuration,
}];

/// The log types that EKS knows.
pub const LOG_TYPES: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/// Whether EKS knows the log type.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A12.1.
pub fn log_type(text: &str) -> Result<(), Violation> {
    if LOG_TYPES.contains(&text) {
        return Ok(());
    }
    let hint = LOG_TYPES
        .iter()
        .find(|known| known.eq_ignore_ascii_case(&text.replace(['_', '-'], "")))
        .map(|known| format!(" Did you mean {}?", quote(known)))
        .unwrap_or_default();
    Err(Violation::new(
        "Unknown log type",
        format!("{} is not a log type. Use some of {}.{hint}", quote(text), quote_list(LOG_TYPES)),
    ))
}

#[cfg(test)]
mod tests {
    use super::{LOG_TYPES, log_type};

    #[test]
    fn a_log_type_is_one_of_five() {
        for text in LOG_TYPES {
            assert_eq!(log_type(text), Ok(()));
        }
        let all = "\"api\", \"audit\", \"authenticator\", \"controllerManager\", \"scheduler\"";
        for (text, hint) in [
            ("etcd", ""),
            ("controller_manager", " Did you mean \"controllerManager\"?"),
            ("API", " Did you mean \"api\"?"),
        ] {
            assert_eq!(
                log_type(text).unwrap_err().detail,
                format!("\"{text}\" is not a log type. Use some of {all}.{hint}")
            );
        }
    }
}
