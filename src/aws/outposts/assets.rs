//! What the racks of an Outpost are made of, and what fits on it.

use std::collections::BTreeMap;

use aws_sdk_outposts::types::{AssetInfo, ComputeAttributes};

use crate::rules::capacity::Host;

/// An instance type that is configured on an Outpost.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Machine {
    /// For example `m5.large`.
    pub instance_type: String,
    /// Its vCPUs.
    pub vcpus: Option<i64>,
}

/// A part of a rack: a server that takes instances, or storage, power and network.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Asset {
    /// Its id.
    pub id: Option<String>,
    /// The rack that it is in.
    pub rack_id: Option<String>,
    /// What it does for instances, if it takes any.
    pub compute: Option<Compute>,
}

/// What a server does for instances.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Compute {
    /// ID of the Dedicated Host on it.
    pub host_id: Option<String>,
    /// `ACTIVE`, or why it takes no new instances: `ISOLATED`, `RETIRING`, `INSTALLING`.
    pub state: Option<String>,
    /// Its vCPUs.
    pub max_vcpus: Option<i64>,
    /// Instances that it can hold, by type; nothing if AWS does not say.
    pub slots: Option<BTreeMap<String, i64>>,
}

impl Asset {
    /// The host that takes instances; other assets do not.
    pub(super) fn active_host(self) -> Option<Host> {
        let compute = self.compute?;
        if compute.state.is_some_and(|state| state != "ACTIVE") {
            return None;
        }
        Some(Host { rack_id: self.rack_id.unwrap_or_default(), slots: compute.slots? })
    }
}

impl From<AssetInfo> for Asset {
    fn from(asset: AssetInfo) -> Self {
        Self { id: asset.asset_id, rack_id: asset.rack_id, compute: asset.compute_attributes.map(Compute::from) }
    }
}

impl From<ComputeAttributes> for Compute {
    fn from(compute: ComputeAttributes) -> Self {
        let slots = compute
            .instance_type_capacities
            .map(|slots| slots.into_iter().map(|slot| (slot.instance_type, i64::from(slot.count))).collect());
        Self {
            host_id: compute.host_id,
            state: compute.state.map(|state| state.as_str().to_owned()),
            max_vcpus: compute.max_vcpus.map(i64::from),
            slots,
        }
    }
}
