use tf_provider_rs::value::Value;

use super::*;
use crate::functions::testing::{options, said};

const NODES: &str = "arn:aws:iam::111122223333:role/eks/nodes";
const ADMIN: &str = "arn:aws:iam::111122223333:role/admin";
const ANA: &str = "arn:aws:iam::111122223333:user/team/ana";

fn call(kind: &str, mode: Option<&str>, mappings: Vec<Options>) -> Result<String> {
    let access_config = mode.map(|mode| Access { authentication_mode: Some(mode.to_owned()) });
    let cluster = AwsAuthCluster { control_plane_storage: Some(kind.to_owned()), access_config };
    AwsAuthConfigMap.call(AwsAuthConfigMapParameters { cluster, mappings })
}

fn principal(key: &str, arn: &str, username: &str) -> Value {
    Value::object([
        (key, Value::from(arn)),
        ("username", Value::from(username)),
        ("groups", Value::list(["system:masters"])),
    ])
}

#[test]
fn nodes_roles_and_users_are_let_in() {
    let mappings = options([
        ("node_role_arns", Value::list([NODES])),
        ("roles", Value::list([principal("role_arn", ADMIN, "admin")])),
        ("users", Value::list([principal("user_arn", ANA, "ana")])),
    ]);
    let expected = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: aws-auth
  namespace: kube-system
data:
  mapRoles: |
    - rolearn: \"arn:aws:iam::111122223333:role/nodes\"
      username: \"system:node:{{EC2PrivateDNSName}}\"
      groups:
        - \"system:bootstrappers\"
        - \"system:nodes\"
    - rolearn: \"arn:aws:iam::111122223333:role/admin\"
      username: admin
      groups:
        - \"system:masters\"
  mapUsers: |
    - userarn: \"arn:aws:iam::111122223333:user/team/ana\"
      username: ana
      groups:
        - \"system:masters\"
";
    assert_eq!(call("ebs", None, mappings), Ok(expected.to_owned()));
}

#[test]
fn access_entries_beside_it_are_no_obstacle_and_alone_they_are() {
    let nodes = || options([("node_role_arns", Value::list([NODES]))]);
    assert!(call("instance_store", Some("API_AND_CONFIG_MAP"), nodes()).is_ok());
    assert_eq!(
        said(call("instance_store", Some("API"), nodes())),
        "cluster.access_config.authentication_mode: Cluster does not read aws-auth: With authentication_mode = \"API\" a cluster ignores the \
         ConfigMap aws-auth. Make an access entry for each role instead, with the aws provider's aws_eks_access_entry; the type of nodes is \
         EC2_LINUX."
    );
}

#[test]
fn what_would_let_in_nobody_or_somebody_else_is_refused() {
    let nobody = "mappings: Nobody to let in: Without a role or user the ConfigMap would lock everybody out but the cluster's creator. Give { \
                  node_role_arns = [...] }.";
    let without = |name: &str| {
        let mut entry = principal("role_arn", ADMIN, "admin");
        if let Value::Map(attributes) = &mut entry {
            attributes.remove(name);
        }
        ("roles", Value::list([entry]))
    };
    for (mappings, error) in [
        (Vec::new(), nobody),
        (options([("node_role_arns", Value::list::<Value>([]))]), nobody),
        (
            options([("node_roles", Value::list([NODES]))]),
            "options[0].node_roles: Unknown option: It can be `node_role_arns`, `roles`, `users`.",
        ),
        (
            options([("node_role_arns", Value::from(NODES))]),
            "options[0].node_role_arns: Wrong type: It must be a list of strings.",
        ),
        (
            options([("node_role_arns", Value::list([7]))]),
            "options[0].node_role_arns[0]: Wrong type: It must be a string.",
        ),
        (
            options([("node_role_arns", Value::list(["arn:aws:iam::111122223333:instance-profile/nodes"]))]),
            "options[0].node_role_arns[0]: Invalid role ARN: \"arn:aws:iam::111122223333:instance-profile/nodes\" is not the ARN of an IAM role. \
             That is an instance profile: give the role inside it. It looks like arn:aws:iam::111122223333:role/eks-local-cluster.",
        ),
        (
            options([("node_role_arns", Value::list([NODES, "arn:aws:iam::111122223333:role/nodes"]))]),
            "options[0].node_role_arns[1]: Mapped twice: \"arn:aws:iam::111122223333:role/nodes\" is mapped more than once, and only one of the \
             mappings would count. Remove the others.",
        ),
        (options([without("role_arn")]), "options[0].roles[0].role_arn: Missing: It is required."),
        (options([without("username")]), "options[0].roles[0].username: Missing: It is required."),
        (
            options([("roles", Value::list([principal("rolearn", ADMIN, "admin")]))]),
            "options[0].roles[0].rolearn: Unknown option: It can be `role_arn`, `username`, `groups`.",
        ),
        (
            options([("users", Value::list([principal("user_arn", ADMIN, "admin")]))]),
            "options[0].users[0].user_arn: Invalid user ARN: \"arn:aws:iam::111122223333:role/admin\" is not the ARN of an IAM user. It looks like \
             arn:aws:iam::111122223333:user/ana.",
        ),
        (options([("users", Value::list([ANA]))]), "options[0].users[0]: Not an object: Write { user_arn = ... }."),
    ] {
        assert_eq!(said(call("ebs", None, mappings)), error);
    }
}
