//! `eksoutpost_local_cluster`: what EKS knows of one local cluster. One call, and none that EKS refuses for local clusters.

pub mod model;

use tf_provider_rs::{Context, DataSource, Result};

use self::model::{LocalClusterData, LocalClusterDataArguments};
use super::looking;
use crate::config::Api;
use crate::resources::local_cluster::model::LocalCluster;

/// The data source `eksoutpost_local_cluster`.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocalClusterDataSource;

impl DataSource for LocalClusterDataSource {
    type Api = Api;
    type Model = LocalClusterData;

    const NAME: &'static str = "local_cluster";

    async fn read(
        &self,
        cx: &Context<Api, LocalClusterData>,
        arguments: LocalClusterDataArguments,
    ) -> Result<LocalClusterData> {
        let api = cx.api()?;
        let clients = api.clients()?;
        let region = looking::region(clients, arguments.region.as_deref())?;
        let cluster = looking::find_local_cluster(cx, clients, region, "name", &arguments.name).await?;
        let found = LocalCluster::found(&cluster, region, &api.default_tags);
        Ok(LocalClusterData { name: arguments.name, ..found.into() })
    }
}

#[cfg(test)]
mod tests;
