use tf_provider_rs::proto::tfplugin6::{RawState, upgrade_resource_state};
use tf_provider_rs::value::Value;

use crate::host::{Host, said};
use crate::vaults::vault;

#[tokio::test]
async fn a_write_only_value_goes_from_the_configuration_to_the_operation_and_nowhere_else() {
    let mut host = Host::new().await;
    let config = vault(r#"{"name": "a", "code": "1234", "code_version": 1}"#);
    let (plan, _) = host.plan_vault(&Value::Null, None, &config, &config).await;
    let planned = plan.state.unwrap();
    assert_eq!(planned.attribute("code"), Some(&Value::Null));

    let created = host.apply_vault(&Value::Null, None, &config, &planned).await;
    let state = vault(r#"{"name": "a", "code_version": 1, "floor": 1, "building": "main", "digits": 4}"#);
    assert_eq!((created.state, created.said), (Some(state.clone()), vec![]));

    let other = vault(r#"{"name": "a", "code": "99999", "code_version": 1}"#);
    let proposed =
        vault(r#"{"name": "a", "code": "99999", "code_version": 1, "floor": 1, "building": "main", "digits": 4}"#);
    let (plan, because_of) = host.plan_vault(&state, None, &other, &proposed).await;
    assert_eq!((plan.state, because_of), (Some(state.clone()), 0), "Terraform cannot see that it changed");

    let raised = vault(r#"{"name": "a", "code": "99999", "code_version": 2}"#);
    let proposed =
        vault(r#"{"name": "a", "code": "99999", "code_version": 2, "floor": 1, "building": "main", "digits": 4}"#);
    let (plan, _) = host.plan_vault(&state, None, &raised, &proposed).await;
    let updated = host.apply_vault(&state, None, &raised, &plan.state.unwrap()).await;
    let state = vault(r#"{"name": "a", "code_version": 2, "floor": 1, "building": "main", "digits": 5}"#);
    assert_eq!((updated.state, updated.said), (Some(state), vec![]));
}

#[tokio::test]
async fn a_terraform_that_would_store_it_is_refused() {
    let mut host = Host::unconfigured();
    let config = vault(r#"{"name": "a", "code": "1234"}"#);
    for capability in [None, Some(false)] {
        let refused = host.validate_vault(&config, capability).await;
        assert_eq!(said(&refused), ["error: Write-only attribute not allowed (at code)"]);
        assert_eq!(
            refused[0].detail,
            "The value of `code` is never stored, and only Terraform 1.11 and later, or OpenTofu 1.11 and later, can keep it out of plan and \
             state. Use such a version, or remove the attribute."
        );
        assert_eq!(host.validate_vault(&vault(r#"{"name": "a"}"#), capability).await, []);
    }
    assert_eq!(host.validate_vault(&config, Some(true)).await, []);
    let empty = vault(r#"{"name": "a", "code": ""}"#);
    assert_eq!(said(&host.validate_vault(&empty, Some(true)).await), ["error: Empty code (at code)"]);
}

/// Its author has made `code` write-only, and left the version of the schema as it was.
#[tokio::test]
async fn a_value_that_was_stored_before_is_dropped_from_the_state() {
    let mut host = Host::unconfigured();
    let json =
        br#"{"name": "a", "code": "1234", "code_version": 1, "floor": 1, "building": "main", "digits": 4}"#.to_vec();
    let request = upgrade_resource_state::Request {
        type_name: "lab_vault".to_owned(),
        version: 0,
        raw_state: Some(RawState { json, ..Default::default() }),
    };
    let response = host.client.upgrade_resource_state(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), [""; 0]);
    let bytes = response.upgraded_state.unwrap().msgpack;
    assert!(!bytes.windows(4).any(|window| window == b"1234"));
}
