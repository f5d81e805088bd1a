//! UpdateClusterVersion and UpdateClusterConfig: one change at a time, of one kind.

use aws_sdk_eks::types::{
    AuthenticationMode, LogSetup, LogType, Logging, SupportType, Update, UpdateAccessConfigRequest,
    UpgradePolicyRequest, VpcConfigRequest,
};

use super::watch::{Observer, Stop, Watch};
use super::{Eks, object};
use crate::aws::error::{Error, Service};
use crate::aws::{Waited, Waiting};

/// A change of a cluster. EKS takes one kind in a call and one call at a time.
///
/// Source: EKS API Reference, UpdateClusterConfig.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// Kubernetes version, one minor version up.
    Version(String),
    /// The log types that are to be on; all others are switched off.
    Logging(Vec<LogType>),
    /// Who can reach the API server. What is absent stays as it is.
    EndpointAccess {
        /// From the VPC.
        private: Option<bool>,
        /// From the internet.
        public: Option<bool>,
        /// From where in the internet.
        public_access_cidrs: Option<Vec<String>>,
    },
    /// Authentication mode; never back.
    AccessMode(AuthenticationMode),
    /// What happens when standard support ends.
    UpgradePolicy(SupportType),
    /// Whether DeleteCluster is refused.
    DeletionProtection(bool),
}

impl Eks {
    /// Asks EKS for a change and returns as soon as it has accepted. While another change is running, waits and asks again.
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
        loop {
            match self.send_change(name, change).await {
                Ok(update) => return Ok(update),
                Err(error) if error.is_in_progress() => {
                    tracing::info!(cluster = name, "waiting until the running change has ended: {error}");
                    watch.look(self).await?;
                    watch.pause().await?;
                }
                Err(error) => return Err(Stop::Error(error)),
            }
        }
    }

    async fn send_change(&self, name: &str, change: &Change) -> Result<Update, Error> {
        let (operation, update) = if let Change::Version(version) = change {
            let operation = "UpdateClusterVersion";
            let call = self.client.update_cluster_version().name(name).version(version).send().await;
            let answer = call.map_err(|error| Error::from_sdk(Service::Eks, operation, object(name), &error))?;
            (operation, answer.update)
        } else {
            let operation = "UpdateClusterConfig";
            let call = self.config_call(name, change).send().await;
            let answer = call.map_err(|error| Error::from_sdk(Service::Eks, operation, object(name), &error))?;
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

/// The whole matrix: what is not on must be named as off.
fn logging(enabled: &[LogType]) -> Logging {
    let disabled: Vec<LogType> = crate::rules::logging::LOG_TYPES
        .iter()
        .map(|name| LogType::from(*name))
        .filter(|log_type| !enabled.contains(log_type))
        .collect();
    let groups = [(enabled.to_vec(), true), (disabled, false)];
    let setups = groups
        .into_iter()
        .filter(|(types, _)| !types.is_empty())
        .map(|(types, is_on)| LogSetup::builder().set_types(Some(types)).enabled(is_on).build())
        .collect();
    Logging::builder().set_cluster_logging(Some(setups)).build()
}
