//! What is to be tried with each attribute. `attributes.rs` compares the table with the schema, so a new attribute needs its line.

use serde_json::{Value, json};

use crate::acceptance::scenarios::fleet::{Kind, OUTPOST, at};

/// What another value in the configuration does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// EKS changes the cluster, with these calls.
    InPlace(&'static [&'static str]),
    /// Another cluster takes its place.
    Replace,
    /// Another cluster would take its place; the simulator has nowhere to put it, so that is only planned.
    ReplaceInPlan,
    /// Only the state changes: EKS does not know of it.
    Locally,
    /// There is no other value that EKS takes.
    Impossible,
}

/// What a change that somebody else made does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Drift {
    /// The plan shows it, and the apply undoes it.
    Mended(Value),
    /// The plan shows it, and the apply would replace the cluster.
    Replaces(Value),
    /// Nobody can change it, or EKS does not show it.
    Impossible,
}

/// One attribute on one kind of cluster.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) path: &'static str,
    /// Arguments of a cluster with it.
    pub(super) before: Value,
    /// Arguments that go over them with another value.
    pub(super) after: Value,
    pub(super) change: Change,
    pub(super) drift: Drift,
    /// Where EKS shows it, and what for the two values; nothing if it does not.
    pub(super) shown: Option<(&'static str, Value, Value)>,
}

/// An attribute that only the provider sets.
#[derive(Clone, Debug)]
pub(super) struct Computed {
    pub(super) path: &'static str,
    /// Where EKS shows it.
    pub(super) shown: Option<&'static str>,
    /// What EKS changes by itself.
    pub(super) change: Value,
}

/// Attributes that cannot be set on a kind; validation refuses them (`tests/fixtures/invalid`).
pub(super) fn not_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Ebs => &[
            "outpost_config.control_plane_placement.spread_level",
            "outpost_config.etcd_placement.spread_level",
            "vpc_config.public_access_cidrs",
        ],
        Kind::Store => &["outpost_config.control_plane_placement.group_name"],
    }
}

/// What the practitioner can set.
pub(super) fn arguments(kind: Kind) -> Vec<Attribute> {
    let mut all = of_both();
    all.extend(match kind {
        Kind::Ebs => of_ebs(),
        Kind::Store => of_store(),
    });
    for attribute in &mut all {
        // Outpost arguments change together in EKS's answer.
        if let Drift::Replaces(Value::Object(set)) = &mut attribute.drift
            && let Some(changed) = set.get_mut("outpost_config")
        {
            let mut whole = json!({ "outpostArns": [OUTPOST], "controlPlaneInstanceType": "m5.large" });
            if kind == Kind::Store {
                whole["etcdInstanceType"] = json!("c5.large");
            }
            crate::acceptance::scenarios::fleet::merge(&mut whole, changed);
            *changed = whole;
        }
    }
    all
}

