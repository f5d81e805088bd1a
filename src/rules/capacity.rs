//! Room for the control plane on the hosts and racks of an Outpost.

use std::collections::{BTreeMap, BTreeSet};

use super::{Advice, ControlPlaneStorage, Rule, When, quote};

/// Rules of this subject.
pub const RULES: &[Rule] = &[
    Rule {
        id: "A3.2",
        text: "The Outpost has room for three control plane instances, and on instance store for three of etcd, as long as the cluster exists.",
        source: "EKS user guide, Capacity considerations (EBS and instance store pages)",
        seen: "2026-11",
        when: When::Preflight,
    },
    Rule {
        id: "A3.7",
        text: "On instance store, hosts that are configured for bare metal instances do not count.",
        source: "EKS user guide, Capacity considerations (instance store)",
        seen: "2026-11",
        when: When::Configuration,
    },
    Rule {
        id: "A3.8",
        text: "A cluster on EBS takes 246 GB of gp2 volumes on the Outpost; no API tells how much is free.",
        source: "EKS user guide, Capacity considerations (EBS)",
        seen: "2026-11",
        when: When::Apply,
    },
    Rule {
        id: "A4.2",
        text: "Spreading over hosts takes three hosts with the instance type, over racks three racks with it.",
        source: "EKS user guide, Capacity considerations (EBS and instance store pages)",
        seen: "2026-11",
        when: When::Preflight,
    },
];

/// Instances of the control plane, and of etcd where it has its own.
pub const INSTANCES: i64 = 3;

/// A host of an Outpost.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Host {
    /// The rack that it is in.
    pub rack_id: String,
    /// Instances that it can hold, by type.
    pub slots: BTreeMap<String, i64>,
}

/// What may hurt if the Outpost has too little room for three instances of each of these types; a type that is named twice counts twice.
/// `running` has the instances on the Outpost by type.
///
/// Source: rule A3.2.
#[must_use]
pub fn room(instance_types: &[&str], hosts: &[Host], running: &BTreeMap<String, i64>) -> Option<Advice> {
    let mut wanted: BTreeMap<&str, i64> = BTreeMap::new();
    for instance_type in instance_types {
        *wanted.entry(instance_type).or_default() += INSTANCES;
    }
    let lacking = wanted.into_iter().filter_map(|(name, count)| {
        let slots: i64 = hosts.iter().filter_map(|host| host.slots.get(name)).sum();
        let free = (slots - running.get(name).copied().unwrap_or_default()).max(0);
        // Without a single slot the type is missing, which is another rule's to say.
        (slots > 0 && free < count).then(|| format!("{count} of {}, where {free} are free", quote(name)))
    });
    let lacking: Vec<String> = lacking.collect();
    if lacking.is_empty() {
        return None;
    }
    let detail = format!(
        "The cluster needs room for {}. EKS waits until there is room. Free capacity on the Outpost, or choose another instance type.",
        lacking.join(" and ")
    );
    Some(Advice::new("Outpost may be too full", detail))
}

/// What may hurt if the instances of a cluster of this kind are to run on bare metal.
///
/// Source: rule A3.7. For virtualized types nothing is left to check: [`room`] and [`spread`] count the hosts with slots of the very type.
#[must_use]
pub fn bare_metal(kind: ControlPlaneStorage, instance_type: &str) -> Option<Advice> {
    let is_metal = instance_type.split_once('.').is_some_and(|(_, size)| size.starts_with("metal"));
    (kind == ControlPlaneStorage::InstanceStore && is_metal).then(|| {
        let detail = format!(
            "{} is a bare metal instance type. With etcd_instance_type set, EKS uses virtualized hosts only, and waits for them without \
             end. Choose a type such as \"m5d.xlarge\" that the Outpost has.",
            quote(instance_type)
        );
        Advice::new("Bare metal instance type", detail)
    })
}

