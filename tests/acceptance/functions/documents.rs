//! User data, ConfigMaps and certificates, read by parsers that no one here wrote.

use serde_json::{Value, json};

use super::reader::read;
use crate::acceptance::harness::{Simulator, Workspace};

/// Something to read in YAML's and MIME's own signs, and beyond ASCII.
const SCRIPT: &str = "#!/bin/bash\necho \"엣지\" # --BOUNDARY\n";

#[test]
fn user_data_for_a_cluster_on_ebs_has_every_field_that_the_guide_asks_for() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "ebs_minimal");
    let call =
        |options: &str| format!("provider::eksoutpost::node_user_data(eksoutpost_local_cluster.edge, {{ {options} }})");
    let kubelet = "node_labels = { team = \"video\" }, node_taints = [\"dedicated=video:NoSchedule\"], max_pods = 58, kubelet_flags = [\"--v=3\"]";
    let outputs = [
        ("al2023", call(&format!("nameserver = \"10.0.0.2\", scripts = [{}], {kubelet}", json!(SCRIPT)))),
        ("al2", call(&format!("os = \"al2\", {kubelet}"))),
    ];
    let outputs = outputs.map(|(name, value)| format!("output \"{name}\" {{\n  value = {value}\n}}\n"));
    workspace.write("outputs.tf", &outputs.concat());
    workspace.apply_and_settle();
    let outputs = workspace.outputs();
    let cluster = &outputs["cluster"]["value"];

    let parts = read("mime", outputs["al2023"]["value"].as_str().unwrap());
    let resolver =
        "#!/bin/bash\nmkdir -p /etc/kubernetes\necho \"nameserver 10.0.0.2\" > /etc/kubernetes/resolv.conf\n";
    assert_eq!(
        parts,
        json!([
            { "type": "text/x-shellscript", "body": resolver },
            { "type": "text/x-shellscript", "body": SCRIPT },
            { "type": "application/node.eks.aws", "body": [{
                "apiVersion": "node.eks.aws/v1alpha1",
                "kind": "NodeConfig",
                "spec": {
                    "cluster": {
                        "name": "edge",
                        "apiServerEndpoint": cluster["endpoint"],
                        "certificateAuthority": cluster["certificate_authority"]["data"],
                        "cidr": cluster["kubernetes_network_config"]["service_ipv4_cidr"],
                        "enableOutpost": true,
                        "id": cluster["cluster_id"],
                    },
                    "kubelet": {
                        "config": { "maxPods": 58, "resolvConf": "/etc/kubernetes/resolv.conf" },
                        "flags": ["--node-labels=team=video", "--register-with-taints=dedicated=video:NoSchedule", "--v=3"],
                    },
                },
            }] },
        ])
    );

    let flags = "--max-pods=58 --node-labels=team=video --register-with-taints=dedicated=video:NoSchedule --v=3";
    assert_eq!(
        read("shell", outputs["al2"]["value"].as_str().unwrap()),
        json!([
            [],
            ["set", "-o", "errexit"],
            [
                "/etc/eks/bootstrap.sh",
                "edge",
                "--b64-cluster-ca",
                cluster["certificate_authority"]["data"],
                "--apiserver-endpoint",
                cluster["endpoint"],
                "--enable-local-outpost",
                "true",
                "--cluster-id",
                cluster["cluster_id"],
                "--dns-cluster-ip",
                "10.100.0.10",
                "--use-max-pods",
                "false",
                "--kubelet-extra-args",
                flags,
            ],
        ])
    );
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn user_data_for_a_cluster_on_instance_store_is_that_of_the_region() {
    let simulator = Simulator::borrow();
    let mut workspace = Workspace::new(&simulator, "store_minimal");
    workspace.write(
        "outputs.tf",
        r#"
output "al2023" {
  value = provider::eksoutpost::node_user_data(eksoutpost_local_cluster.store)
}
output "bottlerocket" {
  value = provider::eksoutpost::node_user_data(eksoutpost_local_cluster.store, {
    os          = "bottlerocket"
    node_labels = { "example.com/team" = "video" }
    node_taints = ["dedicated=video:NoSchedule", "spare:NoExecute"]
  })
}
output "aws_auth" {
  value = yamldecode(provider::eksoutpost::aws_auth_config_map(eksoutpost_local_cluster.store, {
    node_role_arns = ["arn:aws:iam::123456789012:role/eks/nodes"]
  }))
}
"#,
    );
    workspace.apply_and_settle();
    let outputs = workspace.outputs();
    let cluster = &outputs["cluster"]["value"];
    let authority = &cluster["certificate_authority"]["data"];
    let parts = read("mime", outputs["al2023"]["value"].as_str().unwrap());
    assert_eq!(
        parts,
        json!([{ "type": "application/node.eks.aws", "body": [{
            "apiVersion": "node.eks.aws/v1alpha1",
            "kind": "NodeConfig",
            "spec": { "cluster": {
                "name": "store",
                "apiServerEndpoint": cluster["endpoint"],
                "certificateAuthority": authority,
                "cidr": cluster["kubernetes_network_config"]["service_ipv4_cidr"],
            } },
        }] }])
    );
    let settings = read("toml", outputs["bottlerocket"]["value"].as_str().unwrap());
    assert_eq!(
        settings,
        json!({ "settings": { "kubernetes": {
            "api-server": cluster["endpoint"],
            "cluster-certificate": authority,
            "cluster-dns-ip": "10.100.0.10",
            "cluster-name": "store",
            "node-labels": { "example.com/team": "video" },
            "node-taints": { "dedicated": ["video:NoSchedule"], "spare": [":NoExecute"] },
        } } })
    );
    let config_map = &outputs["aws_auth"]["value"];
    assert_eq!(config_map["metadata"], json!({ "name": "aws-auth", "namespace": "kube-system" }));
    assert_eq!(mapped(config_map, "mapRoles"), nodes());
    workspace.destroy_and_leave_nothing(&simulator);
}

