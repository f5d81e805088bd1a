//! Clusters of both kinds.

mod configurations;
pub(super) mod roles;

use std::collections::BTreeSet;

use proptest::strategy::Strategy;
use serde_json::{Value, json};
use tf_provider_rs::testing::Terraform;

use super::Subject;
use super::draw;
use super::json::{asks_otherwise, at, differ, is_among, set};
use super::step::{Expected, Step};
use crate::acceptance::harness::Simulator;
use roles::Roles;

pub(super) fn steps(roles: Roles) -> impl Strategy<Value = Step> {
    draw::steps(configurations::any_kind(roles), &configurations::OPEN)
}

/// A change of these replaces the cluster.
const FIXED: [&str; 10] = [
    "name",
    "role_arn",
    "outpost_config.outpost_arn",
    "outpost_config.control_plane_instance_type",
    "outpost_config.etcd_instance_type",
    "outpost_config.control_plane_placement.group_name",
    "outpost_config.control_plane_placement.spread_level",
    "outpost_config.etcd_placement.spread_level",
    "vpc_config.subnet_ids",
    "vpc_config.security_group_ids",
];

/// The same, unless the configuration leaves it open.
const CHOSEN: [&str; 3] = [
    "region",
    "access_config.bootstrap_cluster_creator_admin_permissions",
    "kubernetes_network_config.service_ipv4_cidr",
];

pub(super) struct Cluster;

impl Subject for Cluster {
    const ADDRESS: &'static str = "eksoutpost_local_cluster.a";

    fn expected(state: &Value, step: &Step) -> Expected {
        let config = &step.config;
        let is_replaced = FIXED.iter().chain(&CHOSEN).any(|path| is_among(path, &step.unknown))
            || FIXED.iter().any(|path| differ(config, state, path))
            || CHOSEN.iter().any(|path| asks_otherwise(config, state, path));
        if is_replaced {
            return Expected::Replace;
        }
        let refusals = [version_refusal(state, config), mode_refusal(state, config)];
        let (late, early): (Vec<_>, Vec<_>) =
            refusals.into_iter().flatten().partition(|(path, _)| is_among(path, &step.unknown));
        match (early.first(), late.first()) {
            (Some((_, title)), _) => Expected::Refuse(title),
            (None, Some((_, title))) => Expected::FailToUpdate(title),
            (None, None) => Expected::Keep,
        }
    }

    fn lock(state: &Value) -> Option<&'static str> {
        (state["deletion_protection"] == true).then_some("Cluster is protected from deletion")
    }

    fn is_recognized(state: &Value, step: &Step) -> bool {
        let is_named = !step.unknown.contains(&"name") && !step.unknown.contains(&"region");
        is_named && step.config["name"] == state["name"]
    }

    fn unlocked(config: &Value) -> Value {
        let mut config = config.clone();
        config["deletion_protection"] = json!(false);
        // Somebody may have raised it meanwhile.
        config["version"] = Value::Null;
        config
    }

    fn tamper(simulator: &Simulator, state: &Value, how: usize) {
        let raised =
            minor(state).filter(|minor| *minor < 32).map(|minor| json!({ "version": format!("1.{}", minor + 1) }));
        let change = match how {
            0 => json!({ "tags": { "by": "hand", "owner": "others" } }),
            1 => json!({ "logging": ["api"] }),
            2 => raised.unwrap_or_else(|| json!({ "untag": ["owner"] })),
            _ => json!({ "deletion_protection": true }),
        };
        simulator.change_cluster(state["name"].as_str().unwrap(), change);
    }

    fn remove(simulator: &Simulator, state: &Value) {
        simulator.change_cluster(state["name"].as_str().unwrap(), json!({ "disappear": true }));
    }

    async fn assert_there(simulator: &Simulator, _terraform: &mut Terraform, state: &Value) {
        let found = simulator.cluster(state["name"].as_str().unwrap());
        let there = &found["cluster"];
        let same = [
            ("role_arn", "roleArn"),
            ("version", "version"),
            ("platform_version", "platformVersion"),
            ("deletion_protection", "deletionProtection"),
            ("upgrade_policy.support_type", "upgradePolicy.supportType"),
            ("access_config.authentication_mode", "accessConfig.authenticationMode"),
            ("kubernetes_network_config.service_ipv4_cidr", "kubernetesNetworkConfig.serviceIpv4Cidr"),
            ("outpost_config.control_plane_instance_type", "outpostConfig.controlPlaneInstanceType"),
            ("outpost_config.control_plane_placement.group_name", "outpostConfig.controlPlanePlacement.groupName"),
            ("outpost_config.control_plane_placement.spread_level", "outpostConfig.controlPlanePlacement.spreadLevel"),
            ("outpost_config.etcd_instance_type", "outpostConfig.etcdInstanceType"),
            ("outpost_config.etcd_placement.spread_level", "outpostConfig.etcdPlacement.spreadLevel"),
            ("vpc_config.endpoint_public_access", "resourcesVpcConfig.endpointPublicAccess"),
            ("vpc_config.endpoint_private_access", "resourcesVpcConfig.endpointPrivateAccess"),
            ("vpc_config.vpc_id", "resourcesVpcConfig.vpcId"),
            ("endpoint", "endpoint"),
            ("arn", "arn"),
        ];
        for (ours, theirs) in same {
            assert_eq!(at(state, ours), at(there, theirs), "{ours}");
        }
        for (ours, theirs) in [
            ("vpc_config.subnet_ids", "resourcesVpcConfig.subnetIds"),
            ("vpc_config.security_group_ids", "resourcesVpcConfig.securityGroupIds"),
            ("vpc_config.public_access_cidrs", "resourcesVpcConfig.publicAccessCidrs"),
        ] {
            assert_eq!(set(at(state, ours)), set(at(there, theirs)), "{ours}");
        }
        assert_eq!(state["tags_all"], there["tags"]);
        let logs = at(there, "logging.clusterLogging").as_array().into_iter().flatten();
        let enabled = logs.filter(|group| group["enabled"] == true).flat_map(|group| set(&group["types"]));
        assert_eq!(set(&state["enabled_cluster_log_types"]), enabled.collect::<BTreeSet<_>>());
    }
}

/// The attribute that EKS would refuse, and the title of the error.
type Refusal = (&'static str, &'static str);

fn version_refusal(state: &Value, config: &Value) -> Option<Refusal> {
    match minor(config)? - minor(state)? {
        0 | 1 => None,
        step if step < 0 => Some(("version", "Kubernetes version cannot be lowered")),
        _ => Some(("version", "Kubernetes version skips a minor version")),
    }
}

fn mode_refusal(state: &Value, config: &Value) -> Option<Refusal> {
    const MODE: &str = "access_config.authentication_mode";
    let goes_back = at(state, MODE) == "API" && at(config, MODE) == "API_AND_CONFIG_MAP";
    goes_back.then_some((MODE, "Authentication mode cannot go back"))
}

/// NN of a version 1.NN.
fn minor(object: &Value) -> Option<i32> {
    object["version"].as_str()?.strip_prefix("1.")?.parse().ok()
}
