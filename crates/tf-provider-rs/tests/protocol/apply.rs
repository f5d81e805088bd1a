use tf_provider_rs::value::Value;

use crate::host::{Answer, Host, PRIVATE, thing, with};

const STATE: &str = r#"{"name": "a", "id": "id of a", "status": "ready"}"#;

fn named(name: &str) -> Value {
    thing(&format!(r#"{{"name": "{name}"}}"#))
}

fn made(name: &str, status: &str) -> Value {
    let chosen = [("id", Value::from(format!("id of {name}"))), ("status", Value::from(status))];
    with(&named(name), &chosen)
}

fn answer(state: Value, said: &[&str]) -> Answer {
    let private = if state.is_null() { Vec::new() } else { PRIVATE.to_vec() };
    Answer { state: Some(state), said: said.iter().map(ToString::to_string).collect(), private }
}

#[tokio::test]
async fn a_creation_answers_with_what_exists_whatever_happens() {
    let mut host = Host::new().await;
    for (name, state, said) in [
        ("a", made("a", "ready"), &[][..]),
        ("warn", made("warn", "ready"), &["warning: Scratched"]),
        ("fail before save", Value::Null, &["error: Failed to create"]),
        ("panic before save", Value::Null, &["error: Defect in the provider"]),
        ("fail after save", made("fail after save", "being made"), &["error: Failed to create"]),
        ("panic after save", made("panic after save", "being made"), &["error: Defect in the provider"]),
        // The state does not fit the schema: what was planned is at least a trace of what was made.
        ("misshapen", named("misshapen"), &["error: Defect in the provider"]),
    ] {
        assert_eq!(host.create(&named(name)).await, answer(state, said), "{name}");
    }
    assert_eq!(host.create(&named("a")).await.state, Some(made("a", "ready")), "the service lives on");
}

#[tokio::test]
async fn a_panic_is_told_with_its_place_and_a_request_to_report_it() {
    tf_provider_rs::log::start("lab", &[]);
    let mut host = Host::new().await;
    let config = named("panic after save");
    let (plan, _) = host.plan(&Value::Null, &config).await;
    let request = crate::host::apply_request(&Value::Null, &plan.state.unwrap());
    let response = host.client.apply_resource_change(request).await.unwrap().into_inner();
    let detail = &response.diagnostics[0].detail;
    assert!(detail.starts_with("The operation panicked at "), "{detail}");
    assert!(detail.contains("lab/operations.rs:"), "{detail}");
    let rest = ": the thing exploded.\n\nThis is a bug in the provider, not in your configuration. \
                Please report it to the provider's developers.";
    assert!(detail.ends_with(rest), "{detail}");
}

#[tokio::test]
async fn an_update_that_fails_keeps_what_was_saved_last_or_what_was_there() {
    let mut host = Host::new().await;
    let half = with(&thing(STATE), &[("status", Value::from("half done"))]);
    for (note, state, said) in [
        ("n", with(&thing(STATE), &[("note", Value::from("n"))]), &[][..]),
        ("fail", thing(STATE), &["error: Failed to update"]),
        ("fail after save", half.clone(), &["error: Failed to update"]),
        ("panic after save", half, &["error: Defect in the provider"]),
        ("misshapen", thing(STATE), &["error: Defect in the provider"]),
    ] {
        let config = with(&named("a"), &[("note", Value::from(note))]);
        assert_eq!(host.update(&thing(STATE), &config).await, answer(state, said), "{note}");
    }
}

#[tokio::test]
async fn a_deletion_that_fails_keeps_what_is_left() {
    let mut host = Host::new().await;
    for (note, status, said) in [
        ("stuck", Some("ready"), &["error: Failed to delete"][..]),
        ("half", Some("half gone"), &["error: Failed to delete"]),
        ("panic", Some("ready"), &["error: Defect in the provider"]),
        ("n", None, &[]),
    ] {
        let prior = with(&thing(STATE), &[("note", Value::from(note))]);
        let left = status.map_or(Value::Null, |status| with(&prior, &[("status", Value::from(status))]));
        assert_eq!(host.delete(&prior).await, answer(left, said), "{note}");
    }
}

#[tokio::test]
async fn a_spelling_that_means_the_same_is_the_planned_one() {
    let config = with(&named("a"), &[("policy", Value::from(r#"{ "a": [ 1 ] }"#))]);
    let created = Host::new().await.create(&config).await.state.unwrap();
    assert_eq!(created.attribute("policy"), config.attribute("policy"));
}

#[tokio::test]
async fn the_timeouts_block_is_the_practitioner_s() {
    let mut host = Host::new().await;
    let timeouts = |create: &str| {
        let of = |name| (name, if name == "create" { Value::from(create) } else { Value::Null });
        Value::object(["create", "read", "update", "delete"].map(of))
    };
    let config = with(&named("a"), &[("timeouts", timeouts("7m"))]);
    let created = host.create(&config).await.state.unwrap();
    assert_eq!(created.attribute("timeouts"), Some(&timeouts("7m")));
    let config = with(&named("a"), &[("timeouts", timeouts("8m"))]);
    let updated = host.update(&created, &config).await.state.unwrap();
    assert_eq!(updated.attribute("timeouts"), Some(&timeouts("8m")));
}

#[tokio::test]
async fn fifty_at_once_do_not_mix() {
    let host = Host::new().await;
    let names: Vec<String> = (0..50).map(|number| format!("thing {number}")).collect();
    let mut running = tokio::task::JoinSet::new();
    for name in names.clone() {
        let mut host = host.clone();
        running.spawn(async move { (name.clone(), host.create(&named(&name)).await) });
    }
    let mut answers = running.join_all().await;
    answers.sort_by_key(|(name, _)| names.iter().position(|other| other == name));
    let expected: Vec<_> = names.iter().map(|name| (name.clone(), answer(made(name, "ready"), &[]))).collect();
    assert_eq!(answers, expected);
}

#[tokio::test]
async fn applying_nothing_to_nothing_is_a_defect() {
    let answer = Host::new().await.apply(&Value::Null, &Value::Null).await;
    assert_eq!((answer.state, answer.said), (Some(Value::Null), vec!["error: Defect in the provider".to_owned()]));
}
