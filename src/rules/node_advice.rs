//! For how many nodes AWS advises an instance type.

use super::ControlPlaneStorage::{self, Ebs, InstanceStore};
use super::size::{Duty, Size, sizes};

/// An instance type, as far as the advice goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Machine<'a> {
    /// For example `m5.xlarge`.
    pub instance_type: &'a str,
    /// Its vCPUs, if they are known.
    pub vcpus: Option<i64>,
    /// Its memory in MiB, if it is known.
    pub memory_mib: Option<i64>,
}

/// Numbers of nodes, both included.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Nodes {
    /// From.
    pub min: i64,
    /// To.
    pub max: i64,
}

/// The numbers of nodes for which AWS advises the largest size that `machine` has room for. A machine beyond AWS's table counts as the largest
/// of it. Nothing for what is too small, for bare metal, and for what is not known well enough.
///
/// Source: EKS user guide, Capacity considerations: the page for EBS goes by the size's name, the one for instance store by vCPU and memory.
/// Bare metal: rule A3.7; that no size of the EBS page is bare metal.
#[must_use]
pub fn nodes(kind: ControlPlaneStorage, duty: Duty, machine: Machine<'_>) -> Option<Nodes> {
    let (_, name) = machine.instance_type.split_once('.')?;
    let units = units(name)?;
    let is_enough = |size: &Size| match kind {
        Ebs => self::units(size.name).is_some_and(|least| least <= units),
        InstanceStore => match (size.vcpus, size.memory_gib, machine.vcpus, machine.memory_mib) {
            (Some(vcpus), Some(gib), Some(has_vcpus), Some(has_mib)) => vcpus <= has_vcpus && gib * 1024 <= has_mib,
            _ => false,
        },
    };
    let sizes = sizes(kind, duty);
    let largest = sizes.iter().rposition(is_enough)?;
    let below = largest.checked_sub(1).and_then(|index| sizes.get(index)).map_or(0, |size| size.most_nodes);
    Some(Nodes { min: below + 1, max: sizes.get(largest)?.most_nodes })
}

/// How many halves of `large` a size is; nothing for bare metal.
///
/// Source: EC2 user guide, Amazon EC2 instance type naming conventions.
fn units(size: &str) -> Option<u32> {
    match size {
        "medium" => Some(1),
        "large" => Some(2),
        _ => match size.strip_suffix("xlarge")? {
            "" => Some(4),
            times => times.parse::<u32>().ok()?.checked_mul(4),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(instance_type: &str, vcpus: i64, gib: i64) -> [Option<(i64, i64)>; 3] {
        let machine = Machine { instance_type, vcpus: Some(vcpus), memory_mib: Some(gib * 1024) };
        let of = |kind, duty| nodes(kind, duty, machine).map(|nodes| (nodes.min, nodes.max));
        [of(Ebs, Duty::ControlPlane), of(InstanceStore, Duty::ControlPlane), of(InstanceStore, Duty::Etcd)]
    }

    #[test]
    fn each_size_has_the_nodes_of_the_user_guide() {
        for (instance_type, vcpus, gib, expected) in [
            ("m5d.large", 2, 8, [Some((1, 20)), Some((1, 20)), Some((1, 50))]),
            ("m5d.xlarge", 4, 16, [Some((21, 100)), Some((21, 100)), Some((51, 250))]),
            ("m5d.2xlarge", 8, 32, [Some((101, 250)), Some((101, 250)), Some((251, 500))]),
            ("m5d.4xlarge", 16, 64, [Some((251, 500)), Some((251, 500)), Some((251, 500))]),
            ("m5d.24xlarge", 96, 384, [Some((251, 500)), Some((251, 500)), Some((251, 500))]),
            // Too little memory for the vCPUs, on instance store only: the page for EBS names the family c5.
            ("c5d.large", 2, 4, [Some((1, 20)), None, None]),
            ("c5d.xlarge", 4, 8, [Some((21, 100)), Some((1, 20)), Some((1, 50))]),
            ("r5d.large", 2, 16, [Some((1, 20)), Some((1, 20)), Some((1, 50))]),
            ("m7g.medium", 1, 4, [None, None, None]),
            ("m5d.metal", 96, 384, [None, None, None]),
            ("c7i.metal-24xl", 96, 192, [None, None, None]),
            ("m5", 2, 8, [None, None, None]),
        ] {
            assert_eq!(advice(instance_type, vcpus, gib), expected, "{instance_type}");
        }
    }

    #[test]
    fn where_the_machine_is_not_known_only_the_name_of_its_size_counts() {
        let machine = Machine { instance_type: "x9.xlarge", vcpus: Some(4), memory_mib: None };
        assert_eq!(nodes(Ebs, Duty::ControlPlane, machine), Some(Nodes { min: 21, max: 100 }));
        assert_eq!(nodes(InstanceStore, Duty::ControlPlane, machine), None);
        assert_eq!(nodes(Ebs, Duty::Etcd, machine), None, "etcd has no instances of its own there");
    }
}
