//! DeleteCluster, from any status.

use std::time::Duration;

use aws_sdk_eks::types::ClusterStatus;
use tokio::time::Instant;

use super::watch::{Look, Observer, Stop, Watch};
use super::{Eks, object};
use crate::aws::error::{Error, Service};
use crate::aws::{Waited, Waiting};

/// How long a deletion is asked for again after a failure that passes.
const OUTAGE: Duration = Duration::from_secs(120);

impl Eks {
    /// Asks EKS to delete a cluster and returns as soon as it has accepted, or knows no such cluster, or is deleting it already.
    /// While another change is running, waits and asks again.
    ///
    /// # Errors
    /// If EKS refuses for another reason, for example deletion protection or node groups.
    pub async fn delete_cluster(
        &self,
        name: &str,
        waiting: &Waiting,
        observe: Observer<'_>,
    ) -> Result<Waited<()>, Error> {
        let mut watch = Watch::new(name, &self.schedule, waiting, observe).without_heeding_health();
        let result = self.try_delete(name, &mut watch).await;
        watch.end(result)
    }

    async fn try_delete(&self, name: &str, watch: &mut Watch<'_>) -> Result<(), Stop> {
        let mut failing_since = None;
        loop {
            let error = match watch.tell(self.client.delete_cluster().name(name).send()).await? {
                Ok(_) => return Ok(()),
                Err(error) => Error::from_sdk(Service::Eks, "DeleteCluster", object(name), &error),
            };
            if error.is_not_found() {
                return Ok(());
            }
            if error.is_passing() {
                failing_since.get_or_insert_with(Instant::now);
            } else if !error.is_in_progress() {
                return Err(Stop::Error(error));
            }
            // A lost answer, or a change that runs: the cluster tells which.
            if let Look::Found(ClusterStatus::Deleting) | Look::Missing = watch.look(self).await? {
                return Ok(());
            }
            if error.is_passing() && failing_since.is_some_and(|since: Instant| since.elapsed() >= OUTAGE) {
                return Err(Stop::Error(error));
            }
            tracing::info!(cluster = name, "asking for the deletion again when the cluster is free: {error}");
            watch.pause().await?;
        }
    }
}

#[cfg(test)]
mod tests;
