//! What tells a cluster from all others: name, Region and account. EKS has no two clusters with all three the same at a time.

use tf_provider_rs::{Identified, Model, Result};

use super::LocalClusterResource;
use super::model::LocalCluster;
use crate::rules::arn::Arn;
use crate::rules::partition::Partition;

/// Identity of a local cluster.
#[derive(Clone, Debug, PartialEq, Model)]
pub struct LocalClusterIdentity {
    /// Name of the cluster.
    #[tf(required)]
    pub name: String,

    /// AWS Region of the cluster. Default value: the provider's `region`.
    #[tf(optional)]
    pub region: Option<String>,

    /// ID of the AWS account that owns the cluster. Default value: the account of the provider's credentials.
    #[tf(optional)]
    pub account_id: Option<String>,
}

impl Identified for LocalClusterResource {
    type Identity = LocalClusterIdentity;

    fn identity(state: &LocalCluster) -> LocalClusterIdentity {
        let arn = state.arn.as_deref().and_then(Arn::parse);
        LocalClusterIdentity {
            name: state.name.clone(),
            region: Some(state.region.clone()),
            account_id: arn.map(|arn| arn.account.to_owned()),
        }
    }

    fn import_id(identity: &LocalClusterIdentity) -> Result<String> {
        let LocalClusterIdentity { name, region, account_id } = identity;
        Ok(match (region, account_id) {
            (Some(region), Some(account)) => {
                format!("arn:{}:eks:{region}:{account}:cluster/{name}", Partition::of_region(region).name)
            }
            (Some(region), None) => format!("{name}@{region}"),
            // The framework compares the account with that of the cluster which is found.
            (None, _) => name.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
