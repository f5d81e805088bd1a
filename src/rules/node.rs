//! What nodes may be told: labels, taints, flags of the kubelet, and the operating systems that can join a cluster.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::endpoint::ipv4_cidr;
use super::{Violation, quote};

/// Operating system of a node.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NodeOs {
    /// Amazon Linux 2023, which nodeadm sets up.
    Al2023,
    /// Amazon Linux 2, set up by `/etc/eks/bootstrap.sh`. AWS publishes no new images since 2025-11.
    Al2,
    /// Bottlerocket, set up by its settings.
    Bottlerocket,
}

impl NodeOs {
    /// Whether nodes of this operating system can join a cluster of this kind.
    ///
    /// # Errors
    /// A [`Violation`] if they cannot.
    ///
    /// Source: EKS user guide, Deploy Amazon EKS on-premises with AWS Outposts, comparison table (2026-06); Create Amazon Linux nodes on AWS
    /// Outposts for AL2 on EBS.
    pub fn joins(self, kind: ControlPlaneStorage) -> Result<(), Violation> {
        let others = match (kind, self) {
            (Ebs, Self::Al2023 | Self::Al2) | (InstanceStore, Self::Al2023 | Self::Bottlerocket) => return Ok(()),
            (Ebs, Self::Bottlerocket) => "\"al2023\" (or \"al2\", which is at its end of life)",
            (InstanceStore, Self::Al2) => "\"al2023\" or \"bottlerocket\"",
        };
        Err(Violation::new(
            "Operating system cannot join",
            format!("Nodes of a cluster with {kind} storage cannot have \"{self}\". Use {others}."),
        ))
    }
}

impl fmt::Display for NodeOs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Al2023 => "al2023",
            Self::Al2 => "al2",
            Self::Bottlerocket => "bottlerocket",
        })
    }
}

impl FromStr for NodeOs {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        let known = [Self::Al2023, Self::Al2, Self::Bottlerocket];
        known.into_iter().find(|os| os.to_string() == text).ok_or_else(|| {
            let detail = format!("{} is not known. Use \"al2023\", \"al2\" or \"bottlerocket\".", quote(text));
            Violation::new("Unknown operating system", detail)
        })
    }
}

/// Labels below `kubernetes.io` and `k8s.io` that a kubelet may give its own node, beside those in `node.kubernetes.io` and
/// `kubelet.kubernetes.io`.
///
/// Source: kubernetes/kubernetes staging/src/k8s.io/kubelet/pkg/apis/well_known_labels.go.
const OWN_LABELS: [&str; 11] = [
    "beta.kubernetes.io/arch",
    "beta.kubernetes.io/instance-type",
    "beta.kubernetes.io/os",
    "failure-domain.beta.kubernetes.io/region",
    "failure-domain.beta.kubernetes.io/zone",
    "kubernetes.io/arch",
    "kubernetes.io/hostname",
    "kubernetes.io/os",
    "node.kubernetes.io/instance-type",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];

/// Whether a kubelet can give its node this label.
///
/// # Errors
/// A [`Violation`] if the label is no label, or the kubelet would refuse to start with it.
///
/// Source: Kubernetes documentation, Labels and Selectors, and NodeRestriction.
pub fn node_label(key: &str, value: &str) -> Result<(), Violation> {
    label_key(key, "label")?;
    label_value(value, "label")?;
    let domain = key.split_once('/').map_or("", |(domain, _)| domain);
    let is_in = |parent: &str| domain == parent || domain.ends_with(&format!(".{parent}"));
    let is_reserved = is_in("kubernetes.io") || is_in("k8s.io");
    let is_own =
        is_in("node.kubernetes.io") || is_in("kubelet.kubernetes.io") || OWN_LABELS.binary_search(&key).is_ok();
    if is_reserved && !is_own {
        return Err(Violation::new(
            "Label that the kubelet refuses",
            format!(
                "A node cannot give itself the label {}, and its kubelet would not start. Use another prefix, or set the label with kubectl.",
                quote(key)
            ),
        ));
    }
    Ok(())
}