fn of_both() -> Vec<Attribute> {
    let arn = "arn:aws:outposts:us-west-2:123456789012:outpost/op-0a1b2c3d4e5f67899";
    let elsewhere = "arn:aws:outposts:eu-west-1:123456789012:outpost/op-0a1b2c3d4e5f67899";
    let other_role = "arn:aws:iam::123456789012:role/somebody-elses";
    vec![
        set("name", Value::Null, json!("renamed")).planned(Drift::Impossible),
        set("role_arn", Value::Null, json!(other_role))
            .planned(Drift::Replaces(json!({ "role_arn": other_role })))
            .shown_as("roleArn", Value::Null, Value::Null),
        set("version", json!("1.30"), json!("1.31"))
            .in_place(&["UpdateClusterVersion"], json!({ "version": "1.29" }))
            .shown("version"),
        set("outpost_config.outpost_arn", json!(OUTPOST), json!(arn))
            .planned(Drift::Replaces(json!({ "outpost_config": { "outpostArns": [arn] } })))
            .shown_as("outpostConfig.outpostArns", json!([OUTPOST]), json!([arn])),
        set("outpost_config.control_plane_instance_type", json!("m5.large"), json!("m5.xlarge"))
            .replaces(json!({ "outpost_config": { "controlPlaneInstanceType": "m5.2xlarge" } }))
            .shown("outpostConfig.controlPlaneInstanceType"),
        set("vpc_config.subnet_ids", json!(["subnet-0a1b2c3d4e5f67891"]), json!(["subnet-0a1b2c3d4e5f67892"]))
            .replaces(json!({ "subnet_ids": ["subnet-0a1b2c3d4e5f67892"] }))
            .shown("resourcesVpcConfig.subnetIds"),
        set("vpc_config.security_group_ids", json!(["sg-0a1b2c3d4e5f67890"]), Value::Null)
            .replaces(json!({ "security_group_ids": ["sg-0a1b2c3d4e5f67899"] }))
            .shown_as("resourcesVpcConfig.securityGroupIds", json!(["sg-0a1b2c3d4e5f67890"]), json!([])),
        set("vpc_config.endpoint_private_access", json!(true), json!(true))
            // EKS has no local cluster without, and an answer without the member reads the same.
            .fixed(Drift::Impossible)
            .shown("resourcesVpcConfig.endpointPrivateAccess"),
        set("kubernetes_network_config.service_ipv4_cidr", json!("172.20.0.0/16"), json!("172.21.0.0/16"))
            .replaces(json!({ "network_config": { "serviceIpv4Cidr": "172.22.0.0/16", "ipFamily": "ipv4" } }))
            .shown("kubernetesNetworkConfig.serviceIpv4Cidr"),
        set("enabled_cluster_log_types", json!(["api", "audit"]), json!(["scheduler"]))
            .in_place(&["UpdateClusterConfig"], json!({ "logging": ["audit"] }))
            .shown_as("logging.clusterLogging.0.types", json!(["api", "audit"]), json!(["scheduler"])),
        set("upgrade_policy.support_type", json!("STANDARD"), json!("EXTENDED"))
            .in_place(&["UpdateClusterConfig"], json!({ "set": { "support_type": "EXTENDED" } }))
            .shown("upgradePolicy.supportType"),
        set("deletion_protection", json!(true), json!(false))
            .in_place(&["UpdateClusterConfig"], json!({ "deletion_protection": false }))
            .shown("deletionProtection"),
        set("tags", json!({ "owner": "edge", "stage": "test" }), json!({ "owner": "core" }))
            .in_place(&["UntagResource", "TagResource"], json!({ "tags": { "owner": "nobody" }, "untag": ["stage"] }))
            .shown("tags"),
        set("region", json!("us-west-2"), json!("eu-west-1"))
            .with(json!({ "outpost_config": { "outpost_arn": elsewhere } }))
            .planned(Drift::Impossible),
        set("preflight", json!("off"), json!("warn")).locally(),
        set("wait_for_active", json!(true), json!(false)).locally(),
        set("timeouts.create", json!("5m"), json!("6m")).locally(),
        set("timeouts.update", json!("5m"), json!("6m")).locally(),
        set("timeouts.delete", json!("5m"), json!("6m")).locally(),
    ]
}

fn of_ebs() -> Vec<Attribute> {
    vec![
        set("outpost_config.control_plane_placement.group_name", Value::Null, json!("spread-on-hosts")).planned(
            Drift::Replaces(json!({ "outpost_config": { "controlPlanePlacement": { "groupName": "other" } } })),
        ),
        set("outpost_config.etcd_instance_type", Value::Null, json!("c5.large"))
            .planned(Drift::Replaces(json!({ "outpost_config": { "etcdInstanceType": "c5.large" } }))),
        set("vpc_config.endpoint_public_access", json!(false), json!(false))
            .fixed(Drift::Mended(json!({ "endpoint_public_access": true })))
            .shown("resourcesVpcConfig.endpointPublicAccess"),
        set("access_config.authentication_mode", json!("CONFIG_MAP"), json!("CONFIG_MAP"))
            .fixed(Drift::Impossible)
            .shown("accessConfig.authenticationMode"),
        set("access_config.bootstrap_cluster_creator_admin_permissions", json!(true), json!(true))
            .fixed(Drift::Impossible),
    ]
}

fn of_store() -> Vec<Attribute> {
    let public = json!({ "vpc_config": { "endpoint_public_access": true } });
    vec![
        set("outpost_config.control_plane_placement.spread_level", json!("host"), json!("rack"))
            .replaces(json!({ "outpost_config": { "controlPlanePlacement": { "spreadLevel": "rack" } } }))
            .shown("outpostConfig.controlPlanePlacement.spreadLevel"),
        set("outpost_config.etcd_instance_type", json!("c5.large"), json!("c5.xlarge"))
            .replaces(json!({ "outpost_config": { "etcdInstanceType": "m5.large" } }))
            .shown("outpostConfig.etcdInstanceType"),
        set("outpost_config.etcd_placement.spread_level", json!("rack"), json!("host"))
            .replaces(json!({ "outpost_config": { "etcdPlacement": { "spreadLevel": "host" } } }))
            .shown("outpostConfig.etcdPlacement.spreadLevel"),
        set("vpc_config.endpoint_public_access", json!(false), json!(true))
            .in_place(
                &["UpdateClusterConfig"],
                json!({ "set": { "endpoint_public_access": true, "public_access_cidrs": ["0.0.0.0/0"] } }),
            )
            .shown("resourcesVpcConfig.endpointPublicAccess"),
        set("vpc_config.public_access_cidrs", json!(["203.0.113.0/24"]), json!(["198.51.100.0/24"]))
            .with_before(public)
            .in_place(&["UpdateClusterConfig"], json!({ "set": { "public_access_cidrs": ["0.0.0.0/0"] } }))
            .shown("resourcesVpcConfig.publicAccessCidrs"),
        set("access_config.authentication_mode", json!("API_AND_CONFIG_MAP"), json!("API"))
            .in_place(&["UpdateClusterConfig"], Value::Null)
            .shown("accessConfig.authenticationMode"),
        set("access_config.bootstrap_cluster_creator_admin_permissions", json!(true), json!(false))
            .replaces(Value::Null),
    ]
}

