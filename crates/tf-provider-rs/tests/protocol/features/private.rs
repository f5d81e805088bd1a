use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{
    DynamicValue, apply_resource_change, import_resource_state, plan_resource_change, read_resource,
};
use tf_provider_rs::value::{Type, Value};

use super::{Host, Note, message, said};

fn note_type() -> Type {
    Note::schema(0).object_type().clone()
}

fn note(text: Option<&str>) -> Value {
    Value::object([
        ("name", Value::from("a")),
        ("text", Value::from(text)),
        ("id", Value::from("note a")),
        ("read", Value::Null),
        ("copies", Value::Null),
    ])
}

fn plan_request(prior_private: &[u8], planned_private: &[u8]) -> plan_resource_change::Request {
    let config = Value::object([
        ("name", Value::from("a")),
        ("text", Value::Null),
        ("id", Value::Null),
        ("read", Value::Null),
        ("copies", Value::Null),
    ]);
    plan_resource_change::Request {
        type_name: "desk_note".to_owned(),
        proposed_new_state: Some(message(&config, &note_type())),
        config: Some(message(&config, &note_type())),
        prior_private: prior_private.to_vec(),
        planned_private: planned_private.to_vec(),
        ..Default::default()
    }
}

async fn planned(request: plan_resource_change::Request) -> String {
    let response = Host::new().await.client.plan_resource_change(request).await.unwrap().into_inner();
    String::from_utf8(response.planned_private).unwrap()
}

async fn applied(prior: &Value, planned: &Value, private: &str) -> (String, Vec<String>) {
    let request = apply_resource_change::Request {
        type_name: "desk_note".to_owned(),
        prior_state: Some(message(prior, &note_type())),
        planned_state: Some(message(planned, &note_type())),
        planned_private: private.into(),
        ..Default::default()
    };
    let response = Host::new().await.client.apply_resource_change(request).await.unwrap().into_inner();
    (String::from_utf8(response.private).unwrap(), said(&response.diagnostics))
}

#[tokio::test]
async fn what_a_plan_keeps_is_there_in_its_apply() {
    assert_eq!(planned(plan_request(b"", b"")).await, r#"{"plans":1}"#);
    assert_eq!(planned(plan_request(br#"{".own":0,"plans":4}"#, b"")).await, r#"{".own":0,"plans":5}"#);
    let (private, said) = applied(&Value::Null, &note(None), r#"{"plans":1}"#).await;
    assert_eq!((private.as_str(), said), (r#"{"made":"after 1 plans","plans":1}"#, vec![]));
}

#[tokio::test]
async fn a_terraform_that_stores_what_was_planned_sends_it_in_the_second_plan() {
    assert_eq!(planned(plan_request(br#"{"plans":1}"#, br#"{"plans":7}"#)).await, r#"{"plans":8}"#);
}

#[tokio::test]
async fn what_was_kept_survives_a_failure() {
    let (private, said) = applied(&Value::Null, &note(Some("fail")), "").await;
    assert_eq!((private.as_str(), said), (r#"{"made":"after 0 plans"}"#, vec!["error: Torn".to_owned()]));
}

#[tokio::test]
async fn an_update_can_forget_and_a_deletion_forgets_all() {
    let (private, _) = applied(&note(None), &note(Some("b")), r#"{"made":"x","reads":1}"#).await;
    assert_eq!(private, r#"{"reads":1}"#);
    let (private, _) = applied(&note(None), &Value::Null, r#"{"made":"x"}"#).await;
    assert_eq!(private, "");
}

#[tokio::test]
async fn a_refresh_reads_and_keeps_and_an_import_begins_it() {
    let mut host = Host::new().await;
    for (stored, expected) in [("", r#"{"reads":1}"#), (r#"{"reads":1}"#, r#"{"reads":2}"#)] {
        let request = read_resource::Request {
            type_name: "desk_note".to_owned(),
            current_state: Some(message(&note(None), &note_type())),
            private: stored.into(),
            // A module may have said something to the provider of itself; nothing depends on it.
            provider_meta: Some(DynamicValue { msgpack: vec![0x81, 0xa1, b'm', 0xa1, b'v'], json: Vec::new() }),
            ..Default::default()
        };
        let response = host.client.read_resource(request).await.unwrap().into_inner();
        assert_eq!(
            (said(&response.diagnostics), String::from_utf8(response.private).unwrap()),
            (vec![], expected.to_owned())
        );
    }
    let request =
        import_resource_state::Request { type_name: "desk_note".to_owned(), id: "a".to_owned(), ..Default::default() };
    let response = host.client.import_resource_state(request).await.unwrap().into_inner();
    assert_eq!(response.imported_resources[0].private, br#"{"imported":true}"#);
}

#[tokio::test]
async fn private_state_of_somebody_else_is_an_error_and_stays() {
    let foreign = b"\x00binary";
    let request = read_resource::Request {
        type_name: "desk_note".to_owned(),
        current_state: Some(message(&note(None), &note_type())),
        private: foreign.to_vec(),
        ..Default::default()
    };
    let response = Host::new().await.client.read_resource(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), ["error: Private state cannot be read"]);
    assert_eq!(response.private, foreign);
}
