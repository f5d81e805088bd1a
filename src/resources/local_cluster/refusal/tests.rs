use serde_json::Value as Json;
use tf_provider_rs::{Diagnostic, Resource};

use crate::aws::testing::eks_error;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::testing::{
    CALLER, CREATE, DESCRIBE, Test, UPDATE_CONFIG, UPDATE_VERSION, answer, applied, caller, described,
    described_instance_store, ebs, instance_store,
};
use crate::resources::testing::with;

const PARAMETER: &str = "InvalidParameterException";
const REQUEST: &str = "InvalidRequestException";

/// Messages, where they were read, and the attribute that each is about.
///
/// - `#N`: the issue of that number of terraform-aws-modules/terraform-aws-eks.
/// - `aws`: hashicorp/terraform-provider-aws, internal/service/eks/cluster.go.
/// - `guide`: EKS user guide, Troubleshoot local clusters; there as texts of health issues.
/// - `form`: EKS API Reference, the form of a refused member.
/// - `made up`: no text is public.
const MESSAGES: &[(&str, &str, &str, Option<&str>)] = &[
    (
        "#2925",
        PARAMETER,
        "Local Amazon EKS cluster only supports bootstrapClusterCreatorAdminPermissions=true and authenticationMode=CONFIG_MAP for \
         AccessConfig.",
        Some("access_config"),
    ),
    ("aws", PARAMETER, "Role could not be assumed because the trusted entity is not correct", Some("role_arn")),
    (
        "aws",
        PARAMETER,
        "The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following policies are \
         attached",
        Some("role_arn"),
    ),
    ("aws", PARAMETER, "IAM role's policy must include the `ec2:DescribeSubnets` action", Some("role_arn")),
    ("aws", PARAMETER, "Error in role params", Some("role_arn")),
    ("aws", PARAMETER, "unsupported Kubernetes version", Some("version")),
    (
        "guide",
        PARAMETER,
        "The instance type 'm5.large' is not supported in Outpost 'arn:aws:outposts:us-west-2:111122223333:outpost/op-0'.",
        Some("outpost_config.control_plane_instance_type"),
    ),
    ("guide", PARAMETER, "The subnet ID subnet-01234567 does not exist", Some("vpc_config.subnet_ids")),
    ("guide", PARAMETER, "Subnets specified must belong to the same VPC", Some("vpc_config.subnet_ids")),
    ("guide", PARAMETER, "Subnet subnet-01234567 is not part of any Outpost", Some("vpc_config.subnet_ids")),
    ("guide", PARAMETER, "InvalidPermissions", Some("role_arn")),
    (
        "form",
        PARAMETER,
        "1 validation error detected: Value '_' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern",
        Some("name"),
    ),
    (
        "form",
        PARAMETER,
        "1 validation error detected: Value '[]' at 'resourcesVpcConfig.subnetIds' failed to satisfy constraint",
        Some("vpc_config.subnet_ids"),
    ),
    (
        "form",
        PARAMETER,
        "1 validation error detected: Value '[1, 2]' at 'outpostConfig.outpostArns' failed to satisfy constraint",
        Some("outpost_config.outpost_arn"),
    ),
    (
        "made up",
        PARAMETER,
        "etcdInstanceType: the instance type is not supported",
        Some("outpost_config.etcd_instance_type"),
    ),
    ("made up", PARAMETER, "etcdPlacement needs a spread level", Some("outpost_config.etcd_placement")),
    (
        "made up",
        PARAMETER,
        "The placement group 'spread' does not exist on the Outpost",
        Some("outpost_config.control_plane_placement.group_name"),
    ),
    (
        "made up",
        PARAMETER,
        "spreadLevel of controlPlanePlacement must be host or rack",
        Some("outpost_config.control_plane_placement.spread_level"),
    ),
    (
        "made up",
        PARAMETER,
        "Security group sg-1 is not in the VPC of the subnets",
        Some("vpc_config.security_group_ids"),
    ),
    (
        "made up",
        REQUEST,
        "The Outpost arn:aws:outposts:::outpost/op-0 is not active",
        Some("outpost_config.outpost_arn"),
    ),
    ("made up", PARAMETER, "serviceIpv4Cidr overlaps the VPC", Some("kubernetes_network_config.service_ipv4_cidr")),
    (
        "made up",
        PARAMETER,
        "The CIDR 10.0.0.0/16 overlaps with the VPC",
        Some("kubernetes_network_config.service_ipv4_cidr"),
    ),
    ("made up", PARAMETER, "Invalid publicAccessCidrs: 10.0.0.0/8", Some("vpc_config.public_access_cidrs")),
    (
        "made up",
        PARAMETER,
        "endpointPublicAccess must be false for a local cluster",
        Some("vpc_config.endpoint_public_access"),
    ),
    ("made up", REQUEST, "Deletion protection is not supported for local clusters", Some("deletion_protection")),
    ("made up", PARAMETER, "upgradePolicy is not supported", Some("upgrade_policy.support_type")),
    ("made up", PARAMETER, "clusterLogging has an unknown log type", Some("enabled_cluster_log_types")),
    ("made up", PARAMETER, "Too many tags", Some("tags")),
    ("made up", "ResourceNotFoundException", "The role was not found", Some("role_arn")),
    (
        "made up",
        "UnsupportedAvailabilityZoneException",
        "The availability zone us-west-2d is not supported",
        Some("vpc_config.subnet_ids"),
    ),
    // No attribute says which key.
    ("made up", PARAMETER, "The KMS key does not let the role create grants", None),
    ("made up", PARAMETER, "Not today.", None),
    // What stands between us and EKS is no refusal of an attribute.
    (
        "made up",
        "AccessDeniedException",
        "User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: eks:CreateCluster with an explicit deny in a role",
        None,
    ),
    ("made up", "ResourceLimitExceededException", "Cluster limit exceeded for account.", None),
];

