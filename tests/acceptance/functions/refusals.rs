//! What Terraform shows of a call that is refused.

use crate::acceptance::harness::Workspace;

const CLUSTER: &str = r#"{ arn = "arn:aws:eks:us-west-2:123456789012:cluster/edge", endpoint = "https://api.example.com", certificate_authority = { data = "LS0tLS1CRUdJTiBDRVJU" }, cluster_id = null, control_plane_storage = "instance_store" }"#;

/// Functions with their arguments, and the last part of what Terraform says.
fn refusals() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let of = |arguments: &str| arguments.replace("CLUSTER", CLUSTER);
    let failed = "Error in function call";
    let invalid = "Invalid function argument";
    vec![
        (
            "parse_outpost_arn",
            of("\"op-0a1b2c3d4e5f67890\""),
            invalid,
            "Invalid value for \"arn\" parameter: Invalid Outpost ARN: \"op-0a1b2c3d4e5f67890\" is not the ARN of an Outpost. An Outpost's id is \
             not enough: EKS wants its ARN. It looks like arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0: \"op-\" and 17 \
             hexadecimal digits. \"aws outposts list-outposts\" shows yours.",
        ),
        ("parse_outpost_arn", of("null"), invalid, "Invalid value for \"arn\" parameter: argument must not be null."),
        (
            "recommended_instance_size",
            of("501, \"ebs\""),
            invalid,
            "Invalid value for \"nodes\" parameter: Too many nodes: AWS's advice for local clusters with ebs storage ends at 500 nodes, and 501 are \
             wanted. Spread them over several clusters, or ask your AWS account team.",
        ),
        (
            "hosts_entries",
            of("null, [\"10.0.3.12\"]"),
            invalid,
            "Invalid value for \"endpoint\" parameter: No endpoint yet: It is null. EKS tells it when the cluster is active, and a \
             cluster that failed never has it. Write try(..., null) around the function to have null until then; to destroy the cluster all the \
             same, run terraform destroy -refresh=false.",
        ),
        (
            "hosts_entries",
            of("\"https://api.example.com\", [\"10.0.3.12\", \"fd00::1\"]"),
            invalid,
            "Invalid value for \"addresses\" parameter: at `[1]`: Invalid address: \"fd00::1\" is not the IPv4 address of an API server, such as \
             \"10.0.3.12\". Local clusters have IPv4 only.",
        ),
        (
            "kubeconfig",
            of("CLUSTER, { profil = \"edge\" }"),
            invalid,
            "Invalid value for \"options\" parameter: at `profil`: Unknown option: It can be `alias`, `user_alias`, `profile`, `role_arn`, \
             `client_certificate`, `client_key`, `proxy_url`, `address`.",
        ),
        (
            "kubeconfig",
            of("{}"),
            invalid,
            "Invalid value for \"cluster\" parameter: attributes \"arn\", \"certificate_authority\", \"cluster_id\", \"control_plane_storage\", and \
             \"endpoint\" are required.",
        ),
        ("kubeconfig", of("null"), invalid, "Invalid value for \"cluster\" parameter: argument must not be null."),
        (
            "kubeconfig",
            of("CLUSTER, null"),
            invalid,
            "Invalid value for \"options\" parameter: argument must not be null.",
        ),
        (
            "kubeconfig",
            of("merge(CLUSTER, { control_plane_storage = \"ebs\" })"),
            invalid,
            "Invalid value for \"cluster\" parameter: at `cluster_id`: No cluster id: Tokens and nodes of a cluster with ebs storage need its id, a \
             UUID, and cluster_id is null. EKS shows the id once it has accepted the cluster: \"aws eks describe-cluster --name NAME --query \
             cluster.id\".",
        ),
        (
            "node_user_data",
            of(
                "merge(CLUSTER, { name = \"edge\", kubernetes_network_config = { service_ipv4_cidr = \"10.100.0.0/16\" } }), { os = \"al2\" }",
            ),
            invalid,
            "Invalid value for \"options\" parameter: at `os`: Operating system cannot join: Nodes of a cluster with instance_store storage cannot \
             have \"al2\". Use \"al2023\" or \"bottlerocket\".",
        ),
        (
            "aws_auth_config_map",
            of("merge(CLUSTER, { access_config = { authentication_mode = \"API\" } }), { node_role_arns = [] }"),
            invalid,
            "Invalid value for \"cluster\" parameter: at `access_config.authentication_mode`: Cluster does not read aws-auth: With \
             authentication_mode = \"API\" a cluster ignores the ConfigMap aws-auth. Make an access entry for each role instead, with the aws \
             provider's aws_eks_access_entry; the type of nodes is EC2_LINUX.",
        ),
        (
            "aws_auth_config_map",
            of("merge(CLUSTER, { access_config = null })"),
            failed,
            "Call to function \"provider::eksoutpost::aws_auth_config_map\" failed: Nobody to let in: Without a role or user the ConfigMap would lock \
             everybody out but the cluster's creator. Give { node_role_arns = [...] }.",
        ),
    ]
}

#[test]
fn every_refusal_names_the_argument_the_reason_and_what_to_do() {
    let mut workspace = Workspace::offline();
    for (function, arguments, summary, detail) in refusals() {
        workspace.write(
            "main.tf",
            &format!("output \"refused\" {{\n  value = provider::eksoutpost::{function}({arguments})\n}}\n"),
        );
        let error = workspace.plan().failed().error();
        assert_eq!((error.summary.as_str(), error.detail.as_str()), (summary, detail), "{function}({arguments})");
    }
}
