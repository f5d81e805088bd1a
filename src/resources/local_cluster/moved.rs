//! `moved` from `aws_eks_cluster`: a state of the AWS provider becomes one of this resource, without a call of AWS.
//!
//! Source: hashicorp/aws v6, internal/service/eks/cluster.go (version 1 of the state) and cluster_migrate.go (version 0, up to v5.56). The
//! versions differ in `bootstrap_self_managed_addons`, which local clusters do not have; `region` is there since v6. Read 2026-11.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use tf_provider_rs::{Diagnostic, MoveSource, MovedFrom, Result};

use super::model::{
    AccessConfig, CertificateAuthority, ControlPlanePlacement, EtcdPlacement, KubernetesNetworkConfig, LocalCluster,
    OutpostConfig, UpgradePolicy, VpcConfig,
};
use crate::rules::ControlPlaneStorage;
use crate::rules::arn::Arn;

/// The types that can become a local cluster.
pub(super) const SOURCES: &[MoveSource] =
    &[MoveSource { provider: "hashicorp/aws", type_name: "aws_eks_cluster", newest_version: 1 }];

/// The local cluster that an `aws_eks_cluster` is.
pub(super) fn moved_from(source: &MovedFrom<'_>) -> Result<LocalCluster> {
    let old = Old(source.state.json()?);
    let name = old.text("/name").or(old.text("/id")).ok_or_else(|| incomplete("name"))?;
    if !old.has("/outpost_config/0") {
        return Err(not_a_local_cluster(&name).into());
    }
    let outpost_config = outpost_config(&old)?;
    let vpc_config = vpc_config(&old)?;
    let arn = old.text("/arn");
    let region = old
        .text("/region")
        .or_else(|| region_of(arn.as_deref()?))
        .or_else(|| region_of(&outpost_config.outpost_arn))
        .ok_or_else(|| incomplete("arn"))?;
    Ok(LocalCluster {
        role_arn: old.text("/role_arn").ok_or_else(|| incomplete("role_arn"))?,
        version: old.text("/version"),
        control_plane_storage: ControlPlaneStorage::of(outpost_config.etcd_instance_type.as_deref())
            .as_str()
            .to_owned(),
        outpost_config,
        vpc_config,
        access_config: old.has("/access_config/0").then(|| AccessConfig {
            authentication_mode: old.text("/access_config/0/authentication_mode"),
            // EKS does not tell it. Without a word of the practitioner's, the creator became administrator.
            bootstrap_cluster_creator_admin_permissions: old
                .truth("/access_config/0/bootstrap_cluster_creator_admin_permissions")
                .or(Some(true)),
        }),
        kubernetes_network_config: old.has("/kubernetes_network_config/0").then(|| KubernetesNetworkConfig {
            service_ipv4_cidr: old.text("/kubernetes_network_config/0/service_ipv4_cidr"),
            ip_family: old.text("/kubernetes_network_config/0/ip_family"),
        }),
        enabled_cluster_log_types: old.texts("/enabled_cluster_log_types"),
        upgrade_policy: old
            .text("/upgrade_policy/0/support_type")
            .map(|support_type| UpgradePolicy { support_type: Some(support_type) }),
        deletion_protection: old.truth("/deletion_protection"),
        tags: Some(old.map("/tags")).filter(|tags| !tags.is_empty()),
        tags_all: old.map("/tags_all"),
        region,
        id: name.clone(),
        name,
        arn,
        cluster_id: old.text("/cluster_id"),
        // Without one, a refresh would take it for a creation whose answer got lost, and ask whether it is ours.
        status: old.text("/status").or_else(|| Some("UNKNOWN".to_owned())),
        platform_version: old.text("/platform_version"),
        endpoint: old.text("/endpoint"),
        certificate_authority: old
            .text("/certificate_authority/0/data")
            .map(|data| CertificateAuthority { data: Some(data) }),
        oidc_issuer_url: old.text("/identity/0/oidc/0/issuer"),
        created_at: old.text("/created_at"),
        ..LocalCluster::blank()
    })
}

