//! Amazon Linux 2023: a message with scripts for cloud-init and the configuration of nodeadm.
//!
//! Source: awslabs/amazon-eks-ami, nodeadm, `api.NodeConfig` and its `validation.go`; EKS user guide, Prepare local clusters for network
//! disconnects (instance store), for `resolvConf`.

use super::mime::{SCRIPT, multipart};
use super::{Node, NodeCluster, Yaml};

const RESOLV_CONF: &str = "/etc/kubernetes/resolv.conf";

pub(super) fn user_data(node: &Node<'_>, cluster: &NodeCluster) -> String {
    let resolver = node.nameserver.map(|address| {
        format!("#!/bin/bash\nmkdir -p /etc/kubernetes\necho \"nameserver {address}\" > {RESOLV_CONF}\n")
    });
    let configuration = format!("---\n{}", configuration(node, cluster));
    let scripts = resolver.iter().chain(&node.scripts).map(|script| (SCRIPT, script.as_str()));
    multipart(scripts.chain([("application/node.eks.aws", configuration.as_str())]))
}

fn configuration(node: &Node<'_>, cluster: &NodeCluster) -> Yaml {
    let is_on_ebs = cluster.id.is_some();
    let details = Yaml::map([
        ("name", Yaml::text(&cluster.name)),
        ("apiServerEndpoint", Yaml::text(cluster.server.url())),
        ("certificateAuthority", Yaml::text(&cluster.certificate_authority)),
        ("cidr", Yaml::text(&cluster.service_cidr)),
    ])
    .with("enableOutpost", is_on_ebs.then_some(Yaml::Flag(true)))
    .with("id", cluster.id.as_ref().map(Yaml::text));
    let settings = Yaml::Map(Vec::new())
        .with("maxPods", node.max_pods.map(Yaml::Number))
        .with("resolvConf", node.nameserver.map(|_| Yaml::text(RESOLV_CONF)));
    let flags = node.all_kubelet_flags();
    let kubelet = Yaml::Map(Vec::new())
        .with("config", Some(settings).filter(is_filled))
        .with("flags", (!flags.is_empty()).then(|| Yaml::texts(flags)));
    let spec = Yaml::map([("cluster", details)]).with("kubelet", Some(kubelet).filter(is_filled));
    Yaml::map([("apiVersion", Yaml::text("node.eks.aws/v1alpha1")), ("kind", Yaml::text("NodeConfig")), ("spec", spec)])
}

fn is_filled(yaml: &Yaml) -> bool {
    *yaml != Yaml::Map(Vec::new())
}
