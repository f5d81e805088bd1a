use tf_provider_rs::proto::tfplugin6::generate_resource_config;
use tf_provider_rs::value::Value;

use crate::host::{Host, said};
use crate::vaults::{VAULT, decoded, message, vault};

async fn generate(state: &Value) -> (Option<Value>, Vec<String>) {
    let request = generate_resource_config::Request { type_name: VAULT.to_owned(), state: Some(message(state)) };
    let response = Host::unconfigured().client.generate_resource_config(request).await.unwrap().into_inner();
    (response.config.as_ref().map(decoded), said(&response.diagnostics))
}

#[tokio::test]
async fn a_configuration_has_what_a_practitioner_would_write() {
    for (state, expected) in [
        (
            r#"{"name": "a", "code_version": 1, "floor": 2, "building": "east", "digits": 4}"#,
            r#"{"name": "a", "code_version": 1, "floor": 2, "building": "east"}"#,
        ),
        (r#"{"name": "a", "floor": 1, "building": "main", "digits": 4}"#, r#"{"name": "a"}"#),
    ] {
        assert_eq!(generate(&vault(state)).await, (Some(vault(expected)), vec![]), "{state}");
    }
}

#[tokio::test]
async fn a_defect_gives_no_configuration() {
    assert_eq!(
        generate(&vault(r#"{"name": "panic"}"#)).await,
        (None, vec!["error: Defect in the provider".to_owned()])
    );
}
