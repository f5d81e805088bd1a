//! What a plan asks AWS before it promises a new cluster.

use tf_provider_rs::model::{Attr, FromValue, ToValue};
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostics, Plan, Result};

use super::Cx;
use super::messages;
use super::model::{LocalCluster, LocalClusterArguments, LocalClusterView};
use super::request;
use super::validate::{kind, validate};
use super::wait::bounds;
use crate::aws::{Clients, Missed};
use crate::config::{Api, Preflight};
use crate::preflight::{self, Wanted};
use crate::rules::partition::Partition;
use crate::tags;

/// Refuses a creation that cannot work; warns of one that may not.
///
/// Terraform plans a replacement as a change, and then once more as a creation; that of a tainted cluster only as a creation. The plan
/// of the change still has what the new cluster does not get from its predecessor, such as a version that EKS chose.
///
/// Source: Terraform v1.11.4, internal/terraform/node_resource_abstract_instance.go, plan.
pub(super) async fn check(cx: &Cx, plan: &Plan<LocalCluster>) -> Result<()> {
    let api = cx.api()?;
    if let Some(prior) = &plan.prior {
        api.in_state.note(&prior.region, &prior.name);
        return Ok(());
    }
    let level = match &plan.planned.preflight {
        Attr::Known(level) => Preflight::from(level.as_str()),
        Attr::Null => api.preflight,
        // It may turn out to be "off".
        Attr::Unknown => return Ok(()),
    };
    let (Some(clients), Some(region)) = (api.known_clients(), plan.planned.region.known()) else { return Ok(()) };
    if level == Preflight::Off {
        return Ok(());
    }
    let wanted = wanted(&plan.planned, region, api);
    let look = clients.look(region);
    let found = bounds(cx).ask(preflight::check(&look, &wanted, level)).await.map_err(messages::cut_off)?;
    if found.has_errors() {
        return Err(found);
    }
    found.into_iter().for_each(|warning| cx.warn(warning));
    Ok(())
}

/// Everything that a plan would say of this new cluster, also without a look at AWS. No level of checks counts; `missed` takes note of
/// what got no answer.
pub(crate) async fn findings(
    api: &Api,
    clients: &Clients,
    planned: &LocalClusterView,
    region: &str,
    missed: &Missed,
) -> Diagnostics {
    let mut found = validate(planned);
    let wanted = wanted(planned, region, api);
    found.extend(preflight::check(&clients.look(region).noting(missed), &wanted, Preflight::Error).await);
    found
}

fn wanted(planned: &LocalClusterView, region: &str, api: &Api) -> Wanted {
    let (outpost, vpc) = (planned.outpost_config.known(), planned.vpc_config.known());
    let placement = outpost.and_then(|outpost| outpost.control_plane_placement.known());
    let etcd_placement = outpost.and_then(|outpost| outpost.etcd_placement.known());
    let network = planned.kubernetes_network_config.known();
    Wanted {
        partition: Partition::of_region(region),
        name: planned.name.known().cloned(),
        role_arn: planned.role_arn.known().cloned(),
        version: planned.version.known().cloned(),
        kind: kind(planned),
        outpost_arn: outpost.and_then(|outpost| outpost.outpost_arn.known().cloned()),
        control_plane_instance_type: outpost.and_then(|outpost| outpost.control_plane_instance_type.known().cloned()),
        etcd_instance_type: outpost.and_then(|outpost| outpost.etcd_instance_type.known().cloned()),
        group_name: placement.and_then(|placement| placement.group_name.known().cloned()),
        control_plane_spread: placement.and_then(|placement| placement.spread_level.known().cloned()),
        etcd_spread: etcd_placement.and_then(|placement| placement.spread_level.known().cloned()),
        subnet_ids: vpc.and_then(|vpc| all_known(&vpc.subnet_ids)),
        security_group_ids: vpc.and_then(|vpc| all_known(&vpc.security_group_ids)),
        service_ipv4_cidr: network.and_then(|network| network.service_ipv4_cidr.known().cloned()),
        takes_over: planned.name.known().is_some_and(|name| api.in_state.has(region, name)),
        request: arguments(planned).map(|arguments| {
            let state = LocalCluster::requested(&arguments, region, &api.default_tags);
            let tags = tags::at_creation(&state.tags_all, &api.default_tags, arguments.tags.as_ref());
            request::create_cluster(&arguments, &tags)
        }),
    }
}

/// What a creation would be given, if all of it is known.
fn arguments(planned: &LocalClusterView) -> Option<LocalClusterArguments> {
    LocalClusterArguments::from_value(&planned.to_value(), &AttributePath::root()).ok()
}

fn all_known(elements: &Attr<Vec<Attr<String>>>) -> Option<Vec<String>> {
    elements.known()?.iter().map(|element| element.known().cloned()).collect()
}

#[cfg(test)]
mod tests;
