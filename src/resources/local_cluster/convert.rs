//! Between the model and the types of the EKS API. Pure.

use std::collections::BTreeSet;

use aws_sdk_eks::types as eks;
use aws_smithy_types::date_time::Format;

use super::model::{
    AccessConfig, CertificateAuthority, ControlPlanePlacement, EtcdPlacement, HealthIssue, KubernetesNetworkConfig,
    LocalCluster, LocalClusterArguments, OutpostConfig, UpgradePolicy, VpcConfig,
};
use crate::aws::sanitize::sanitize;
use crate::rules::ControlPlaneStorage;
use crate::tags::{self, ProviderTags, Tags};

impl LocalCluster {
    /// The state of a cluster that was asked for and of which AWS has said nothing yet.
    pub(super) fn requested(arguments: &LocalClusterArguments, region: &str, default_tags: &ProviderTags) -> Self {
        let outpost = &arguments.outpost_config;
        let vpc = &arguments.vpc_config;
        Self {
            name: arguments.name.clone(),
            role_arn: arguments.role_arn.clone(),
            version: arguments.version.clone(),
            outpost_config: OutpostConfig {
                outpost_arn: outpost.outpost_arn.clone(),
                control_plane_instance_type: outpost.control_plane_instance_type.clone(),
                control_plane_placement: outpost.control_plane_placement.as_ref().map(|placement| {
                    ControlPlanePlacement {
                        group_name: placement.group_name.clone(),
                        spread_level: placement.spread_level.clone(),
                    }
                }),
                etcd_instance_type: outpost.etcd_instance_type.clone(),
                etcd_placement: outpost
                    .etcd_placement
                    .as_ref()
                    .map(|placement| EtcdPlacement { spread_level: placement.spread_level.clone() }),
            },
            vpc_config: VpcConfig {
                subnet_ids: vpc.subnet_ids.iter().cloned().collect(),
                security_group_ids: vpc.security_group_ids.as_deref().map(set),
                endpoint_private_access: vpc.endpoint_private_access,
                endpoint_public_access: vpc.endpoint_public_access,
                public_access_cidrs: vpc.public_access_cidrs.as_deref().map(set),
                vpc_id: None,
                cluster_security_group_id: None,
            },
            access_config: arguments.access_config.as_ref().map(|access| AccessConfig {
                authentication_mode: access.authentication_mode.clone(),
                bootstrap_cluster_creator_admin_permissions: access.bootstrap_cluster_creator_admin_permissions,
            }),
            kubernetes_network_config: arguments.kubernetes_network_config.as_ref().map(|network| {
                KubernetesNetworkConfig { service_ipv4_cidr: network.service_ipv4_cidr.clone(), ip_family: None }
            }),
            enabled_cluster_log_types: arguments.enabled_cluster_log_types.as_deref().map(set),
            upgrade_policy: arguments
                .upgrade_policy
                .as_ref()
                .map(|policy| UpgradePolicy { support_type: policy.support_type.clone() }),
            deletion_protection: arguments.deletion_protection,
            tags: arguments.tags.clone(),
            tags_all: tags::all(default_tags, arguments.tags.as_ref()),
            region: region.to_owned(),
            preflight: arguments.preflight.clone(),
            wait_for_active: arguments.wait_for_active,
            id: arguments.name.clone(),
            control_plane_storage: storage(arguments).as_str().to_owned(),
            ..Self::blank()
        }
    }

    /// A state in which nothing is known.
    pub(super) fn blank() -> Self {
        Self {
            name: String::new(),
            role_arn: String::new(),
            version: None,
            outpost_config: OutpostConfig {
                outpost_arn: String::new(),
                control_plane_instance_type: String::new(),
                control_plane_placement: None,
                etcd_instance_type: None,
                etcd_placement: None,
            },
            vpc_config: VpcConfig {
                subnet_ids: BTreeSet::new(),
                security_group_ids: None,
                endpoint_private_access: true,
                endpoint_public_access: false,
                public_access_cidrs: None,
                vpc_id: None,
                cluster_security_group_id: None,
            },
            access_config: None,
            kubernetes_network_config: None,
            enabled_cluster_log_types: None,
            upgrade_policy: None,
            deletion_protection: None,
            tags: None,
            tags_all: Tags::new(),
            region: String::new(),
            preflight: None,
            wait_for_active: true,
            id: String::new(),
            arn: None,
            cluster_id: None,
            control_plane_storage: ControlPlaneStorage::Ebs.as_str().to_owned(),
            status: None,
            platform_version: None,
            endpoint: None,
            certificate_authority: None,
            oidc_issuer_url: None,
            created_at: None,
            creator_principal_arn: None,
            health: Vec::new(),
            timeouts: tf_provider_rs::model::Timeouts::default(),
        }
    }

