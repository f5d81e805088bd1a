//! Which size of instance AWS advises for a number of nodes.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::Violation;

/// What an instance of the control plane does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Duty {
    /// The API server; on EBS etcd too.
    ControlPlane,
    /// etcd alone, on instance store.
    Etcd,
}

/// A size, and for how many nodes it is enough.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Size {
    /// The part of an instance type behind the dot. On instance store, where AWS tells vCPU and memory, that of the general purpose families
    /// (`m5d`, `m6id`), which have just those.
    pub name: &'static str,
    /// vCPU, where AWS tells them.
    pub vcpus: Option<i64>,
    /// Memory in GiB, where AWS tells it.
    pub memory_gib: Option<i64>,
    /// The most nodes for which it is advised.
    pub most_nodes: i64,
}

const fn named(name: &'static str, most_nodes: i64) -> Size {
    Size { name, vcpus: None, memory_gib: None, most_nodes }
}

const fn measured(name: &'static str, vcpus: i64, most_nodes: i64) -> Size {
    Size { name, vcpus: Some(vcpus), memory_gib: Some(4 * vcpus), most_nodes }
}

/// The sizes that AWS advises, smallest first; none for etcd on EBS, which has no instances of its own.
///
/// Source: EKS user guide, Capacity considerations (EBS and instance store pages), 2026-11.
#[must_use]
pub fn sizes(kind: ControlPlaneStorage, duty: Duty) -> &'static [Size] {
    match (kind, duty) {
        (Ebs, Duty::ControlPlane) => {
            const { &[named("large", 20), named("xlarge", 100), named("2xlarge", 250), named("4xlarge", 500)] }
        }
        (InstanceStore, Duty::ControlPlane) => {
            const {
                &[
                    measured("large", 2, 20),
                    measured("xlarge", 4, 100),
                    measured("2xlarge", 8, 250),
                    measured("4xlarge", 16, 500),
                ]
            }
        }
        (InstanceStore, Duty::Etcd) => {
            const { &[measured("large", 2, 50), measured("xlarge", 4, 250), measured("2xlarge", 8, 500)] }
        }
        (Ebs, Duty::Etcd) => &[],
    }
}

/// The smallest size that AWS advises for `nodes`; nothing for etcd on EBS.
///
/// # Errors
/// A [`Violation`] for no node at all, and for more than AWS's table has.
pub fn recommended_size(kind: ControlPlaneStorage, duty: Duty, nodes: i64) -> Result<Option<Size>, Violation> {
    if nodes < 1 {
        let detail =
            format!("A cluster with {nodes} nodes needs no advice. Give the most nodes that it will have, 1 or more.");
        return Err(Violation::new("Too few nodes", detail));
    }
    let sizes = sizes(kind, duty);
    let found = sizes.iter().find(|size| nodes <= size.most_nodes);
    match (found, sizes.last()) {
        (None, Some(largest)) => Err(Violation::new(
            "Too many nodes",
            format!(
                "AWS's advice for local clusters with {kind} storage ends at {} nodes, and {nodes} are wanted. Spread them over several \
                 clusters, or ask your AWS account team.",
                largest.most_nodes
            ),
        )),
        (found, _) => Ok(found.copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_with_the_nodes() {
        for kind in [Ebs, InstanceStore] {
            for duty in [Duty::ControlPlane, Duty::Etcd] {
                assert!(sizes(kind, duty).is_sorted_by_key(|size| size.most_nodes), "{kind} {duty:?}");
                assert!(sizes(kind, duty).is_sorted_by_key(|size| size.vcpus), "{kind} {duty:?}");
            }
        }
    }

    #[test]
    fn each_number_of_nodes_has_the_size_of_the_user_guide() {
        type Row = (i64, &'static str, &'static str, (&'static str, i64, i64));
        let rows: &[Row] = &[
            (1, "large", "large", ("large", 2, 8)),
            (20, "large", "large", ("large", 2, 8)),
            (21, "xlarge", "xlarge", ("large", 2, 8)),
            (50, "xlarge", "xlarge", ("large", 2, 8)),
            (51, "xlarge", "xlarge", ("xlarge", 4, 16)),
            (100, "xlarge", "xlarge", ("xlarge", 4, 16)),
            (101, "2xlarge", "2xlarge", ("xlarge", 4, 16)),
            (250, "2xlarge", "2xlarge", ("xlarge", 4, 16)),
            (251, "4xlarge", "4xlarge", ("2xlarge", 8, 32)),
            (500, "4xlarge", "4xlarge", ("2xlarge", 8, 32)),
        ];
        for (nodes, ebs, api, etcd) in rows {
            let found = |kind, duty| recommended_size(kind, duty, *nodes).unwrap();
            assert_eq!(found(Ebs, Duty::ControlPlane).unwrap().name, *ebs);
            assert_eq!(found(Ebs, Duty::Etcd), None);
            assert_eq!(found(InstanceStore, Duty::ControlPlane).unwrap().name, *api);
            let size = found(InstanceStore, Duty::Etcd).unwrap();
            assert_eq!((size.name, size.vcpus.unwrap(), size.memory_gib.unwrap()), *etcd);
        }
    }

    #[test]
    fn beyond_the_table_there_is_no_advice() {
        for kind in [Ebs, InstanceStore] {
            let said = |nodes| recommended_size(kind, Duty::ControlPlane, nodes).unwrap_err().to_string();
            assert_eq!(
                said(501),
                format!(
                    "Too many nodes: AWS's advice for local clusters with {kind} storage ends at 500 nodes, and 501 are wanted. Spread them \
                     over several clusters, or ask your AWS account team."
                )
            );
            assert_eq!(
                said(0),
                "Too few nodes: A cluster with 0 nodes needs no advice. Give the most nodes that it will have, 1 or more."
            );
        }
    }
}
