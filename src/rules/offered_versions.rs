//! Kubernetes versions that EKS offers for new clusters.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::{Advice, Finding, Rule, Violation, When, quote, quote_list};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A2.2",
        text: "The version of a cluster on EBS is one that EKS offers for local clusters, which has a list of its own.",
        source: "EKS user guide, Kubernetes and platform versions of local clusters",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A2.3",
        text: "The version of a cluster on instance store is one that EKS offers in the cloud.",
        source: "EKS user guide, Local clusters on instance store; that its cluster type is \"eks\" is inferred",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// The cluster type under which EKS lists the versions for this kind.
///
/// Source: rules A2.2 and A2.3.
#[must_use]
pub fn cluster_type(kind: ControlPlaneStorage) -> &'static str {
    match kind {
        Ebs => "eks-local-outposts",
        InstanceStore => "eks",
    }
}

/// What is wrong with a version that is not on the list for this kind.
///
/// Source: rules A2.2 and A2.3.
#[must_use]
pub fn offered_version(kind: ControlPlaneStorage, version: &str, offered: &[String]) -> Option<Finding> {
    if offered.is_empty() || offered.iter().any(|other| other == version) {
        return None;
    }
    let offered = quote_list(offered.iter().map(String::as_str));
    Some(match kind {
        Ebs => Finding::Violation(Violation::new(
            "Kubernetes version not offered",
            format!("EKS does not offer {} for local clusters with ebs storage. Use one of {offered}.", quote(version)),
        )),
        InstanceStore => Finding::Advice(Advice::new(
            "Kubernetes version may not be offered",
            format!("EKS lists {offered} for new clusters, and not {}.", quote(version)),
        )),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_on_the_list_of_its_kind() {
        let offered = ["1.32".to_owned(), "1.31".to_owned()];
        assert_eq!(offered_version(Ebs, "1.31", &offered), None);
        assert_eq!(offered_version(Ebs, "1.31", &[]), None, "an empty list says nothing");
        let Some(Finding::Violation(violation)) = offered_version(Ebs, "1.28", &offered) else { unreachable!() };
        assert_eq!(
            violation.to_string(),
            "Kubernetes version not offered: EKS does not offer \"1.28\" for local clusters with ebs storage. Use one of \"1.32\", \"1.31\"."
        );
        let Some(Finding::Advice(advice)) = offered_version(InstanceStore, "1.28", &offered) else { unreachable!() };
        assert_eq!(advice.summary, "Kubernetes version may not be offered");
        assert_eq!(advice.detail, "EKS lists \"1.32\", \"1.31\" for new clusters, and not \"1.28\".");
        assert_eq!((cluster_type(Ebs), cluster_type(InstanceStore)), ("eks-local-outposts", "eks"));
    }
}