    /// The state of a cluster that exists and of which only AWS knows.
    pub(crate) fn found(cluster: &eks::Cluster, region: &str, default_tags: &ProviderTags) -> Self {
        Self { region: region.to_owned(), ..Self::blank() }.observed(cluster, default_tags)
    }

    /// This state with what AWS says now. A member that the answer lacks keeps its value: EKS fills some in late and leaves some out.
    #[must_use]
    pub(super) fn observed(mut self, cluster: &eks::Cluster, default_tags: &ProviderTags) -> Self {
        fn keep<T: Clone>(value: &mut Option<T>, answer: Option<T>) {
            if answer.is_some() {
                *value = answer;
            }
        }
        if let Some(name) = &cluster.name {
            self.name.clone_from(name);
            self.id.clone_from(name);
        }
        if let Some(role_arn) = &cluster.role_arn {
            self.role_arn.clone_from(role_arn);
        }
        keep(&mut self.version, cluster.version.clone());
        keep(&mut self.arn, cluster.arn.clone());
        keep(&mut self.cluster_id, cluster.id.clone());
        keep(&mut self.status, cluster.status.as_ref().map(|status| status.as_str().to_owned()));
        keep(&mut self.platform_version, cluster.platform_version.clone());
        keep(&mut self.endpoint, cluster.endpoint.clone());
        keep(&mut self.deletion_protection, cluster.deletion_protection);
        keep(&mut self.created_at, cluster.created_at.and_then(|time| time.fmt(Format::DateTime).ok()));
        let authority = cluster.certificate_authority.as_ref().and_then(|authority| authority.data.clone());
        keep(&mut self.certificate_authority, authority.map(|data| CertificateAuthority { data: Some(data) }));
        let issuer =
            cluster.identity.as_ref().and_then(|identity| identity.oidc.as_ref()).and_then(|oidc| oidc.issuer.clone());
        keep(&mut self.oidc_issuer_url, issuer);
        let policy = cluster.upgrade_policy.as_ref().and_then(|policy| policy.support_type.as_ref());
        keep(
            &mut self.upgrade_policy,
            policy.map(|support| UpgradePolicy { support_type: Some(support.as_str().to_owned()) }),
        );
        if let Some(outpost) = &cluster.outpost_config {
            observe_outpost(&mut self.outpost_config, outpost);
            self.control_plane_storage =
                ControlPlaneStorage::of(self.outpost_config.etcd_instance_type.as_deref()).as_str().to_owned();
        }
        if let Some(vpc) = &cluster.resources_vpc_config {
            observe_vpc(&mut self.vpc_config, vpc);
        }
        observe_access(&mut self.access_config, cluster.access_config.as_ref());
        observe_network(&mut self.kubernetes_network_config, cluster.kubernetes_network_config.as_ref());
        if let Some(logging) = &cluster.logging {
            let types = enabled_log_types(logging);
            self.enabled_cluster_log_types = spelled(types, self.enabled_cluster_log_types.as_ref());
        }
        if let Some(remote) = &cluster.tags {
            let remote = tags::visible(default_tags, remote);
            self.tags = tags::own(&remote, default_tags, self.tags.as_ref());
            self.tags_all = remote;
        }
        if let Some(health) = &cluster.health {
            self.health = health_issues(health);
        }
        self
    }
}

/// The kind of cluster that was asked for.
pub(super) fn storage(arguments: &LocalClusterArguments) -> ControlPlaneStorage {
    ControlPlaneStorage::of(arguments.outpost_config.etcd_instance_type.as_deref())
}

fn set(elements: &[String]) -> BTreeSet<String> {
    elements.iter().cloned().collect()
}

/// `elements`, with "none" spelled as it was: an empty set stays an empty set, null stays null.
fn spelled(elements: BTreeSet<String>, prior: Option<&BTreeSet<String>>) -> Option<BTreeSet<String>> {
    if elements.is_empty() && prior.is_none_or(|prior| !prior.is_empty()) { None } else { Some(elements) }
}

