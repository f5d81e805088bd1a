//! What can be changed of a cluster, and whether it has been.

use aws_sdk_eks::types::{AuthenticationMode, Cluster, LogSetup, LogType, Logging, SupportType};

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

impl Change {
    /// Whether the cluster shows this change.
    #[must_use]
    pub fn is_made(&self, cluster: &Cluster) -> bool {
        match self {
            Self::Version(version) => cluster.version() == Some(version),
            Self::Logging(types) => cluster.logging().is_some_and(|logging| is_on(logging, types)),
            Self::EndpointAccess { private, public, public_access_cidrs } => {
                let Some(vpc) = cluster.resources_vpc_config() else { return false };
                let shown = sorted(vpc.public_access_cidrs());
                private.is_none_or(|private| private == vpc.endpoint_private_access())
                    && public.is_none_or(|public| public == vpc.endpoint_public_access())
                    && public_access_cidrs.as_ref().is_none_or(|cidrs| sorted(cidrs) == shown)
            }
            Self::AccessMode(mode) => {
                cluster.access_config().and_then(|access| access.authentication_mode()) == Some(mode)
            }
            Self::UpgradePolicy(support) => {
                cluster.upgrade_policy().and_then(|policy| policy.support_type()) == Some(support)
            }
            Self::DeletionProtection(is_protected) => cluster.deletion_protection() == Some(*is_protected),
        }
    }
}

fn sorted<T: Ord>(values: &[T]) -> Vec<&T> {
    let mut values: Vec<_> = values.iter().collect();
    values.sort_unstable();
    values
}

/// Whether these types are on, and no others.
fn is_on(logging: &Logging, types: &[LogType]) -> bool {
    let groups = logging.cluster_logging().iter().filter(|group| group.enabled() == Some(true));
    let shown: Vec<LogType> = groups.flat_map(|group| group.types().to_vec()).collect();
    sorted(&shown) == sorted(types)
}

/// The whole matrix: what is not on must be named as off.
pub(super) fn logging(enabled: &[LogType]) -> Logging {
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
