//! The Region of a cluster. An existing cluster stays in the Region that is in state, whatever the provider's Region becomes: nobody means to
//! replace a cluster by a change of `AWS_REGION`, and a cluster that is to go elsewhere has another Outpost, which replaces it.

use tf_provider_rs::model::Attr;
use tf_provider_rs::{Diagnostic, Plan};

use super::attribute;
use super::model::LocalCluster;
use crate::config::Api;
use crate::rules;

/// A cluster that replaces another one is made in the provider's Region, if the practitioner names none.
pub(super) fn follow_provider(api: &Api, plan: &mut Plan<LocalCluster>) {
    if plan.is_replacement() && plan.config.region.is_null() {
        let clients = api.known_clients();
        plan.planned.region = clients.map_or(Attr::Unknown, |clients| Attr::Known(clients.region().to_owned()));
    }
}

/// A Region that the provider's credentials cannot reach.
pub(super) fn refusal(api: &Api, plan: &Plan<LocalCluster>) -> Option<Diagnostic> {
    let violation = rules::region_beside(plan.config.region.known()?, api.known_clients()?.region()).err()?;
    Some(Diagnostic::from(violation).at(attribute("region")))
}

#[cfg(test)]
mod tests;
