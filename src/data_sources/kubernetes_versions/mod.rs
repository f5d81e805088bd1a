//! `eksoutpost_kubernetes_versions`: the Kubernetes versions that EKS offers for one kind of local cluster. The two kinds have a list each.

pub mod model;

use aws_sdk_eks::types::ClusterVersionInformation;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use tf_provider_rs::{Context, DataSource, Diagnostic, Result};

use self::model::{ClusterVersion, KubernetesVersions, KubernetesVersionsArguments};
use super::looking;
use crate::config::Api;
use crate::rules::ControlPlaneStorage;
use crate::rules::offered_versions::cluster_type;

/// The data source `eksoutpost_kubernetes_versions`.
#[derive(Clone, Copy, Debug, Default)]
pub struct KubernetesVersionsDataSource;

impl DataSource for KubernetesVersionsDataSource {
    type Api = Api;
    type Model = KubernetesVersions;

    const NAME: &'static str = "kubernetes_versions";

    async fn read(
        &self,
        cx: &Context<Api, KubernetesVersions>,
        arguments: KubernetesVersionsArguments,
    ) -> Result<KubernetesVersions> {
        let clients = cx.api()?.clients()?;
        let region = looking::region(clients, arguments.region.as_deref())?;
        let kind: ControlPlaneStorage = arguments.control_plane_storage.parse().map_err(Diagnostic::from)?;
        let cluster_type = cluster_type(kind);
        let found = looking::ask(cx, clients.eks(Some(region)).describe_versions(cluster_type)).await?;
        let cluster_versions: Vec<ClusterVersion> = found.into_iter().map(ClusterVersion::from).collect();
        let default = cluster_versions.iter().find(|version| version.default_version);
        Ok(KubernetesVersions {
            control_plane_storage: arguments.control_plane_storage,
            region: region.to_owned(),
            cluster_type: cluster_type.to_owned(),
            default_cluster_version: default.and_then(|version| version.cluster_version.clone()),
            cluster_versions,
        })
    }
}

impl From<ClusterVersionInformation> for ClusterVersion {
    fn from(version: ClusterVersionInformation) -> Self {
        Self {
            cluster_version: version.cluster_version,
            default_version: version.default_version,
            version_status: version.version_status.map(|status| status.as_str().to_owned()),
            default_platform_version: version.default_platform_version,
            kubernetes_patch_version: version.kubernetes_patch_version,
            release_date: rfc3339(version.release_date),
            end_of_standard_support_date: rfc3339(version.end_of_standard_support_date),
            end_of_extended_support_date: rfc3339(version.end_of_extended_support_date),
        }
    }
}

fn rfc3339(time: Option<DateTime>) -> Option<String> {
    time?.fmt(Format::DateTime).ok()
}

#[cfg(test)]
mod tests;
