use std::sync::Arc;

use serde_json::{Value as Json, json};
use tf_provider_rs::Resource;
use tf_provider_rs::testing::{Host, UNKNOWN};

use crate::config::Api;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::model::LocalCluster;
use crate::resources::local_cluster::testing::{
    DESCRIBE, OUTPOST, ROLE, Test, answer, applied, described, described_instance_store, ebs, instance_store,
};
use crate::resources::testing::{tags, with};

/// What the provider finds anew at every update.
const VOLATILE: [&str; 3] = ["health", "platform_version", "status"];

async fn test() -> Test {
    Test::new(Vec::new()).await
}

#[tokio::test(start_paused = true)]
async fn a_new_cluster_shows_before_the_apply_whatever_does_not_depend_on_aws() {
    let test = Test::with_default_tags(Vec::new(), tags(&[("team", "edge"), ("stage", "dev")])).await;
    let planned = test.plan(&with(ebs(), "tags", json!({ "stage": "prod" })), None).await;
    assert_eq!(
        planned.state(),
        json!({
            "name": "edge",
            "id": "edge",
            "role_arn": ROLE,
            "region": "us-west-2",
            "control_plane_storage": "ebs",
            "outpost_config": {
                "outpost_arn": OUTPOST,
                "control_plane_instance_type": "m5.large",
                "control_plane_placement": null,
                "etcd_instance_type": null,
                "etcd_placement": null,
            },
            "vpc_config": {
                "subnet_ids": ["subnet-01234567"],
                "security_group_ids": null,
                "endpoint_private_access": true,
                "endpoint_public_access": false,
                "public_access_cidrs": null,
                "vpc_id": UNKNOWN,
                "cluster_security_group_id": UNKNOWN,
            },
            "access_config": { "authentication_mode": "CONFIG_MAP", "bootstrap_cluster_creator_admin_permissions": true },
            "tags": { "stage": "prod" },
            "tags_all": { "stage": "prod", "team": "edge" },
            "wait_for_active": true,
            "enabled_cluster_log_types": null,
            "preflight": null,
            "timeouts": null,
            "version": UNKNOWN,
            "kubernetes_network_config": UNKNOWN,
            "upgrade_policy": UNKNOWN,
            "deletion_protection": UNKNOWN,
            "arn": UNKNOWN,
            "cluster_id": UNKNOWN,
            "status": UNKNOWN,
            "platform_version": UNKNOWN,
            "endpoint": UNKNOWN,
            "certificate_authority": UNKNOWN,
            "oidc_issuer_url": UNKNOWN,
            "created_at": UNKNOWN,
            "creator_principal_arn": UNKNOWN,
            "health": UNKNOWN,
        })
    );
    assert_eq!(test.calls(), [""; 0], "a plan needs no call");
}

