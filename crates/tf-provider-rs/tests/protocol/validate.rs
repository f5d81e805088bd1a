use tf_provider_rs::proto::tfplugin6::{DynamicValue, validate_data_resource_config, validate_provider_config};
use tf_provider_rs::value::Value;

use crate::host::{Host, said, thing, with};

const NOTHING: [&str; 0] = [];

#[tokio::test]
async fn an_unconfigured_provider_validates() {
    let mut host = Host::unconfigured();
    assert_eq!(host.validate(&thing(r#"{"name": "a"}"#)).await, NOTHING);
    assert_eq!(host.validate(&thing(r#"{"name": "x"}"#)).await, ["error: Short name (at name)"]);
    assert_eq!(host.journal.entries(), NOTHING);
}

#[tokio::test]
async fn what_is_not_known_yet_is_valid() {
    let mut host = Host::unconfigured();
    let all =
        ["name", "note", "policy", "parts", "named", "spare", "kit", "timeouts"].map(|name| (name, Value::unknown()));
    let bare = thing(r#"{"name": "a"}"#);
    assert_eq!(host.validate(&with(&bare, &all)).await, NOTHING);
    for part in all {
        assert_eq!(host.validate(&with(&bare, &[part])).await, NOTHING);
    }
    let unknown_size = || Value::object([("size", Value::unknown())]);
    let nested = [
        ("parts", Value::list([unknown_size(), Value::unknown()])),
        ("named", Value::map([("k", unknown_size())])),
        ("spare", Value::set([unknown_size()])),
        ("kit", unknown_size()),
    ];
    assert_eq!(host.validate(&with(&bare, &nested)).await, NOTHING);
}

#[tokio::test]
async fn each_finding_names_its_attribute_as_far_as_terraform_can_follow() {
    let mut host = Host::unconfigured();
    for (config, expected) in [
        (r#""note": "help!""#, &["warning: Shouting (at note)"][..]),
        (r#""policy": "{""#, &["error: Invalid JSON (at policy)"]),
        // Terraform finds the line of an attribute, and of none inside it: the detail names the inner one.
        (r#""parts": [{"size": 1}, {"size": 10}]"#, &["error: Large part (at parts)"]),
        (r#""named": {"a b": {"size": 10}}"#, &["error: Large part (at named)"]),
        // Terraform has no path into a set.
        (r#""spare": [{"size": 10}]"#, &["error: Large part (at spare)"]),
        (r#""spare": [{"size": 10}, {"size": 11}]"#, &["error: Large part (at spare)"]),
        (r#""spare": [{"size": 1.5}]"#, &["error: Not a whole number (at spare)"]),
        (r#""kit": {"size": 10}"#, &["error: Large part (at kit.size)"]),
        (r#""timeouts": {"create": "soon"}"#, &["error: Invalid duration (at timeouts.create)"]),
        (r#""parts": [null]"#, &["error: Null in a collection (at parts[0])"]),
        (r#""id": "a""#, &["error: Read-only attribute in the configuration (at id)"]),
        // Once, though both the schema's check and the conversion find it.
        (r#""parts": [{"size": 1.5}]"#, &["error: Not a whole number (at parts)"]),
    ] {
        assert_eq!(host.validate(&thing(&format!(r#"{{"name": "a", {config}}}"#))).await, expected, "{config}");
    }
}

#[tokio::test]
async fn the_provider_block_is_validated() {
    let mut host = Host::unconfigured();
    for (config, expected) in [
        (r#"{"place": "here", "benches": [1]}"#, &[][..]),
        (r#"{"place": "nowhere", "benches": null}"#, &["error: Unknown place (at place)"]),
        (r#"{"place": null, "benches": [10]}"#, &["error: Large bench (at benches)"]),
        (r#"{"place": "panic in validate", "benches": null}"#, &["error: Defect in the provider"]),
    ] {
        let config_message = Some(DynamicValue { msgpack: Vec::new(), json: config.into() });
        let request = validate_provider_config::Request { config: config_message };
        let response = host.client.validate_provider_config(request).await.unwrap().into_inner();
        assert_eq!(said(&response.diagnostics), expected, "{config}");
    }
}

#[tokio::test]
async fn a_panic_is_a_defect_and_the_service_lives_on() {
    let mut host = Host::unconfigured();
    assert_eq!(host.validate(&thing(r#"{"name": "panic in validate"}"#)).await, ["error: Defect in the provider"]);
    let request = validate_data_resource_config::Request {
        type_name: "lab_found".to_owned(),
        config: Some(DynamicValue {
            msgpack: Vec::new(),
            json: br#"{"name": "panic in validate", "limit": null, "place": null}"#.to_vec(),
        }),
    };
    let response = host.client.validate_data_resource_config(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), ["error: Defect in the provider"]);
    assert_eq!(host.validate(&thing(r#"{"name": "a"}"#)).await, NOTHING);
}
