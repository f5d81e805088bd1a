use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::invoke_action::event::Type;
use tf_provider_rs::proto::tfplugin6::{
    ClientCapabilities, DynamicValue, configure_provider, deferred::Reason, invoke_action, plan_action, stop_provider,
    validate_action_config,
};
use tf_provider_rs::value::{Value, encode_msgpack};
use tokio_stream::StreamExt;
use tonic::Streaming;

use crate::host::{Host, said};
use crate::lab::{Announcement, Lab};

const ANNOUNCE: &str = "lab_announce";

fn config(text: Value) -> Option<DynamicValue> {
    let config = Value::object([("text", text), ("times", Value::Null)]);
    let msgpack = encode_msgpack(&config, Announcement::schema(0).object_type()).unwrap();
    Some(DynamicValue { msgpack, json: Vec::new() })
}

async fn invoke(host: &mut Host, text: &str) -> Streaming<invoke_action::Event> {
    let request = invoke_action::Request {
        action_type: ANNOUNCE.to_owned(),
        config: config(Value::from(text)),
        ..Default::default()
    };
    host.client.invoke_action(request).await.unwrap().into_inner()
}

fn line(event: invoke_action::Event) -> String {
    match event.r#type.unwrap() {
        Type::Progress(progress) => progress.message,
        Type::Completed(completed) => format!("completed: {}", said(&completed.diagnostics).join(", ")),
    }
}

async fn all(events: Streaming<invoke_action::Event>) -> Vec<String> {
    events.map(|event| line(event.unwrap())).collect().await
}

#[tokio::test]
async fn progress_comes_first_and_one_completion_last() {
    let mut host = Host::new().await;
    for (text, end) in [
        ("hello", "completed: "),
        ("fail", "completed: error: Failed to be heard"),
        ("panic", "completed: error: Defect in the provider"),
    ] {
        let events = invoke(&mut host, text).await;
        assert_eq!(all(events).await, [format!("1: {text}"), format!("2: {text}"), end.to_owned()]);
    }
    let events = invoke(&mut Host::unconfigured(), "hello").await;
    assert_eq!(all(events).await, ["completed: error: Provider not configured"]);
}

#[tokio::test]
async fn progress_is_seen_while_the_action_runs() {
    let mut host = Host::new().await;
    let mut events = invoke(&mut host, "hang").await;
    assert_eq!(line(events.next().await.unwrap().unwrap()), "1: hang");
    assert_eq!(line(events.next().await.unwrap().unwrap()), "2: hang");
    host.journal.release.add_permits(1);
    assert_eq!(all(events).await, ["at last", "completed: "]);
}

#[tokio::test]
async fn an_action_runs_to_its_end_when_nobody_listens_any_more() {
    let mut host = Host::new().await;
    let mut events = invoke(&mut host, "hang").await;
    assert_eq!(line(events.next().await.unwrap().unwrap()), "1: hang");
    drop(events);
    host.journal.release.add_permits(1);
    host.journal.until("heard", 1).await;
}

#[tokio::test]
async fn ctrl_c_reaches_an_action_and_its_warning_the_practitioner() {
    let mut host = Host::new().await;
    let events = invoke(&mut host, "wait for stop").await;
    host.journal.until("announced", 1).await;
    host.client.stop_provider(stop_provider::Request {}).await.unwrap();
    let last = all(events).await.pop();
    assert_eq!(last.as_deref(), Some("completed: warning: Interrupted"));
}

#[tokio::test]
async fn a_plan_says_what_would_make_it_fail() {
    let mut host = Host::new().await;
    for (text, expected) in [
        (Value::from("hello"), &[][..]),
        (Value::from("refused"), &["error: Failed to plan it"]),
        (Value::from("panic in plan"), &["error: Defect in the provider"]),
        (Value::unknown(), &["warning: Nobody knows yet what will be said"]),
    ] {
        let request =
            plan_action::Request { action_type: ANNOUNCE.to_owned(), config: config(text), ..Default::default() };
        let response = host.client.plan_action(request).await.unwrap().into_inner();
        assert_eq!(
            (said(&response.diagnostics), response.deferred),
            (expected.iter().map(ToString::to_string).collect(), None)
        );
    }
}

#[tokio::test]
async fn a_plan_is_deferred_while_the_provider_is_not_known_enough() {
    let mut host = Host::unconfigured();
    let block = Value::object([("place", Value::unknown()), ("benches", Value::Null)]);
    let msgpack = encode_msgpack(&block, Lab::schema(0).object_type()).unwrap();
    let config_of_lab = Some(DynamicValue { msgpack, json: Vec::new() });
    let request = configure_provider::Request { config: config_of_lab, ..Default::default() };
    host.client.configure_provider(request).await.unwrap();
    for (deferral_allowed, expected) in [(true, Some(Reason::ProviderConfigUnknown)), (false, None)] {
        let request = plan_action::Request {
            action_type: ANNOUNCE.to_owned(),
            config: config(Value::from("refused")),
            client_capabilities: Some(ClientCapabilities { deferral_allowed, ..Default::default() }),
        };
        let response = host.client.plan_action(request).await.unwrap().into_inner();
        assert_eq!(response.deferred.map(|deferred| deferred.reason()), expected);
        assert_eq!(said(&response.diagnostics).is_empty(), deferral_allowed);
    }
}

#[tokio::test]
async fn a_configuration_is_checked_before_the_provider_is_configured() {
    let mut host = Host::unconfigured();
    for (text, expected) in [
        (Value::from(""), &["error: Nothing to say (at text)"][..]),
        (Value::from("hello"), &[]),
        (Value::unknown(), &[]),
    ] {
        let request = validate_action_config::Request { type_name: ANNOUNCE.to_owned(), config: config(text) };
        let response = host.client.validate_action_config(request).await.unwrap().into_inner();
        assert_eq!(said(&response.diagnostics), expected);
    }
}
