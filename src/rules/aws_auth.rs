//! Who may use a cluster by the ConfigMap `aws-auth`.

use super::ControlPlaneStorage;
use super::arn::{Arn, role_arn};
use super::{Violation, quote};

/// Groups of a node.
///
/// Source: EKS user guide, Create Amazon Linux nodes on AWS Outposts, and Troubleshoot local clusters.
pub const NODE_GROUPS: [&str; 2] = ["system:bootstrappers", "system:nodes"];

/// Name of a node, which the authenticator fills in.
///
/// Source: as for [`NODE_GROUPS`].
pub const NODE_USERNAME: &str = "system:node:{{EC2PrivateDNSName}}";

/// Whether a cluster of this kind and mode reads `aws-auth`; without a mode it has its kind's own.
///
/// # Errors
/// A [`Violation`] if it does not.
///
/// Source: EKS user guide, Grant IAM users access to Kubernetes with EKS access entries: the mode `API` ignores the ConfigMap.
pub fn reads_aws_auth(kind: ControlPlaneStorage, authentication_mode: Option<&str>) -> Result<(), Violation> {
    match authentication_mode.unwrap_or(kind.default_authentication_mode()) {
        "API" => Err(Violation::new(
            "Cluster does not read aws-auth",
            "With authentication_mode = \"API\" a cluster ignores the ConfigMap aws-auth. Make an access entry for each role instead, with the \
             aws provider's aws_eks_access_entry; the type of nodes is EC2_LINUX.",
        )),
        _ => Ok(()),
    }
}

/// The ARN of a role as the authenticator sees it: without a path, which the ARN of a session does not have either.
///
/// # Errors
/// A [`Violation`] if the text is no role.
///
/// Source: EKS user guide, Grant IAM users access to Kubernetes with a ConfigMap: "The role ARN can't include a path".
pub fn role_without_path(text: &str) -> Result<String, Violation> {
    role_arn(text)?;
    let name = text.rsplit('/').next().unwrap_or_default();
    let head = text.split_once(":role/").map_or("", |(head, _)| head);
    Ok(format!("{head}:role/{name}"))
}

/// Whether the text is the ARN of an IAM user, whose path stays: the ARN of the caller has it too.
///
/// # Errors
/// A [`Violation`] if it is not.
///
/// Source: IAM user guide, IAM identifiers.
pub fn user_arn(text: &str) -> Result<(), Violation> {
    let fits = Arn::parse(text).is_some_and(|arn| {
        let is_account = arn.account.len() == 12 && arn.account.bytes().all(|byte| byte.is_ascii_digit());
        let path_and_name = arn.resource.strip_prefix("user/");
        arn.service == "iam"
            && arn.region.is_empty()
            && is_account
            && path_and_name.is_some_and(|name| {
                !name.is_empty() && !name.ends_with('/') && name.bytes().all(|byte| byte.is_ascii_graphic())
            })
    });
    if fits {
        return Ok(());
    }
    let detail =
        format!("{} is not the ARN of an IAM user. It looks like arn:aws:iam::111122223333:user/ana.", quote(text));
    Err(Violation::new("Invalid user ARN", detail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::ControlPlaneStorage::{Ebs, InstanceStore};

    #[test]
    fn only_a_cluster_with_access_entries_alone_does_not_read_aws_auth() {
        for (kind, mode) in
            [(Ebs, None), (Ebs, Some("CONFIG_MAP")), (InstanceStore, None), (InstanceStore, Some("API_AND_CONFIG_MAP"))]
        {
            assert_eq!(reads_aws_auth(kind, mode), Ok(()));
        }
        assert_eq!(
            reads_aws_auth(InstanceStore, Some("API")).unwrap_err().to_string(),
            "Cluster does not read aws-auth: With authentication_mode = \"API\" a cluster ignores the ConfigMap aws-auth. Make an access entry \
             for each role instead, with the aws provider's aws_eks_access_entry; the type of nodes is EC2_LINUX."
        );
    }

    #[test]
    fn a_role_loses_its_path() {
        for (arn, bare) in [
            ("arn:aws:iam::111122223333:role/nodes", "arn:aws:iam::111122223333:role/nodes"),
            ("arn:aws-cn:iam::111122223333:role/a/b/nodes", "arn:aws-cn:iam::111122223333:role/nodes"),
        ] {
            assert_eq!(role_without_path(arn), Ok(bare.to_owned()));
        }
        assert_eq!(
            role_without_path("arn:aws:iam::111122223333:instance-profile/nodes").unwrap_err().to_string(),
            "Invalid role ARN: \"arn:aws:iam::111122223333:instance-profile/nodes\" is not the ARN of an IAM role. That is an instance profile: \
             give the role inside it. It looks like arn:aws:iam::111122223333:role/eks-local-cluster."
        );
    }

    #[test]
    fn a_user_is_named_by_its_arn() {
        for text in ["arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:user/team/ana"] {
            assert_eq!(user_arn(text), Ok(()));
        }
        for text in
            ["ana", "arn:aws:iam::111122223333:role/ana", "arn:aws:iam::111122223333:user/", "arn:aws:iam::1:user/ana"]
        {
            assert_eq!(
                user_arn(text).unwrap_err().to_string(),
                format!(
                    "Invalid user ARN: \"{text}\" is not the ARN of an IAM user. It looks like arn:aws:iam::111122223333:user/ana."
                )
            );
        }
    }
}
