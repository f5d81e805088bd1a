use std::sync::Arc;

use serde_json::{Value as Json, json};
use tf_provider_rs::testing::{Host, UNKNOWN};

use crate::config::Api;
use crate::resources::local_cluster::LocalClusterResource;
use crate::resources::local_cluster::testing::{OUTPOST, ebs, instance_store};
use crate::resources::testing::{with, with_each_unknown};

/// What is said of a configuration, with a provider block of which nothing is known.
fn said(config: &Json) -> String {
    Host::new(LocalClusterResource, Arc::new(Api::unknown())).validate(config).unwrap().to_string()
}

/// A configuration of each kind in which everything is set.
fn everything() -> [Json; 2] {
    let both = |config: Json| {
        let config = with(config, "version", "1.31");
        let config = with(config, "vpc_config.security_group_ids", json!(["sg-01234567"]));
        let config = with(config, "kubernetes_network_config.service_ipv4_cidr", "10.100.0.0/16");
        let config = with(config, "enabled_cluster_log_types", json!(["api", "audit"]));
        let config = with(config, "upgrade_policy.support_type", "STANDARD");
        let config = with(config, "tags", json!({ "team": "edge" }));
        let config = with(config, "region", "us-west-2");
        let config = with(config, "preflight", "warn");
        with(config, "timeouts", json!({ "create": "1h30m", "update": "90m", "delete": "45m" }))
    };
    let on_ebs = with(both(ebs()), "outpost_config.control_plane_placement.group_name", "spread");
    let on_ebs = with(
        on_ebs,
        "access_config",
        json!({ "authentication_mode": "CONFIG_MAP", "bootstrap_cluster_creator_admin_permissions": true }),
    );
    let on_store = with(both(instance_store()), "outpost_config.control_plane_placement.spread_level", "rack");
    let on_store = with(on_store, "outpost_config.etcd_placement.spread_level", "host");
    let on_store = with(on_store, "vpc_config.endpoint_public_access", true);
    let on_store = with(on_store, "vpc_config.public_access_cidrs", json!(["203.0.113.0/24"]));
    [on_ebs, with(on_store, "access_config.authentication_mode", "API")]
}

#[test]
fn good_configurations_of_both_kinds_are_not_remarked_on() {
    for config in [ebs(), instance_store()].into_iter().chain(everything()) {
        assert_eq!(said(&config), "");
    }
}

#[test]
fn bare_metal_is_a_warning_on_instance_store() {
    for name in ["control_plane_instance_type", "etcd_instance_type"] {
        let path = format!("outpost_config.{name}");
        assert_eq!(
            said(&with(instance_store(), &path, "m5.metal")),
            format!(
                "warning: Bare metal instance type (at {path})\n\"m5.metal\" is a bare metal instance type. With etcd_instance_type set, EKS \
                 uses virtualized hosts only, and waits for them without end. Choose a type such as \"m5d.xlarge\" that the Outpost has."
            )
        );
    }
    assert_eq!(said(&with(ebs(), "outpost_config.control_plane_instance_type", "m5.metal")), "");
}

#[test]
fn what_is_not_known_yet_is_never_an_error() {
    for config in everything() {
        let variants = with_each_unknown(&config);
        assert!(variants.len() > 25, "{}", variants.len());
        for (path, config) in variants {
            assert_eq!(said(&config), "", "{path} is unknown");
        }
    }
}

