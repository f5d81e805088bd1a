//! Clusters of both kinds.

use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};
use tf_provider_rs::testing::Terraform;

use super::Kind;
use super::json::{asks_otherwise, at, differ, is_among, possible, set};
use super::step::{Accident, Expected, Step, WAYS};
use crate::acceptance::harness::Simulator;

const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";
const SUBNETS: [&str; 2] = ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"];
const GROUP: &str = "sg-0a1b2c3d4e5f67890";
const LOG_TYPES: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/// ARNs of the roles that clusters may have: two for each kind.
#[derive(Clone)]
pub(super) struct Roles {
    ebs: Vec<String>,
    store: Vec<String>,
}

const ROLES: [(&str, &str); 4] =
    [("ebs", "role_a"), ("ebs", "role_b"), ("instance_store", "role_c"), ("instance_store", "role_d")];

pub(super) async fn roles(terraform: &mut Terraform) -> Roles {
    let mut roles = Roles { ebs: Vec::new(), store: Vec::new() };
    for (kind, name) in ROLES {
        let address = format!("eksoutpost_cluster_role.{name}");
        terraform.run(&address, &json!({ "name": name, "control_plane_storage": kind })).await.unwrap();
        let arn = terraform.object(&address).unwrap()["arn"].as_str().unwrap().to_owned();
        if kind == "ebs" { roles.ebs.push(arn) } else { roles.store.push(arn) }
    }
    roles
}

