//! User data of a node: what lets it join the cluster when it starts for the first time.

mod al2;
mod al2023;
mod bottlerocket;
mod mime;

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use super::{Yaml, quoted};
use crate::rules::api_server::ApiServer;
use crate::rules::node::{NodeOs, Taint};

/// What a node must know of its cluster.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NodeCluster {
    /// Name of the cluster.
    pub name: String,
    /// Its API server.
    pub server: ApiServer,
    /// Its certificate authority, as Base64 of PEM.
    pub certificate_authority: String,
    /// CIDR block of its services.
    pub service_cidr: String,
    /// Address of its DNS service.
    pub dns: Ipv4Addr,
    /// Its id, if it has `ebs` storage: nodes show it when they join, and then prepare for a lost connection to the Region.
    pub id: Option<String>,
}

/// A node, or all nodes of a launch template.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Node<'a> {
    /// Operating system.
    pub os: NodeOs,
    /// Labels.
    pub labels: BTreeMap<String, String>,
    /// Taints.
    pub taints: Vec<Taint<'a>>,
    /// The most pods that it runs.
    pub max_pods: Option<i64>,
    /// Flags of the kubelet; not with Bottlerocket.
    pub kubelet_flags: Vec<String>,
    /// The only name server of its pods, without the VPC's search domain; Amazon Linux 2023 only.
    pub nameserver: Option<Ipv4Addr>,
    /// Scripts that run before it joins; not with Bottlerocket.
    pub scripts: Vec<String>,
}

impl Node<'_> {
    /// The user data, not encoded.
    #[must_use]
    pub fn user_data(&self, cluster: &NodeCluster) -> String {
        match self.os {
            NodeOs::Al2023 => al2023::user_data(self, cluster),
            NodeOs::Al2 => al2::user_data(self, cluster),
            NodeOs::Bottlerocket => bottlerocket::user_data(self, cluster),
        }
    }

    /// The flags of the kubelet for labels and taints, then those that were given.
    fn all_kubelet_flags(&self) -> Vec<String> {
        let join =
            |name: &str, parts: Vec<String>| (!parts.is_empty()).then(|| format!("--{name}={}", parts.join(",")));
        let labels = self.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let taints = self.taints.iter().map(|taint| match taint.value {
            "" => format!("{}:{}", taint.key, taint.effect),
            value => format!("{}={value}:{}", taint.key, taint.effect),
        });
        let own = [join("node-labels", labels), join("register-with-taints", taints.collect())];
        own.into_iter().flatten().chain(self.kubelet_flags.iter().cloned()).collect()
    }
}

#[cfg(test)]
mod tests;
