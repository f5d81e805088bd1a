//! DeleteCluster, from any status.

use aws_sdk_eks::types::ClusterStatus;

use super::watch::{Look, Observer, Stop, Watch};
use super::{Eks, object};
use crate::aws::error::{Error, Service};
use crate::aws::{Waited, Waiting};

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
        loop {
            let error = match self.client.delete_cluster().name(name).send().await {
                Ok(_) => return Ok(()),
                Err(error) => Error::from_sdk(Service::Eks, "DeleteCluster", object(name), &error),
            };
            if error.is_not_found() {
                return Ok(());
            }
            // A lost answer, or a change that runs: the cluster tells which.
            if !error.is_in_progress() && !error.is_passing() {
                return Err(Stop::Error(error));
            }
            match watch.look(self).await? {
                Look::Found(ClusterStatus::Deleting) | Look::Missing => return Ok(()),
                Look::Found(_) | Look::Nothing if error.is_passing() => return Err(Stop::Error(error)),
                Look::Found(_) | Look::Nothing => {
                    tracing::info!(cluster = name, "waiting until the cluster can be deleted: {error}");
                }
            }
            watch.pause().await?;
        }
    }
}
