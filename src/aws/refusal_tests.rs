use super::{advice, read};
use crate::aws::error::Kind;
use crate::aws::error::Service::{Ec2, Eks, Iam};

const NO_POLICY: &str = "because no identity-based policy allows the action";

#[test]
fn a_refusal_names_action_and_resource() {
    let user = "User: arn:aws:iam::1:user/me is not authorized to perform:";
    for (service, message, action, resource) in [
        (Eks, format!("{user} eks:DescribeCluster on resource: arn:c"), "eks:DescribeCluster", Some("arn:c")),
        (Eks, format!("{user} iam:PassRole on resource: arn:r {NO_POLICY}"), "iam:PassRole", Some("arn:r")),
        (Iam, format!("{user} iam:GetRole on resource: role edge {NO_POLICY}"), "iam:GetRole", Some("role edge")),
        (
            Iam,
            format!("{user} iam:GetRole on resource: role edge with an explicit deny in a service control policy"),
            "iam:GetRole",
            Some("role edge"),
        ),
        (
            Ec2,
            format!("You are not authorized to perform this operation. {user} ec2:DescribeVpcs {NO_POLICY}"),
            "ec2:DescribeVpcs",
            None,
        ),
        (Eks, format!("{user} eks:ListClusters on resource: *."), "eks:ListClusters", None),
        (Eks, format!("{user} eks:DescribeCluster."), "eks:DescribeCluster", None),
        (Eks, "no".to_owned(), "eks:Op", None),
        (Eks, "is not authorized to perform: ".to_owned(), "eks:Op", None),
    ] {
        let kind = Kind::Denied { action: action.to_owned(), resource: resource.map(str::to_owned) };
        assert_eq!(read(service, "Op", &message), kind, "{message}");
    }
}

#[test]
fn the_advice_names_what_to_allow_where_and_the_policy_of_the_guide() {
    let told = |call: &str, action: &str, message: &str| advice(call, action, Some("arn:x"), message);
    assert_eq!(
        told("eks:DeleteCluster", "eks:DeleteCluster", &format!("... {NO_POLICY}")),
        "Allow eks:DeleteCluster on arn:x to the principal that runs Terraform. The policy \"Delete clusters\" of the guide \"IAM permissions\" \
         has it."
    );
    let attach = told("iam:AttachRolePolicy", "iam:AttachRolePolicy", &format!("... {NO_POLICY}"));
    assert!(
        attach.ends_with(
            " of the guide \"IAM permissions\" have it. The condition `iam:PolicyARN` there must list the policy."
        ),
        "{attach}"
    );
    assert_eq!(
        told("eks:CreateCluster", "iam:GetRole", "... because no service control policy allows the iam:GetRole action"),
        "Allow iam:GetRole on arn:x to the principal that runs Terraform in its service control policy too. The policies \"Create clusters with \
         EBS\" and \"Create clusters with instance store\" of the guide \"IAM permissions\" have it."
    );
    assert_eq!(
        told("eks:DescribeCluster", "eks:DescribeCluster", "... with an explicit deny in a permissions boundary"),
        "Remove the denial of eks:DescribeCluster on arn:x from the policy that has it, a permissions boundary: nothing overrides it. The policies \
         of the guide \"IAM permissions\" have it."
    );
    assert_eq!(
        told("eks:CreateCluster", "kms:DescribeKey", "no"),
        "Allow kms:DescribeKey on arn:x to the principal that runs Terraform. Permission boundaries, session policies and service control policies \
         count too."
    );
}
