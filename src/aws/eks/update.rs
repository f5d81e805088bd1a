//! UpdateClusterVersion and UpdateClusterConfig: one change at a time, of one kind.

use std::time::Duration;

use aws_sdk_eks::types::{Update, UpdateAccessConfigRequest, UpgradePolicyRequest, VpcConfigRequest};
use tokio::time::Instant;

use super::change::{Change, logging};
use super::watch::{Look, Observer, Stop, Watch};
use super::{Eks, object};
use crate::aws::error::{Error, Service};
use crate::aws::{Waited, Waiting, token};

/// How long a change is asked for again after a failure that passes; its answer may be lost.
const OUTAGE: Duration = Duration::from_secs(120);

impl Eks {
    /// Asks EKS for a change and returns as soon as it has accepted. While another change is running, waits and asks again; the same token
    /// goes with every try. The update has no id if the cluster shows the change although no answer said so.
    ///
    /// # Errors
    /// If EKS refuses for another reason.
    pub async fn update_cluster(
        &self,
        name: &str,
        change: &Change,
        waiting: &Waiting,
        observe: Observer<'_>,
    ) -> Result<Waited<Update>, Error> {
        let mut watch = Watch::new(name, &self.schedule, waiting, observe);
        let result = self.try_update(name, change, &mut watch).await;
        watch.end(result)
    }

    async fn try_update(&self, name: &str, change: &Change, watch: &mut Watch<'_>) -> Result<Update, Stop> {
        let token = token::of_update();
        let mut failing_since = None;
        loop {
            let error = match watch.tell(self.send_change(name, change, &token)).await? {
                Ok(update) => return Ok(update),
                Err(error) => error,
            };
            if error.is_passing() {
                let since = *failing_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= OUTAGE {
                    return Err(Stop::Error(error));
                }
            } else if !error.is_in_progress() {
                return Err(Stop::Error(error));
            }
            tracing::info!(cluster = name, "asking for the change again when the cluster is free: {error}");
            // What is running may be this very change: the answer to an earlier try may be lost.
            if let Look::Found(_) = watch.look(self).await?
                && watch.last().is_some_and(|cluster| change.is_made(cluster))
            {
                return Ok(Update::builder().build());
            }
            watch.pause().await?;
        }
    }

    async fn send_change(&self, name: &str, change: &Change, token: &str) -> Result<Update, Error> {
        let (operation, update) = if let Change::Version(version) = change {
            let operation = "UpdateClusterVersion";
            let call = self.client.update_cluster_version().name(name).version(version).client_request_token(token);
            let answer = call.send().await;
            let answer = answer.map_err(|error| Error::from_sdk(Service::Eks, operation, object(name), &error))?;
            (operation, answer.update)
        } else {
            let operation = "UpdateClusterConfig";
            let call = self.config_call(name, change).client_request_token(token);
            let answer = call.send().await;
            let answer = answer.map_err(|error| Error::from_sdk(Service::Eks, operation, object(name), &error))?;
            (operation, answer.update)
        };
        update.ok_or_else(|| Error::incomplete(Service::Eks, operation, object(name), "update"))
    }

    fn config_call(
        &self,
        name: &str,
        change: &Change,
    ) -> aws_sdk_eks::operation::update_cluster_config::builders::UpdateClusterConfigFluentBuilder {
        let call = self.client.update_cluster_config().name(name);
        match change {
            Change::Version(_) => call,
            Change::Logging(enabled) => call.logging(logging(enabled)),
            Change::EndpointAccess { private, public, public_access_cidrs } => call.resources_vpc_config(
                VpcConfigRequest::builder()
                    .set_endpoint_private_access(*private)
                    .set_endpoint_public_access(*public)
                    .set_public_access_cidrs(public_access_cidrs.clone())
                    .build(),
            ),
            Change::AccessMode(mode) => {
                call.access_config(UpdateAccessConfigRequest::builder().authentication_mode(mode.clone()).build())
            }
            Change::UpgradePolicy(support_type) => {
                call.upgrade_policy(UpgradePolicyRequest::builder().support_type(support_type.clone()).build())
            }
            Change::DeletionProtection(protected) => call.deletion_protection(*protected),
        }
    }
}

#[cfg(test)]
mod tests;