/// A taint, in kubectl's spelling: `key=value:Effect` or `key:Effect`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Taint<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its value; empty for none.
    pub value: &'a str,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    pub effect: &'a str,
}

impl<'a> Taint<'a> {
    /// Reads a taint.
    ///
    /// # Errors
    /// A [`Violation`] if it is not one.
    ///
    /// Source: Kubernetes documentation, Taints and Tolerations.
    pub fn parse(text: &'a str) -> Result<Self, Violation> {
        let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
        let Some((subject, effect)) = text.rsplit_once(':').filter(|(_, effect)| effects.contains(effect)) else {
            let detail = format!(
                "{} is not a taint, such as \"dedicated=video:NoSchedule\". Its effect is NoSchedule, PreferNoSchedule or NoExecute.",
                quote(text)
            );
            return Err(Violation::new("Invalid taint", detail));
        };
        let (key, value) = subject.split_once('=').unwrap_or((subject, ""));
        label_key(key, "taint")?;
        label_value(value, "taint")?;
        Ok(Self { key, value, effect })
    }
}

/// Whether the text is one flag of the kubelet that can be written into a script and a systemd unit as it is.
///
/// # Errors
/// A [`Violation`] if it is not.
pub fn kubelet_flag(text: &str) -> Result<(), Violation> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+,-./:<=@[]_".contains(&byte);
    if name.strip_prefix("--").is_some_and(is_name) && value.bytes().all(is_plain) {
        return Ok(());
    }
    let detail = format!(
        "{} is not a flag of the kubelet, such as \"--event-qps=10\": two hyphens, a name, an equals sign, and a value without spaces, \
         quotes and \"%\".",
        quote(text)
    );
    Err(Violation::new("Invalid kubelet flag", detail))
}

/// Whether a node can run this many pods.
///
/// # Errors
/// A [`Violation`] if it cannot.
///
/// Source: EKS user guide, Choose an optimal Amazon EC2 node instance type: 250 is the most that AWS recommends; 110 is Kubernetes' own limit
/// for small nodes. Only nonsense is refused.
pub fn max_pods(count: i64) -> Result<(), Violation> {
    if (1..=1000).contains(&count) {
        return Ok(());
    }
    Err(Violation::new("Invalid number of pods", format!("A node runs 1 to 1000 pods, not {count}.")))
}

/// The address of the cluster's DNS service: the tenth of the block of services.
///
/// # Errors
/// A [`Violation`] if the text is no block.
///
/// Source: awslabs/amazon-eks-ami, `GetClusterDns` of nodeadm and `bootstrap.sh`: the block's first address with 10 as its last number.
pub fn cluster_dns(service_cidr: &str) -> Result<Ipv4Addr, Violation> {
    let [a, b, c, _] = ipv4_cidr(service_cidr)?.network().octets();
    Ok(Ipv4Addr::new(a, b, c, 10))
}

fn label_key(key: &str, what: &str) -> Result<(), Violation> {
    let (domain, name) = key.split_once('/').map_or((None, key), |(domain, name)| (Some(domain), name));
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let is_domain = domain.is_none_or(|domain| domain.len() <= 253 && domain.split('.').all(is_part));
    if is_domain && !name.is_empty() && is_word(name) {
        return Ok(());
    }
    let detail = format!(
        "{} is not the key of a {what}: at most 63 letters, digits, \"-\", \"_\" and \".\", the first and last a letter or digit, behind an \
         optional domain and \"/\".",
        quote(key)
    );
    Err(Violation::new(&format!("Invalid {what}"), detail))
}

fn label_value(value: &str, what: &str) -> Result<(), Violation> {
    if is_word(value) {
        return Ok(());
    }
    let detail = format!(
        "{} is not the value of a {what}: at most 63 letters, digits, \"-\", \"_\" and \".\", the first and last a letter or digit.",
        quote(value)
    );
    Err(Violation::new(&format!("Invalid {what}"), detail))
}

/// Whether the text is what Kubernetes allows as a label's name or value; empty is.
fn is_word(text: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
    text.len() <= 63
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && is_end(text.as_bytes().first())
        && is_end(text.as_bytes().last())
}

#[cfg(test)]
mod tests;
