//! The racks and hosts of an Outpost, which AWS shows to its owner only: what is refused is left out, and a warning says so.

use std::collections::{BTreeMap, BTreeSet};

use tf_provider_rs::{Context, Diagnostic, Result};

use super::model::{Capacity, Host, Outpost};
use crate::aws::outposts::{Asset, Compute};
use crate::aws::{Error, Kind, Outposts};
use crate::config::Api;
use crate::data_sources::looking::until_stopped;

/// Instances that run, by asset and instance type.
type Running = BTreeMap<(String, String), i64>;

/// What is inside of an Outpost, as far as it is shown.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) rack_ids: Option<Vec<String>>,
    pub(super) hosts: Option<Vec<Host>>,
}

/// Looks inside. Who may not see the hosts is not asked for what runs on them.
pub(super) async fn look(cx: &Context<Api, Outpost>, outposts: &Outposts, outpost: &str) -> Result<Seen> {
    let assets = until_stopped(cx, outposts.find_assets(outpost)).await?;
    let Some(assets) = shown(cx, assets, ("Hosts of the Outpost not shown", "rack_ids and hosts are null"))? else {
        return Ok(Seen::default());
    };
    let running = until_stopped(cx, outposts.count_instances_by_asset(outpost)).await?;
    let running = shown(cx, running, ("Instances on the Outpost not shown", "running_count is null for every host"))?;
    let rack_ids: BTreeSet<String> = assets.iter().filter_map(|asset| asset.rack_id.clone()).collect();
    let mut hosts: Vec<Host> = assets.into_iter().filter_map(|asset| host(asset, running.as_ref())).collect();
    hosts.sort_by(|one, other| (&one.rack_id, &one.asset_id).cmp(&(&other.rack_id, &other.asset_id)));
    Ok(Seen { rack_ids: Some(rack_ids.into_iter().collect()), hosts: Some(hosts) })
}

/// The answer; nothing, and a warning, if it is not for us.
fn shown<T>(
    cx: &Context<Api, Outpost>,
    answer: Result<T, Error>,
    (summary, consequence): (&str, &str),
) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        // Whom an Outpost is shared with is shown the Outpost, and told that it has no such thing.
        Err(error) if matches!(error.kind(), Kind::Denied { .. } | Kind::NotFound) => {
            let detail = format!(
                "{consequence}: AWS shows what is inside of an Outpost to its owner, and to those whom the owner's account allows it. Set \
                 include_hosts = false if you do not need it.\n\n{error}\n\n{}",
                error.advice()
            );
            cx.warn(Diagnostic::warning(summary, detail));
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn host(asset: Asset, running: Option<&Running>) -> Option<Host> {
    let Compute { host_id, state, max_vcpus, slots } = asset.compute?;
    let asset_id = asset.id.clone().unwrap_or_default();
    let capacity = |(instance_type, count): (String, i64)| {
        let key = (asset_id.clone(), instance_type);
        let running_count = running.map(|running| running.get(&key).copied().unwrap_or_default());
        Capacity { instance_type: key.1, count, running_count }
    };
    let instance_type_capacities = slots.unwrap_or_default().into_iter().map(capacity).collect();
    Some(Host { asset_id: asset.id, rack_id: asset.rack_id, host_id, state, max_vcpus, instance_type_capacities })
}