#[test]
fn every_rule_of_one_attribute_speaks_at_the_attribute() {
    for (path, value, expected) in [
        (
            "name",
            json!("-edge"),
            "error: Invalid cluster name (at name)\n\"-edge\" begins with \"-\". A cluster name has 1 to 100 \
             characters: letters (A-Z, a-z), digits, hyphens and underscores, and begins with a letter or digit.",
        ),
        (
            "name",
            json!("edge_1"),
            "warning: Cluster name outside AWS's advice for Outposts (at name)\n\"edge_1\" contains an underscore. \
             The EKS API accepts it, but AWS's pages on local clusters ask for letters, digits and hyphens, \
             beginning with a letter. A name cannot be changed later: choose another one now if you can.",
        ),
        (
            "role_arn",
            json!("edge"),
            "error: Invalid role ARN (at role_arn)\n\"edge\" is not the ARN of an IAM role. A role's name is not \
             enough: EKS wants its ARN. It looks like arn:aws:iam::111122223333:role/eks-local-cluster.",
        ),
        (
            "version",
            json!("1.31.4"),
            "error: Invalid Kubernetes version (at version)\n\"1.31.4\" is not a Kubernetes minor version of the \
             form \"1.31\". EKS chooses the patch version itself: write \"1.31\".",
        ),
        (
            "outpost_config.outpost_arn",
            json!("op-0123456789abcdef0"),
            "error: Invalid Outpost ARN (at outpost_config.outpost_arn)\n\"op-0123456789abcdef0\" is not the ARN of \
             an Outpost. An Outpost's id is not enough: EKS wants its ARN. It looks like \
             arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0: \"op-\" and 17 hexadecimal \
             digits. \"aws outposts list-outposts\" shows yours.",
        ),
        (
            "outpost_config.control_plane_instance_type",
            json!("large"),
            "error: Invalid instance type (at outpost_config.control_plane_instance_type)\n\"large\" is not an EC2 \
             instance type, such as \"m5.xlarge\". \"aws outposts get-outpost-instance-types\" shows those of your \
             Outpost.",
        ),
        (
            "outpost_config.etcd_instance_type",
            json!(""),
            "error: Invalid instance type (at outpost_config.etcd_instance_type)\n\"\" is not an EC2 instance type, \
             such as \"m5.xlarge\". \"aws outposts get-outpost-instance-types\" shows those of your Outpost.",
        ),
        (
            "vpc_config.subnet_ids",
            json!([]),
            "error: No subnet (at vpc_config.subnet_ids)\nsubnet_ids is empty. A local cluster needs at least one \
             private subnet on its Outpost.",
        ),
        (
            "vpc_config.subnet_ids",
            json!(["subnet-1"]),
            "error: Invalid subnet id (at vpc_config.subnet_ids)\n\"subnet-1\" is not the id of a subnet, such as \
             \"subnet-0123456789abcdef0\".",
        ),
        (
            "vpc_config.subnet_ids",
            json!([null]),
            "error: Null in a collection (at vpc_config.subnet_ids)\nEvery element must have a value: remove the \
             null, or give it a value.",
        ),
        (
            "vpc_config.security_group_ids",
            json!(["sg-00000001", "sg-00000002", "sg-00000003", "sg-00000004", "sg-00000005", "sg-00000006"]),
            "error: Too many security groups (at vpc_config.security_group_ids)\n6 security groups are given; EKS \
             takes at most 5. Merge their rules.",
        ),
        (
            "vpc_config.security_group_ids",
            json!([null]),
            "error: Null in a collection (at vpc_config.security_group_ids)\nEvery element must have a value: \
             remove the null, or give it a value.",
        ),
        (
            "vpc_config.endpoint_private_access",
            json!(false),
            "error: Private access cannot be switched off (at vpc_config.endpoint_private_access)\nThe API server \
             of a local cluster is always reachable from the VPC. Set endpoint_private_access = true, or leave it out.",
        ),
        (
            "kubernetes_network_config.service_ipv4_cidr",
            json!("203.0.113.0/24"),
            "error: Invalid service CIDR block (at kubernetes_network_config.service_ipv4_cidr)\n\"203.0.113.0/24\" \
             is not inside a private block. Use a block of /24 to /12 inside 10.0.0.0/8, 172.16.0.0/12 or \
             192.168.0.0/16 that does not overlap the VPC.",
        ),
        (
            "enabled_cluster_log_types",
            json!(["API"]),
            "error: Unknown log type (at enabled_cluster_log_types)\n\"API\" is not a log type. Use some of \
             \"api\", \"audit\", \"authenticator\", \"controllerManager\", \"scheduler\". Did you mean \"api\"?",
        ),
        (
            "upgrade_policy.support_type",
            json!("standard"),
            "error: Unknown support type (at upgrade_policy.support_type)\n\"standard\" is not a support type. Use \
             \"STANDARD\" (upgraded by EKS when standard support ends) or \"EXTENDED\" (kept, at a higher price).",
        ),
        (
            "tags",
            json!({ "aws:a": "b" }),
            "error: Invalid tag (at tags)\nThe tag key \"aws:a\" begins with \"aws:\", which AWS keeps for itself. \
             Choose another key.",
        ),
        (
            "tags",
            json!({ "a": null }),
            "error: Null in a collection (at tags[\"a\"])\nEvery element must have a value: remove the null, or \
             give it a value.",
        ),
        (
            "region",
            json!("us-west-2a"),
            "error: Invalid Region (at region)\n\"us-west-2a\" is not the name of a Region, such as \"us-west-2\". \
             It looks like an Availability Zone: its Region is \"us-west-2\".",
        ),
        (
            "preflight",
            json!("maybe"),
            "error: Unknown preflight level (at preflight)\n\"maybe\" is not known. Use \"error\", \"warn\" or \"off\".",
        ),
        (
            "timeouts.create",
            json!("1d"),
            "error: Invalid duration (at timeouts.create)\n`1d` is not a duration. Use a positive number with a \
             unit, for example `90s`, `45m` or `1h30m`.",
        ),
        (
            "status",
            json!("ACTIVE"),
            "error: Read-only attribute in the configuration (at status)\n`status` is set by the provider: remove \
             it from the configuration.",
        ),
    ] {
        // An empty instance type for etcd is one for a cluster on EBS.
        assert_eq!(said(&with(ebs(), path, value)), expected);
    }
}

