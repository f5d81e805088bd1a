use serde_json::{Value as Json, json};
use tf_provider_rs::{Resource, Result};

use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    ARN, DESCRIBE, OUTPOST, ROLE, Test, answer, described, described_instance_store, ebs, instance_store,
};
use crate::resources::testing::with;

/// What the AWS provider stores of a cluster on EBS that nobody configured beyond the least: version 0, and v5 of the provider.
fn stored() -> Json {
    json!({
        "access_config": [{ "authentication_mode": "CONFIG_MAP", "bootstrap_cluster_creator_admin_permissions": true }],
        "arn": ARN,
        "certificate_authority": [{ "data": "Q0E=" }],
        "cluster_id": "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d",
        "created_at": "2026-01-01T00:00:00Z",
        "enabled_cluster_log_types": [],
        "encryption_config": [],
        "endpoint": "https://edge.example.com",
        "id": "edge",
        "identity": [],
        "kubernetes_network_config": [{ "ip_family": "ipv4", "service_ipv4_cidr": "10.100.0.0/16", "service_ipv6_cidr": "" }],
        "name": "edge",
        "outpost_config": [{
            "control_plane_instance_type": "m5.large",
            "control_plane_placement": [],
            "outpost_arns": [OUTPOST],
        }],
        "platform_version": "eks-local-outposts.1",
        "role_arn": ROLE,
        "status": "ACTIVE",
        "tags": {},
        "tags_all": {},
        "timeouts": null,
        "version": "1.31",
        "vpc_config": [{
            "cluster_security_group_id": "sg-0123456789abcdef0",
            "endpoint_private_access": true,
            "endpoint_public_access": false,
            "public_access_cidrs": [],
            "security_group_ids": [],
            "subnet_ids": ["subnet-01234567"],
            "vpc_id": "vpc-0123456789abcdef0",
        }],
    })
}

/// The same in version 1, as v6 of the provider stores it.
fn stored_v1() -> Json {
    let mut state = stored();
    for (name, value) in [
        ("bootstrap_self_managed_addons", json!(true)),
        ("compute_config", json!([])),
        ("control_plane_scaling_config", json!([])),
        ("deletion_protection", json!(false)),
        ("force_update_version", Json::Null),
        ("region", json!("us-west-2")),
        ("remote_network_config", json!([])),
        ("storage_config", json!([])),
        ("upgrade_policy", json!([{ "support_type": "EXTENDED" }])),
        ("zonal_shift_config", json!([])),
    ] {
        state[name] = value;
    }
    with(state, "kubernetes_network_config.0.elastic_load_balancing", json!([{ "enabled": false }]))
}

/// A cluster on instance store in which everything is set.
fn stored_instance_store() -> Json {
    let mut state = stored_v1();
    for (path, value) in [
        ("enabled_cluster_log_types", json!(["audit", "api"])),
        ("identity", json!([{ "oidc": [{ "issuer": "https://oidc.example.com/1" }] }])),
        ("access_config.0.authentication_mode", json!("API_AND_CONFIG_MAP")),
        ("outpost_config.0.etcd_instance_type", json!("c5d.large")),
        ("outpost_config.0.etcd_placement", json!([{ "spread_level": "rack" }])),
        ("outpost_config.0.control_plane_placement", json!([{ "group_name": "", "spread_level": "host" }])),
        ("vpc_config.0.endpoint_public_access", json!(true)),
        ("vpc_config.0.public_access_cidrs", json!(["203.0.113.0/24"])),
        ("vpc_config.0.security_group_ids", json!(["sg-01234567"])),
        ("tags", json!({ "owner": "edge" })),
        ("tags_all", json!({ "owner": "edge", "team": "x" })),
        ("deletion_protection", json!(true)),
    ] {
        state = with(state, path, value);
    }
    state
}

async fn moved(version: i64, state: &Json) -> Result<LocalCluster> {
    let test = Test::new(Vec::new()).await;
    let moved = test.host.moved_from("hashicorp/aws", "aws_eks_cluster", version, state);
    assert_eq!(test.calls(), [""; 0], "a move asks nobody");
    moved
}

