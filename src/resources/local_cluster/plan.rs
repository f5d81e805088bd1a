//! What a plan says beyond the schema: values that are known before AWS is asked, steps that EKS refuses, and the wait that an
//! unfinished cluster still needs.

use std::collections::BTreeMap;

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Plan, Result};

use super::model::{AccessConfigView, LocalCluster, LocalClusterView};
use super::validate::kind;
use super::{messages, region};
use crate::config::Api;
use crate::rules::{self, ControlPlaneStorage, Violation};
use crate::tags;

/// Completes the plan of a creation or update.
pub(super) fn complete(api: &Api, plan: &mut Plan<LocalCluster>) -> Result<()> {
    let tags_all = api.planned_tags_all(&plan.config.tags);
    api.check_tags_all(&tags_all)?;
    let unfinished =
        plan.prior.as_ref().is_some_and(is_unfinished) && plan.planned.wait_for_active.known() != Some(&false);
    if unfinished || retags(plan, &tags_all) {
        plan.update_in_place()?;
    }
    plan.planned.tags_all = tags_all;
    match &plan.prior {
        Some(prior) => leave_absent(prior, &mut plan.planned),
        None => fill_in(api, &plan.config, &mut plan.planned),
    }
    if let Some(kind) = kind(&plan.config) {
        fill_in_access(kind, plan);
    }
    follow_endpoint(plan);
    region::follow_provider(api, plan);
    let mut found = refusals(plan);
    found.extend(hidden_protection(api, plan));
    found.extend(region::refusal(api, plan));
    found.into_result(())
}

/// Whether EKS accepted the cluster and nobody has waited for it to the end: after an interrupt, an `untaint`, or
/// `wait_for_active = false`.
pub(super) fn is_unfinished(state: &LocalCluster) -> bool {
    matches!(state.status.as_deref(), None | Some("CREATING" | "PENDING"))
}

/// Whether EKS refuses to delete the cluster. Protection counts for active clusters only.
///
/// Source: EKS user guide, Protect EKS clusters from accidental deletion.
pub(super) fn is_protected(state: &LocalCluster) -> bool {
    let is_finished = !matches!(state.status.as_deref(), Some("FAILED" | "DELETING"));
    state.deletion_protection == Some(true) && is_finished && !is_unfinished(state)
}

/// Whether the cluster has no OpenID Connect issuer and will not get one: those on EBS never do.
pub(super) fn stays_without_issuer(state: &LocalCluster) -> bool {
    state.oidc_issuer_url.is_none() && !is_unfinished(state)
}

/// What an existing cluster does not have and no update gives it: an imported one its creator, one on EBS an issuer.
fn leave_absent(prior: &LocalCluster, planned: &mut LocalClusterView) {
    if prior.creator_principal_arn.is_none() {
        planned.creator_principal_arn = Attr::Null;
    }
    if stays_without_issuer(prior) {
        planned.oidc_issuer_url = Attr::Null;
    }
}

/// Whether only the provider's default tags change, which the schema cannot see.
fn retags(plan: &Plan<LocalCluster>, tags_all: &Attr<BTreeMap<String, Attr<String>>>) -> bool {
    let Some(prior) = &plan.prior else { return false };
    *tags_all != Attr::Known(tags::known(&prior.tags_all))
}

/// Values of a new cluster that do not depend on AWS's answer.
fn fill_in(api: &Api, config: &LocalClusterView, planned: &mut LocalClusterView) {
    if config.region.is_null()
        && let Some(clients) = api.known_clients()
    {
        planned.region = Attr::Known(clients.region().to_owned());
    }
    if let Attr::Known(name) = &planned.name {
        planned.id = Attr::Known(name.clone());
    }
    if let Some(kind) = kind(planned) {
        planned.control_plane_storage = Attr::Known(kind.as_str().to_owned());
    }
}

