use tf_provider_rs::value::Value;

use super::*;
use crate::functions::testing::{argument, options, said};

const ID: &str = "12345678-1234-4234-8234-123456789abc";

fn cluster(kind: &str) -> NodeUserDataCluster {
    NodeUserDataCluster {
        name: Some("edge".to_owned()),
        endpoint: Some("https://ABC.gr7.us-west-2.eks.amazonaws.com:443".to_owned()),
        certificate_authority: Some(Authority { data: Some("LS0tLS1CRUdJTiBDRVJU".to_owned()) }),
        cluster_id: Some(ID.to_owned()),
        control_plane_storage: Some(kind.to_owned()),
        kubernetes_network_config: Some(Network { service_ipv4_cidr: Some("10.100.0.0/16".to_owned()) }),
    }
}

fn call(cluster: NodeUserDataCluster, options: Vec<Options>) -> Result<String> {
    NodeUserData.call(NodeUserDataParameters { cluster, options })
}

fn with<const N: usize>(kind: &str, given: [(&'static str, Value); N]) -> Result<String> {
    call(cluster(kind), options(given))
}

#[test]
fn a_node_joins_a_cluster_on_ebs_with_its_id() {
    let data = call(cluster("ebs"), Vec::new()).unwrap();
    let expected = "\
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: edge
    apiServerEndpoint: \"https://ABC.gr7.us-west-2.eks.amazonaws.com\"
    certificateAuthority: LS0tLS1CRUdJTiBDRVJU
    cidr: \"10.100.0.0/16\"
    enableOutpost: true
    id: \"12345678-1234-4234-8234-123456789abc\"

--BOUNDARY--
";
    assert!(data.ends_with(expected), "{data}");
    assert_eq!(with("ebs", [("os", Value::from("al2023"))]), Ok(data), "which is the default");
}

#[test]
fn a_node_joins_a_cluster_on_instance_store_as_in_the_region() {
    let data = with("instance_store", [("nameserver", Value::from("10.0.0.2"))]).unwrap();
    assert!(!data.contains("enableOutpost") && !data.contains(ID), "{data}");
    assert!(data.contains("echo \"nameserver 10.0.0.2\" > /etc/kubernetes/resolv.conf\n"), "{data}");
    assert!(data.contains("    config:\n      resolvConf: \"/etc/kubernetes/resolv.conf\"\n"), "{data}");
}

#[test]
fn every_option_reaches_the_node() {
    let labels = || Value::map([("team", "video"), ("spare", "")]);
    let taints = || Value::list(["dedicated=video:NoSchedule"]);
    let data = with(
        "ebs",
        [
            ("os", Value::from("al2")),
            ("node_labels", labels()),
            ("node_taints", taints()),
            ("max_pods", Value::from(58)),
            ("kubelet_flags", Value::list(["--event-qps=10"])),
            ("scripts", Value::list(["#!/bin/sh\ntrue\n"])),
        ],
    );
    let data = data.unwrap();
    let line = "/etc/eks/bootstrap.sh edge --b64-cluster-ca LS0tLS1CRUdJTiBDRVJU --apiserver-endpoint \
                https://ABC.gr7.us-west-2.eks.amazonaws.com --enable-local-outpost true --cluster-id 12345678-1234-4234-8234-123456789abc \
                --dns-cluster-ip 10.100.0.10 --use-max-pods false --kubelet-extra-args '--max-pods=58 --node-labels=spare=,team=video \
                --register-with-taints=dedicated=video:NoSchedule --event-qps=10'\n";
    assert!(data.contains("\n\n#!/bin/sh\ntrue\n") && data.contains(line), "{data}");

    let data = with(
        "instance_store",
        [("os", Value::from("bottlerocket")), ("node_labels", labels()), ("node_taints", taints())],
    );
    let expected = "\
[settings.kubernetes]
api-server = \"https://ABC.gr7.us-west-2.eks.amazonaws.com\"
cluster-certificate = \"LS0tLS1CRUdJTiBDRVJU\"
cluster-dns-ip = \"10.100.0.10\"
cluster-name = \"edge\"

[settings.kubernetes.node-labels]
\"spare\" = \"\"
\"team\" = \"video\"

[settings.kubernetes.node-taints]
\"dedicated\" = [\"video:NoSchedule\"]
";
    assert_eq!(data, Ok(expected.to_owned()));
}

#[test]
fn a_cluster_that_is_not_there_yet_is_refused_at_what_it_lacks() {
    type Change = fn(&mut NodeUserDataCluster);
    let changes: [(&str, Change); 6] = [
        ("name", |cluster| cluster.name = None),
        ("endpoint", |cluster| cluster.endpoint = None),
        ("certificate_authority.data", |cluster| cluster.certificate_authority = None),
        ("control_plane_storage", |cluster| cluster.control_plane_storage = None),
        ("kubernetes_network_config.service_ipv4_cidr", |cluster| cluster.kubernetes_network_config = None),
        ("kubernetes_network_config.service_ipv4_cidr", |cluster| {
            cluster.kubernetes_network_config = Some(Network { service_ipv4_cidr: None });
        }),
    ];
    for (attribute, change) in changes {
        let mut young = cluster("ebs");
        change(&mut young);
        assert_eq!(
            said(call(young, Vec::new())),
            format!(
                "cluster.{attribute}: Not there yet: It is null. EKS tells it when the cluster is active, and a cluster that failed never has it. \
                 Write try(..., null) around the function to have null until then; to destroy the cluster all the same, run terraform destroy \
                 -refresh=false."
            )
        );
    }
    let nameless = |id: Option<&str>| NodeUserDataCluster { cluster_id: id.map(str::to_owned), ..cluster("ebs") };
    assert_eq!(
        said(call(nameless(None), Vec::new())),
        "cluster.cluster_id: No cluster id: Tokens and nodes of a cluster with ebs storage need its id, a UUID, and cluster_id is null. EKS \
         shows the id once it has accepted the cluster: \"aws eks describe-cluster --name NAME --query cluster.id\"."
    );
    assert_eq!(
        said(call(nameless(Some("edge")), Vec::new())),
        "cluster.cluster_id: Invalid cluster ID: The cluster_id \"edge\" is not the ID of a local cluster, a UUID such as \"0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d\". It \
         looks like the cluster's name. Use eksoutpost_local_cluster.example.cluster_id."
    );
    let store = NodeUserDataCluster { cluster_id: None, ..cluster("instance_store") };
    assert!(call(store, Vec::new()).is_ok(), "no id is needed there");
}

#[test]
fn options_that_do_not_fit_are_refused_where_they_stand() {
    let text = |text: &str| Value::from(text);
    for (kind, name, value, error) in [
        (
            "ebs",
            "os",
            text("bottlerocket"),
            "options[0].os: Operating system cannot join: Nodes of a cluster with ebs storage cannot have \"bottlerocket\". Use \"al2023\" (or \
             \"al2\", which is at its end of life).",
        ),
        (
            "instance_store",
            "os",
            text("al2"),
            "options[0].os: Operating system cannot join: Nodes of a cluster with instance_store storage cannot have \"al2\". Use \"al2023\" or \
             \"bottlerocket\".",
        ),
        (
            "ebs",
            "os",
            text("windows"),
            "options[0].os: Unknown operating system: \"windows\" is not known. Use \"al2023\", \"al2\" or \"bottlerocket\".",
        ),
        ("ebs", "max_pods", text("58"), "options[0].max_pods: Wrong type: It must be a whole number."),
        (
            "ebs",
            "max_pods",
            Value::from(0),
            "options[0].max_pods: Invalid number of pods: A node runs 1 to 1000 pods, not 0.",
        ),
        ("ebs", "node_labels", text("a=b"), "options[0].node_labels: Wrong type: It must be a map of strings."),
        (
            "ebs",
            "node_labels",
            Value::map([("node-role.kubernetes.io/edge", "x")]),
            "options[0].node_labels[\"node-role.kubernetes.io/edge\"]: Label that the kubelet refuses: A node cannot give itself the label \
             \"node-role.kubernetes.io/edge\", and its kubelet would not start. Use another prefix, or set the label with kubectl.",
        ),
        (
            "ebs",
            "node_taints",
            Value::list(["dedicated"]),
            "options[0].node_taints[0]: Invalid taint: \"dedicated\" is not a taint, such as \"dedicated=video:NoSchedule\". Its effect is \
             NoSchedule, PreferNoSchedule or NoExecute.",
        ),
        (
            "ebs",
            "kubelet_flags",
            Value::list(["--v=2", "-v=2"]),
            "options[0].kubelet_flags[1]: Invalid kubelet flag: \"-v=2\" is not a flag of the kubelet, such as \"--event-qps=10\": two hyphens, a \
             name, an equals sign, and a value without spaces, quotes and \"%\".",
        ),
        (
            "ebs",
            "scripts",
            Value::list(["reboot"]),
            "options[0].scripts[0]: Invalid script: It begins with its interpreter, such as #!/bin/bash.",
        ),
        (
            "ebs",
            "nameserver",
            text("10.0.0.0/16"),
            "options[0].nameserver: Invalid name server: It is the IPv4 address of the VPC's resolver, such as \
             cidrhost(aws_vpc.example.cidr_block, 2).",
        ),
        (
            "ebs",
            "labels",
            Value::Null,
            "options[0].labels: Unknown option: It can be `os`, `node_labels`, `node_taints`, `max_pods`, `kubelet_flags`, `scripts`, `nameserver`.",
        ),
    ] {
        assert_eq!(said(with(kind, [(name, value)])), error);
    }
}

#[test]
fn each_operating_system_has_its_own_options() {
    let flags = || Value::list(["--v=2"]);
    let scripts = || Value::list(["#!/bin/sh\n"]);
    for (kind, os, name, value) in [
        ("ebs", "al2", "nameserver", Value::from("10.0.0.2")),
        ("instance_store", "bottlerocket", "nameserver", Value::from("10.0.0.2")),
        ("instance_store", "bottlerocket", "kubelet_flags", flags()),
        ("instance_store", "bottlerocket", "scripts", scripts()),
    ] {
        assert_eq!(
            said(with(kind, [("os", Value::from(os)), (name, value)])),
            format!(
                "options[0].{name}: Not with this operating system: It does not go with os = \"{os}\". Leave it out."
            )
        );
    }
}

#[test]
fn a_second_object_of_options_is_refused() {
    let two = [options([("max_pods", Value::from(1))]), options([("max_pods", Value::from(2))])].concat();
    assert_eq!(said(call(cluster("ebs"), two)), "options[0]: Too many arguments: Put all options into one object.");
    assert_eq!(said(call(cluster("ebs"), argument("x"))), "options[0]: Not an object: Write { os = ... }.");
}
