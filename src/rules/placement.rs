//! Instance types and placement of the control plane.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A3.0",
        text: "An instance type is a family and a size joined by a dot.",
        source: "EC2 user guide, Instance type naming conventions",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A4.1",
        text: "Only a cluster on EBS takes a placement group of yours, by group_name.",
        source: "EKS user guide, Capacity considerations (EBS and instance store pages)",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A4.5",
        text: "Only a cluster on instance store takes spread_level, \"host\" or \"rack\"; EKS makes its placement groups itself.",
        source: "EKS user guide, Capacity considerations (instance store); eksctl v0.229 validation.go",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A4.5a",
        text: "A placement for etcd needs an instance type for etcd.",
        source: "eksctl v0.229 validation.go",
        seen: "2026-11",
        when: When::Configuration,
    },
];

/// Whether the text has the shape of an instance type. Whether the Outpost offers it only AWS knows.
///
/// # Errors
/// A [`Violation`] if it has not.
///
/// Source: rule A3.0.
pub fn instance_type(text: &str) -> Result<(), Violation> {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    match text.split_once('.') {
        Some((family, size)) if is_part(family) && is_part(size) => Ok(()),
        _ => Err(Violation::new(
            "Invalid instance type",
            format!(
                "{} is not an EC2 instance type, such as \"m5.xlarge\". \"aws outposts get-outpost-instance-types\" shows those \
                 of your Outpost.",
                quote(text)
            ),
        )),
    }
}

/// Whether a cluster of this kind takes the placement group.
///
/// # Errors
/// A [`Violation`] if it does not, or if the name is empty or longer than 255 characters.
///
/// Source: rule A4.1.
pub fn group_name(kind: ControlPlaneStorage, group_name: &str) -> Result<(), Violation> {
    match kind {
        InstanceStore => Err(Violation::new(
            "Placement group on an instance store cluster",
            format!(
                "group_name = {} cannot be used: with etcd_instance_type set, EKS makes the placement groups itself. Remove \
                 group_name and set spread_level = \"host\" or \"rack\" instead.",
                quote(group_name)
            ),
        )),
        Ebs if group_name.is_empty() || group_name.chars().count() > 255 => Err(Violation::new(
            "Invalid placement group name",
            format!(
                "{} is not the name of a placement group: it has 1 to 255 characters. Leave group_name out to run without a \
                 placement group.",
                quote(group_name)
            ),
        )),
        Ebs => Ok(()),
    }
}

/// Whether a control plane of this kind takes the spread level.
///
/// # Errors
/// A [`Violation`] if it does not, or if the level is neither `host` nor `rack`.
///
/// Source: rule A4.5.
pub fn spread_level(kind: ControlPlaneStorage, level: &str) -> Result<(), Violation> {
    match (kind, level) {
        (InstanceStore, "host" | "rack") => Ok(()),
        (InstanceStore, _) => Err(unknown_level(level)),
        (Ebs, _) => Err(Violation::new(
            "Spread level on an EBS cluster",
            format!(
                "spread_level = {} cannot be used: without etcd_instance_type the control plane runs on EBS and EKS makes no \
                 placement group. Make a spread placement group on the Outpost and name it in group_name, or set \
                 etcd_instance_type to choose instance store.",
                quote(level)
            ),
        )),
    }
}

/// Whether a placement for etcd goes with this kind of cluster.
///
/// # Errors
/// A [`Violation`] if it does not, or if the level is neither `host` nor `rack`.
///
/// Source: rules A4.5 and A4.5a.
pub fn etcd_placement(kind: ControlPlaneStorage, spread_level: Option<&str>) -> Result<(), Violation> {
    match (kind, spread_level) {
        (Ebs, _) => Err(Violation::new(
            "Placement for etcd without instances for etcd",
            "etcd_placement needs etcd_instance_type: only then does etcd have instances of its own. Set etcd_instance_type, or \
             remove etcd_placement.",
        )),
        (InstanceStore, None | Some("host" | "rack")) => Ok(()),
        (InstanceStore, Some(level)) => Err(unknown_level(level)),
    }
}

fn unknown_level(level: &str) -> Violation {
    Violation::new(
        "Unknown spread level",
        format!(
            "{} is not a spread level. Use \"host\" (needs three hosts with the instance type) or \"rack\" (needs three racks).",
            quote(level)
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{Ebs, InstanceStore, etcd_placement, group_name, instance_type, spread_level};

    #[test]
    fn an_instance_type_is_a_family_and_a_size() {
        for text in ["m5.xlarge", "c6id.metal", "m7i-flex.large", "u-6tb1.metal", "c7i.metal-24xl"] {
            assert_eq!(instance_type(text), Ok(()), "{text}");
        }
        for text in ["", "m5", "m5.", ".large", "M5.large", "m5.large ", "m5.large.x", "-m5.large"] {
            let detail = instance_type(text).unwrap_err().detail;
            assert!(detail.starts_with(&format!("\"{text}\" is not an EC2 instance type, such as")), "{detail}");
        }
    }

    #[test]
    fn a_placement_group_is_for_ebs_only() {
        assert_eq!(group_name(Ebs, "edge"), Ok(()));
        assert_eq!(group_name(Ebs, "").unwrap_err().summary, "Invalid placement group name");
        assert_eq!(
            group_name(InstanceStore, "edge").unwrap_err().detail,
            "group_name = \"edge\" cannot be used: with etcd_instance_type set, EKS makes the placement groups itself. Remove \
             group_name and set spread_level = \"host\" or \"rack\" instead."
        );
    }

    #[test]
    fn a_spread_level_is_for_instance_store_only() {
        for level in ["host", "rack"] {
            assert_eq!(spread_level(InstanceStore, level), Ok(()));
            assert_eq!(spread_level(Ebs, level).unwrap_err().summary, "Spread level on an EBS cluster");
        }
        assert_eq!(
            spread_level(InstanceStore, "zone").unwrap_err().detail,
            "\"zone\" is not a spread level. Use \"host\" (needs three hosts with the instance type) or \"rack\" (needs three racks)."
        );
    }

    #[test]
    fn a_placement_for_etcd_needs_an_instance_type_for_etcd() {
        for (kind, level, summary) in [
            (InstanceStore, None, None),
            (InstanceStore, Some("rack"), None),
            (InstanceStore, Some("zone"), Some("Unknown spread level")),
            (Ebs, None, Some("Placement for etcd without instances for etcd")),
            (Ebs, Some("host"), Some("Placement for etcd without instances for etcd")),
        ] {
            assert_eq!(etcd_placement(kind, level).err().map(|v| v.summary).as_deref(), summary);
        }
    }
}