fn outpost_config(old: &Old) -> Result<OutpostConfig> {
    let group_name = old.text("/outpost_config/0/control_plane_placement/0/group_name");
    let spread_level = old.text("/outpost_config/0/control_plane_placement/0/spread_level");
    let is_placed = group_name.is_some() || spread_level.is_some();
    Ok(OutpostConfig {
        outpost_arn: old
            .texts("/outpost_config/0/outpost_arns")
            .and_then(|mut arns: Vec<String>| (arns.len() == 1).then(|| arns.remove(0)))
            .ok_or_else(|| incomplete("outpost_config[0].outpost_arns"))?,
        control_plane_instance_type: old
            .text("/outpost_config/0/control_plane_instance_type")
            .ok_or_else(|| incomplete("outpost_config[0].control_plane_instance_type"))?,
        control_plane_placement: is_placed.then_some(ControlPlanePlacement { group_name, spread_level }),
        etcd_instance_type: old.text("/outpost_config/0/etcd_instance_type"),
        etcd_placement: old
            .text("/outpost_config/0/etcd_placement/0/spread_level")
            .map(|spread_level| EtcdPlacement { spread_level: Some(spread_level) }),
    })
}

fn vpc_config(old: &Old) -> Result<VpcConfig> {
    let endpoint_public_access = old.truth("/vpc_config/0/endpoint_public_access").unwrap_or(false);
    Ok(VpcConfig {
        subnet_ids: old.texts("/vpc_config/0/subnet_ids").ok_or_else(|| incomplete("vpc_config[0].subnet_ids"))?,
        security_group_ids: old.texts("/vpc_config/0/security_group_ids"),
        // A local cluster's private endpoint is never off, whatever that provider's default says.
        endpoint_private_access: true,
        endpoint_public_access,
        public_access_cidrs: old.texts("/vpc_config/0/public_access_cidrs").filter(|_| endpoint_public_access),
        vpc_id: old.text("/vpc_config/0/vpc_id"),
        cluster_security_group_id: old.text("/vpc_config/0/cluster_security_group_id"),
    })
}

fn region_of(arn: &str) -> Option<String> {
    Some(Arn::parse(arn)?.region.to_owned()).filter(|region| !region.is_empty())
}

/// Attributes of an `aws_eks_cluster`. Its provider stores nested blocks as lists of one object, and writes "none" as null, as empty text or
/// as an empty list.
struct Old(Json);

impl Old {
    fn has(&self, pointer: &str) -> bool {
        self.0.pointer(pointer).is_some_and(Json::is_object)
    }

    fn text(&self, pointer: &str) -> Option<String> {
        self.0.pointer(pointer)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn truth(&self, pointer: &str) -> Option<bool> {
        self.0.pointer(pointer)?.as_bool()
    }

    fn texts<C: FromIterator<String>>(&self, pointer: &str) -> Option<C> {
        let elements = self.0.pointer(pointer)?.as_array().filter(|elements| !elements.is_empty())?;
        elements.iter().map(|element| element.as_str().map(str::to_owned)).collect()
    }

    fn map(&self, pointer: &str) -> BTreeMap<String, String> {
        let members = self.0.pointer(pointer).and_then(Json::as_object);
        members
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
            .collect()
    }
}

fn not_a_local_cluster(name: &str) -> Diagnostic {
    Diagnostic::error(
        "Not a local cluster",
        format!(
            "Cluster \"{name}\" runs in the AWS cloud, not on an Outpost. Leave it with `aws_eks_cluster` of the AWS provider, and remove the \
             `moved` block."
        ),
    )
}

fn incomplete(attribute: &str) -> Diagnostic {
    Diagnostic::error(
        "State cannot be moved",
        format!(
            "The state of the `aws_eks_cluster` has no usable `{attribute}`. Run `terraform apply -refresh-only` without the `moved` block, with the \
             AWS provider, and try again. Or write a `removed` block for the old address with `lifecycle {{ destroy = false }}`, and an \
             `import` block for the new one."
        ),
    )
}

#[cfg(test)]
mod tests;
