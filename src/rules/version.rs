//! Kubernetes versions and the steps between them.

use std::fmt;
use std::str::FromStr;

use super::{Rule, Violation, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A2.1",
        text: "A Kubernetes version is written 1.NN, without a patch version.",
        source: "CloudFormation AWS::EKS::Cluster, Version pattern",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A2.5",
        text: "A cluster is upgraded in place by one minor version at a time; it is not downgraded.",
        source: "EKS user guide, Update existing cluster to new Kubernetes version",
        seen: "2026-11",
        when: When::Configuration,
    },
];

/// A minor version of Kubernetes, `1.NN`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct KubernetesVersion {
    minor: u8,
}

impl fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{:02}", self.minor)
    }
}

impl FromStr for KubernetesVersion {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        let minor = text
            .strip_prefix("1.")
            .filter(|minor| minor.len() == 2 && minor.chars().all(|c| c.is_ascii_digit()))
            .and_then(|minor| minor.parse().ok());
        if let Some(minor) = minor {
            return Ok(Self { minor });
        }
        let hint = match text.strip_prefix('v').unwrap_or(text).split('.').collect::<Vec<_>>()[..] {
            ["1", minor, ..] if minor.len() == 2 && minor.chars().all(|c| c.is_ascii_digit()) => {
                format!(" EKS chooses the patch version itself: write \"1.{minor}\".")
            }
            _ => String::new(),
        };
        Err(Violation::new(
            "Invalid Kubernetes version",
            format!("{} is not a Kubernetes minor version of the form \"1.31\".{hint}", quote(text)),
        ))
    }
}

/// Whether the text is a Kubernetes version as EKS writes it.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: rule A2.1.
pub fn kubernetes_version(text: &str) -> Result<(), Violation> {
    text.parse::<KubernetesVersion>().map(drop)
}

/// Whether a cluster at version `from` can be brought to `to` in place: the same version, or the next one.
///
/// # Errors
/// A [`Violation`] for a skip, which names the path to take, and for a downgrade.
///
/// Source: rule A2.5.
pub fn version_step(from: &str, to: &str) -> Result<(), Violation> {
    let to: KubernetesVersion = to.parse()?;
    // What AWS reports is not ours to refuse.
    let Ok(from) = from.parse::<KubernetesVersion>() else {
        return Ok(());
    };
    if to < from {
        return Err(Violation::new(
            "Kubernetes version cannot be lowered",
            format!(
                "The cluster runs {from}; {to} is older. EKS does not downgrade a local cluster. Keep version = \"{from}\", or \
                 make a new cluster with {to} under another name."
            ),
        ));
    }
    if to.minor - from.minor > 1 {
        let path: Vec<String> = (from.minor..=to.minor).map(|minor| KubernetesVersion { minor }.to_string()).collect();
        return Err(Violation::new(
            "Kubernetes version skips a minor version",
            format!(
                "The cluster runs {from}; {to} is more than one minor version ahead. EKS upgrades one minor version at a time: \
                 {}. Set version = \"{}\" and apply, then go on.",
                path.join(" -> "),
                path[1]
            ),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{KubernetesVersion, kubernetes_version, version_step};

    #[test]
    fn a_version_is_major_and_two_digits_of_minor() {
        for text in ["1.29", "1.31", "1.09"] {
            assert_eq!(kubernetes_version(text), Ok(()), "{text}");
            assert_eq!(text.parse::<KubernetesVersion>().unwrap().to_string(), text);
        }
        for (text, detail) in [
            (
                "1.31.2",
                "\"1.31.2\" is not a Kubernetes minor version of the form \"1.31\". EKS chooses the patch version itself: write \"1.31\".",
            ),
            (
                "v1.31",
                "\"v1.31\" is not a Kubernetes minor version of the form \"1.31\". EKS chooses the patch version itself: write \"1.31\".",
            ),
            ("1.3", "\"1.3\" is not a Kubernetes minor version of the form \"1.31\"."),
            ("1.311", "\"1.311\" is not a Kubernetes minor version of the form \"1.31\"."),
            ("2.31", "\"2.31\" is not a Kubernetes minor version of the form \"1.31\"."),
            ("latest", "\"latest\" is not a Kubernetes minor version of the form \"1.31\"."),
            ("", "\"\" is not a Kubernetes minor version of the form \"1.31\"."),
        ] {
            assert_eq!(kubernetes_version(text).unwrap_err().detail, detail);
        }
    }

    #[test]
    fn a_version_goes_up_by_one() {
        for (from, to) in [("1.29", "1.29"), ("1.29", "1.30"), ("something new", "1.30")] {
            assert_eq!(version_step(from, to), Ok(()), "{from} to {to}");
        }
        let skip = version_step("1.29", "1.31").unwrap_err();
        assert_eq!(skip.summary, "Kubernetes version skips a minor version");
        assert_eq!(
            skip.detail,
            "The cluster runs 1.29; 1.31 is more than one minor version ahead. EKS upgrades one minor version at a time: \
             1.29 -> 1.30 -> 1.31. Set version = \"1.30\" and apply, then go on."
        );
        let down = version_step("1.31", "1.30").unwrap_err();
        assert_eq!(down.summary, "Kubernetes version cannot be lowered");
        assert_eq!(
            down.detail,
            "The cluster runs 1.31; 1.30 is older. EKS does not downgrade a local cluster. Keep version = \"1.31\", or make a \
             new cluster with 1.30 under another name."
        );
    }
}
