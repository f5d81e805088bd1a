//! Import by name, by `name@region`, or by ARN.

use tf_provider_rs::{Diagnostic, Result};

use super::model::LocalCluster;
use super::{Cx, messages};
use crate::rules;
use crate::rules::arn::Arn;

/// Reads the cluster that `id` names.
pub(super) async fn import(cx: &Cx, id: &str) -> Result<LocalCluster> {
    let api = cx.api()?;
    let (name, region) = parse(id)?;
    let eks = api.clients()?.eks(region);
    let Some(cluster) = eks.find_cluster(name).await? else {
        return Err(messages::nothing_to_import(name, eks.region()).into());
    };
    if let (Some(asked), Some(found)) = (Arn::parse(id), cluster.arn().and_then(Arn::parse))
        && asked.account != found.account
    {
        return Err(messages::another_account(id, found.account).into());
    }
    if cluster.outpost_config.is_none() {
        return Err(messages::not_a_local_cluster(name).into());
    }
    let state = LocalCluster { region: eks.region().to_owned(), ..LocalCluster::blank() };
    Ok(state.observed(&cluster, &api.default_tags))
}

/// Name and, if `id` says it, Region.
fn parse(id: &str) -> Result<(&str, Option<&str>), Diagnostic> {
    let (name, region) = if id.starts_with("arn:") {
        let arn = Arn::parse(id).filter(|arn| arn.service == "eks");
        let arn = arn.and_then(|arn| Some((arn.resource.strip_prefix("cluster/")?, arn.region)));
        let (name, region) = arn.ok_or_else(|| messages::malformed_import(id))?;
        (name, Some(region))
    } else {
        id.split_once('@').map_or((id, None), |(name, region)| (name, Some(region)))
    };
    if rules::cluster_name(name).is_err() || region.is_some_and(|region| rules::region(region).is_err()) {
        return Err(messages::malformed_import(id));
    }
    Ok((name, region))
}

#[cfg(test)]
mod tests;
