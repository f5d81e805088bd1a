//! Import by name, by `name@region`, or by ARN.

use tf_provider_rs::{Diagnostic, Result};

use super::model::LocalCluster;
use super::{Cx, messages};
use crate::rules;
use crate::rules::arn::Arn;
use crate::rules::partition::Partition;

/// Reads the cluster that `id` names.
pub(super) async fn import(cx: &Cx, id: &str) -> Result<LocalCluster> {
    let api = cx.api()?;
    let clients = api.clients()?;
    let wanted = Wanted::parse(id)?;
    if let Some(region) = wanted.region
        && rules::region_beside(region, clients.region()).is_err()
    {
        return Err(other_partition(id, region, clients.region()).into());
    }
    let eks = clients.eks(wanted.region);
    let found = eks.find_cluster(wanted.name).await?;
    // What answers has the account of the credentials in its ARN; only if nothing answers, somebody has to be asked for it.
    let account = match (wanted.account, &found) {
        (None, _) => None,
        (Some(_), Some(cluster)) => cluster.arn().and_then(Arn::parse).map(|arn| arn.account.to_owned()),
        (Some(_), None) => {
            clients.caller_identity().await.ok().and_then(|identity| identity.known_account().map(str::to_owned))
        }
    };
    if let (Some(wanted), Some(account)) = (wanted.account, account)
        && wanted != account
    {
        return Err(other_account(id, wanted, &account).into());
    }
    let Some(cluster) = found else {
        return Err(messages::nothing_to_import(wanted.name, eks.region()).into());
    };
    if cluster.outpost_config.is_none() {
        return Err(messages::not_a_local_cluster(wanted.name).into());
    }
    Ok(LocalCluster::found(&cluster, eks.region(), &api.default_tags))
}

/// The cluster that an identifier names.
#[derive(Debug, PartialEq)]
struct Wanted<'a> {
    name: &'a str,
    /// If the identifier says it.
    region: Option<&'a str>,
    /// If the identifier is an ARN.
    account: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    fn parse(id: &'a str) -> Result<Self, Diagnostic> {
        let wanted = if id.starts_with("arn:") {
            Self::parse_arn(id).ok_or_else(|| messages::malformed_import(id))?
        } else {
            let (name, region) = id.split_once('@').map_or((id, None), |(name, region)| (name, Some(region)));
            Self { name, region, account: None }
        };
        if rules::cluster_name(wanted.name).is_err()
            || wanted.region.is_some_and(|region| rules::region(region).is_err())
        {
            return Err(messages::malformed_import(id));
        }
        Ok(wanted)
    }

    fn parse_arn(id: &'a str) -> Option<Self> {
        let arn = Arn::parse(id).filter(|arn| arn.service == "eks")?;
        let is_consistent = Partition::of_region(arn.region).name == arn.partition;
        let name = arn.resource.strip_prefix("cluster/")?;
        is_consistent.then_some(Self { name, region: Some(arn.region), account: Some(arn.account) })
    }
}

fn other_partition(id: &str, region: &str, provider_region: &str) -> Diagnostic {
    let (theirs, ours) = (Partition::of_region(region).name, Partition::of_region(provider_region).name);
    Diagnostic::error(
        "Cluster in another partition",
        format!(
            "\"{id}\" names a cluster of the partition {theirs}, and the provider works in {ours} (Region {provider_region}). Use a provider block \
             with a Region and credentials of {theirs}."
        ),
    )
}

fn other_account(id: &str, theirs: &str, ours: &str) -> Diagnostic {
    Diagnostic::error(
        "Cluster of another account",
        format!(
            "\"{id}\" names a cluster of the account {theirs}, and the provider's credentials are those of {ours}. Use credentials of \
             {theirs}, or name a cluster of {ours}."
        ),
    )
}

#[cfg(test)]
mod combinations;
#[cfg(test)]
mod tests;