#[tokio::test(start_paused = true)]
async fn the_kind_decides_storage_and_access_where_they_are_left_open() {
    let access =
        |mode: &str| json!({ "authentication_mode": mode, "bootstrap_cluster_creator_admin_permissions": true });
    for (config, storage, expected) in [
        (ebs(), "ebs", access("CONFIG_MAP")),
        (instance_store(), "instance_store", access("API_AND_CONFIG_MAP")),
        (with(instance_store(), "access_config", json!({})), "instance_store", access("API_AND_CONFIG_MAP")),
        (with(instance_store(), "access_config.authentication_mode", "API"), "instance_store", access("API")),
        (with(instance_store(), "access_config.authentication_mode", UNKNOWN), "instance_store", access(UNKNOWN)),
        (with(ebs(), "outpost_config.etcd_instance_type", UNKNOWN), UNKNOWN, json!(UNKNOWN)),
    ] {
        let state = test().await.plan(&config, None).await.state();
        assert_eq!((&state["control_plane_storage"], &state["access_config"]), (&json!(storage), &expected));
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_provider_block_leaves_open_what_it_decides() {
    let host = Host::new(LocalClusterResource, Arc::new(Api::unknown()));
    let planned = host.plan(&ebs(), None).await.unwrap();
    assert_eq!(planned.diagnostics.to_string(), "");
    assert_eq!((&planned.state()["region"], &planned.state()["id"]), (&json!(UNKNOWN), &json!("edge")));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_is_as_configured_needs_nothing() {
    for (config, cluster) in [(ebs(), described("ACTIVE")), (instance_store(), described_instance_store("ACTIVE"))] {
        let prior = applied(&config, cluster).await;
        assert_eq!(test().await.plan(&config, Some(&prior)).await.changes(&prior), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_of_default_tags_alone_updates_the_tags_in_place() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let test = Test::with_default_tags(Vec::new(), tags(&[("team", "edge")])).await;
    let planned = test.plan(&ebs(), Some(&prior)).await;
    assert_eq!(planned.changes(&prior), ["health", "platform_version", "status", "tags_all"]);
    assert_eq!(planned.state()["tags_all"], json!({ "team": "edge" }));
    assert_eq!(planned.requires_replace(), [""; 0]);

    let imported = LocalCluster { creator_principal_arn: None, ..prior };
    let changes = test.plan(&ebs(), Some(&imported)).await.changes(&imported);
    assert_eq!(changes, ["health", "platform_version", "status", "tags_all"], "nobody learns the creator later");
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_nobody_has_waited_for_is_waited_for() {
    let young = || {
        let mut cluster = described("CREATING");
        cluster
            .as_object_mut()
            .unwrap()
            .retain(|name, _| !matches!(name.as_str(), "endpoint" | "certificateAuthority"));
        cluster
    };
    let config = with(ebs(), "wait_for_active", false);
    let prior = applied(&config, young()).await;
    assert_eq!(test().await.plan(&config, Some(&prior)).await.changes(&prior), [""; 0], "nobody wants to wait");

    let mut prior = prior;
    prior.wait_for_active = true;
    let planned = test().await.plan(&ebs(), Some(&prior)).await;
    assert_eq!(planned.requires_replace(), [""; 0]);
    let changes = ["certificate_authority", "endpoint", "health", "oidc_issuer_url", "platform_version", "status"];
    assert_eq!(planned.changes(&prior), changes);
    assert_eq!((&planned.state()["status"], &planned.state()["endpoint"]), (&json!(UNKNOWN), &json!(UNKNOWN)));

    for status in ["ACTIVE", "UPDATING", "FAILED", "DELETING"] {
        let mut prior = prior.clone();
        prior.status = Some(status.to_owned());
        assert_eq!(test().await.plan(&ebs(), Some(&prior)).await.changes(&prior), [""; 0], "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_version_goes_up_one_step_at_a_time() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    let to = |version: &str| with(ebs(), "version", version);
    let planned = test().await.plan(&to("1.32"), Some(&prior)).await;
    assert_eq!((planned.changes(&prior).len(), planned.requires_replace()), (VOLATILE.len() + 1, vec![]));
    assert_eq!(
        test().await.refusal(&to("1.34"), Some(&prior)).await,
        "error: Kubernetes version skips a minor version (at version)\nThe cluster runs 1.31; 1.34 is more than one \
         minor version \
         ahead. EKS upgrades one minor version at a time: 1.31 -> 1.32 -> 1.33 -> 1.34. Set version = \"1.32\" and apply, then go on."
    );
    assert_eq!(
        test().await.refusal(&to("1.30"), Some(&prior)).await,
        "error: Kubernetes version cannot be lowered (at version)\nThe cluster runs 1.31; 1.30 is older. EKS does \
         not downgrade a \
         local cluster. Keep version = \"1.31\", or make a new cluster with 1.30 under another name."
    );
    let other_place = with(to("1.30"), "name", "other");
    assert_eq!(
        test().await.plan(&other_place, Some(&prior)).await.requires_replace(),
        ["name"],
        "a new cluster may be older"
    );
}

#[tokio::test(start_paused = true)]
async fn the_authentication_mode_goes_forward_only() {
    let mode = |mode: &str| with(instance_store(), "access_config.authentication_mode", mode);
    let prior = applied(&instance_store(), described_instance_store("ACTIVE")).await;
    assert_eq!(test().await.plan(&mode("API"), Some(&prior)).await.requires_replace(), [""; 0]);
    let cluster = with(described_instance_store("ACTIVE"), "accessConfig.authenticationMode", "API");
    let prior = applied(&mode("API"), cluster).await;
    assert_eq!(
        test().await.refusal(&mode("API_AND_CONFIG_MAP"), Some(&prior)).await,
        "error: Authentication mode cannot go back (at access_config.authentication_mode)\nThe cluster has \"API\"; \
         EKS does not let \
         it return to \"API_AND_CONFIG_MAP\". Keep authentication_mode = \"API\"."
    );
}

#[tokio::test(start_paused = true)]
async fn an_outpost_of_another_region_than_the_providers_is_refused() {
    let arn = "arn:aws:outposts:eu-west-1:111122223333:outpost/op-0123456789abcdef0";
    let config = with(ebs(), "outpost_config.outpost_arn", arn);
    assert_eq!(
        test().await.refusal(&config, None).await,
        format!(
            "error: Outpost in another Region (at outpost_config.outpost_arn)\nThe Outpost \"{arn}\" is in \
             \"eu-west-1\", but the \
             cluster is to be made in \"us-west-2\". Set region = \"eu-west-1\" on the resource or in the provider block, or name \
             an Outpost of \"us-west-2\"."
        )
    );
    test().await.plan(&with(config, "region", "eu-west-1"), None).await;
}

#[tokio::test(start_paused = true)]
async fn a_change_of_what_eks_cannot_change_replaces_the_cluster() {
    let prior = applied(&ebs(), described("ACTIVE")).await;
    for (path, value) in [
        ("name", json!("other")),
        ("role_arn", json!("arn:aws:iam::111122223333:role/other")),
        ("outpost_config.control_plane_instance_type", json!("m5.xlarge")),
        ("outpost_config.etcd_instance_type", json!("m5.xlarge")),
        ("outpost_config.control_plane_placement", json!({ "group_name": "spread" })),
        ("vpc_config.subnet_ids", json!(["subnet-76543210"])),
        ("vpc_config.security_group_ids", json!(["sg-76543210"])),
        ("kubernetes_network_config.service_ipv4_cidr", json!("172.20.0.0/16")),
        ("region", json!("us-east-1")),
    ] {
        let planned = test().await.plan(&with(ebs(), path, value), Some(&prior)).await;
        let replaces = planned.requires_replace();
        assert!(
            replaces.iter().all(|replaces| replaces.starts_with(path)) && !replaces.is_empty(),
            "{path}: {replaces:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_protected_cluster_is_neither_deleted_nor_replaced() {
    let refused = "error: Cluster is protected from deletion\nCluster \"edge\" has deletion protection. Set `deletion_protection = \
                   false`, apply, and then destroy it.\n\nIf Terraform calls the cluster tainted, since its creation ended with an error, it \
                   goes on trying to replace it. Take the mark away first; the apply then keeps the cluster, and changes its \
                   protection:\n\n  terraform untaint ADDRESS # the resource's address, above\n  terraform apply";
    let config = with(ebs(), "deletion_protection", true);
    let prior = applied(&config, with(described("ACTIVE"), "deletionProtection", true)).await;
    let test = test().await;
    assert_eq!(test.host.plan_delete(&prior).await.to_string(), refused);
    let refused = refused.replace(
        ". Set `deletion_protection = false`, apply, and then destroy it.",
        ", and this plan replaces it. Undo what replaces it for now, a changed attribute or `-replace`, set `deletion_protection = \
         false`, and apply; then replace it.",
    );
    for protection in [true, false] {
        let config = with(with(config.clone(), "name", "other"), "deletion_protection", protection);
        assert_eq!(test.refusal(&config, Some(&prior)).await, refused, "{protection}");
    }

    // Terraform plans a tainted cluster as if it were new, after it has read it.
    let shown = with(described("ACTIVE"), "deletionProtection", true);
    let test = Test::new(vec![(DESCRIBE, vec![answer(shown)])]).await;
    LocalClusterResource.read(&test.context(), prior.clone()).await.unwrap();
    assert_eq!(test.refusal(&config, None).await, refused);

    for status in ["CREATING", "FAILED", "DELETING"] {
        let unfinished = LocalCluster { status: Some(status.to_owned()), ..prior.clone() };
        assert_eq!(test.host.plan_delete(&unfinished).await.to_string(), "", "{status}");
    }
    let prior = applied(&ebs(), described("ACTIVE")).await;
    assert_eq!(test.host.plan_delete(&prior).await.to_string(), "");
}

#[tokio::test(start_paused = true)]
async fn unknown_tags_make_unknown_tags_all() {
    let planned = test().await.plan(&with(ebs(), "tags", json!({ "a": UNKNOWN })), None).await;
    assert_eq!(planned.state()["tags_all"], json!({ "a": UNKNOWN }));
    let planned = test().await.plan(&with(ebs(), "tags", UNKNOWN), None).await;
    assert_eq!(planned.state()["tags_all"], Json::from(UNKNOWN));
}