/// What may hurt if instances of this type cannot be spread over three hosts or racks; `level` is `host` or `rack`.
///
/// Source: rule A4.2.
#[must_use]
pub fn spread(instance_type: &str, level: &str, hosts: &[Host]) -> Option<Advice> {
    let fitting = || hosts.iter().filter(|host| host.slots.get(instance_type).is_some_and(|slots| *slots > 0));
    let count = match level {
        "host" => fitting().count(),
        "rack" => fitting().map(|host| host.rack_id.as_str()).collect::<BTreeSet<_>>().len(),
        _ => return None,
    };
    if count == 0 || count >= 3 {
        return None;
    }
    let detail = format!(
        "Three instances of {} are to run on three {level}s, and {count} of the Outpost's {level}s can hold it. EKS waits until there are \
         three. Choose another instance type or spread level.",
        quote(instance_type)
    );
    Some(Advice::new(&format!("Too few {level}s to spread over"), detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(rack_id: &str, slots: &[(&str, i64)]) -> Host {
        let slots = slots.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        Host { rack_id: rack_id.to_owned(), slots }
    }

    #[test]
    fn an_outpost_has_room_for_three_of_each() {
        let hosts = [host("a", &[("m5.large", 2), ("c5.large", 4)]), host("b", &[("m5.large", 2)])];
        let running = |count| BTreeMap::from([("m5.large".to_owned(), count)]);
        assert_eq!(room(&["m5.large"], &hosts, &running(1)), None);
        assert_eq!(room(&["m5.large", "c5.large"], &hosts, &running(1)), None);
        assert_eq!(room(&["r5.large"], &hosts, &running(9)), None, "a type that is missing is no matter of room");
        assert_eq!(room(&["m5.large"], &[], &running(0)), None);
        for (types, running, lacking) in [
            (&["m5.large"] as &[_], running(2), "3 of \"m5.large\", where 2 are free"),
            (&["m5.large"], running(9), "3 of \"m5.large\", where 0 are free"),
            (&["m5.large", "m5.large"], running(0), "6 of \"m5.large\", where 4 are free"),
        ] {
            let advice = room(types, &hosts, &running).unwrap();
            assert_eq!(advice.summary, "Outpost may be too full");
            assert_eq!(
                advice.detail,
                format!(
                    "The cluster needs room for {lacking}. EKS waits until there is room. Free capacity on the Outpost, or choose another \
                     instance type."
                )
            );
        }
    }

    #[test]
    fn clusters_on_instance_store_need_virtualized_hosts() {
        use ControlPlaneStorage::{Ebs, InstanceStore};
        for (kind, name) in [(Ebs, "m5.metal"), (InstanceStore, "m5d.xlarge"), (InstanceStore, "metal")] {
            assert_eq!(bare_metal(kind, name), None, "{name}");
        }
        let advice = bare_metal(InstanceStore, "c6id.metal-16xl").unwrap();
        assert_eq!(
            (advice.summary.as_str(), advice.detail.as_str()),
            (
                "Bare metal instance type",
                "\"c6id.metal-16xl\" is a bare metal instance type. With etcd_instance_type set, EKS uses virtualized hosts only, and waits \
                 for them without end. Choose a type such as \"m5d.xlarge\" that the Outpost has."
            )
        );
    }

    #[test]
    fn spreading_takes_three_hosts_or_racks() {
        let hosts = ["a", "a", "b"].map(|rack| host(rack, &[("m5.large", 1)]));
        assert_eq!(spread("m5.large", "host", &hosts), None);
        assert_eq!(spread("c5.large", "host", &hosts), None);
        assert_eq!(spread("m5.large", "moon", &hosts), None);
        let advice = spread("m5.large", "rack", &hosts).unwrap();
        assert_eq!(
            (advice.summary.as_str(), advice.detail.as_str()),
            (
                "Too few racks to spread over",
                "Three instances of \"m5.large\" are to run on three racks, and 2 of the Outpost's racks can hold it. EKS waits until there \
                 are three. Choose another instance type or spread level."
            )
        );
        assert_eq!(spread("m5.large", "host", &hosts[..2]).unwrap().summary, "Too few hosts to spread over");
    }
}
