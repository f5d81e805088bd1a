//! Amazon Linux 2: a script that calls `/etc/eks/bootstrap.sh`, in one line as the user guide asks.
//!
//! Source: EKS user guide, Create Amazon Linux nodes on AWS Outposts, BootstrapArguments; awslabs/amazon-eks-ami, `bootstrap.sh`, which has no
//! option for the block of services but one for the address of DNS.

use super::mime::{SCRIPT, multipart};
use super::{Node, NodeCluster};

pub(super) fn user_data(node: &Node<'_>, cluster: &NodeCluster) -> String {
    let bootstrap = bootstrap(node, cluster);
    if node.scripts.is_empty() {
        return bootstrap;
    }
    let scripts = node.scripts.iter().chain([&bootstrap]);
    multipart(scripts.map(|script| (SCRIPT, script.as_str())))
}

/// Every value was checked and has nothing that the shell reads otherwise, but for what stands in quotes here.
fn bootstrap(node: &Node<'_>, cluster: &NodeCluster) -> String {
    let mut line = format!(
        "/etc/eks/bootstrap.sh {} --b64-cluster-ca {} --apiserver-endpoint {}",
        cluster.name,
        cluster.certificate_authority,
        cluster.server.url()
    );
    if let Some(id) = &cluster.id {
        line.push_str(&format!(" --enable-local-outpost true --cluster-id {id}"));
    }
    line.push_str(&format!(" --dns-cluster-ip {}", cluster.dns));
    let mut flags = Vec::new();
    if let Some(max_pods) = node.max_pods {
        line.push_str(" --use-max-pods false");
        flags.push(format!("--max-pods={max_pods}"));
    }
    flags.extend(node.all_kubelet_flags());
    if !flags.is_empty() {
        line.push_str(&format!(" --kubelet-extra-args '{}'", flags.join(" ")));
    }
    format!("#!/bin/bash\nset -o errexit\n{line}\n")
}
