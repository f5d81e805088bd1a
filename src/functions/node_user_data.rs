//! `provider::eksoutpost::node_user_data`.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use tf_provider_rs::{Function, Model, Parameters, Result};

use super::cluster::{self, Authority, checked, parsed};
use super::options::{Options, refused_at};
use crate::documents::{Node, NodeCluster};
use crate::rules::api_server::api_server_address;
use crate::rules::cluster_identity::missing_id;
use crate::rules::node::{NodeOs, Taint, cluster_dns, kubelet_flag, max_pods, node_label};
use crate::rules::{ControlPlaneStorage, Violation, cluster_id, cluster_name, service_ipv4_cidr};

/// Writes the user data with which a self-managed node joins a cluster, for `base64encode(...)` in a launch template.
///
/// Nodes with Amazon Linux 2023 get a MIME message for nodeadm, nodes with Amazon Linux 2 a script that calls `/etc/eks/bootstrap.sh`, nodes with
/// Bottlerocket its settings. With `ebs` storage the node learns the cluster's id and that it is on an Outpost: it then keeps the API server's
/// addresses and a client certificate, which work while the Outpost has no connection to its Region. With `instance_store` storage nodes join as
/// in the Region.
///
/// Clusters with `ebs` storage take Amazon Linux 2023 and 2, the latter without new images since November 2025; clusters with `instance_store`
/// storage take Amazon Linux 2023 and Bottlerocket. Nodes also need a role that the cluster lets in (see `aws_auth_config_map`) and the
/// cluster's security group.
#[derive(Clone, Debug, Parameters)]
pub struct NodeUserDataParameters {
    /// Cluster: an `eksoutpost_local_cluster` as it is, or an object with its `name`, `endpoint`, `certificate_authority`, `cluster_id`,
    /// `control_plane_storage` and `kubernetes_network_config`.
    pub cluster: NodeUserDataCluster,
    /// At most one object of options: `os` (`al2023`, the default, `al2` or `bottlerocket`), `node_labels` (a map), `node_taints` (a list such as
    /// `["dedicated=video:NoSchedule"]`), `max_pods`, `kubelet_flags` (a list such as `["--event-qps=10"]`; not for `bottlerocket`), `scripts` (shell
    /// scripts that run before the node joins; not for `bottlerocket`), and `nameserver` (only for `al2023`: the pods' only name server, the VPC's
    /// base address plus two, without the VPC's search domain, so that names in the cluster resolve while the Region cannot be reached).
    #[tf(variadic)]
    pub options: Vec<Options>,
}

/// What a node must know of its cluster.
#[derive(Clone, Debug, Default, PartialEq, Model)]
pub struct NodeUserDataCluster {
    /// Name of the cluster.
    #[tf(optional)]
    pub name: Option<String>,
    /// Endpoint of the cluster.
    #[tf(optional)]
    pub endpoint: Option<String>,
    /// Certificate authority of the cluster.
    #[tf(optional)]
    pub certificate_authority: Option<Authority>,
    /// ID of the cluster.
    #[tf(optional)]
    pub cluster_id: Option<String>,
    /// Kind of cluster.
    #[tf(optional)]
    pub control_plane_storage: Option<String>,
    /// Network of the cluster's services.
    #[tf(optional)]
    pub kubernetes_network_config: Option<Network>,
}

/// Network of the cluster's services.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct Network {
    /// CIDR block of the services.
    #[tf(optional)]
    pub service_ipv4_cidr: Option<String>,
}

/// The function `node_user_data`.
#[derive(Clone, Copy, Debug, Default)]
pub struct NodeUserData;

const OPTIONS: [&str; 7] = ["os", "node_labels", "node_taints", "max_pods", "kubelet_flags", "scripts", "nameserver"];

impl Function for NodeUserData {
    type Parameters = NodeUserDataParameters;
    type Output = String;

    const NAME: &'static str = "node_user_data";

