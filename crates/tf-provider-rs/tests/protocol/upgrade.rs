use tf_provider_rs::proto::tfplugin6::{RawState, upgrade_resource_state};
use tf_provider_rs::value::Value;

use crate::host::{Host, THING, thing};

fn json(text: &str) -> RawState {
    RawState { json: text.into(), flatmap: Default::default() }
}

#[tokio::test]
async fn a_state_of_this_version_is_taken_over_without_what_no_longer_exists() {
    let mut host = Host::unconfigured();
    for stored in [
        r#"{"name": "a", "id": "1", "gone": [1, {"b": 2}], "parts": [{"size": 1, "weight": 2}]}"#,
        "{\n  \"name\": \"a\",\n  \"id\": \"1\",\n  \"parts\": [ { \"size\": 1 } ],\n  \"note\": null\n}\n",
    ] {
        let answer = host.upgrade(3, json(stored)).await;
        assert_eq!(answer.state, Some(thing(r#"{"name": "a", "id": "1", "parts": [{"size": 1}]}"#)), "{stored}");
        assert_eq!(answer.said, [""; 0]);
    }
}

#[tokio::test]
async fn numbers_keep_every_digit() {
    let answer = Host::unconfigured().upgrade(3, json(r#"{"name": "a", "parts": [{"size": 9007199254740993}]}"#)).await;
    let size = answer.state.unwrap().attribute("parts").unwrap().as_list().unwrap()[0].attribute("size").cloned();
    assert_eq!(size, Some(Value::from(9_007_199_254_740_993_i64)));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_a_way_out() {
    let mut host = Host::unconfigured();
    let old = || RawState { json: Vec::new(), flatmap: [("name".to_owned(), "a".to_owned())].into() };
    for (version, raw, expected) in [
        (0, json(r#"{"name": "a"}"#), "error: State cannot be upgraded"),
        (4, json(r#"{"name": "a"}"#), "error: State cannot be upgraded"),
        (3, old(), "error: State cannot be upgraded"),
        (3, json("garbage"), "error: State cannot be read"),
        (3, json(""), "error: State cannot be read"),
        (3, json(r#"{"name": ["a"]}"#), "error: State cannot be read"),
        (2, json("garbage"), "error: State cannot be read"),
        (2, json(r#"{"title": "a", "sizes": ["x"]}"#), "error: State cannot be read"),
        (1, json(r#"{"name": "a"}"#), "error: State cannot be read"),
    ] {
        let answer = host.upgrade(version, raw.clone()).await;
        assert_eq!((answer.state, answer.said), (None, vec![expected.to_owned()]), "{raw:?}");
    }
}

#[tokio::test]
async fn a_state_of_an_earlier_version_goes_through_every_version_since() {
    let mut host = Host::unconfigured();
    let expected = r#"{"name": "a", "id": "id of a", "status": "ready", "parts": [{"size": 9007199254740993}]}"#;
    for (version, stored) in [
        (1, r#"{"title": "a", "size": 9007199254740993, "colour": "red"}"#),
        (2, r#"{"title": "a", "sizes": [9007199254740993]}"#),
    ] {
        let answer = host.upgrade(version, json(stored)).await;
        assert_eq!((answer.state, answer.said), (Some(thing(expected)), vec![]), "{stored}");
    }
}

#[tokio::test]
async fn timeouts_stay_in_an_upgrade() {
    let stored = r#"{"title": "a", "timeouts": {"create": "7m", "wait": "1m"}}"#;
    let answer = Host::unconfigured().upgrade(2, json(stored)).await;
    assert_eq!(
        answer.state,
        Some(thing(r#"{"name": "a", "id": "id of a", "status": "ready", "timeouts": {"create": "7m"}}"#))
    );
}

#[tokio::test]
async fn a_refused_upgrade_names_version_and_attribute() {
    let mut host = Host::unconfigured();
    for (version, stored, expected) in [
        (0, "{}", "The stored state has version 0, and this provider knows version 3."),
        (1, "{}", "The stored state does not fit the schema: `title` is missing or of another type."),
    ] {
        let request =
            upgrade_resource_state::Request { type_name: THING.to_owned(), version, raw_state: Some(json(stored)) };
        let response = host.client.upgrade_resource_state(request).await.unwrap().into_inner();
        let detail = &response.diagnostics[0].detail;
        assert!(detail.starts_with(expected), "{detail}");
    }
}