#[tokio::test(start_paused = true)]
async fn a_cluster_of_either_kind_moves_and_its_read_and_plan_find_nothing_to_change() {
    let store = with(described_instance_store("ACTIVE"), "outpostConfig.controlPlanePlacement.spreadLevel", "host");
    let store = with(store, "outpostConfig.etcdPlacement.spreadLevel", "rack");
    let store = with(store, "resourcesVpcConfig.endpointPublicAccess", true);
    let store = with(store, "resourcesVpcConfig.publicAccessCidrs", json!(["203.0.113.0/24"]));
    let store = with(store, "resourcesVpcConfig.securityGroupIds", json!(["sg-01234567"]));
    let store = with(store, "logging.clusterLogging", json!([{ "types": ["api", "audit"], "enabled": true }]));
    let store = with(store, "tags", json!({ "owner": "edge" }));
    let store = with(store, "deletionProtection", true);
    let config = with(instance_store(), "outpost_config.control_plane_placement", json!({ "spread_level": "host" }));
    let config = with(config, "outpost_config.etcd_placement", json!({ "spread_level": "rack" }));
    let config = with(config, "vpc_config.endpoint_public_access", true);
    let config = with(config, "vpc_config.public_access_cidrs", json!(["203.0.113.0/24"]));
    let config = with(config, "vpc_config.security_group_ids", json!(["sg-01234567"]));
    let config = with(config, "enabled_cluster_log_types", json!(["api", "audit"]));
    let config = with(config, "tags", json!({ "owner": "edge" }));
    for (version, state, cluster, config) in [
        (0, stored(), described("ACTIVE"), ebs()),
        (1, stored_v1(), described("ACTIVE"), ebs()),
        (1, stored_instance_store(), store, config),
    ] {
        let moved = moved(version, &state).await.unwrap();
        let test = Test::new(vec![(DESCRIBE, vec![answer(cluster)])]).await;
        let read = LocalClusterResource.read(&test.context(), moved.clone()).await.unwrap().unwrap();
        assert_eq!(test.calls(), [DESCRIBE]);
        assert_eq!(test.plan(&config, Some(&read)).await.changes(&read), [""; 0], "{state}");

        // The read adds only what that provider does not keep.
        let known = LocalCluster {
            upgrade_policy: read.upgrade_policy.clone(),
            deletion_protection: read.deletion_protection,
            tags_all: read.tags_all.clone(),
            ..moved
        };
        assert_eq!(known, read, "{state}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_region_comes_from_the_state_or_from_an_arn() {
    for (state, region) in [
        (with(stored_v1(), "region", "eu-west-1"), "eu-west-1"),
        (stored(), "us-west-2"),
        (with(stored(), "arn", Json::Null), "us-west-2"),
        (with(stored(), "arn", "arn:aws:eks:ap-south-1:111122223333:cluster/edge"), "ap-south-1"),
    ] {
        assert_eq!(moved(0, &state).await.unwrap().region, region);
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_that_knows_only_what_its_configuration_said_is_enough() {
    let state = json!({
        "id": "edge",
        "role_arn": ROLE,
        "outpost_config": [{ "control_plane_instance_type": "m5.large", "outpost_arns": [OUTPOST] }],
        "vpc_config": [{ "subnet_ids": ["subnet-01234567"] }],
    });
    let moved = moved(0, &state).await.unwrap();
    assert_eq!((moved.name.as_str(), moved.region.as_str(), moved.arn.clone()), ("edge", "us-west-2", None));
    assert_eq!(moved.status.as_deref(), Some("UNKNOWN"));
    let test = Test::new(vec![(DESCRIBE, vec![answer(described("ACTIVE"))])]).await;
    let read = LocalClusterResource.read(&test.context(), moved).await.unwrap().unwrap();
    assert_eq!(test.plan(&ebs(), Some(&read)).await.changes(&read), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_cluster_of_the_cloud_stays_where_it_is() {
    for state in [with(stored_v1(), "outpost_config", json!([])), with(stored(), "outpost_config", Json::Null)] {
        assert_eq!(
            moved(1, &state).await.unwrap_err().to_string(),
            "error: Not a local cluster\nCluster \"edge\" runs in the AWS cloud, not on an Outpost. Leave it with `aws_eks_cluster` of the \
             AWS provider, and remove the `moved` block."
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_state_without_what_every_cluster_has_is_refused_with_the_attribute() {
    for (path, missing) in [
        ("role_arn", "role_arn"),
        ("vpc_config", "vpc_config[0].subnet_ids"),
        ("outpost_config.0.outpost_arns", "outpost_config[0].outpost_arns"),
        ("outpost_config.0.control_plane_instance_type", "outpost_config[0].control_plane_instance_type"),
    ] {
        assert_eq!(
            moved(1, &with(stored_v1(), path, Json::Null)).await.unwrap_err().to_string(),
            format!(
                "error: State cannot be moved\nThe state of the `aws_eks_cluster` has no usable `{missing}`. Run `terraform apply -refresh-only` \
                 without the `moved` block, with the AWS provider, and try again. Or write a `removed` block for the old address \
                 with `lifecycle {{ destroy = false }}`, and an `import` block for the new one."
            )
        );
    }
    let nameless = with(with(stored(), "id", ""), "name", "");
    assert!(moved(0, &nameless).await.unwrap_err().to_string().contains("`name`"));
}
