use tf_provider_rs::value::Value;

use crate::host::{Host, thing};

#[tokio::test]
async fn configure_hands_over_the_configuration_and_terraform_s_version() {
    let host = Host::new().await;
    assert_eq!(host.journal.entries(), ["configure None for 1.11.4"]);
}

#[tokio::test]
async fn errors_come_with_the_warnings_and_the_service_lives_on() {
    let mut host = Host::unconfigured();
    for (place, expected) in [
        ("locked", ["warning: Cold place", "error: Locked (at place)"]),
        ("panic", ["warning: Cold place", "error: Defect in the provider"]),
    ] {
        let config = format!(r#"{{"place": "{place}", "benches": null}}"#);
        assert_eq!(host.configure(&config).await, expected);
    }
    let answer = host.create(&thing(r#"{"name": "a"}"#)).await;
    assert_eq!((answer.state, answer.said), (Some(Value::Null), vec!["error: Provider not configured".to_owned()]));
}

#[tokio::test]
async fn the_last_configuration_is_the_one_that_counts() {
    let mut host = Host::new().await;
    for place in [" here", " there"] {
        host.configure(&format!(r#"{{"place": "{place}", "benches": null}}"#)).await;
        let answer = host.create(&thing(r#"{"name": "a"}"#)).await;
        assert_eq!(answer.state.unwrap().attribute("status"), Some(&Value::from(format!("ready{place}"))));
    }
}
