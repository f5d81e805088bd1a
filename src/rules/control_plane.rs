//! How what EKS makes for a control plane is told from everything else in the account. All of it belongs to EKS: it is looked at, never touched.

use super::ControlPlaneStorage;

/// What the name of the cluster security group begins with; name and id of the cluster follow.
///
/// Source: EKS user guide, Create Amazon EKS clusters on AWS Outposts, Internal resources. Read 2026-11.
pub const CLUSTER_GROUP: &str = "eks-cluster-sg-";
/// What the name of the security group begins with that control plane instances on EBS have among themselves.
///
/// Source: as [`CLUSTER_GROUP`].
pub const INTERNAL_GROUP: &str = "eks-local-internal-do-not-use-or-edit-";

/// The filter of EC2 that finds instances of a control plane on EBS, and its value. Those on instance store are in an account of AWS.
///
/// Source: EKS user guide, Using service-linked roles for Amazon EKS on Outpost; that the tag's value is the name of the cluster is inferred
/// from the policy there. Read 2026-11.
#[must_use]
pub fn instances(name: &str) -> (&'static str, String) {
    ("tag:eks-local:controlplane-name", name.to_owned())
}

/// The filter of EC2 that finds the network interfaces of a control plane, and its value: with `ebs` storage the tag of its instances, with
/// `instance_store` a description.
///
/// Source: as [`instances`], and EKS user guide, Create local clusters with instance store. Read 2026-11.
#[must_use]
pub fn network_interfaces(kind: ControlPlaneStorage, name: &str) -> (&'static str, String) {
    match kind {
        ControlPlaneStorage::Ebs => instances(name),
        ControlPlaneStorage::InstanceStore => ("description", format!("Amazon EKS {name}")),
    }
}

/// Whether a security group, whose name begins with `beginning`, is that of the cluster, and not of one whose name begins so too: "edge-2" is
/// another cluster than "edge".
#[must_use]
pub fn is_group(group: &str, beginning: &str, name: &str, cluster_id: Option<&str>) -> bool {
    let rest = group.strip_prefix(beginning).and_then(|rest| rest.strip_prefix(name)?.strip_prefix('-'));
    rest.is_some_and(|id| is_id(id, cluster_id))
}

/// Whether this can be the id after the name of the cluster.
#[must_use]
pub fn is_id(text: &str, cluster_id: Option<&str>) -> bool {
    !text.contains('-') || cluster_id == Some(text)
}

#[cfg(test)]
mod tests {
    use super::{INTERNAL_GROUP, instances, is_group, network_interfaces};
    use crate::rules::ControlPlaneStorage::{Ebs, InstanceStore};

    #[test]
    fn what_eks_makes_is_found_by_tag_or_description() {
        let tag = ("tag:eks-local:controlplane-name", "edge".to_owned());
        assert_eq!((instances("edge"), network_interfaces(Ebs, "edge")), (tag.clone(), tag));
        assert_eq!(network_interfaces(InstanceStore, "edge"), ("description", "Amazon EKS edge".to_owned()));
    }

    #[test]
    fn a_group_is_that_of_the_cluster_of_exactly_this_name() {
        let id = "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d";
        for (rest, is_ours) in [
            ("edge-0123456789", true),
            (&*format!("edge-{id}"), true),
            ("edge-2-0123456789", false),
            ("edge", false),
            ("ledge-0123456789", false),
        ] {
            assert_eq!(
                is_group(&format!("{INTERNAL_GROUP}{rest}"), INTERNAL_GROUP, "edge", Some(id)),
                is_ours,
                "{rest}"
            );
        }
    }
}
