use serde_json::{Value as Json, json};

use super::LocalClusterDataSource;
use crate::aws::testing::{Answer, SILENT, eks_error};
use crate::data_sources::testing;
use crate::resources::local_cluster::testing::{
    ARN, DESCRIBE, OUTPOST, ROLE, ailing, answer, denied, described, described_instance_store, gone,
};
use crate::resources::testing::with;

type Test = testing::Test<LocalClusterDataSource>;

/// The data of "edge" when EKS gives `answer`, and what is said; after exactly one call.
async fn read(answer: Answer) -> (Json, String) {
    let test = Test::new([(DESCRIBE, vec![answer])]).await;
    let read = test.read(&json!({ "name": "edge" })).await;
    assert_eq!(test.calls(), [DESCRIBE]);
    read
}

/// The data of an active cluster on EBS.
fn ebs() -> Json {
    json!({
        "name": "edge",
        "region": "us-west-2",
        "id": "edge",
        "arn": ARN,
        "cluster_id": "0b9e7c1e-6c5e-4f6b-9d6e-0e2f3a4b5c6d",
        "control_plane_storage": "ebs",
        "status": "ACTIVE",
        "health": [],
        "version": "1.31",
        "platform_version": "eks-local-outposts.1",
        "endpoint": "https://edge.example.com",
        "certificate_authority": { "data": "Q0E=" },
        "oidc_issuer_url": null,
        "role_arn": ROLE,
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
            "vpc_id": "vpc-0123456789abcdef0",
            "cluster_security_group_id": "sg-0123456789abcdef0",
        },
        "kubernetes_network_config": { "service_ipv4_cidr": "10.100.0.0/16", "ip_family": "ipv4" },
        "access_config": { "authentication_mode": "CONFIG_MAP" },
        "enabled_cluster_log_types": [],
        "upgrade_policy": { "support_type": "EXTENDED" },
        "deletion_protection": false,
        "created_at": "2026-01-01T00:00:00Z",
        "tags": {},
    })
}

#[tokio::test(start_paused = true)]
async fn everything_that_eks_tells_is_read_with_one_call() {
    assert_eq!(read(answer(described("ACTIVE"))).await, (ebs(), String::new()));

    let cluster =
        with(described_instance_store("ACTIVE"), "outpostConfig.etcdPlacement", json!({ "spreadLevel": "rack" }));
    let cluster = with(cluster, "logging", json!({ "clusterLogging": [{ "types": ["audit"], "enabled": true }] }));
    let expected = with(ebs(), "control_plane_storage", "instance_store");
    let expected = with(expected, "outpost_config.etcd_instance_type", "c5d.large");
    let expected = with(expected, "outpost_config.etcd_placement", json!({ "spread_level": "rack" }));
    let expected = with(expected, "access_config.authentication_mode", "API_AND_CONFIG_MAP");
    let expected = with(expected, "oidc_issuer_url", "https://oidc.example.com/1");
    let expected = with(expected, "enabled_cluster_log_types", json!(["audit"]));
    let tags = json!({ "team": "edge" });
    assert_eq!(read(answer(with(cluster, "tags", tags.clone()))).await.0, with(expected, "tags", tags));
}

#[tokio::test(start_paused = true)]
async fn a_cluster_that_is_being_made_has_what_eks_knows_and_its_health_issues() {
    let cluster = json!({
        "name": "edge",
        "status": "CREATING",
        "outpostConfig": { "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" },
    });
    let (data, said) = read(answer(cluster)).await;
    assert_eq!((&data["status"], &data["endpoint"], said.as_str()), (&json!("CREATING"), &Json::Null, ""));
    let (data, said) = read(answer(ailing("CREATING", "Ec2SubnetNotFound", "gone"))).await;
    let issue = json!({ "code": "Ec2SubnetNotFound", "message": "gone", "resource_ids": ["subnet-01234567"] });
    assert_eq!((&data["health"], said.as_str()), (&json!([issue]), ""));
}

#[tokio::test(start_paused = true)]
async fn what_is_no_local_cluster_is_refused_at_the_name() {
    assert_eq!(
        read(answer(with(described("ACTIVE"), "outpostConfig", Json::Null))).await,
        (
            Json::Null,
            "error: Not a local cluster (at name)\nCluster \"edge\" in us-west-2 runs in the AWS cloud, not on an Outpost. Read it with the data \
             source `aws_eks_cluster` of the AWS provider, hashicorp/aws."
                .to_owned()
        )
    );
    for answer in [gone(), eks_error(400, "ClientException", "No cluster found for name: edge.")] {
        assert_eq!(
            read(answer).await.1,
            "error: No such cluster (at name)\nThere is no cluster \"edge\" in us-west-2 in this account. Check the name, the Region and the \
             credentials. If a resource of this configuration makes the cluster, add `depends_on` with that resource, so that Terraform reads this \
             afterwards."
        );
    }
}

#[tokio::test(start_paused = true)]
async fn what_eks_refuses_names_the_action() {
    let (_, said) = read(denied()).await;
    assert!(said.starts_with("error: DescribeCluster failed for cluster \"edge\"\n"), "{said}");
    assert!(said.contains("Allow eks:DescribeCluster to the principal that runs Terraform"), "{said}");
    for answer in
        [eks_error(503, "ServiceUnavailableException", "later"), (200, "{}".to_owned()), (404, "<html>".to_owned())]
    {
        let (data, said) = read(answer).await;
        assert_eq!(data, Json::Null);
        assert!(said.starts_with("error: DescribeCluster failed for cluster \"edge\"\n"), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn names_and_regions_are_checked_before_anything_is_asked() {
    let test = Test::new([]).await;
    for (config, expected) in [
        (json!({ "name": "-" }), "error: Invalid cluster name (at name)\n"),
        (json!({ "name": "edge", "region": "us-west-2a" }), "error: Invalid Region (at region)\n"),
        (json!({ "name": "edge", "region": "cn-north-1" }), "error: Region of another partition (at region)\n"),
    ] {
        let (_, said) = test.read(&config).await;
        assert!(said.starts_with(expected), "{said}");
    }
    assert_eq!(test.calls(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn another_region_is_asked_and_shown() {
    let test = Test::new([(DESCRIBE, vec![answer(described("ACTIVE"))])]).await;
    let (data, _) = test.read(&json!({ "name": "edge", "region": "eu-west-1" })).await;
    assert_eq!(data["region"], "eu-west-1");
    assert!(test.wire.seen()[0].header("authorization").contains("/eu-west-1/eks/"));
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_the_read_at_once() {
    let test = Test::new([(DESCRIBE, vec![(SILENT, String::new())])]).await;
    let interrupt = async {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        test.stop.cancel();
    };
    let config = json!({ "name": "edge" });
    let ((_, said), ()) = tokio::join!(test.read(&config), interrupt);
    assert_eq!(said, "error: Interrupted\nAWS had not answered yet. Run the command again.");
}
