//! What a cluster is known by: its ARN, and which of name and ID the AWS CLI asks for.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::arn::Arn;
use super::{Violation, cluster_id, cluster_name, quote, region};

/// The parts of a cluster's ARN that others ask for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ClusterArn<'a> {
    /// Region of the cluster.
    pub region: &'a str,
    /// Name of the cluster.
    pub name: &'a str,
}

impl<'a> ClusterArn<'a> {
    /// Reads the ARN of a cluster.
    ///
    /// # Errors
    /// A [`Violation`] if it is not one.
    ///
    /// Source: Service Authorization Reference, Amazon EKS, resource types.
    pub fn parse(text: &'a str) -> Result<Self, Violation> {
        let found = Arn::parse(text).filter(|arn| arn.service == "eks" && region(arn.region).is_ok());
        let found =
            found.filter(|arn| arn.account.len() == 12 && arn.account.bytes().all(|byte| byte.is_ascii_digit()));
        let named = found.and_then(|arn| Some((arn.region, arn.resource.strip_prefix("cluster/")?)));
        match named.filter(|(_, name)| cluster_name(name).is_ok()) {
            Some((region, name)) => Ok(Self { region, name }),
            None => Err(Violation::new(
                "Invalid cluster ARN",
                format!(
                    "{} is not the ARN of a cluster. It looks like arn:aws:eks:us-west-2:111122223333:cluster/edge.",
                    quote(text)
                ),
            )),
        }
    }
}

/// The option of `aws eks get-token` that tells which cluster a token is for, and its value.
///
/// # Errors
/// A [`Violation`] if a cluster on EBS has no id.
///
/// Source: EKS user guide, Troubleshoot local clusters (instance store): not `--cluster-id`; AWS CLI `update_kubeconfig.py` since 2.35.3.
pub fn token_option<'a>(
    kind: ControlPlaneStorage,
    name: &'a str,
    id: Option<&'a str>,
) -> Result<(&'static str, &'a str), Violation> {
    match (kind, id) {
        (InstanceStore, _) => Ok(("--cluster-name", name)),
        (Ebs, Some(id)) => {
            cluster_id(id)?;
            Ok(("--cluster-id", id))
        }
        (Ebs, None) => Err(missing_id()),
    }
}

/// What is wrong with a cluster on EBS that has no id.
#[must_use]
pub fn missing_id() -> Violation {
    Violation::new(
        "No cluster id",
        "Tokens and nodes of a cluster with ebs storage need its id, a UUID, and cluster_id is null. EKS shows the id once it has \
         accepted the cluster: \"aws eks describe-cluster --name NAME --query cluster.id\".",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "12345678-1234-4234-8234-123456789abc";

    #[test]
    fn an_arn_tells_region_and_name() {
        assert_eq!(
            ClusterArn::parse("arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/edge"),
            Ok(ClusterArn { region: "us-gov-west-1", name: "edge" })
        );
        for text in [
            "edge",
            "arn:aws:eks:us-west-2:111122223333:nodegroup/edge",
            "arn:aws:ecs:us-west-2:111122223333:cluster/edge",
            "arn:aws:eks::111122223333:cluster/edge",
            "arn:aws:eks:us-west-2:1111:cluster/edge",
            "arn:aws:eks:us-west-2:111122223333:cluster/",
            "arn:aws:eks:us-west-2:111122223333:cluster/a b",
        ] {
            assert_eq!(
                ClusterArn::parse(text).unwrap_err().to_string(),
                format!(
                    "Invalid cluster ARN: \"{text}\" is not the ARN of a cluster. It looks like \
                     arn:aws:eks:us-west-2:111122223333:cluster/edge."
                )
            );
        }
    }

    #[test]
    fn a_token_is_for_the_id_on_ebs_and_for_the_name_on_instance_store() {
        assert_eq!(token_option(Ebs, "edge", Some(ID)), Ok(("--cluster-id", ID)));
        for id in [None, Some(ID), Some("nonsense")] {
            assert_eq!(token_option(InstanceStore, "edge", id), Ok(("--cluster-name", "edge")));
        }
        assert_eq!(
            token_option(Ebs, "edge", None).unwrap_err().to_string(),
            "No cluster id: Tokens and nodes of a cluster with ebs storage need its id, a UUID, and cluster_id is null. EKS shows the id once \
             it has accepted the cluster: \"aws eks describe-cluster --name NAME --query cluster.id\"."
        );
    }

    #[test]
    fn the_name_is_no_id() {
        assert_eq!(
            token_option(Ebs, "edge", Some("edge")).unwrap_err().to_string(),
            "Invalid cluster ID: The cluster_id \"edge\" is not the ID of a local cluster, a UUID such as \"0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d\". \
             It looks like the cluster's name. Use eksoutpost_local_cluster.example.cluster_id."
        );
    }
}
