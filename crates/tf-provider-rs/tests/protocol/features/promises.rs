use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::plan_resource_change;
use tf_provider_rs::value::{Refinement, Value};

use super::{Host, Note, message, said, value};

async fn planned(name: &str, prior: Value, copies: Value) -> Value {
    let note_type = Note::schema(0).object_type().clone();
    let config = Value::object([
        ("name", Value::from(name)),
        ("text", Value::Null),
        ("id", Value::Null),
        ("read", Value::Null),
        ("copies", copies),
    ]);
    let request = plan_resource_change::Request {
        type_name: "desk_note".to_owned(),
        prior_state: Some(message(&prior, &note_type)),
        proposed_new_state: Some(message(&config, &note_type)),
        config: Some(message(&config, &note_type)),
        ..Default::default()
    };
    let response = Host::new().await.client.plan_resource_change(request).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), [""; 0]);
    value(response.planned_state, &note_type).unwrap()
}

#[tokio::test]
async fn what_is_known_after_apply_is_promised_as_far_as_the_type_and_the_prefix_say() {
    let copies = Value::list([Value::object([("number", Value::Null)])]);
    let planned = planned("a", Value::Null, copies).await;
    let id = Refinement::none().not_null().with_string_prefix("note ");
    assert_eq!(planned.attribute("id"), Some(&Value::Unknown(id)));
    assert_eq!(planned.attribute("read"), Some(&Value::unknown()), "it may be null");
    let number = Value::Unknown(Refinement::none().not_null());
    assert_eq!(planned.attribute("copies"), Some(&Value::list([Value::object([("number", number)])])));
}

#[tokio::test]
async fn what_a_resource_makes_unknown_is_promised_too() {
    let prior = Value::object([
        ("name", Value::from("in place")),
        ("text", Value::Null),
        ("id", Value::from("note in place")),
        ("read", Value::from("today")),
        ("copies", Value::Null),
    ]);
    let planned = planned("in place", prior, Value::list([Value::object([("number", Value::Null)])])).await;
    assert_eq!(planned.attribute("id"), Some(&Value::from("note in place")));
    let number = Value::Unknown(Refinement::none().not_null());
    assert_eq!(planned.attribute("copies"), Some(&Value::list([Value::object([("number", number)])])));
}
