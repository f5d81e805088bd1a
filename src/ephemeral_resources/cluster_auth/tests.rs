use serde_json::{Value as Json, json};
use tf_provider_rs::testing::{Open, Terraform, UNKNOWN};
use tf_provider_rs::{EphemeralResource, Result};

use super::{ClusterAuthResource, ClusterAuthView};
use crate::aws::testing::{Wire, query_error};
use crate::resources::testing::terraform;

const ID: &str = "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d";
const AUTH: &str = "eksoutpost_cluster_auth";

/// Terraform with an AWS that nobody should ask.
async fn silent() -> (Wire, Terraform) {
    let wire = Wire::new([query_error(500, "InternalFailure", "nobody should have asked")]);
    let terraform = terraform(&wire).await;
    (wire, terraform)
}

async fn opened(config: &Json) -> Result<Open> {
    let (wire, mut terraform) = silent().await;
    let held = terraform.open(AUTH, config).await;
    assert_eq!(wire.seen().len(), 0, "AWS was asked");
    held
}

fn view(config: &Json) -> ClusterAuthView {
    tf_provider_rs::testing::view::<super::ClusterAuth>(config).unwrap()
}

#[tokio::test]
async fn what_the_kind_of_cluster_needs_is_asked_for_at_its_argument() {
    for (config, expected) in [
        (json!({}), "error: Cluster ID is missing (at cluster_id)"),
        (json!({ "name": "edge" }), "error: Cluster ID is missing (at cluster_id)"),
        (json!({ "name": "edge", "control_plane_storage": "ebs" }), "error: Cluster ID is missing (at cluster_id)"),
        (json!({ "cluster_id": "edge" }), "error: Invalid cluster ID (at cluster_id)"),
        (
            json!({ "cluster_id": ID, "control_plane_storage": "instance_store" }),
            "error: Cluster name is missing (at name)",
        ),
        (
            json!({ "name": ID, "control_plane_storage": "instance_store" }),
            "error: Cluster ID in place of the name (at name)",
        ),
        (json!({ "name": "-", "cluster_id": ID }), "error: Invalid cluster name (at name)"),
        (
            json!({ "cluster_id": ID, "control_plane_storage": "floppy" }),
            "error: Unknown control plane storage (at control_plane_storage)",
        ),
        (json!({ "cluster_id": ID, "region": "us-west-2a" }), "error: Invalid Region (at region)"),
        (json!({ "cluster_id": ID, "region": "cn-north-1" }), "error: Region of another partition (at region)"),
    ] {
        let refused = opened(&config).await.unwrap_err();
        let said: Vec<_> = refused
            .iter()
            .map(|one| format!("error: {} (at {})", one.summary, one.attribute.as_ref().unwrap()))
            .collect();
        assert_eq!(said, [expected], "{config}");
    }
}

#[test]
fn what_is_not_known_yet_may_be_right() {
    for config in [
        json!({ "cluster_id": UNKNOWN }),
        json!({ "control_plane_storage": UNKNOWN }),
        json!({ "control_plane_storage": "instance_store", "name": UNKNOWN }),
        json!({ "cluster_id": ID, "name": UNKNOWN }),
        json!({ "control_plane_storage": "instance_store", "cluster_id": UNKNOWN, "name": "edge" }),
    ] {
        let found = ClusterAuthResource.validate(&view(&config));
        assert!(found.is_empty(), "{config}: {found}");
    }
}

#[tokio::test]
async fn a_token_is_made_for_either_kind_without_a_call_and_without_renewal() {
    for config in [
        json!({ "cluster_id": ID }),
        json!({ "cluster_id": ID, "name": "edge", "control_plane_storage": "ebs" }),
        json!({ "name": "edge", "control_plane_storage": "instance_store" }),
        json!({ "cluster_id": ID, "name": "edge", "control_plane_storage": "instance_store", "region": "eu-west-1" }),
    ] {
        let held = opened(&config).await.unwrap();
        assert!(held.value()["token"].as_str().unwrap().starts_with("k8s-aws-v1."), "{config}");
        assert_eq!(held.value()["expires_at"].as_str().unwrap().len(), "2026-01-01T00:00:00Z".len());
        for (argument, default) in [
            ("cluster_id", json!(null)),
            ("name", json!(null)),
            ("control_plane_storage", json!("ebs")),
            ("region", json!("us-west-2")),
        ] {
            assert_eq!(held.value()[argument], *config.get(argument).unwrap_or(&default), "{config}");
        }
        assert!(held.renew_at().is_none() && held.warnings().is_empty());
    }
}

#[tokio::test]
async fn a_close_tells_that_the_token_has_expired() {
    let (_wire, mut terraform) = silent().await;
    let held = terraform.open(AUTH, &json!({ "cluster_id": ID })).await.unwrap();
    let expired = json!({ "secs_since_epoch": 1_767_225_600, "nanos_since_epoch": 0 });
    let expired = held.clone().keeping(expired.to_string().into_bytes());
    assert_eq!(terraform.close(held).await.unwrap().to_string(), "");
    assert_eq!(
        terraform.close(expired).await.unwrap().to_string(),
        "warning: Token expired while it was in use\nThe token was valid until 2026-01-01T00:00:00Z, and Terraform still needed it then. What a \
         provider asked the cluster for afterwards was refused (\"Unauthorized\"), and Terraform cannot give it another token in the same run. If \
         something failed for that, run the command again. If it takes this long every time, use the provider's `exec` block with `aws eks \
         get-token` in place of `token`."
    );
}
