//! What EKS is asked for: exactly what the practitioner set, and what the kind of cluster requires.
//!
//! Both endpoint switches are always sent, because EKS's own defaults are the reverse of what a local cluster needs. Nothing that is
//! "off by default" goes over the wire.

use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;
use aws_sdk_eks::types as eks;

use super::convert::storage;
use super::model::LocalClusterArguments;
use crate::rules::ControlPlaneStorage;
use crate::tags::Tags;

/// The request of a creation, without its client token.
pub(super) fn create_cluster(arguments: &LocalClusterArguments, tags_all: &Tags) -> CreateClusterInputBuilder {
    let tags = (!tags_all.is_empty()).then(|| tags_all.clone().into_iter().collect());
    let network = arguments.kubernetes_network_config.as_ref().and_then(|network| network.service_ipv4_cidr.clone());
    let log_types = arguments.enabled_cluster_log_types.as_ref().filter(|types| !types.is_empty());
    let support_type = arguments.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_deref());
    CreateClusterInputBuilder::default()
        .name(&arguments.name)
        .role_arn(&arguments.role_arn)
        .set_version(arguments.version.clone())
        .resources_vpc_config(vpc_config(arguments))
        .set_outpost_config(outpost_config(arguments))
        .set_access_config(access_config(arguments))
        .set_kubernetes_network_config(
            network.map(|cidr| eks::KubernetesNetworkConfigRequest::builder().service_ipv4_cidr(cidr).build()),
        )
        .set_logging(log_types.map(|types| logging(types)))
        .set_upgrade_policy(
            support_type
                .map(|text| eks::UpgradePolicyRequest::builder().support_type(eks::SupportType::from(text)).build()),
        )
        .set_deletion_protection(arguments.deletion_protection)
        .set_tags(tags)
}

fn vpc_config(arguments: &LocalClusterArguments) -> eks::VpcConfigRequest {
    let vpc = &arguments.vpc_config;
    eks::VpcConfigRequest::builder()
        .set_subnet_ids(Some(vpc.subnet_ids.clone()))
        .set_security_group_ids(vpc.security_group_ids.clone().filter(|ids| !ids.is_empty()))
        .endpoint_private_access(vpc.endpoint_private_access)
        .endpoint_public_access(vpc.endpoint_public_access)
        .set_public_access_cidrs(vpc.public_access_cidrs.clone().filter(|cidrs| !cidrs.is_empty()))
        .build()
}

fn outpost_config(arguments: &LocalClusterArguments) -> Option<eks::OutpostConfigRequest> {
    let outpost = &arguments.outpost_config;
    let control_plane =
        outpost.control_plane_placement.as_ref().filter(|p| p.group_name.is_some() || p.spread_level.is_some());
    let etcd = outpost.etcd_placement.as_ref().filter(|placement| placement.spread_level.is_some());
    let level = |text: &Option<String>| text.as_deref().map(eks::SpreadLevel::from);
    eks::OutpostConfigRequest::builder()
        .outpost_arns(&outpost.outpost_arn)
        .control_plane_instance_type(&outpost.control_plane_instance_type)
        .set_control_plane_placement(control_plane.map(|placement| {
            eks::ControlPlanePlacementRequest::builder()
                .set_group_name(placement.group_name.clone())
                .set_spread_level(level(&placement.spread_level))
                .build()
        }))
        .set_etcd_instance_type(outpost.etcd_instance_type.clone())
        .set_etcd_placement(etcd.map(|placement| {
            eks::EtcdPlacementRequest::builder().set_spread_level(level(&placement.spread_level)).build()
        }))
        .build()
        .ok()
}

/// A cluster on EBS has one access mode and EKS takes no other, so nothing is sent. On instance store EKS's own default is a mode that such
/// a cluster does not have, so the mode is always sent.
fn access_config(arguments: &LocalClusterArguments) -> Option<eks::CreateAccessConfigRequest> {
    let kind = storage(arguments);
    if kind == ControlPlaneStorage::Ebs {
        return None;
    }
    let access = arguments.access_config.as_ref();
    let mode =
        access.and_then(|access| access.authentication_mode.as_deref()).unwrap_or(kind.default_authentication_mode());
    let bootstrap = access.and_then(|access| access.bootstrap_cluster_creator_admin_permissions).unwrap_or(true);
    Some(
        eks::CreateAccessConfigRequest::builder()
            .authentication_mode(eks::AuthenticationMode::from(mode))
            .bootstrap_cluster_creator_admin_permissions(bootstrap)
            .build(),
    )
}

/// The log types to be on, as one group.
fn logging(types: &[String]) -> eks::Logging {
    let types = types.iter().map(|log_type| eks::LogType::from(log_type.as_str())).collect();
    let group = eks::LogSetup::builder().set_types(Some(types)).enabled(true).build();
    eks::Logging::builder().cluster_logging(group).build()
}
