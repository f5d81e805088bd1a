//! The two kinds of local cluster.

use std::fmt;
use std::str::FromStr;

use super::{Violation, quote};

/// Where the control plane of a local cluster keeps its data. It decides defaults, role, access and endpoints.
///
/// Source: "Deploy Amazon EKS on-premises with AWS Outposts", comparison table, EKS user guide, 2026-06.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ControlPlaneStorage {
    /// Three instances on Amazon EBS volumes in the practitioner's account: no `etcd_instance_type`.
    Ebs,
    /// Three API and three etcd instances on EC2 instance store in an account of AWS: `etcd_instance_type` is set.
    InstanceStore,
}

impl ControlPlaneStorage {
    /// The kind that a cluster with this `etcd_instance_type` has. An empty string counts as absent.
    #[must_use]
    pub fn of(etcd_instance_type: Option<&str>) -> Self {
        match etcd_instance_type {
            None | Some("") => Self::Ebs,
            Some(_) => Self::InstanceStore,
        }
    }

    /// `ebs` or `instance_store`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ebs => "ebs",
            Self::InstanceStore => "instance_store",
        }
    }
}

impl fmt::Display for ControlPlaneStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ControlPlaneStorage {
    /// Authentication mode of a new cluster when nobody says otherwise.
    ///
    /// Source: rules A9.1 and A9.2; for instance store the user guide's own sample.
    #[must_use]
    pub fn default_authentication_mode(self) -> &'static str {
        match self {
            Self::Ebs => "CONFIG_MAP",
            Self::InstanceStore => "API_AND_CONFIG_MAP",
        }
    }
}

impl FromStr for ControlPlaneStorage {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        match text {
            "ebs" => Ok(Self::Ebs),
            "instance_store" => Ok(Self::InstanceStore),
            _ => Err(Violation::new(
                "Unknown control plane storage",
                format!("{} is not known. Use \"ebs\" or \"instance_store\".", quote(text)),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ControlPlaneStorage::{self, Ebs, InstanceStore};

    #[test]
    fn the_etcd_instance_type_decides_the_kind() {
        for (etcd_instance_type, kind) in [(None, Ebs), (Some(""), Ebs), (Some("m5.large"), InstanceStore)] {
            assert_eq!(ControlPlaneStorage::of(etcd_instance_type), kind);
        }
    }

    #[test]
    fn kinds_are_written_as_they_are_read() {
        for kind in [Ebs, InstanceStore] {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        let violation = "gp2".parse::<ControlPlaneStorage>().unwrap_err();
        assert_eq!(violation.detail, "\"gp2\" is not known. Use \"ebs\" or \"instance_store\".");
    }
}
