use super::*;

const ID: &str = "12345678-1234-4234-8234-123456789abc";

fn cluster(id: Option<&str>) -> NodeCluster {
    NodeCluster {
        name: "edge".to_owned(),
        server: "https://ABC.gr7.us-west-2.eks.amazonaws.com:443".parse().unwrap(),
        certificate_authority: "Q0E=".to_owned(),
        service_cidr: "10.100.0.0/16".to_owned(),
        dns: Ipv4Addr::new(10, 100, 0, 10),
        id: id.map(str::to_owned),
    }
}

fn bare(os: NodeOs) -> Node<'static> {
    Node {
        os,
        labels: BTreeMap::new(),
        taints: Vec::new(),
        max_pods: None,
        kubelet_flags: Vec::new(),
        nameserver: None,
        scripts: Vec::new(),
    }
}

fn full(os: NodeOs) -> Node<'static> {
    let labels = [("team", "video"), ("example.com/rack", "")];
    let taint = |text| Taint::parse(text).unwrap();
    Node {
        labels: labels.map(|(key, value)| (key.to_owned(), value.to_owned())).into(),
        taints: [taint("dedicated=video:NoSchedule"), taint("b:NoExecute"), taint("dedicated=video:NoExecute")].into(),
        max_pods: Some(58),
        ..bare(os)
    }
}

#[test]
fn nodeadm_learns_the_cluster_and_its_id_on_ebs() {
    let expected = "\
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=\"BOUNDARY\"

--BOUNDARY
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: edge
    apiServerEndpoint: \"https://ABC.gr7.us-west-2.eks.amazonaws.com\"
    certificateAuthority: Q0E=
    cidr: \"10.100.0.0/16\"
    enableOutpost: true
    id: \"12345678-1234-4234-8234-123456789abc\"

--BOUNDARY--
";
    assert_eq!(bare(NodeOs::Al2023).user_data(&cluster(Some(ID))), expected);
}

#[test]
fn nodeadm_gets_everything_else_that_was_asked_for() {
    let node = Node {
        nameserver: Some(Ipv4Addr::new(10, 0, 0, 2)),
        scripts: vec!["#!/bin/sh\ntrue\n".to_owned()],
        kubelet_flags: vec!["--event-qps=10".to_owned()],
        ..full(NodeOs::Al2023)
    };
    let expected = "\
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=\"BOUNDARY\"

--BOUNDARY
Content-Type: text/x-shellscript; charset=\"utf-8\"

#!/bin/bash
mkdir -p /etc/kubernetes
echo \"nameserver 10.0.0.2\" > /etc/kubernetes/resolv.conf

--BOUNDARY
Content-Type: text/x-shellscript; charset=\"utf-8\"

#!/bin/sh
true

--BOUNDARY
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: edge
    apiServerEndpoint: \"https://ABC.gr7.us-west-2.eks.amazonaws.com\"
    certificateAuthority: Q0E=
    cidr: \"10.100.0.0/16\"
  kubelet:
    config:
      maxPods: 58
      resolvConf: \"/etc/kubernetes/resolv.conf\"
    flags:
      - \"--node-labels=example.com/rack=,team=video\"
      - \"--register-with-taints=dedicated=video:NoSchedule,b:NoExecute,dedicated=video:NoExecute\"
      - \"--event-qps=10\"

--BOUNDARY--
";
    assert_eq!(node.user_data(&cluster(None)), expected);
}

#[test]
fn the_bootstrap_script_is_called_in_one_line() {
    let head = "#!/bin/bash\nset -o errexit\n/etc/eks/bootstrap.sh edge --b64-cluster-ca Q0E= --apiserver-endpoint \
                https://ABC.gr7.us-west-2.eks.amazonaws.com --enable-local-outpost true --cluster-id \
                12345678-1234-4234-8234-123456789abc --dns-cluster-ip 10.100.0.10";
    assert_eq!(bare(NodeOs::Al2).user_data(&cluster(Some(ID))), format!("{head}\n"));
    let tail = " --use-max-pods false --kubelet-extra-args '--max-pods=58 --node-labels=example.com/rack=,team=video \
                --register-with-taints=dedicated=video:NoSchedule,b:NoExecute,dedicated=video:NoExecute'";
    assert_eq!(full(NodeOs::Al2).user_data(&cluster(Some(ID))), format!("{head}{tail}\n"));
    let node = Node { scripts: vec!["#!/bin/sh\ntrue\n".to_owned()], ..bare(NodeOs::Al2) };
    let part = "--BOUNDARY\nContent-Type: text/x-shellscript; charset=\"utf-8\"\n\n";
    let message = node.user_data(&cluster(Some(ID)));
    assert!(message.ends_with(&format!("{part}#!/bin/sh\ntrue\n\n{part}{head}\n\n--BOUNDARY--\n")), "{message}");
}

#[test]
fn bottlerocket_reads_settings() {
    let bare_settings = "\
[settings.kubernetes]
api-server = \"https://ABC.gr7.us-west-2.eks.amazonaws.com\"
cluster-certificate = \"Q0E=\"
cluster-dns-ip = \"10.100.0.10\"
cluster-name = \"edge\"
";
    assert_eq!(bare(NodeOs::Bottlerocket).user_data(&cluster(None)), bare_settings);
    let expected = format!(
        "{bare_settings}max-pods = 58

[settings.kubernetes.node-labels]
\"example.com/rack\" = \"\"
\"team\" = \"video\"

[settings.kubernetes.node-taints]
\"b\" = [\":NoExecute\"]
\"dedicated\" = [\"video:NoSchedule\", \"video:NoExecute\"]
"
    );
    assert_eq!(full(NodeOs::Bottlerocket).user_data(&cluster(None)), expected);
}