#[test]
fn every_rule_across_attributes_speaks_at_the_attribute_to_change() {
    let group = "outpost_config.control_plane_placement.group_name";
    let level = "outpost_config.control_plane_placement.spread_level";
    let mode = "access_config.authentication_mode";
    let bootstrap = "access_config.bootstrap_cluster_creator_admin_permissions";
    let public = "vpc_config.endpoint_public_access";
    let cidrs = "vpc_config.public_access_cidrs";
    let open = with(instance_store(), public, true);
    for (config, path, value, expected) in [
        (
            ebs(),
            "region",
            json!("eu-west-1"),
            format!(
                "error: Outpost in another Region (at region)\nThe Outpost \
         \"{OUTPOST}\" is in \"us-west-2\", but the cluster is to be made in \"eu-west-1\". Set region = \
         \"us-west-2\" on the resource or in the provider block, or name an Outpost of \"eu-west-1\"."
            ),
        ),
        (
            instance_store(),
            group,
            json!("g"),
            "error: Placement group on an instance store cluster (at \
         outpost_config.control_plane_placement.group_name)\ngroup_name = \"g\" cannot be used: with \
         etcd_instance_type set, EKS makes the placement groups itself. Remove group_name and set spread_level = \
         \"host\" or \"rack\" instead."
                .into(),
        ),
        (
            ebs(),
            group,
            json!(""),
            "error: Invalid placement group name (at \
         outpost_config.control_plane_placement.group_name)\n\"\" is not the name of a placement group: it has 1 to \
         255 characters. Leave group_name out to run without a placement group."
                .into(),
        ),
        (
            ebs(),
            level,
            json!("host"),
            "error: Spread level on an EBS cluster (at \
         outpost_config.control_plane_placement.spread_level)\nspread_level = \"host\" cannot be used: without \
         etcd_instance_type the control plane runs on EBS and EKS makes no placement group. Make a spread placement \
         group on the Outpost and name it in group_name, or set etcd_instance_type to choose instance store."
                .into(),
        ),
        (
            instance_store(),
            level,
            json!("zone"),
            "error: Unknown spread level (at \
         outpost_config.control_plane_placement.spread_level)\n\"zone\" is not a spread level. Use \"host\" (needs \
         three hosts with the instance type) or \"rack\" (needs three racks)."
                .into(),
        ),
        (
            ebs(),
            "outpost_config.etcd_placement",
            json!({ "spread_level": "host" }),
            "error: Placement for etcd \
         without instances for etcd (at outpost_config.etcd_placement)\netcd_placement needs etcd_instance_type: \
         only then does etcd have instances of its own. Set etcd_instance_type, or remove etcd_placement."
                .into(),
        ),
        (
            instance_store(),
            "outpost_config.etcd_placement",
            json!({ "spread_level": "zone" }),
            "error: Unknown \
         spread level (at outpost_config.etcd_placement)\n\"zone\" is not a spread level. Use \"host\" (needs three \
         hosts with the instance type) or \"rack\" (needs three racks)."
                .into(),
        ),
        (
            ebs(),
            public,
            json!(true),
            "error: Public access on an EBS cluster (at \
         vpc_config.endpoint_public_access)\nThe API server of a local cluster on EBS has no public endpoint. Set \
         endpoint_public_access = false, or leave it out. Only a cluster on instance store (etcd_instance_type set) \
         can have one."
                .into(),
        ),
        (
            ebs(),
            cidrs,
            json!([UNKNOWN]),
            "error: public_access_cidrs without a public endpoint (at \
         vpc_config.public_access_cidrs)\nA local cluster on EBS has no public endpoint, so public_access_cidrs has \
         no meaning. Remove it."
                .into(),
        ),
        (
            instance_store(),
            cidrs,
            json!(["203.0.113.0/24"]),
            "error: public_access_cidrs without a public endpoint \
         (at vpc_config.public_access_cidrs)\npublic_access_cidrs has no meaning while endpoint_public_access is \
         false. Remove it, or set endpoint_public_access = true."
                .into(),
        ),
        (
            open.clone(),
            cidrs,
            json!([]),
            "error: public_access_cidrs is empty (at \
         vpc_config.public_access_cidrs)\nAn empty list would let nobody in, and EKS reads it as 0.0.0.0/0. Leave \
         public_access_cidrs out for everybody, or set endpoint_public_access = false for nobody."
                .into(),
        ),
        (
            open.clone(),
            cidrs,
            json!([null]),
            "error: Null in a collection (at \
         vpc_config.public_access_cidrs)\nEvery element must have a value: remove the null, or give it a value."
                .into(),
        ),
        (
            open,
            cidrs,
            json!(["203.0.113.1"]),
            "error: Invalid CIDR block (at \
         vpc_config.public_access_cidrs)\n\"203.0.113.1\" is not an IPv4 CIDR block, such as \"10.0.0.0/16\". For \
         one address write \"203.0.113.1/32\"."
                .into(),
        ),
        (
            ebs(),
            mode,
            json!("API"),
            "error: Invalid authentication mode (at \
         access_config.authentication_mode)\n\"API\" is not available on a local cluster on EBS, which has no \
         access entries. Use \"CONFIG_MAP\", or leave it out."
                .into(),
        ),
        (
            instance_store(),
            mode,
            json!("CONFIG_MAP"),
            "error: Invalid authentication mode (at \
         access_config.authentication_mode)\n\"CONFIG_MAP\" is not available on a local cluster on instance store. \
         Use \"API_AND_CONFIG_MAP\" or \"API\"."
                .into(),
        ),
        (
            ebs(),
            bootstrap,
            json!(false),
            "error: The creator of an EBS cluster is always its administrator (at \
         access_config.bootstrap_cluster_creator_admin_permissions)\nbootstrap_cluster_creator_admin_permissions = \
         false is not available on a local cluster on EBS. Set it to true, or leave it out."
                .into(),
        ),
        (
            instance_store(),
            bootstrap,
            json!(false),
            "warning: Cluster without an administrator (at \
         access_config.bootstrap_cluster_creator_admin_permissions)\nWith \
         bootstrap_cluster_creator_admin_permissions = false nobody can use kubectl until an access entry is made, \
         and AWS does not document this for local clusters. Set it to true if in doubt: it cannot be changed \
         later."
                .into(),
        ),
    ] {
        assert_eq!(said(&with(config, path, value)), expected);
    }
}
