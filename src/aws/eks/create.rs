//! CreateCluster, and knowing whether it took effect.

use std::time::Duration;

use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;
use aws_sdk_eks::types::{Cluster, ClusterStatus};

use super::watch::{Stop, Watch};
use super::{Eks, object};
use crate::aws::error::{Error, Kind, Service};
use crate::aws::{Waited, Waiting};

const OPERATION: &str = "CreateCluster";
/// How long a new role may be unknown to EKS. hashicorp/aws waits as long.
const PROPAGATION: Duration = Duration::from_secs(120);

impl Eks {
    /// Asks EKS to make a cluster and returns as soon as it has accepted. `request` must hold a client token of
    /// [`crate::aws::ClientToken`], by which a cluster is recognised as ours when the answer got lost.
    ///
    /// While EKS does not see the role yet, it is asked again, for two minutes at most. The answer may lack anything but the name.
    ///
    /// # Errors
    /// If EKS refuses; [`Kind::AlreadyExists`] if the name is taken by a cluster that this request did not make.
    pub async fn create_cluster(
        &self,
        request: &CreateClusterInputBuilder,
        waiting: &Waiting,
    ) -> Result<Waited<Cluster>, Error> {
        let name = request.get_name().clone().unwrap_or_default();
        let observe = &mut |_: &Cluster| {};
        let mut watch = Watch::new(&name, &self.schedule, waiting, observe);
        let result = self.try_create(request, &name, &mut watch).await;
        watch.end(result)
    }

    async fn try_create(
        &self,
        request: &CreateClusterInputBuilder,
        name: &str,
        watch: &mut Watch<'_>,
    ) -> Result<Cluster, Stop> {
        let mut has_told = false;
        loop {
            // Not cut off by a cancellation: whether it took effect must be known.
            let error = match request.clone().send_with(&self.client).await {
                Ok(answer) => return Ok(answer.cluster.unwrap_or_else(|| accepted(request))),
                Err(error) => Error::from_sdk(Service::Eks, OPERATION, object(name), &error),
            };
            match error.kind() {
                Kind::RolePropagation if watch.elapsed() < PROPAGATION => {
                    if !has_told {
                        has_told = true;
                        tracing::info!(cluster = name, "waiting until EKS sees the role: {error}");
                    }
                    watch.retry().await?;
                }
                Kind::AlreadyExists => return self.made_by(request, name).await?.ok_or(Stop::Error(error)),
                _ if error.is_passing() => {
                    // The answer is lost, the cluster perhaps not.
                    let ours = self.made_by(request, name).await.ok().flatten();
                    return ours.ok_or(Stop::Error(error));
                }
                _ => return Err(Stop::Error(error)),
            }
        }
    }

    /// The cluster of this name, if it carries the request's token.
    async fn made_by(&self, request: &CreateClusterInputBuilder, name: &str) -> Result<Option<Cluster>, Error> {
        let Some(token) = request.get_client_request_token() else {
            return Ok(None);
        };
        let found = self.find_cluster(name).await?;
        Ok(found.filter(|cluster| cluster.client_request_token() == Some(token)))
    }
}

/// The cluster of which EKS said no more than that it accepted it.
fn accepted(request: &CreateClusterInputBuilder) -> Cluster {
    Cluster::builder()
        .set_name(request.get_name().clone())
        .set_client_request_token(request.get_client_request_token().clone())
        .status(ClusterStatus::Creating)
        .build()
}
