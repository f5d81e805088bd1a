use std::sync::Arc;

use serde_json::{Value as Json, json};
use tf_provider_rs::testing::{Host, UNKNOWN};

use crate::config::Api;
use crate::resources::cluster_role::ClusterRoleResource;
use crate::resources::cluster_role::testing::OWN_POLICY;
use crate::resources::testing::with_each_unknown;

fn said(config: &Json) -> String {
    Host::new(ClusterRoleResource, Arc::new(Api::unknown())).validate(config).unwrap().to_string()
}

#[test]
fn good_configurations_are_not_remarked_on_even_if_parts_are_not_known_yet() {
    let full = json!({
        "name": "edge",
        "control_plane_storage": "instance_store",
        "path": "/edge/",
        "description": "for the edge",
        "max_session_duration": 7200,
        "permissions_boundary": OWN_POLICY,
        "additional_policy_arns": [OWN_POLICY],
        "force_detach_policies": true,
        "tags": { "a": "1" },
        "timeouts": { "create": "1m", "update": "1m", "delete": "1m" },
    });
    let both_names = json!({ "name": UNKNOWN, "name_prefix": "edge-" });
    let other_way = json!({ "name": "edge", "name_prefix": UNKNOWN });
    let mut configs = vec![json!({}), json!({ "name_prefix": "edge-" }), both_names, other_way, full.clone()];
    configs.extend(with_each_unknown(&full).into_iter().map(|(_, config)| config));
    for config in configs {
        assert_eq!(said(&config), "", "{config}");
    }
}

#[test]
fn every_rule_speaks_at_its_attribute() {
    for (config, expected) in [
        (
            json!({ "name": "edge", "name_prefix": "e" }),
            "error: Two names (at name_prefix)\n`name` and `name_prefix` exclude each other: remove one of them.",
        ),
        (
            json!({ "name": "" }),
            "error: Invalid role name (at name)\nThe name is empty. A role name has 1 to 64 characters: letters \
             (A-Z, a-z), digits and _ + = , . @ -.",
        ),
        (
            json!({ "name_prefix": "e e" }),
            "error: Invalid role name prefix (at name_prefix)\n\"e e\" contains \" \". A prefix, which a unique \
             suffix follows, has 1 to 38 characters: letters (A-Z, a-z), digits and _ + = , . @ -.",
        ),
        (
            json!({ "control_plane_storage": "gp2" }),
            "error: Unknown control plane storage (at control_plane_storage)\n\"gp2\" is not known. Use \"ebs\" or \
             \"instance_store\".",
        ),
        (
            json!({ "path": "edge" }),
            "error: Invalid path (at path)\n\"edge\" is not a path. It begins and ends with a slash, such as \"/\" \
             or \"/edge/\", and has at most 512 characters without spaces.",
        ),
        (
            json!({ "description": "역" }),
            "error: Invalid description (at description)\nThe description contains \"역\". IAM takes letters and \
             signs of Latin-1 only (A to Z, accented Western European letters, punctuation).",
        ),
        (
            json!({ "max_session_duration": 60 }),
            "error: Invalid session duration (at max_session_duration)\n60 seconds are outside what IAM takes: from \
             3600 (one hour) to 43200 (twelve hours).",
        ),
        (
            json!({ "permissions_boundary": "p" }),
            "error: Invalid policy ARN (at permissions_boundary)\n\"p\" is not the ARN of an IAM policy. It looks \
             like arn:aws:iam::111122223333:policy/my-policy or arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore.",
        ),
        (
            json!({ "additional_policy_arns": [OWN_POLICY, "p"] }),
            "error: Invalid policy ARN (at additional_policy_arns)\n\"p\" is not the ARN of an IAM policy. It looks \
             like arn:aws:iam::111122223333:policy/my-policy or arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore.",
        ),
        (
            json!({ "additional_policy_arns": [null] }),
            "error: Null in a collection (at additional_policy_arns)\nEvery element must have a value: remove the \
             null, or give it a value.",
        ),
        (
            json!({ "tags": { "a": null } }),
            "error: Null in a collection (at tags[\"a\"])\nEvery element must have a value: remove the null, or \
             give it a value.",
        ),
        (
            json!({ "timeouts": { "delete": "0s" } }),
            "error: Invalid duration (at timeouts.delete)\n`0s` is not a duration. Use a positive number with a \
             unit, for example `90s`, `45m` or `1h30m`.",
        ),
    ] {
        assert_eq!(said(&config), expected);
    }
}
