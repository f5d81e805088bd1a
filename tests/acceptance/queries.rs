//! `terraform query`, which Terraform 1.11 does not have: the provider in this process, on a simulated AWS that the real Terraform has filled.

use std::sync::Arc;

use serde_json::{Value, json};
use terraform_provider_eksoutpost::config::Api;
use terraform_provider_eksoutpost::resources::cluster_role::ClusterRoleResource;
use terraform_provider_eksoutpost::resources::local_cluster::LocalClusterResource;
use tf_provider_rs::Resource;
use tf_provider_rs::testing::{Host, Listed, Query, Terraform, configure, state};

use super::harness::{InProcess, Simulator, Workspace, provider_block};

const CLUSTER: &str = "eksoutpost_local_cluster";
const ROLE: &str = "eksoutpost_cluster_role";
const OUTPOST: &str = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67890";

pub(super) async fn query(terraform: &mut Terraform, type_name: &str, config: Value) -> (Vec<Listed>, String) {
    let query = Query { config: &config, limit: 100, include_resource: true };
    let (listed, said) = terraform.query(type_name, query).await.unwrap();
    (listed, said.to_string())
}

fn names(listed: &[Listed]) -> Vec<&str> {
    listed.iter().map(|listed| listed.display_name.as_str()).collect()
}

/// Imports what was listed, and plans the configuration that the provider generates for it.
async fn adopt<R: Resource<Api = Api>>(
    terraform: &mut Terraform,
    resource: R,
    block: &Value,
    type_name: &str,
    listed: &Listed,
) {
    let address = format!("{type_name}.{}", listed.display_name.replace('-', "_"));
    terraform.import_by_identity(&address, &listed.identity).await.unwrap();
    let imported = terraform.object(&address).unwrap();
    assert_eq!(Some(&imported), listed.object.as_ref(), "{address}");
    let host = Host::new(resource, Arc::new(configure(&InProcess, block).await.unwrap()));
    let config = host.provider_generated_config(&state::<R::Model>(&imported).unwrap()).unwrap();
    terraform.settled(&address, &config).await.unwrap();
}

#[tokio::test]
async fn clusters_and_roles_of_either_kind_are_found_and_adopted_without_a_change() {
    let simulator = Simulator::borrow();
    let mut ebs = Workspace::new(&simulator, "ebs_minimal");
    let mut store = Workspace::new(&simulator, "store_minimal");
    ebs.apply().succeeded();
    store.apply().succeeded();
    simulator.forget_requests();

    let block = provider_block(&simulator, "AKIASIMULATEDKEY0001", "simulated");
    let mut terraform = Terraform::start(InProcess, &block).await.unwrap();
    let (clusters, said) = query(&mut terraform, CLUSTER, json!({ "outpost_arn": OUTPOST })).await;
    assert_eq!((names(&clusters), said.as_str()), (vec!["edge", "store"], ""));
    let (roles, said) = query(&mut terraform, ROLE, json!({})).await;
    assert_eq!((names(&roles), said.as_str()), (vec!["edge-cluster", "store-cluster"], ""));
    let mut called = simulator.journal().actions();
    called.sort();
    let expected = [
        "eks:DescribeCluster",
        "eks:DescribeCluster",
        "eks:ListClusters",
        "iam:GetRole",
        "iam:GetRole",
        "iam:ListAttachedRolePolicies",
        "iam:ListAttachedRolePolicies",
        "iam:ListEntitiesForPolicy",
        "iam:ListEntitiesForPolicy",
    ];
    assert_eq!(called, expected);

    for listed in &clusters {
        adopt(&mut terraform, LocalClusterResource, &block, CLUSTER, listed).await;
    }
    for listed in &roles {
        adopt(&mut terraform, ClusterRoleResource, &block, ROLE, listed).await;
    }
    assert_eq!(simulator.journal().changes(), Vec::<&str>::new());

    assert_eq!(names(&query(&mut terraform, CLUSTER, json!({ "name_prefix": "st" })).await.0), ["store"]);
    assert_eq!(names(&query(&mut terraform, CLUSTER, json!({ "region": "eu-west-1" })).await.0), [""; 0]);
    let of_store = json!({ "control_plane_storage": "instance_store" });
    assert_eq!(names(&query(&mut terraform, ROLE, of_store).await.0), ["store-cluster"]);
    assert_eq!(names(&query(&mut terraform, ROLE, json!({ "path_prefix": "/elsewhere/" })).await.0), [""; 0]);
    drop(terraform);
    store.destroy().succeeded();
    ebs.destroy_and_leave_nothing(&simulator);
}
