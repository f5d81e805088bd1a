//! What a plan says beyond the schema: the trust policy and the policies that the role is to have. Where state has others, somebody changed
//! them, and the plan repairs it.

use tf_provider_rs::model::{Attr, Json};
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Plan, Result};

use super::model::ClusterRole;
use super::wanted::Wanted;
use crate::config::Api;
use crate::{rules, tags};

/// Completes the plan of a creation or update.
pub(super) fn complete(api: &Api, plan: &mut Plan<ClusterRole>) -> Result<()> {
    let tags_all = api.planned_tags_all(&plan.config.tags);
    api.check_tags_all(&tags_all)?;
    let wanted = wanted(api, plan);
    if let Some(prior) = plan.prior.clone() {
        let is = tags::known(&prior.tags_all);
        // Without an ARN it is half made: what refers to it waits until it is complete.
        if tags_all != Attr::Known(is) || prior.arn.is_none() {
            plan.update_in_place()?;
        }
        if is_named_otherwise(&plan.config.name_prefix, &prior) {
            plan.replace_because_of(AttributePath::root().attribute("name_prefix"));
        }
    }
    plan.planned.tags_all = tags_all;
    if let (None, Attr::Known(name)) = (&plan.prior, &plan.planned.name) {
        plan.planned.id = Attr::Known(name.clone());
    }
    if let Some(wanted) = wanted {
        plan.planned.policy_arns = Attr::Known(wanted.policy_arns.into_iter().map(Attr::Known).collect());
        let spelling = plan.prior.as_ref().map(|prior| prior.assume_role_policy.as_str().to_owned());
        let trust = spelling.filter(|prior| rules::same_policy(prior, &wanted.trust)).unwrap_or(wanted.trust);
        plan.planned.assume_role_policy = Attr::Known(Json::from(trust));
    }
    Ok(())
}

/// Whether the prefix in the configuration is another one than that of the role's name.
fn is_named_otherwise(prefix: &Attr<String>, prior: &ClusterRole) -> bool {
    match prefix {
        Attr::Null => false,
        Attr::Unknown => true,
        Attr::Known(prefix) => prior.name_prefix.as_ref() != Some(prefix) && !prior.name.starts_with(prefix),
    }
}

/// What the role must be, once kind, additional policies and partition are known.
fn wanted(api: &Api, plan: &Plan<ClusterRole>) -> Option<Wanted> {
    let partition = api.known_clients()?.partition();
    let storage = plan.planned.control_plane_storage.known()?;
    let additional = match &plan.planned.additional_policy_arns {
        Attr::Unknown => return None,
        Attr::Null => Vec::new(),
        Attr::Known(arns) => arns.iter().map(|arn| arn.known().cloned()).collect::<Option<Vec<String>>>()?,
    };
    Some(Wanted::new(storage, &additional, partition))
}

#[cfg(test)]
mod tests;
