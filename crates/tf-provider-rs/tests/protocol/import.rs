use tf_provider_rs::value::Value;

use crate::host::{Host, thing};

#[tokio::test]
async fn an_identifier_becomes_a_state() {
    let answer = Host::new().await.import("a").await;
    assert_eq!(answer.state, Some(thing(r#"{"name": "a", "id": "id of a", "status": "ready"}"#)));
    assert_eq!(answer.said, ["warning: Used"]);
}

#[tokio::test]
async fn what_cannot_be_imported_gives_an_error_and_no_state() {
    let mut host = Host::new().await;
    for (id, expected) in [
        ("", "error: Import without an identifier"),
        ("missing", "error: Failed to find it"),
        ("panic", "error: Defect in the provider"),
    ] {
        let answer = host.import(id).await;
        assert_eq!((answer.state, answer.said), (None, vec![expected.to_owned()]), "{id}");
    }
}

#[tokio::test]
async fn a_read_follows_an_import_and_a_plan_is_then_empty() {
    let mut host = Host::new().await;
    let imported = host.import("a").await.state.unwrap();
    let read = host.read(&imported).await.state.unwrap();
    let (plan, because_of) = host.plan(&read, &thing(r#"{"name": "a"}"#)).await;
    assert_eq!((plan.state, because_of), (Some(read), vec![]));
    assert_ne!(imported, Value::Null);
}
