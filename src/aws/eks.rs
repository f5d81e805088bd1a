//! Amazon EKS: local clusters, from their creation to their end.
//!
//! Nothing here touches control plane instances, their network interfaces or security groups: they belong to EKS.

mod change;
mod create;
mod delete;
mod list;
mod update;
mod waiters;
mod watch;

use std::collections::HashMap;

use aws_sdk_eks::types::{Cluster, ClusterVersionInformation, Update};
use tokio::time::sleep;

use super::Page;
use super::error::{Error, Service};
use super::wait::Schedule;

pub use change::Change;
pub use create::{Creation, Unaccepted};
pub use list::LocalClusters;
pub use watch::Observer;

/// Amazon EKS in one Region.
#[derive(Clone, Debug)]
pub struct Eks {
    client: aws_sdk_eks::Client,
    region: String,
    schedule: Schedule,
}

impl Eks {
    pub(super) fn new(client: aws_sdk_eks::Client, region: &str, schedule: Schedule) -> Self {
        Self { client, region: region.to_owned(), schedule }
    }

    #[cfg(test)]
    pub(super) fn set_schedule(&mut self, schedule: Schedule) {
        self.schedule = schedule;
    }

    /// The Region of these clusters.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The cluster of this name, if there is one. It may be any cluster: a local one has an `outpost_config`.
    ///
    /// # Errors
    /// If EKS cannot be asked, or does not let us ask: that says nothing about the cluster.
    pub async fn find_cluster(&self, name: &str) -> Result<Option<Cluster>, Error> {
        const OPERATION: &str = "DescribeCluster";
        match self.client.describe_cluster().name(name).send().await {
            Ok(answer) => match answer.cluster {
                Some(cluster) => Ok(Some(cluster)),
                None => Err(Error::incomplete(Service::Eks, OPERATION, object(name), "cluster")),
            },
            Err(error) => absent(Error::from_sdk(Service::Eks, OPERATION, object(name), &error)),
        }
    }

    /// As [`Eks::find_cluster`], but one answer that there is none may be out of date: three in a row count.
    ///
    /// # Errors
    /// As [`Eks::find_cluster`].
    pub async fn find_cluster_for_sure(&self, name: &str) -> Result<Option<Cluster>, Error> {
        for _ in 1..watch::GONE {
            if let Some(cluster) = self.find_cluster(name).await? {
                return Ok(Some(cluster));
            }
            sleep(self.schedule.confirm()).await;
        }
        self.find_cluster(name).await
    }

    /// Kubernetes versions of new clusters of a type, `eks` or `eks-local-outposts`, newest first.
    ///
    /// # Errors
    /// If EKS cannot be asked.
    pub async fn find_versions(&self, cluster_type: &str) -> Result<Vec<String>, Error> {
        Ok(self.describe_versions(cluster_type).await?.into_iter().filter_map(|found| found.cluster_version).collect())
    }

    /// The same with all that EKS tells about each.
    ///
    /// # Errors
    /// If EKS cannot be asked.
    pub async fn describe_versions(&self, cluster_type: &str) -> Result<Vec<ClusterVersionInformation>, Error> {
        const OPERATION: &str = "DescribeClusterVersions";
        let failed =
            |error| Error::from_sdk(Service::Eks, OPERATION, format!("cluster type \"{cluster_type}\""), &error);
        let mut found = Page::all(|next| {
            let call = self.client.describe_cluster_versions().cluster_type(cluster_type).set_next_token(next);
            async move { call.send().await.map(|page| (page.cluster_versions, page.next_token)).map_err(failed) }
        })
        .await?;
        found.sort_by(|one, other| other.cluster_version.cmp(&one.cluster_version));
        Ok(found)
    }

    /// The update of this id, if there is one.
    ///
    /// # Errors
    /// If EKS cannot be asked.
    pub async fn find_update(&self, name: &str, id: &str) -> Result<Option<Update>, Error> {
        const OPERATION: &str = "DescribeUpdate";
        match self.client.describe_update().name(name).update_id(id).send().await {
            Ok(answer) => match answer.update {
                Some(update) => Ok(Some(update)),
                None => Err(Error::incomplete(Service::Eks, OPERATION, object(name), "update")),
            },
            Err(error) => absent(Error::from_sdk(Service::Eks, OPERATION, object(name), &error)),
        }
    }

    /// Adds tags to a cluster, or changes their values.
    ///
    /// # Errors
    /// If EKS refuses.
    pub async fn tag(&self, arn: &str, tags: HashMap<String, String>) -> Result<(), Error> {
        let call = self.client.tag_resource().resource_arn(arn).set_tags(Some(tags)).send().await;
        call.map(drop).map_err(|error| Error::from_sdk(Service::Eks, "TagResource", arn, &error))
    }

    /// Removes the tags with these keys from a cluster.
    ///
    /// # Errors
    /// If EKS refuses.
    pub async fn untag(&self, arn: &str, keys: Vec<String>) -> Result<(), Error> {
        let call = self.client.untag_resource().resource_arn(arn).set_tag_keys(Some(keys)).send().await;
        call.map(drop).map_err(|error| Error::from_sdk(Service::Eks, "UntagResource", arn, &error))
    }
}

/// How errors name a cluster.
fn object(name: &str) -> String {
    format!("cluster {}", crate::rules::quote(name))
}

fn absent<T>(error: Error) -> Result<Option<T>, Error> {
    // EKS says so by names of its own; the bare name comes from what stands between us and EKS.
    if error.is_not_found() && error.code() != Some("NotFoundException") { Ok(None) } else { Err(error) }
}

#[cfg(test)]
#[path = "eks/tests.rs"]
mod tests;
