//! Roles.

use proptest::option;
use proptest::strategy::Strategy;
use serde_json::{Value, json};
use tf_provider_rs::testing::Terraform;

use super::Subject;
use super::draw::{self, one_of};
use super::json::{asks_otherwise, without_nothing};
use super::step::{Expected, Step};
use crate::acceptance::harness::Simulator;

const BOUNDARY: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const READ: &str = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const SESSIONS: &str = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

fn configuration() -> impl Strategy<Value = Value> {
    let name = one_of(&[
        json!({ "name": "edge-cluster" }),
        json!({ "name": "edge-cluster" }),
        json!({ "name": "far-cluster" }),
        json!({ "name_prefix": "edge-" }),
        json!({ "name_prefix": "far-" }),
        json!({}),
    ]);
    let parts = (
        one_of(&[json!(null), json!("ebs"), json!("instance_store")]),
        one_of(&[json!(null), json!(null), json!("/"), json!("/edge/")]),
        one_of(&[json!(null), json!("Control plane"), json!("Control plane of the edge")]),
        one_of(&[json!(null), json!(3600), json!(7200)]),
        one_of(&[json!(null), json!(BOUNDARY)]),
        one_of(&[json!(null), json!([]), json!([READ]), json!([READ, SESSIONS])]),
        one_of(&[json!(null), json!(false), json!(true)]),
        one_of(&[json!(null), json!({}), json!({ "owner": "roles" }), json!({ "owner": "roles", "line": "4" })]),
        option::of(one_of(&[json!({ "create": "1m" })])),
    );
    (name, parts).prop_map(|(mut config, parts)| {
        for (name, value) in [
            ("control_plane_storage", parts.0),
            ("path", parts.1),
            ("description", parts.2),
            ("max_session_duration", parts.3),
            ("permissions_boundary", parts.4),
            ("additional_policy_arns", parts.5),
            ("force_detach_policies", parts.6),
            ("tags", parts.7),
        ] {
            config[name] = value;
        }
        if let Some(timeouts) = parts.8 {
            config["timeouts"] = timeouts;
        }
        config
    })
}

pub(super) fn steps() -> impl Strategy<Value = Step> {
    draw::steps(configuration(), &OPEN)
}

/// What may not be known while planning: every argument.
const OPEN: [&str; 10] = [
    "name",
    "name_prefix",
    "control_plane_storage",
    "path",
    "description",
    "max_session_duration",
    "permissions_boundary",
    "additional_policy_arns",
    "force_detach_policies",
    "tags",
];

pub(super) struct Role;

impl Subject for Role {
    const ADDRESS: &'static str = "eksoutpost_cluster_role.a";

    fn expected(state: &Value, step: &Step) -> Expected {
        let config = &step.config;
        let path = config["path"].as_str().unwrap_or("/");
        let name = state["name"].as_str().unwrap();
        let prefix = config["name_prefix"].as_str().unwrap_or_default();
        let is_renamed = asks_otherwise(config, state, "name") || !name.starts_with(prefix);
        let is_open = ["name", "name_prefix", "path"].iter().any(|path| step.unknown.contains(path));
        if is_renamed || is_open || state["path"] != path { Expected::Replace } else { Expected::Keep }
    }

    fn lock(_state: &Value) -> Option<&'static str> {
        None
    }

    fn is_recognized(_state: &Value, _step: &Step) -> bool {
        false
    }

    fn unlocked(config: &Value) -> Value {
        config.clone()
    }

    fn tamper(simulator: &Simulator, state: &Value, how: usize) {
        let role = ("RoleName", state["name"].as_str().unwrap());
        let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
        match how {
            0 => simulator.iam("UpdateAssumeRolePolicy", &[role, ("PolicyDocument", trust)]),
            1 => simulator.iam("DetachRolePolicy", &[role, ("PolicyArn", state["policy_arns"][0].as_str().unwrap())]),
            2 => simulator.iam("UpdateRole", &[role, ("Description", "by hand"), ("MaxSessionDuration", "43200")]),
            _ => simulator.iam("TagRole", &[role, ("Tags.member.1.Key", "owner"), ("Tags.member.1.Value", "others")]),
        }
    }

    fn remove(simulator: &Simulator, state: &Value) {
        let role = ("RoleName", state["name"].as_str().unwrap());
        for arn in state["policy_arns"].as_array().unwrap() {
            simulator.iam("DetachRolePolicy", &[role, ("PolicyArn", arn.as_str().unwrap())]);
        }
        if !state["permissions_boundary"].is_null() {
            simulator.iam("DeleteRolePermissionsBoundary", &[role]);
        }
        simulator.iam("DeleteRole", &[role]);
    }

    /// Who imports the role finds the same, but for what AWS does not know.
    async fn assert_there(_simulator: &Simulator, terraform: &mut Terraform, state: &Value) {
        let mut addresses = (0..).map(|number| format!("eksoutpost_cluster_role.imported_{number}"));
        let address = addresses.find(|address| terraform.object(address).is_none()).unwrap();
        terraform.import(&address, state["name"].as_str().unwrap()).await.unwrap();
        let seen = |object: &Value| {
            let mut object = without_nothing(object);
            for unseen in ["name_prefix", "force_detach_policies", "timeouts"] {
                object.as_object_mut().unwrap().remove(unseen);
            }
            object
        };
        assert_eq!(seen(state), seen(&terraform.object(&address).unwrap()));
    }
}