fn text(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

fn observe_outpost(state: &mut OutpostConfig, answer: &eks::OutpostConfigResponse) {
    if let Some(outpost_arn) = answer.outpost_arns.first() {
        state.outpost_arn.clone_from(outpost_arn);
    }
    if !answer.control_plane_instance_type.is_empty() {
        state.control_plane_instance_type.clone_from(&answer.control_plane_instance_type);
    }
    state.etcd_instance_type = text(answer.etcd_instance_type.as_deref()).or(state.etcd_instance_type.take());
    if let Some(placement) = &answer.control_plane_placement {
        let group_name = text(placement.group_name.as_deref());
        let spread_level = text(placement.spread_level.as_ref().map(|level| level.as_str()));
        let prior = state.control_plane_placement.take();
        if group_name.is_some() || spread_level.is_some() || prior.is_some() {
            let (prior_group, prior_level) = prior.map_or((None, None), |prior| (prior.group_name, prior.spread_level));
            state.control_plane_placement = Some(ControlPlanePlacement {
                group_name: group_name.or(prior_group),
                spread_level: spread_level.or(prior_level),
            });
        }
    }
    if let Some(placement) = &answer.etcd_placement {
        let spread_level = text(placement.spread_level.as_ref().map(|level| level.as_str()));
        let prior = state.etcd_placement.take();
        if spread_level.is_some() || prior.is_some() {
            let prior_level = prior.and_then(|prior| prior.spread_level);
            state.etcd_placement = Some(EtcdPlacement { spread_level: spread_level.or(prior_level) });
        }
    }
}

fn observe_vpc(state: &mut VpcConfig, answer: &eks::VpcConfigResponse) {
    if let Some(subnet_ids) = &answer.subnet_ids {
        state.subnet_ids = set(subnet_ids);
    }
    if let Some(security_group_ids) = &answer.security_group_ids {
        state.security_group_ids = spelled(set(security_group_ids), state.security_group_ids.as_ref());
    }
    // The SDK reads a missing switch as "off". Private access is never off, so with both off they are missing.
    state.endpoint_private_access |= answer.endpoint_private_access;
    if answer.endpoint_private_access || answer.endpoint_public_access {
        state.endpoint_public_access = answer.endpoint_public_access;
    }
    if let Some(cidrs) = &answer.public_access_cidrs {
        // Without a public endpoint EKS takes no list; what it shows then, empty or not, means nothing.
        let is_public = state.endpoint_public_access;
        state.public_access_cidrs = Some(set(cidrs)).filter(|cidrs| is_public && !cidrs.is_empty());
    }
    state.vpc_id = text(answer.vpc_id.as_deref()).or(state.vpc_id.take());
    state.cluster_security_group_id =
        text(answer.cluster_security_group_id.as_deref()).or(state.cluster_security_group_id.take());
}

/// EKS does not give back whether the creator became administrator; without a word of the practitioner's it did.
fn observe_access(state: &mut Option<AccessConfig>, answer: Option<&eks::AccessConfigResponse>) {
    let Some(answer) = answer else { return };
    let bootstrap = state.as_ref().and_then(|access| access.bootstrap_cluster_creator_admin_permissions);
    let mode = state.as_mut().and_then(|access| access.authentication_mode.take());
    *state = Some(AccessConfig {
        authentication_mode: answer.authentication_mode.as_ref().map(|mode| mode.as_str().to_owned()).or(mode),
        bootstrap_cluster_creator_admin_permissions: Some(bootstrap.unwrap_or(true)),
    });
}

fn observe_network(state: &mut Option<KubernetesNetworkConfig>, answer: Option<&eks::KubernetesNetworkConfigResponse>) {
    let Some(answer) = answer else { return };
    let prior = state.take();
    let (cidr, family) = prior.map_or((None, None), |prior| (prior.service_ipv4_cidr, prior.ip_family));
    *state = Some(KubernetesNetworkConfig {
        service_ipv4_cidr: text(answer.service_ipv4_cidr.as_deref()).or(cidr),
        ip_family: answer.ip_family.as_ref().map(|family| family.as_str().to_owned()).or(family),
    });
}

fn enabled_log_types(logging: &eks::Logging) -> BTreeSet<String> {
    let groups = logging.cluster_logging.iter().flatten().filter(|group| group.enabled == Some(true));
    groups.flat_map(|group| group.types.iter().flatten()).map(|log_type| log_type.as_str().to_owned()).collect()
}

/// Health issues in an order of ours, because EKS's is not stable; of bounded size, because state is for ever.
pub(super) fn health_issues(health: &eks::ClusterHealth) -> Vec<HealthIssue> {
    const MOST: usize = 100;
    let issues = health.issues.iter().flatten().map(|issue| {
        let mut resource_ids: Vec<_> = issue.resource_ids.iter().flatten().map(|id| sanitize(id)).collect();
        resource_ids.sort();
        resource_ids.truncate(MOST);
        HealthIssue {
            code: issue.code.as_ref().map(|code| sanitize(code.as_str())),
            message: issue.message.as_deref().map(sanitize),
            resource_ids,
        }
    });
    let mut issues: Vec<_> = issues.collect();
    issues.sort();
    issues.truncate(MOST);
    issues
}
