//! Rules across attributes of a local cluster. They need no AWS call; each speaks only when what it looks at is known.

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics};

use super::model::{AccessConfigView, LocalClusterView, OutpostConfigView, VpcConfigView};
use crate::rules::{self, Advice, ControlPlaneStorage, Violation};

/// Everything that is wrong with a configuration and that its attributes cannot see alone.
pub(super) fn validate(config: &LocalClusterView) -> Diagnostics {
    let mut found = Findings::default();
    advise_on_name(config, &mut found);
    if let (Some(outpost), Some(region)) = (config.outpost_config.known(), config.region.known()) {
        check_region(outpost, region, &mut found);
    }
    let Some(kind) = kind(config) else { return found.0 };
    if let Some(outpost) = config.outpost_config.known() {
        check_placement(kind, outpost, &mut found);
    }
    if let Some(vpc) = config.vpc_config.known() {
        check_endpoint(kind, vpc, &mut found);
    }
    if let Some(access) = config.access_config.known() {
        check_access(kind, access, &mut found);
    }
    found.0
}

/// The kind of cluster that a configuration or plan asks for; `None` while `etcd_instance_type` is not known.
pub(super) fn kind(config: &LocalClusterView) -> Option<ControlPlaneStorage> {
    match &config.outpost_config.known()?.etcd_instance_type {
        Attr::Known(instance_type) => Some(ControlPlaneStorage::of(Some(instance_type))),
        Attr::Null => Some(ControlPlaneStorage::of(None)),
        Attr::Unknown => None,
    }
}

#[derive(Default)]
struct Findings(Diagnostics);

impl Findings {
    fn refuse(&mut self, at: &AttributePath, result: Result<(), Violation>) {
        if let Err(violation) = result {
            self.0.push(Diagnostic::from(violation).at(at.clone()));
        }
    }

    fn advise(&mut self, at: &AttributePath, advice: Option<Advice>) {
        self.0.extend(advice.map(|advice| Diagnostic::from(advice).at(at.clone())));
    }
}

fn advise_on_name(config: &LocalClusterView, found: &mut Findings) {
    let advice = config.name.known().and_then(|name| rules::cluster_name_advice(name));
    found.advise(&AttributePath::root().attribute("name"), advice);
}

fn check_region(outpost: &OutpostConfigView, region: &str, found: &mut Findings) {
    if let Some(outpost_arn) = outpost.outpost_arn.known()
        && rules::region(region).is_ok()
    {
        found.refuse(&AttributePath::root().attribute("region"), rules::outpost_in_region(outpost_arn, region));
    }
}

fn check_placement(kind: ControlPlaneStorage, outpost: &OutpostConfigView, found: &mut Findings) {
    let at = AttributePath::root().attribute("outpost_config");
    for (name, instance_type) in [
        ("control_plane_instance_type", &outpost.control_plane_instance_type),
        ("etcd_instance_type", &outpost.etcd_instance_type),
    ] {
        let advice = instance_type.known().and_then(|instance_type| rules::capacity::bare_metal(kind, instance_type));
        found.advise(&at.clone().attribute(name), advice);
    }
    if let Some(placement) = outpost.control_plane_placement.known() {
        let at = at.clone().attribute("control_plane_placement");
        if let Some(group_name) = placement.group_name.known() {
            found.refuse(&at.clone().attribute("group_name"), rules::group_name(kind, group_name));
        }
        if let Some(level) = placement.spread_level.known() {
            found.refuse(&at.attribute("spread_level"), rules::spread_level(kind, level));
        }
    }
    if let Some(placement) = outpost.etcd_placement.known() {
        let level = placement.spread_level.known().map(String::as_str);
        found.refuse(&at.attribute("etcd_placement"), rules::etcd_placement(kind, level));
    }
}

fn check_endpoint(kind: ControlPlaneStorage, vpc: &VpcConfigView, found: &mut Findings) {
    let at = AttributePath::root().attribute("vpc_config");
    let public = match &vpc.endpoint_public_access {
        Attr::Known(public) => *public,
        Attr::Null => false,
        Attr::Unknown => return,
    };
    found.refuse(&at.clone().attribute("endpoint_public_access"), rules::endpoint_public_access(kind, public));
    if let Some(cidrs) = vpc.public_access_cidrs.known() {
        let known: Vec<&str> = cidrs.iter().filter_map(Attr::known).map(String::as_str).collect();
        // While no element is known yet, any block stands for them: the list is not empty.
        let open = known.is_empty() && !cidrs.is_empty();
        let blocks = if open { vec!["0.0.0.0/0"] } else { known };
        found.refuse(&at.attribute("public_access_cidrs"), rules::public_access_cidrs(kind, public, blocks));
    }
}

fn check_access(kind: ControlPlaneStorage, access: &AccessConfigView, found: &mut Findings) {
    let at = AttributePath::root().attribute("access_config");
    if let Some(mode) = access.authentication_mode.known() {
        found.refuse(&at.clone().attribute("authentication_mode"), rules::authentication_mode(kind, mode));
    }
    let Some(bootstrap) = access.bootstrap_cluster_creator_admin_permissions.known() else { return };
    let at = at.attribute("bootstrap_cluster_creator_admin_permissions");
    found.refuse(&at, rules::bootstrap_cluster_creator_admin_permissions(kind, *bootstrap));
    found.advise(&at, rules::bootstrap_cluster_creator_admin_permissions_advice(kind, *bootstrap));
}

#[cfg(test)]
mod tests;
