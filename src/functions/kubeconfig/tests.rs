use super::*;
use crate::functions::testing::{options, said};

const ARN: &str = "arn:aws:eks:us-west-2:111122223333:cluster/edge";
const ID: &str = "12345678-1234-4234-8234-123456789abc";
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n";
const KEY: &str = "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\n";

fn cluster(kind: &str) -> KubeconfigCluster {
    KubeconfigCluster {
        arn: Some(ARN.to_owned()),
        endpoint: Some("https://ABC.gr7.us-west-2.eks.amazonaws.com:443".to_owned()),
        certificate_authority: Some(Authority { data: Some("LS0tLS1CRUdJTiBDRVJU".to_owned()) }),
        cluster_id: (kind == "ebs").then(|| ID.to_owned()),
        control_plane_storage: Some(kind.to_owned()),
    }
}

fn call(cluster: KubeconfigCluster, given: &[(&'static str, &str)]) -> Result<String> {
    let options = if given.is_empty() { Vec::new() } else { options(given.iter().copied()) };
    KubeconfigFunction.call(KubeconfigParameters { cluster, options })
}

#[test]
fn the_token_is_for_the_id_on_ebs() {
    let expected = "\
apiVersion: v1
kind: Config
current-context: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
clusters:
  - name: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    cluster:
      server: \"https://ABC.gr7.us-west-2.eks.amazonaws.com\"
      certificate-authority-data: LS0tLS1CRUdJTiBDRVJU
contexts:
  - name: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    context:
      cluster: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
      user: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
users:
  - name: \"arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1beta1
        command: aws
        args:
          - \"--region\"
          - us-west-2
          - eks
          - get-token
          - \"--cluster-id\"
          - \"12345678-1234-4234-8234-123456789abc\"
          - \"--output\"
          - json
preferences: {}
";
    assert_eq!(call(cluster("ebs"), &[]), Ok(expected.to_owned()));
}

#[test]
fn the_token_is_for_the_name_on_instance_store() {
    let file =
        call(cluster("instance_store"), &[("profile", "edge"), ("role_arn", "arn:aws:iam::111122223333:role/a")]);
    let expected = "\
        args:
          - \"--region\"
          - us-west-2
          - eks
          - get-token
          - \"--cluster-name\"
          - edge
          - \"--output\"
          - json
          - \"--role\"
          - \"arn:aws:iam::111122223333:role/a\"
        env:
          - name: AWS_PROFILE
            value: edge
";
    let file = file.unwrap();
    assert!(file.contains(expected), "{file}");
}

#[test]
fn a_certificate_and_an_address_need_neither_aws_nor_dns() {
    let given = [
        ("client_certificate", CERTIFICATE),
        ("client_key", KEY),
        ("address", "10.0.3.12"),
        ("proxy_url", "socks5://a:1"),
    ];
    let unnamed = KubeconfigCluster { cluster_id: None, control_plane_storage: None, ..cluster("ebs") };
    let expected = "\
apiVersion: v1
kind: Config
current-context: \"certificate@10.0.3.12@arn:aws:eks:us-west-2:111122223333:cluster/edge\"
clusters:
  - name: \"10.0.3.12@arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    cluster:
      server: \"https://10.0.3.12\"
      tls-server-name: ABC.gr7.us-west-2.eks.amazonaws.com
      certificate-authority-data: LS0tLS1CRUdJTiBDRVJU
      proxy-url: \"socks5://a:1\"
contexts:
  - name: \"certificate@10.0.3.12@arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    context:
      cluster: \"10.0.3.12@arn:aws:eks:us-west-2:111122223333:cluster/edge\"
      user: \"certificate@arn:aws:eks:us-west-2:111122223333:cluster/edge\"
users:
  - name: \"certificate@arn:aws:eks:us-west-2:111122223333:cluster/edge\"
    user:
      client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JST0KLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=
      client-key-data: LS0tLS1CRUdJTiBFQyBQUklWQVRFIEtFWS0tLS0tCk1IYz0KLS0tLS1FTkQgRUMgUFJJVkFURSBLRVktLS0tLQo=
preferences: {}
";
    assert_eq!(call(unnamed, &given), Ok(expected.to_owned()));
}

#[test]
fn context_and_user_have_the_names_that_are_given() {
    let file = call(cluster("ebs"), &[("alias", "엣지"), ("user_alias", "no")]).unwrap();
    assert!(file.contains("current-context: \"엣지\"\n"), "{file}");
    assert!(file.contains("  - name: \"엣지\"\n    context:\n"), "{file}");
    assert!(file.contains("      user: \"no\"\nusers:\n  - name: \"no\"\n"), "{file}");
}

#[test]
fn a_cluster_that_is_not_there_yet_is_refused_at_what_it_lacks() {
    type Change = fn(&mut KubeconfigCluster);
    let changes: [(&str, Change); 5] = [
        ("arn", |cluster| cluster.arn = None),
        ("endpoint", |cluster| cluster.endpoint = None),
        ("certificate_authority.data", |cluster| cluster.certificate_authority = None),
        ("certificate_authority.data", |cluster| cluster.certificate_authority = Some(Authority { data: None })),
        ("control_plane_storage", |cluster| cluster.control_plane_storage = None),
    ];
    for (attribute, change) in changes {
        let mut young = cluster("ebs");
        change(&mut young);
        assert_eq!(
            said(call(young, &[])),
            format!(
                "cluster.{attribute}: Not there yet: It is null. EKS tells it when the cluster is active, and a cluster that failed never has it. \
                 Write try(..., null) around the function to have null until then; to destroy the cluster all the same, run terraform destroy \
                 -refresh=false."
            )
        );
    }
}

#[test]
fn what_is_no_cluster_is_refused() {
    let changed = |change: fn(&mut KubeconfigCluster)| {
        let mut other = cluster("ebs");
        change(&mut other);
        said(call(other, &[]))
    };
    assert_eq!(
        changed(|cluster| cluster.arn = Some("edge".to_owned())),
        "cluster.arn: Invalid cluster ARN: \"edge\" is not the ARN of a cluster. It looks like arn:aws:eks:us-west-2:111122223333:cluster/edge."
    );
    assert_eq!(
        changed(|cluster| cluster.cluster_id = Some("edge".to_owned())),
        "cluster.cluster_id: Invalid cluster ID: The cluster_id \"edge\" is not the ID of a local cluster, a UUID such as \"0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d\". It \
         looks like the cluster's name. Use eksoutpost_local_cluster.example.cluster_id."
    );
    assert_eq!(
        changed(|cluster| cluster.cluster_id = None),
        "cluster.cluster_id: No cluster id: Tokens and nodes of a cluster with ebs storage need its id, a UUID, and cluster_id is null. EKS \
         shows the id once it has accepted the cluster: \"aws eks describe-cluster --name NAME --query cluster.id\"."
    );
    assert_eq!(
        changed(|cluster| cluster.endpoint = Some("edge".to_owned())),
        "cluster.endpoint: Invalid endpoint: \"edge\" is not the endpoint of a cluster. It looks like \
         https://0123456789ABCDEF.gr7.us-west-2.eks.amazonaws.com."
    );
    assert_eq!(
        changed(|cluster| cluster.certificate_authority = Some(Authority { data: Some("x".to_owned()) })),
        "cluster.certificate_authority.data: Invalid certificate authority: \"x\" is not Base64 of a certificate in PEM, in one line."
    );
}

#[test]
fn options_that_do_not_fit_are_refused_where_they_stand() {
    for (given, error) in [
        (
            &[("profil", "edge")] as &[(&'static str, &str)],
            "options[0].profil: Unknown option: It can be `alias`, `user_alias`, `profile`, `role_arn`, `client_certificate`, `client_key`, \
             `proxy_url`, `address`.",
        ),
        (&[("alias", "")], "options[0].alias: Empty text: Leave it out, or set it to null."),
        (
            &[("role_arn", "admin")],
            "options[0].role_arn: Invalid role ARN: \"admin\" is not the ARN of an IAM role. A role's name is not enough: EKS wants its ARN. It \
             looks like arn:aws:iam::111122223333:role/eks-local-cluster.",
        ),
        (
            &[("proxy_url", "proxy:1")],
            "options[0].proxy_url: Invalid proxy: It begins with http://, https:// or socks5://.",
        ),
        (
            &[("address", "10.0.3.12/32")],
            "options[0].address: Invalid address: \"10.0.3.12/32\" is not the IPv4 address of an API server, such as \"10.0.3.12\". Leave out \
             the prefix length.",
        ),
        (&[("client_key", KEY)], "options[0].client_key: Key without certificate: Give client_certificate too."),
        (
            &[("client_certificate", CERTIFICATE)],
            "options[0].client_certificate: Certificate without key: Give client_key too.",
        ),
        (
            &[("client_certificate", "LS0tLS1CRUdJTg=="), ("client_key", KEY)],
            "options[0].client_certificate: Not a certificate: It is not a certificate in PEM. It is Base64: use base64decode(...).",
        ),
        (
            &[("client_certificate", CERTIFICATE), ("client_key", CERTIFICATE)],
            "options[0].client_key: Not a private key: It is not a private key in PEM.",
        ),
        (
            &[("client_certificate", CERTIFICATE), ("client_key", KEY), ("profile", "edge")],
            "options[0].profile: Not with a certificate: It is for tokens, and a user with a certificate needs none. Leave it out.",
        ),
        (
            &[("client_certificate", CERTIFICATE), ("client_key", KEY), ("role_arn", "admin")],
            "options[0].role_arn: Not with a certificate: It is for tokens, and a user with a certificate needs none. Leave it out.",
        ),
    ] {
        assert_eq!(said(call(cluster("ebs"), given)), error);
    }
}
