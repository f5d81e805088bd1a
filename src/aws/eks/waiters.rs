//! Polling until a cluster is where it should be.

use aws_sdk_eks::types::{Cluster, ClusterStatus, UpdateStatus};

use super::watch::{Look, Observer, Stop, Watch};
use super::{Eks, object};
use crate::aws::error::{Error, Service};
use crate::aws::wait::Cause;
use crate::aws::{Waited, Waiting};

/// Looks in a row that show a cluster whose deletion has failed. One alone may be out of date.
const STANDING: u32 = 3;

impl Eks {
    /// Waits until two looks in a row see the cluster `ACTIVE`: one alone may be out of date. A cluster that was just created may
    /// be unknown for a minute. Statuses that this program does not know count as "not yet".
    ///
    /// # Errors
    /// If EKS cannot be asked for a reason that waiting does not cure: no permission, no valid credentials.
    pub async fn wait_cluster_active(
        &self,
        name: &str,
        waiting: &Waiting,
        observe: Observer<'_>,
    ) -> Result<Waited<Cluster>, Error> {
        let mut watch = Watch::new(name, &self.schedule, waiting, observe);
        let result = self.until_active(name, &mut watch).await;
        watch.end(result)
    }

    /// Waits until three looks in a row find no cluster. Three in a row that find it `ACTIVE` or `FAILED` again are a deletion that failed.
    ///
    /// # Errors
    /// As [`Eks::wait_cluster_active`].
    pub async fn wait_cluster_deleted(
        &self,
        name: &str,
        waiting: &Waiting,
        observe: Observer<'_>,
    ) -> Result<Waited<()>, Error> {
        let mut watch = Watch::new(name, &self.schedule, waiting, observe).without_heeding_health();
        let result = self.until_deleted(&mut watch).await;
        watch.end(result)
    }

    /// Waits until the update is successful, then until the cluster is `ACTIVE`. The update comes first, because the cluster's
    /// status lags behind it.
    ///
    /// # Errors
    /// As [`Eks::wait_cluster_active`]; also if EKS does not know the update for a minute.
    pub async fn wait_update_successful(
        &self,
        name: &str,
        update_id: &str,
        waiting: &Waiting,
        observe: Observer<'_>,
    ) -> Result<Waited<Cluster>, Error> {
        let mut watch = Watch::new(name, &self.schedule, waiting, observe);
        let result = match self.until_successful(name, update_id, &mut watch).await {
            Ok(()) => self.until_active(name, &mut watch).await,
            Err(stop) => Err(stop),
        };
        watch.end(result)
    }

    async fn until_active(&self, name: &str, watch: &mut Watch<'_>) -> Result<Cluster, Stop> {
        let mut was_active = false;
        loop {
            match watch.look(self).await? {
                Look::Found(ClusterStatus::Active) if was_active => break,
                Look::Found(ClusterStatus::Active) => {
                    was_active = true;
                    watch.confirm().await?;
                    continue;
                }
                Look::Found(status @ (ClusterStatus::Failed | ClusterStatus::Deleting)) => {
                    return Err(Stop::Failed(Cause::Status(status)));
                }
                Look::Found(_) => was_active = false,
                Look::Missing => {
                    was_active = false;
                    if missing(watch)? {
                        watch.confirm().await?;
                        continue;
                    }
                }
                Look::Nothing => {}
            }
            watch.pause().await?;
        }
        let last = watch.take_last().map(|last| *last);
        last.ok_or_else(|| Stop::Error(Error::incomplete(Service::Eks, "DescribeCluster", object(name), "cluster")))
    }

    async fn until_deleted(&self, watch: &mut Watch<'_>) -> Result<(), Stop> {
        let mut was_deleting = false;
        let mut standing = 0;
        loop {
            match watch.look(self).await? {
                Look::Missing if watch.is_gone() => return Ok(()),
                Look::Missing => {
                    watch.confirm().await?;
                    continue;
                }
                Look::Found(ClusterStatus::Deleting) => (was_deleting, standing) = (true, 0),
                // The end of a deletion that failed, unless EKS shows it late, or once more what was before it.
                Look::Found(status @ (ClusterStatus::Active | ClusterStatus::Failed)) => {
                    standing += 1;
                    if standing >= STANDING && (was_deleting || !watch.is_within_grace()) {
                        return Err(Stop::Failed(Cause::Status(status)));
                    }
                }
                Look::Found(_) => standing = 0,
                Look::Nothing => {}
            }
            watch.pause().await?;
        }
    }

    async fn until_successful(&self, name: &str, id: &str, watch: &mut Watch<'_>) -> Result<(), Stop> {
        loop {
            match watch.run(self.find_update(name, id)).await? {
                Ok(Some(update)) => match update.status() {
                    Some(UpdateStatus::Successful) => return Ok(()),
                    Some(UpdateStatus::Failed | UpdateStatus::Cancelled) => {
                        watch.look(self).await?;
                        return Err(Stop::Failed(Cause::Update(Box::new(update))));
                    }
                    _ => {}
                },
                Ok(None) if watch.is_within_grace() => {}
                Ok(None) => {
                    let what = "such update";
                    return Err(Error::incomplete(Service::Eks, "DescribeUpdate", object(name), what).into());
                }
                Err(error) => watch.outlast(error)?,
            }
            if let Look::Missing = watch.look(self).await? {
                missing(watch)?;
            }
            watch.pause().await?;
        }
    }
}

/// Whether the cluster vanished after it was seen, so that the next look should come soon.
fn missing(watch: &Watch<'_>) -> Result<bool, Stop> {
    let may_be_new = !watch.was_seen() && watch.is_within_grace();
    if watch.is_gone() && !may_be_new {
        return Err(Stop::Failed(Cause::Disappeared));
    }
    Ok(watch.was_seen())
}
