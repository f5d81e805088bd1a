//! `eksoutpost_local_clusters`: the local clusters of a Region, or of one Outpost.

pub mod model;

use aws_sdk_eks::types::Cluster;
use tf_provider_rs::{Context, DataSource, Diagnostic, Diagnostics, Result};

use self::model::{FoundCluster, LocalClusters, LocalClustersArguments, LocalClustersView};
use super::{looking, outpost_region};
use crate::aws::Error;
use crate::config::Api;
use crate::rules::{self, ControlPlaneStorage};

/// The data source `eksoutpost_local_clusters`.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalClustersDataSource;

impl DataSource for LocalClustersDataSource {
    type Api = Api;
    type Model = LocalClusters;

    const NAME: &'static str = "local_clusters";

    fn validate(&self, config: &LocalClustersView) -> Diagnostics {
        outpost_region::mismatch(&config.outpost_arn, &config.region).into_iter().collect()
    }

    async fn read(&self, cx: &Context<Api, LocalClusters>, arguments: LocalClustersArguments) -> Result<LocalClusters> {
        let clients = cx.api()?.clients()?;
        let outpost = ("outpost_arn", arguments.outpost_arn.as_deref());
        let region = outpost_region::region(clients, arguments.region.as_deref(), outpost)?;
        let found = looking::ask(cx, clients.eks(Some(region)).find_local_clusters()).await?;
        if let Some((_, refusal)) = found.hidden.first() {
            if found.clusters.is_empty() {
                return Err(refusal.clone().into());
            }
            cx.warn(left_out(&found.hidden, refusal));
        }
        let is_wanted = |cluster: &FoundCluster| {
            arguments.outpost_arn.as_ref().is_none_or(|wanted| cluster.outpost_arn.as_ref() == Some(wanted))
        };
        let clusters: Vec<_> = found.clusters.into_iter().map(FoundCluster::from).filter(is_wanted).collect();
        Ok(LocalClusters {
            region: region.to_owned(),
            outpost_arn: arguments.outpost_arn,
            names: clusters.iter().map(|cluster| cluster.name.clone()).collect(),
            clusters,
        })
    }
}

impl From<Cluster> for FoundCluster {
    fn from(cluster: Cluster) -> Self {
        let outpost = cluster.outpost_config.as_ref();
        let kind = ControlPlaneStorage::of(outpost.and_then(|outpost| outpost.etcd_instance_type()));
        Self {
            outpost_arn: outpost.and_then(|outpost| outpost.outpost_arns.first().cloned()),
            control_plane_storage: kind.as_str().to_owned(),
            name: cluster.name.unwrap_or_default(),
            arn: cluster.arn,
            cluster_id: cluster.id,
            status: cluster.status.map(|status| status.as_str().to_owned()),
            version: cluster.version,
        }
    }
}

/// Clusters that may be local.
fn left_out(hidden: &[(String, Error)], refusal: &Error) -> Diagnostic {
    Diagnostic::warning(
        "Clusters left out",
        format!(
            "Whether these clusters are local is not known, because you may not ask about them: {}.\n\n{}",
            rules::quote_list(hidden.iter().map(|(name, _)| name.as_str())),
            refusal.advice()
        ),
    )
}

#[cfg(test)]
mod tests;