/// The access mode that the kind of cluster has when the practitioner leaves it open.
fn fill_in_access(kind: ControlPlaneStorage, plan: &mut Plan<LocalCluster>) {
    if plan.config.access_config.is_null() && plan.planned.access_config.is_unknown() {
        plan.planned.access_config = Attr::Known(AccessConfigView {
            authentication_mode: Attr::Unknown,
            bootstrap_cluster_creator_admin_permissions: Attr::Unknown,
        });
    }
    let Some(access) = plan.planned.access_config.known_mut() else { return };
    let configured = plan.config.access_config.known();
    if access.authentication_mode.is_unknown() && configured.is_none_or(|config| config.authentication_mode.is_null()) {
        access.authentication_mode = Attr::Known(kind.default_authentication_mode().to_owned());
    }
    let bootstrap_is_open =
        configured.is_none_or(|config| config.bootstrap_cluster_creator_admin_permissions.is_null());
    if access.bootstrap_cluster_creator_admin_permissions.is_unknown() && bootstrap_is_open {
        access.bootstrap_cluster_creator_admin_permissions = Attr::Known(true);
    }
}

/// CIDR blocks that the practitioner leaves open follow the public endpoint: without it there are none, and a new one has EKS's own.
fn follow_endpoint(plan: &mut Plan<LocalCluster>) {
    let is_open = plan.config.vpc_config.known().is_some_and(|config| config.public_access_cidrs.is_null());
    let was_public = plan.prior.as_ref().is_some_and(|prior| prior.vpc_config.endpoint_public_access);
    let Some(vpc) = plan.planned.vpc_config.known_mut().filter(|_| is_open) else { return };
    match vpc.endpoint_public_access {
        Attr::Known(false) => vpc.public_access_cidrs = Attr::Null,
        Attr::Known(true) if was_public => {}
        _ => vpc.public_access_cidrs = Attr::Unknown,
    }
}

/// What EKS would refuse, each at its attribute.
fn refusals(plan: &Plan<LocalCluster>) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut refuse = |at: AttributePath, result: Result<(), Violation>| {
        if let Err(violation) = result {
            found.push(Diagnostic::from(violation).at(at));
        }
    };
    let planned = &plan.planned;
    let outpost_arn = planned.outpost_config.known().and_then(|outpost| outpost.outpost_arn.known());
    // With `region` in the configuration, validation has said it at that attribute.
    if let (Attr::Null, Some(region), Some(outpost_arn)) = (&plan.config.region, planned.region.known(), outpost_arn) {
        let at = AttributePath::root().attribute("outpost_config").attribute("outpost_arn");
        refuse(at, rules::outpost_in_region(outpost_arn, region));
    }
    let Some(prior) = &plan.prior else { return found };
    if plan.is_replacement() {
        if is_protected(prior) {
            found.push(messages::replacement_protected(&prior.name));
        }
        return found;
    }
    if let (Some(from), Some(to)) = (&prior.version, planned.version.known()) {
        refuse(AttributePath::root().attribute("version"), rules::version_step(from, to));
    }
    let from = prior.access_config.as_ref().and_then(|access| access.authentication_mode.as_ref());
    let to = planned.access_config.known().and_then(|access| access.authentication_mode.known());
    if let (Some(from), Some(to)) = (from, to) {
        let at = AttributePath::root().attribute("access_config").attribute("authentication_mode");
        refuse(at, rules::authentication_mode_step(from, to));
    }
    found
}

/// Terraform plans a tainted cluster as if it were new, and would find out only when it deletes the one that is there.
fn hidden_protection(api: &Api, plan: &Plan<LocalCluster>) -> Option<Diagnostic> {
    let (name, region) = (plan.planned.name.known()?, plan.planned.region.known()?);
    let is_hidden = plan.prior.is_none() && api.in_state.is_protected(region, name);
    is_hidden.then(|| messages::replacement_protected(name))
}

#[cfg(test)]
mod tests;