/// What the provider sets; also where a kind has nothing.
pub(super) fn computed() -> Vec<Computed> {
    let computed = |path, shown| Computed { path, shown, change: Value::Null };
    let changing = |path, shown, change| Computed { path, shown, change };
    vec![
        computed("id", Some("name")),
        computed("arn", Some("arn")),
        computed("cluster_id", Some("id")),
        computed("control_plane_storage", None),
        computed("created_at", None),
        computed("creator_principal_arn", None),
        computed("endpoint", Some("endpoint")),
        computed("certificate_authority.data", Some("certificateAuthority.data")),
        computed("oidc_issuer_url", Some("identity.oidc.issuer")),
        computed("kubernetes_network_config.ip_family", Some("kubernetesNetworkConfig.ipFamily")),
        computed("vpc_config.vpc_id", Some("resourcesVpcConfig.vpcId")),
        computed("vpc_config.cluster_security_group_id", Some("resourcesVpcConfig.clusterSecurityGroupId")),
        computed("tags_all", Some("tags")),
        changing("status", Some("status"), json!({ "status": "UPDATING" })),
        changing("platform_version", Some("platformVersion"), json!({ "platform_version": "eks-local-outposts.99" })),
        changing("health.code", None, json!({ "issues": [{ "code": "ClusterUnreachable", "message": "a" }] })),
        changing("health.message", None, json!({ "issues": [{ "code": "Other", "message": "b" }] })),
        changing("health.resource_ids", None, json!({ "issues": [{ "code": "Other", "resource_ids": ["i-1"] }] })),
    ]
}

/// An attribute whose two values stand at its own path.
fn set(path: &'static str, before: Value, after: Value) -> Attribute {
    let argument = |value: &Value| at(path, value);
    Attribute {
        path,
        before: if before.is_null() { json!({}) } else { argument(&before) },
        after: argument(&after),
        change: Change::Impossible,
        drift: Drift::Impossible,
        shown: None,
    }
}

impl Attribute {
    /// What else another value needs.
    fn with(mut self, more: Value) -> Self {
        crate::acceptance::scenarios::fleet::merge(&mut self.after, &more);
        self
    }

    /// What else both values need.
    fn with_before(mut self, more: Value) -> Self {
        crate::acceptance::scenarios::fleet::merge(&mut self.before, &more);
        self
    }

    fn in_place(self, calls: &'static [&'static str], drift: Value) -> Self {
        let drift = if drift.is_null() { Drift::Impossible } else { Drift::Mended(drift) };
        Self { change: Change::InPlace(calls), drift, ..self }
    }

    fn replaces(self, drift: Value) -> Self {
        let drift = if drift.is_null() { Drift::Impossible } else { Drift::Replaces(drift) };
        Self { change: Change::Replace, drift, ..self }
    }

    fn planned(self, drift: Drift) -> Self {
        Self { change: Change::ReplaceInPlan, drift, ..self }
    }

    fn locally(self) -> Self {
        Self { change: Change::Locally, ..self }
    }

    fn fixed(self, drift: Drift) -> Self {
        Self { change: Change::Impossible, drift, ..self }
    }

    /// EKS shows the same values.
    fn shown(self, path: &'static str) -> Self {
        let value = |arguments: &Value| crate::acceptance::scenarios::fleet::get(arguments, self.path).clone();
        let (before, after) = (value(&self.before), value(&self.after));
        Self { shown: Some((path, before, after)), ..self }
    }

    fn shown_as(self, path: &'static str, before: Value, after: Value) -> Self {
        Self { shown: (!before.is_null()).then_some((path, before, after)), ..self }
    }
}
