//! The placement group of a control plane on EBS.

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[Rule {
    id: "A4.1a",
    text: "The placement group of group_name exists, is available, and has the strategy \"spread\".",
    source: "EKS user guide, Capacity considerations (EBS)",
    seen: "2026-11",
    when: When::Preflight,
}];

/// A placement group.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PlacementGroup {
    /// `available` when it can be used.
    pub state: Option<String>,
    /// `spread`, `cluster` or `partition`.
    pub strategy: Option<String>,
    /// `host` or `rack`, if it spreads.
    pub spread_level: Option<String>,
}

/// Whether a control plane can be placed in the group of this name.
///
/// # Errors
/// A [`Violation`] if there is no such group, or one of another sort.
///
/// Source: rule A4.1a.
pub fn placement_group(name: &str, region: &str, group: Option<&PlacementGroup>) -> Result<(), Violation> {
    let name = quote(name);
    let (summary, detail) = match group {
        None => (
            "Placement group does not exist",
            format!(
                "There is no placement group {name} in {region}. Make one with the strategy \"spread\" first, or remove group_name to run \
                 without."
            ),
        ),
        Some(PlacementGroup { state: Some(state), .. }) if state != "available" => (
            "Placement group not available",
            format!("The state of the placement group {name} is {}. Use one that is \"available\".", quote(state)),
        ),
        Some(PlacementGroup { strategy: Some(strategy), .. }) if strategy != "spread" => (
            "Placement group does not spread",
            format!(
                "The strategy of the placement group {name} is {}. Use one with the strategy \"spread\".",
                quote(strategy)
            ),
        ),
        Some(_) => return Ok(()),
    };
    Err(Violation::new(summary, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placement_group_exists_and_spreads() {
        let group = |state: &str, strategy: &str| PlacementGroup {
            state: Some(state.to_owned()),
            strategy: Some(strategy.to_owned()),
            spread_level: None,
        };
        for fine in [PlacementGroup::default(), group("available", "spread")] {
            assert_eq!(placement_group("edge", "us-west-2", Some(&fine)), Ok(()));
        }
        for (found, text) in [
            (
                None,
                "Placement group does not exist: There is no placement group \"edge\" in us-west-2. Make one with the strategy \
                 \"spread\" first, or remove group_name to run without.",
            ),
            (
                Some(group("deleting", "spread")),
                "Placement group not available: The state of the placement group \"edge\" is \"deleting\". Use one that is \"available\".",
            ),
            (
                Some(group("available", "cluster")),
                "Placement group does not spread: The strategy of the placement group \"edge\" is \"cluster\". Use one with the strategy \
                 \"spread\".",
            ),
        ] {
            assert_eq!(placement_group("edge", "us-west-2", found.as_ref()).unwrap_err().to_string(), text);
        }
    }
}
