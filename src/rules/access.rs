//! Who is let in: the authentication mode and the creator's rights.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::{Advice, Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A9.1",
        text: "A cluster on EBS has the authentication mode CONFIG_MAP and keeps its creator as administrator.",
        source: "the API's answer: \"Local Amazon EKS cluster only supports bootstrapClusterCreatorAdminPermissions=true and \
                 authenticationMode=CONFIG_MAP for AccessConfig.\" (terraform-aws-modules/terraform-aws-eks issue 2925)",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A9.2",
        text: "A cluster on instance store has the authentication mode API or API_AND_CONFIG_MAP.",
        source: "eksctl v0.229 validation.go; sample request of the EKS user guide",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A9.3",
        text: "The authentication mode goes from CONFIG_MAP over API_AND_CONFIG_MAP to API, and never back.",
        source: "EKS user guide, Change authentication mode to use access entries",
        seen: "2026-11",
        when: When::Configuration,
    },
];

/// The modes in the order in which a cluster can take them.
const MODES: [&str; 3] = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

/// Whether a cluster of this kind can have the authentication mode.
///
/// # Errors
/// A [`Violation`] if it cannot.
///
/// Source: rules A9.1 and A9.2.
pub fn authentication_mode(kind: ControlPlaneStorage, mode: &str) -> Result<(), Violation> {
    let summary = "Invalid authentication mode";
    if !MODES.contains(&mode) {
        return Err(Violation::new(summary, format!("{} is not known. Use {}.", quote(mode), allowed(kind))));
    }
    match (kind, mode) {
        (Ebs, "CONFIG_MAP") | (InstanceStore, "API" | "API_AND_CONFIG_MAP") => Ok(()),
        (Ebs, _) => Err(Violation::new(
            summary,
            format!(
                "{} is not available on a local cluster on EBS, which has no access entries. Use {}, or leave it out.",
                quote(mode),
                allowed(kind)
            ),
        )),
        (InstanceStore, _) => Err(Violation::new(
            summary,
            format!("{} is not available on a local cluster on instance store. Use {}.", quote(mode), allowed(kind)),
        )),
    }
}

/// Whether a cluster can go from one authentication mode to another in place.
///
/// # Errors
/// A [`Violation`] for a step back.
///
/// Source: rule A9.3.
pub fn authentication_mode_step(from: &str, to: &str) -> Result<(), Violation> {
    let place = |mode: &str| MODES.iter().position(|known| *known == mode);
    match (place(from), place(to)) {
        (Some(old), Some(new)) if new < old => Err(Violation::new(
            "Authentication mode cannot go back",
            format!(
                "The cluster has {}; EKS does not let it return to {}. Keep authentication_mode = {}.",
                quote(from),
                quote(to),
                quote(from)
            ),
        )),
        _ => Ok(()),
    }
}

/// Whether a cluster of this kind can be made with or without the creator as administrator.
///
/// # Errors
/// A [`Violation`] for `false` on EBS.
///
/// Source: rule A9.1.
pub fn bootstrap_cluster_creator_admin_permissions(kind: ControlPlaneStorage, value: bool) -> Result<(), Violation> {
    match (kind, value) {
        (Ebs, false) => Err(Violation::new(
            "The creator of an EBS cluster is always its administrator",
            "bootstrap_cluster_creator_admin_permissions = false is not available on a local cluster on EBS. Set it to true, or \
             leave it out.",
        )),
        (Ebs, true) | (InstanceStore, _) => Ok(()),
    }
}

/// Advice on a cluster that is to be made without an administrator.
///
/// Source: the instance store page says that the creator is always administrator, and eksctl v0.229 refuses `false`.
#[must_use]
pub fn bootstrap_cluster_creator_admin_permissions_advice(kind: ControlPlaneStorage, value: bool) -> Option<Advice> {
    (kind == InstanceStore && !value).then(|| {
        Advice::new(
            "Cluster without an administrator",
            "With bootstrap_cluster_creator_admin_permissions = false nobody can use kubectl until an access entry is made, and \
             AWS does not document this for local clusters. Set it to true if in doubt: it cannot be changed later.",
        )
    })
}

fn allowed(kind: ControlPlaneStorage) -> &'static str {
    match kind {
        Ebs => "\"CONFIG_MAP\"",
        InstanceStore => "\"API_AND_CONFIG_MAP\" or \"API\"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authentication_mode_follows_the_kind() {
        for (kind, mode) in [(Ebs, "CONFIG_MAP"), (InstanceStore, "API"), (InstanceStore, "API_AND_CONFIG_MAP")] {
            assert_eq!(authentication_mode(kind, mode), Ok(()));
        }
        for (kind, mode, detail) in [
            (
                Ebs,
                "API",
                "\"API\" is not available on a local cluster on EBS, which has no access entries. Use \"CONFIG_MAP\", or leave \
                 it out.",
            ),
            (
                InstanceStore,
                "CONFIG_MAP",
                "\"CONFIG_MAP\" is not available on a local cluster on instance store. Use \"API_AND_CONFIG_MAP\" or \"API\".",
            ),
            (InstanceStore, "api", "\"api\" is not known. Use \"API_AND_CONFIG_MAP\" or \"API\"."),
            (Ebs, "", "\"\" is not known. Use \"CONFIG_MAP\"."),
        ] {
            assert_eq!(authentication_mode(kind, mode).unwrap_err().detail, detail);
        }
    }

    #[test]
    fn the_authentication_mode_never_goes_back() {
        for (from, to) in [("CONFIG_MAP", "API"), ("API_AND_CONFIG_MAP", "API"), ("API", "API"), ("NEW", "API")] {
            assert_eq!(authentication_mode_step(from, to), Ok(()));
        }
        assert_eq!(
            authentication_mode_step("API", "API_AND_CONFIG_MAP").unwrap_err().detail,
            "The cluster has \"API\"; EKS does not let it return to \"API_AND_CONFIG_MAP\". Keep authentication_mode = \"API\"."
        );
    }

    #[test]
    fn the_creator_is_administrator() {
        for (kind, value, refused, advised) in [
            (Ebs, true, false, false),
            (Ebs, false, true, false),
            (InstanceStore, true, false, false),
            (InstanceStore, false, false, true),
        ] {
            assert_eq!(bootstrap_cluster_creator_admin_permissions(kind, value).is_err(), refused);
            assert_eq!(bootstrap_cluster_creator_admin_permissions_advice(kind, value).is_some(), advised);
        }
    }
}