#[test]
fn a_config_map_and_a_certificate_are_read_as_they_were_meant() {
    let mut workspace = Workspace::offline();
    workspace.write("main.tf", CLUSTER_OF_SOMEBODY_ELSE);
    workspace.apply_and_settle();
    let outputs = workspace.outputs();

    let config_map = read("yaml", outputs["aws_auth"]["value"].as_str().unwrap());
    assert_eq!((&config_map["apiVersion"], &config_map["kind"]), (&json!("v1"), &json!("ConfigMap")));
    let groups =
        json!(["no", "엣지", "1e3", "0o7", "12:30:45", "=", "~", "- a", "a\tb\nc\u{85}\u{2028}\u{feff}\u{7f}\\"]);
    let operator =
        json!({ "rolearn": "arn:aws:iam::123456789012:role/operator", "username": "yes: \"#\"", "groups": groups });
    let mut roles = nodes();
    roles.as_array_mut().unwrap().push(operator);
    assert_eq!(mapped(&config_map, "mapRoles"), roles);
    let ana = json!({ "userarn": "arn:aws:iam::123456789012:user/team/ana", "username": "ana", "groups": [] });
    assert_eq!(mapped(&config_map, "mapUsers"), json!([ana]));

    let kubeconfig = read("yaml", outputs["kubeconfig"]["value"].as_str().unwrap());
    assert_eq!(outputs["kubeconfig"]["sensitive"], true);
    assert_eq!(
        kubeconfig["clusters"][0]["cluster"],
        json!({
            "server": "https://10.0.3.12",
            "tls-server-name": "api.example.com",
            "certificate-authority-data": "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==",
        })
    );
    assert_eq!(
        outputs["certificate_and_key"]["value"],
        json!([
            "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n",
            "-----BEGIN PRIVATE KEY-----\nMHc=\n-----END PRIVATE KEY-----\n",
        ])
    );
    assert_eq!(
        kubeconfig["users"][0]["user"].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["client-certificate-data", "client-key-data"]
    );
}

/// What `mapRoles` or `mapUsers` says.
fn mapped(config_map: &Value, key: &str) -> Value {
    read("yaml", config_map["data"][key].as_str().unwrap())
}

fn nodes() -> Value {
    json!([{
        "rolearn": "arn:aws:iam::123456789012:role/nodes",
        "username": "system:node:{{EC2PrivateDNSName}}",
        "groups": ["system:bootstrappers", "system:nodes"],
    }])
}

const CLUSTER_OF_SOMEBODY_ELSE: &str = r##"
locals {
  cluster = {
    arn                   = "arn:aws:eks:us-west-2:123456789012:cluster/edge"
    endpoint              = "https://api.example.com"
    certificate_authority = { data = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==" }
    cluster_id            = null
    control_plane_storage = "ebs"
    access_config         = null
  }
  key = sensitive("-----BEGIN PRIVATE KEY-----\nMHc=\n-----END PRIVATE KEY-----\n")
  kubeconfig = provider::eksoutpost::kubeconfig(local.cluster, {
    address            = "10.0.3.12"
    client_certificate = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n"
    client_key         = local.key
  })
  user = yamldecode(local.kubeconfig).users[0].user
}
output "kubeconfig" {
  value     = local.kubeconfig
  sensitive = true
}
output "certificate_and_key" {
  value     = [base64decode(local.user.client-certificate-data), base64decode(local.user.client-key-data)]
  sensitive = true
}
output "aws_auth" {
  value = provider::eksoutpost::aws_auth_config_map(local.cluster, {
    node_role_arns = ["arn:aws:iam::123456789012:role/eks/nodes"]
    roles = [{
      role_arn = "arn:aws:iam::123456789012:role/operator"
      username = "yes: \"#\""
      groups   = ["no", "엣지", "1e3", "0o7", "12:30:45", "=", "~", "- a", "a\tb\nc\u0085\u2028\ufeff\u007f\\"]
    }]
    users = [{ user_arn = "arn:aws:iam::123456789012:user/team/ana", username = "ana", groups = null }]
  })
}
"##;