    fn call(&self, NodeUserDataParameters { cluster, options }: NodeUserDataParameters) -> Result<String> {
        let options = Options::only(options, &OPTIONS)?;
        let kind = cluster::storage(cluster.control_plane_storage.clone())?;
        let cluster = facts(kind, cluster)?;
        let os = options.parsed("os")?.unwrap_or(NodeOs::Al2023);
        refused_at(os.joins(kind), options.at("os"))?;
        refuse_what_does_not_go_with(os, &options)?;

        let taints = options.texts("node_taints")?;
        let taints = taints.iter().map(|(place, text)| refused_at(Taint::parse(text), place.clone()));
        let count = options.number("max_pods")?;
        let fits = count.map_or(Ok(()), max_pods);
        refused_at(fits, options.at("max_pods"))?;
        let node = Node {
            os,
            labels: labels(&options)?,
            taints: taints.collect::<Result<_>>()?,
            max_pods: count,
            kubelet_flags: texts(&options, "kubelet_flags", kubelet_flag)?,
            nameserver: options.checked("nameserver", nameserver)?,
            scripts: texts(&options, "scripts", script)?,
        };
        Ok(node.user_data(&cluster))
    }
}

fn facts(kind: ControlPlaneStorage, cluster: NodeUserDataCluster) -> Result<NodeCluster> {
    const BLOCK: &str = "kubernetes_network_config.service_ipv4_cidr";
    let network = cluster.kubernetes_network_config.and_then(|network| network.service_ipv4_cidr);
    let service_cidr = checked(BLOCK, network, |text| service_ipv4_cidr(text).map(|()| text.to_owned()))?;
    let id = match (kind, cluster.cluster_id) {
        (ControlPlaneStorage::InstanceStore, _) => None,
        (ControlPlaneStorage::Ebs, id) => {
            let id = id.ok_or_else(missing_id).and_then(|id| cluster_id(&id).map(|()| id));
            Some(refused_at(id, cluster::at("cluster_id"))?)
        }
    };
    Ok(NodeCluster {
        name: checked("name", cluster.name, |name| cluster_name(name).map(|()| name.to_owned()))?,
        server: parsed("endpoint", cluster.endpoint)?,
        certificate_authority: cluster::authority(cluster.certificate_authority)?,
        dns: refused_at(cluster_dns(&service_cidr), cluster::at(BLOCK))?,
        service_cidr,
        id,
    })
}

fn refuse_what_does_not_go_with(os: NodeOs, options: &Options) -> Result<()> {
    let others: &[&str] = match os {
        NodeOs::Al2023 => &[],
        NodeOs::Al2 => &["nameserver"],
        NodeOs::Bottlerocket => &["kubelet_flags", "scripts", "nameserver"],
    };
    match others.iter().find(|name| options.has(name)) {
        Some(name) => {
            let detail = format!("It does not go with os = \"{os}\". Leave it out.");
            Err(options.refuse(name, "Not with this operating system", detail))
        }
        None => Ok(()),
    }
}

fn labels(options: &Options) -> Result<BTreeMap<String, String>> {
    let given = options.text_map("node_labels")?;
    let label = |(key, (place, value)): (String, (_, String))| {
        refused_at(node_label(&key, &value), place)?;
        Ok((key, value))
    };
    given.into_iter().map(label).collect()
}

/// Texts that a rule accepts.
fn texts(
    options: &Options,
    name: &str,
    check: impl Fn(&str) -> std::result::Result<(), Violation>,
) -> Result<Vec<String>> {
    let given = options.texts(name)?;
    given.into_iter().map(|(place, text)| refused_at(check(&text).map(|()| text), place)).collect()
}

/// The resolver of a VPC, which is no API server but has an address of the same sort.
fn nameserver(text: &str) -> std::result::Result<Ipv4Addr, Violation> {
    let detail = "It is the IPv4 address of the VPC's resolver, such as cidrhost(aws_vpc.example.cidr_block, 2).";
    api_server_address(text).map_err(|_| Violation::new("Invalid name server", detail))
}

/// cloud-init runs what begins with an interpreter.
fn script(text: &str) -> std::result::Result<(), Violation> {
    if text.starts_with("#!") {
        return Ok(());
    }
    Err(Violation::new("Invalid script", "It begins with its interpreter, such as #!/bin/bash."))
}

#[cfg(test)]
mod tests;
