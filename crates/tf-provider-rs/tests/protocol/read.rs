use tf_provider_rs::value::Value;

use crate::host::{Answer, Host, PRIVATE, thing, with};

fn state(attributes: &str) -> Value {
    thing(&format!(r#"{{"name": "a", "id": "1", "status": "ready", {attributes}}}"#))
}

fn answer(state: Value, said: &[&str]) -> Answer {
    Answer { state: Some(state), said: said.iter().map(ToString::to_string).collect(), private: PRIVATE.to_vec() }
}

#[tokio::test]
async fn a_read_tells_what_is_there() {
    let mut host = Host::new().await;
    for (before, after, said) in [
        (state(r#""note": null"#), state(r#""note": null"#), &[][..]),
        (state(r#""note": "drift""#), state(r#""note": "drifted""#), &[]),
        (state(r#""note": "gone""#), Value::Null, &[]),
        (state(r#""note": "warn""#), state(r#""note": "warn""#), &["warning: Dusty"]),
        (state(r#""note": "unreadable""#), state(r#""note": "unreadable""#), &["error: Failed to read"]),
        (state(r#""note": "misshapen""#), state(r#""note": "misshapen""#), &["error: Defect in the provider"]),
    ] {
        assert_eq!(host.read(&before).await, answer(after, said), "{before:?}");
    }
}

#[tokio::test]
async fn a_spelling_that_means_the_same_is_kept() {
    let before = state(r#""policy": "{ \"a\": 1 }""#);
    assert_eq!(Host::new().await.read(&before).await, answer(before, &[]));
}

#[tokio::test]
async fn the_timeouts_block_is_kept_and_sets_the_time() {
    let mut host = Host::new().await;
    let timeouts = Value::object([
        ("create", Value::Null),
        ("read", Value::from("7s")),
        ("update", Value::Null),
        ("delete", Value::Null),
    ]);
    let before = with(&state(r#""note": null"#), &[("timeouts", timeouts)]);
    assert_eq!(host.read(&before).await, answer(before, &[]));
    host.read(&state(r#""note": null"#)).await;
    assert_eq!(host.journal.entries()[1..], ["read a within 7s", "read a within 60s"]);
}
