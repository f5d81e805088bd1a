use tf_provider_rs::value::{Refinement, Value};

use crate::host::{Host, PRIVATE, thing, with};

const STATE: &str = r#"{"name": "a", "id": "1", "status": "ready"}"#;

/// What will be known, of a type that is never null.
fn not_null() -> Value {
    Value::Unknown(Refinement::none().not_null())
}

#[tokio::test]
async fn a_creation_leaves_to_the_provider_what_it_chooses() {
    let config = thing(r#"{"name": "a", "note": "n", "parts": [{"size": 1}], "kit": {"size": 2}}"#);
    let (plan, because_of) = Host::new().await.plan(&Value::Null, &config).await;
    let chosen = [("id", Value::unknown()), ("status", not_null())];
    assert_eq!(plan.state, Some(with(&config, &chosen)));
    assert_eq!((plan.said, plan.private, because_of), (vec![], PRIVATE.to_vec(), vec![]));
}

#[tokio::test]
async fn an_update_keeps_what_it_may() {
    let mut host = Host::new().await;
    let config = thing(r#"{"name": "a", "note": "n"}"#);
    let (plan, because_of) = host.plan(&thing(STATE), &config).await;
    assert_eq!(plan.state, Some(with(&config, &[("id", Value::from("1")), ("status", not_null())])));
    assert_eq!(because_of, [""; 0]);
    let (plan, _) = host.plan(&thing(STATE), &thing(r#"{"name": "a"}"#)).await;
    assert_eq!(plan.state, Some(thing(STATE)));
}

#[tokio::test]
async fn replacement_names_attributes_that_terraform_can_follow() {
    let mut host = Host::new().await;
    let spare = r#"{"name": "a", "id": "1", "status": "ready", "spare": [{"size": 1}], "named": {"k": {"size": 1}}}"#;
    for (config, expected) in [
        (r#"{"name": "b"}"#, &["name", r#"named["k"].size"#, "spare"][..]),
        (r#"{"name": "a", "spare": [{"size": 2}], "named": {"k": {"size": 1}}}"#, &["spare"]),
        (
            r#"{"name": "a", "spare": [{"size": 1}], "named": {"k": {"size": 1}}, "note": "replace for a part"}"#,
            &["spare"],
        ),
    ] {
        assert_eq!(host.plan(&thing(spare), &thing(config)).await.1, expected, "{config}");
    }
}

#[tokio::test]
async fn a_resource_has_its_say() {
    let mut host = Host::new().await;
    for (note, id, said) in [
        ("known id", Some(Value::from("planned")), &[][..]),
        ("warned", Some(Value::unknown()), &["warning: Fragile (at note)"]),
        ("refused", Some(Value::unknown()), &["error: Failed to plan"]),
        ("panic in plan", Some(Value::unknown()), &["error: Defect in the provider"]),
    ] {
        let config = thing(&format!(r#"{{"name": "a", "note": "{note}"}}"#));
        let (plan, _) = host.plan(&Value::Null, &config).await;
        assert_eq!(plan.state.and_then(|state| state.attribute("id").cloned()), id, "{note}");
        assert_eq!(plan.said, said, "{note}");
    }
}

#[tokio::test]
async fn what_a_resource_leaves_alone_stays_whole() {
    let promised = Value::Unknown(Refinement::none().not_null().with_string_prefix("arn:"));
    let unknown_blocks = [("name", promised.clone()), ("kit", Value::unknown()), ("note", Value::from("known id"))];
    let config = with(&thing(r#"{"name": "a"}"#), &unknown_blocks);
    let (plan, _) = Host::new().await.plan(&Value::Null, &config).await;
    let state = plan.state.unwrap();
    assert_eq!(state.attribute("id"), Some(&Value::from("planned")));
    assert_eq!(state.attribute("name"), Some(&promised));
    assert_eq!(state.attribute("kit"), Some(&Value::unknown()));
}

#[tokio::test]
async fn a_deletion_can_be_refused_while_planning() {
    let mut host = Host::new().await;
    let (plan, because_of) = host.plan(&thing(STATE), &Value::Null).await;
    assert_eq!((plan.state, plan.private, because_of), (Some(Value::Null), PRIVATE.to_vec(), vec![]));
    assert_eq!(plan.said, ["warning: No way back"]);
    let protected = with(&thing(STATE), &[("note", Value::from("protected"))]);
    let (plan, _) = host.plan(&protected, &Value::Null).await;
    assert_eq!(plan.said, ["warning: No way back", "error: Failed to plan the deletion"]);
}