/// What the practitioner reads when EKS refuses the creation of a cluster of this name.
async fn refused(name: &str, code: &str, message: &str) -> Diagnostic {
    let test = Test::new(vec![(CALLER, vec![caller()]), (CREATE, vec![eks_error(400, code, message)])]).await;
    let arguments = test.arguments(&with(ebs(), "name", name), None).await;
    let told = LocalClusterResource.create(&test.context(), arguments).await.unwrap_err();
    told.iter().next().unwrap().clone()
}

fn place(told: &Diagnostic) -> Option<String> {
    told.attribute.as_ref().map(ToString::to_string)
}

#[tokio::test(start_paused = true)]
async fn what_eks_refuses_is_told_at_the_attribute_that_its_message_is_about() {
    for (source, code, message, path) in MESSAGES {
        let told = refused("edge", code, message).await;
        assert_eq!(place(&told).as_deref(), *path, "{source}: {message}");
        assert_eq!(told.summary, "CreateCluster failed for cluster \"edge\"");
        let line = format!("eks:CreateCluster on cluster \"edge\": {code}: {message}");
        assert!(told.detail.starts_with(&line), "{}", told.detail);
    }
}

#[tokio::test(start_paused = true)]
async fn the_name_of_a_cluster_says_nothing() {
    for name in ["role", "subnet", "tags", "version"] {
        let told = refused(name, PARAMETER, &format!("Cluster '{name}' cannot be made on control edges.")).await;
        assert_eq!(place(&told), None, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_change_is_told_at_what_was_to_be_changed_unless_it_is_about_something_else() {
    let unknown = "Not today.";
    for (path, value, what, message, place_of_it) in [
        ("version", Json::from("1.32"), UPDATE_VERSION, unknown, "version"),
        (
            "version",
            Json::from("1.32"),
            UPDATE_VERSION,
            "The subnet subnet-1 has too few addresses",
            "vpc_config.subnet_ids",
        ),
        ("enabled_cluster_log_types", serde_json::json!(["api"]), UPDATE_CONFIG, unknown, "enabled_cluster_log_types"),
        ("upgrade_policy.support_type", Json::from("STANDARD"), UPDATE_CONFIG, unknown, "upgrade_policy.support_type"),
        ("deletion_protection", Json::from(true), UPDATE_CONFIG, unknown, "deletion_protection"),
    ] {
        assert_eq!(
            refused_change(ebs(), described("ACTIVE"), path, value, what, message).await.as_deref(),
            Some(place_of_it)
        );
    }
    for (path, value) in [
        ("access_config.authentication_mode", Json::from("API")),
        ("vpc_config.endpoint_public_access", Json::from(true)),
    ] {
        let cluster = described_instance_store("ACTIVE");
        let place = refused_change(instance_store(), cluster, path, value, UPDATE_CONFIG, unknown).await;
        assert_eq!(place.as_deref(), Some(path));
    }
}

async fn refused_change(
    config: Json,
    cluster: Json,
    path: &str,
    value: Json,
    what: &'static str,
    message: &str,
) -> Option<String> {
    let prior = applied(&config, cluster.clone()).await;
    let test =
        Test::new(vec![(DESCRIBE, vec![answer(cluster)]), (what, vec![eks_error(400, PARAMETER, message)])]).await;
    let arguments = test.arguments(&with(config, path, value), Some(&prior)).await;
    let told = LocalClusterResource.update(&test.context(), prior, arguments).await.unwrap_err();
    place(told.iter().next().unwrap())
}
