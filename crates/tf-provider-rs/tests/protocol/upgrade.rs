use tf_provider_rs::proto::tfplugin6::RawState;
use tf_provider_rs::value::Value;

use crate::host::{Host, thing};

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
        let answer = host.upgrade(1, json(stored)).await;
        assert_eq!(answer.state, Some(thing(r#"{"name": "a", "id": "1", "parts": [{"size": 1}]}"#)), "{stored}");
        assert_eq!(answer.said, [""; 0]);
    }
}

#[tokio::test]
async fn numbers_keep_every_digit() {
    let answer = Host::unconfigured().upgrade(1, json(r#"{"name": "a", "parts": [{"size": 9007199254740993}]}"#)).await;
    let size = answer.state.unwrap().attribute("parts").unwrap().as_list().unwrap()[0].attribute("size").cloned();
    assert_eq!(size, Some(Value::from(9_007_199_254_740_993_i64)));
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_a_way_out() {
    let mut host = Host::unconfigured();
    let old = || RawState { json: Vec::new(), flatmap: [("name".to_owned(), "a".to_owned())].into() };
    for (version, raw, expected) in [
        (0, json(r#"{"name": "a"}"#), "error: State cannot be upgraded"),
        (2, json(r#"{"name": "a"}"#), "error: State cannot be upgraded"),
        (1, old(), "error: State cannot be upgraded"),
        (1, json("garbage"), "error: State cannot be read"),
        (1, json(""), "error: State cannot be read"),
        (1, json(r#"{"name": ["a"]}"#), "error: State cannot be read"),
    ] {
        let answer = host.upgrade(version, raw.clone()).await;
        assert_eq!((answer.state, answer.said), (None, vec![expected.to_owned()]), "{raw:?}");
    }
}