pub(super) async fn remove_roles(terraform: &mut Terraform) {
    for (_, name) in ROLES {
        terraform.destroy(&format!("eksoutpost_cluster_role.{name}")).await.unwrap();
    }
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(values: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(values.to_vec())
}

/// Absent, without members, or with one.
fn object(name: &'static str, value: impl Strategy<Value = Option<Value>>) -> impl Strategy<Value = Value> {
    (value, any::<bool>()).prop_map(move |(value, is_there)| match value {
        Some(value) => json!({ name: value }),
        None if is_there => json!({}),
        None => Value::Null,
    })
}

fn text(values: &[&'static str]) -> impl Strategy<Value = Option<Value>> + use<> {
    option::of(one_of(values).prop_map(Value::from))
}

/// What both kinds have.
fn common() -> impl Strategy<Value = Value> {
    let fixed = (
        one_of(&["edge", "edge", "edge", "far"]),
        one_of(&["m5.large", "m5.large", "m5.large", "m5.xlarge"]),
        one_of(&[1, 1, 1, 2]),
        one_of(&[json!(null), json!(null), json!([GROUP])]),
        option::of(one_of(&["us-west-2"])),
    );
    let changed = (
        option::of(prop::sample::subsequence(LOG_TYPES.to_vec(), 0..3)),
        option::of(prop::sample::subsequence(vec![("owner", "clusters"), ("line", "4"), ("empty", "")], 0..3)),
        one_of(&[None, None, None, Some("1.30"), Some("1.31"), Some("1.31"), Some("1.32")]),
        one_of(&[None, None, Some(false), Some(false), Some(true)]),
        object("support_type", text(&["STANDARD", "EXTENDED"])),
        object("service_ipv4_cidr", text(&["10.100.0.0/16", "10.100.0.0/16", "172.20.0.0/16"])),
    );
    let unseen =
        (option::of(one_of(&["off", "warn", "error"])), option::of(any::<bool>()), option::of(one_of(&["1m", "2m"])));
    (fixed, changed, unseen).prop_map(|(fixed, changed, unseen)| {
        let tags = changed.1.map(|tags| tags.into_iter().map(|(key, value)| (key.to_owned(), json!(value))).collect());
        json!({
            "name": fixed.0,
            "region": fixed.4,
            "outpost_config": { "outpost_arn": OUTPOST, "control_plane_instance_type": fixed.1 },
            "vpc_config": { "subnet_ids": SUBNETS[..fixed.2], "security_group_ids": fixed.3 },
            "enabled_cluster_log_types": changed.0,
            "tags": tags.map(Value::Object),
            "version": changed.2,
            "deletion_protection": changed.3,
            "upgrade_policy": changed.4,
            "kubernetes_network_config": changed.5,
            "preflight": unseen.0,
            "wait_for_active": unseen.1,
            "timeouts": { "create": unseen.2, "update": unseen.2 },
        })
    })
}

fn of_ebs(roles: Vec<String>) -> impl Strategy<Value = Value> {
    let placement = object("group_name", text(&["simulated-spread"]));
    let access =
        (text(&["CONFIG_MAP"]), option::of(Just(true)), any::<bool>()).prop_map(|(mode, creator, is_there)| {
            let access = json!({ "authentication_mode": mode, "bootstrap_cluster_creator_admin_permissions": creator });
            if is_there { access } else { Value::Null }
        });
    (common(), one_of(&roles), placement, access).prop_map(|(mut config, role, placement, access)| {
        config["role_arn"] = json!(role);
        config["outpost_config"]["control_plane_placement"] = placement;
        config["access_config"] = access;
        config
    })
}

fn of_store(roles: Vec<String>) -> impl Strategy<Value = Value> {
    let levels = ["host", "host", "rack"];
    let placements = (object("spread_level", text(&levels)), object("spread_level", text(&levels)));
    let access = (text(&["API", "API_AND_CONFIG_MAP"]), one_of(&[None, None, Some(true), Some(false)]), any::<bool>());
    let access = access.prop_map(|(mode, creator, is_there)| {
        let access = json!({ "authentication_mode": mode, "bootstrap_cluster_creator_admin_permissions": creator });
        if is_there { access } else { Value::Null }
    });
    let blocks = option::of(one_of(&[json!(["203.0.113.0/24"]), json!(["198.51.100.7/32", "203.0.113.0/24"])]));
    let public = (option::of(any::<bool>()), blocks);
    (common(), one_of(&roles), placements, access, public).prop_map(|(mut config, role, placements, access, public)| {
        config["role_arn"] = json!(role);
        config["outpost_config"]["etcd_instance_type"] = json!("c5.large");
        config["outpost_config"]["control_plane_placement"] = placements.0;
        config["outpost_config"]["etcd_placement"] = placements.1;
        config["access_config"] = access;
        config["vpc_config"]["endpoint_public_access"] = json!(public.0);
        if public.0 == Some(true) {
            config["vpc_config"]["public_access_cidrs"] = json!(public.1);
        }
        config
    })
}

pub(super) fn steps(roles: Roles) -> impl Strategy<Value = Step> {
    let nothing = (0..8).prop_map(|_| Accident::Nothing);
    let accident = prop_oneof![
        8 => nothing,
        1 => Just(Accident::Tainted),
        1 => Just(Accident::Destroyed),
        1 => Just(Accident::Gone),
        4 => (0..WAYS).prop_map(Accident::Changed),
    ];
    let config = prop_oneof![of_ebs(roles.ebs), of_store(roles.store)];
    let unknown = prop_oneof![2 => Just(Vec::new()), 1 => prop::sample::subsequence(OPEN.to_vec(), 1..4)];
    (accident, config, unknown).prop_map(|(accident, config, unknown)| {
        let unknown = possible(unknown, &config);
        Step { accident, config, unknown }
    })
}

/// What may not be known while planning: every argument.
const OPEN: [&str; 29] = [
    "name",
    "region",
    "role_arn",
    "version",
    "tags",
    "enabled_cluster_log_types",
    "deletion_protection",
    "preflight",
    "wait_for_active",
    "outpost_config",
    "outpost_config.outpost_arn",
    "outpost_config.control_plane_instance_type",
    "outpost_config.control_plane_placement",
    "outpost_config.control_plane_placement.group_name",
    "outpost_config.control_plane_placement.spread_level",
    "outpost_config.etcd_instance_type",
    "outpost_config.etcd_placement",
    "outpost_config.etcd_placement.spread_level",
    "vpc_config",
    "vpc_config.subnet_ids",
    "vpc_config.security_group_ids",
    "vpc_config.endpoint_public_access",
    "vpc_config.public_access_cidrs",
    "access_config",
    "access_config.authentication_mode",
    "access_config.bootstrap_cluster_creator_admin_permissions",
    "kubernetes_network_config",
    "kubernetes_network_config.service_ipv4_cidr",
    "upgrade_policy",
];

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

impl Kind for Cluster {
    const ADDRESS: &'static str = "eksoutpost_local_cluster.a";

    fn expected(state: &Value, step: &Step) -> Expected {
        let config = &step.config;
        let is_replaced = FIXED.iter().chain(&CHOSEN).any(|path| is_among(path, &step.unknown))
            || FIXED.iter().any(|path| differ(config, state, path))
            || CHOSEN.iter().any(|path| asks_otherwise(config, state, path));
        if is_replaced {
            return Expected::Replace;
        }
        if let (Some(from), Some(to)) = (minor(state), minor(config)) {
            match to - from {
                0 | 1 => {}
                step if step < 0 => return Expected::Refuse("Kubernetes version cannot be lowered"),
                _ => return Expected::Refuse("Kubernetes version skips a minor version"),
            }
        }
        let mode = |object| at(object, "access_config.authentication_mode").as_str();
        match (mode(state), mode(config)) {
            (Some("API"), Some("API_AND_CONFIG_MAP")) => Expected::Refuse("Authentication mode cannot go back"),
            _ => Expected::Keep,
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
        assert!(
            set(&state["enabled_cluster_log_types"]).into_iter().eq(enabled.collect::<std::collections::BTreeSet<_>>())
        );
    }
}

/// NN of a version 1.NN.
fn minor(object: &Value) -> Option<i32> {
    object["version"].as_str()?.strip_prefix("1.")?.parse().ok()
}
