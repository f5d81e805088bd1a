//! What happens when a Kubernetes version leaves standard support.

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A9.5",
    text: "The support type is STANDARD or EXTENDED.",
    source: "EKS API Reference, UpgradePolicyRequest",
    seen: "2026-11",
    when: When::Configuration,
}];

/// Whether EKS knows the support type.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: rule A9.5.
pub fn support_type(text: &str) -> Result<(), Violation> {
    match text {
        "STANDARD" | "EXTENDED" => Ok(()),
        _ => Err(Violation::new(
            "Unknown support type",
            format!(
                "{} is not a support type. Use \"STANDARD\" (upgraded by EKS when standard support ends) or \"EXTENDED\" (kept, \
                 at a higher price).",
                quote(text)
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::support_type;

    #[test]
    fn a_support_type_is_standard_or_extended() {
        assert_eq!(support_type("STANDARD"), Ok(()));
        assert_eq!(support_type("EXTENDED"), Ok(()));
        let detail = support_type("standard").unwrap_err().detail;
        assert!(detail.starts_with("\"standard\" is not a support type. Use \"STANDARD\""), "{detail}");
    }
}
