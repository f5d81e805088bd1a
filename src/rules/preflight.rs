//! The values of `preflight`, which is ours, not AWS's.

use super::{Violation, quote};

/// Whether the text is a level of preflight checks.
///
/// # Errors
/// A [`Violation`] if it is not.
pub fn preflight(text: &str) -> Result<(), Violation> {
    if ["error", "warn", "off"].contains(&text) {
        return Ok(());
    }
    let detail = format!("{} is not known. Use \"error\", \"warn\" or \"off\".", quote(text));
    Err(Violation::new("Unknown preflight level", detail))
}

#[cfg(test)]
mod tests {
    use super::preflight;

    #[test]
    fn there_are_three_levels() {
        for text in ["error", "warn", "off"] {
            assert_eq!(preflight(text), Ok(()));
        }
        let violation = preflight("strict").unwrap_err();
        assert_eq!(
            violation.to_string(),
            "Unknown preflight level: \"strict\" is not known. Use \"error\", \"warn\" or \"off\"."
        );
    }
}
