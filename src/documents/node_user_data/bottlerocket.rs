//! Bottlerocket: its settings, as TOML.
//!
//! Source: Bottlerocket documentation, settings reference, `settings.kubernetes`; bottlerocket-os/bottlerocket QUICKSTART-EKS.md.

use super::{Node, NodeCluster, quoted};

pub(super) fn user_data(node: &Node<'_>, cluster: &NodeCluster) -> String {
    let mut settings = String::from("[settings.kubernetes]\n");
    for (key, value) in [
        ("api-server", &cluster.server.url()),
        ("cluster-certificate", &cluster.certificate_authority),
        ("cluster-dns-ip", &cluster.dns.to_string()),
        ("cluster-name", &cluster.name),
    ] {
        settings.push_str(&format!("{key} = {}\n", quoted(value)));
    }
    if let Some(max_pods) = node.max_pods {
        settings.push_str(&format!("max-pods = {max_pods}\n"));
    }
    if !node.labels.is_empty() {
        settings.push_str("\n[settings.kubernetes.node-labels]\n");
        for (key, value) in &node.labels {
            settings.push_str(&format!("{} = {}\n", quoted(key), quoted(value)));
        }
    }
    if !node.taints.is_empty() {
        settings.push_str("\n[settings.kubernetes.node-taints]\n");
        let mut keys: Vec<_> = node.taints.iter().map(|taint| taint.key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let taints = node.taints.iter().filter(|taint| taint.key == key);
            let values = taints.map(|taint| quoted(&format!("{}:{}", taint.value, taint.effect)));
            settings.push_str(&format!("{} = [{}]\n", quoted(key), values.collect::<Vec<_>>().join(", ")));
        }
    }
    settings
}
