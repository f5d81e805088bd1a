//! What is written about a cluster.

use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::draw::{member, one_of, text};
use super::roles::Roles;

const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";
const SUBNETS: [&str; 2] = ["subnet-0a1b2c3d4e5f67891", "subnet-0a1b2c3d4e5f67892"];
const GROUP: &str = "sg-0a1b2c3d4e5f67890";
const LOG_TYPES: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/// Configurations of either kind.
pub(super) fn any_kind(roles: Roles) -> impl Strategy<Value = Value> {
    prop_oneof![of_ebs(roles.ebs), of_store(roles.store)]
}

/// What may not be known while planning: every argument.
pub(super) const OPEN: [&str; 29] = [
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
        member("support_type", text(&["STANDARD", "EXTENDED"])),
        member("service_ipv4_cidr", text(&["10.100.0.0/16", "10.100.0.0/16", "172.20.0.0/16"])),
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

/// Absent, or with any of its members.
fn access(modes: &[&'static str], creator: &[Option<bool>]) -> impl Strategy<Value = Value> + use<> {
    (text(modes), one_of(creator), any::<bool>()).prop_map(|(mode, creator, is_there)| {
        let access = json!({ "authentication_mode": mode, "bootstrap_cluster_creator_admin_permissions": creator });
        if is_there { access } else { Value::Null }
    })
}

fn of_ebs(roles: Vec<String>) -> impl Strategy<Value = Value> {
    let placement = member("group_name", text(&["simulated-spread"]));
    let access = access(&["CONFIG_MAP"], &[None, Some(true)]);
    (common(), one_of(&roles), placement, access).prop_map(|(mut config, role, placement, access)| {
        config["role_arn"] = json!(role);
        config["outpost_config"]["control_plane_placement"] = placement;
        config["access_config"] = access;
        config
    })
}

fn of_store(roles: Vec<String>) -> impl Strategy<Value = Value> {
    let levels = ["host", "host", "rack"];
    let placements = (member("spread_level", text(&levels)), member("spread_level", text(&levels)));
    let access = access(&["API", "API_AND_CONFIG_MAP"], &[None, None, Some(true), Some(false)]);
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
