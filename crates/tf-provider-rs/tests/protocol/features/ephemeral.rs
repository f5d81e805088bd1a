use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{
    close_ephemeral_resource as close, open_ephemeral_resource as open, renew_ephemeral_resource as renew,
    stop_provider, validate_ephemeral_resource_config as validate,
};
use tf_provider_rs::value::{Type, Value};

use super::{DEFERRAL, Host, Key, message, said, value};

const KEY: &str = "desk_key";
const NOTHING: [&str; 0] = [];

fn key_type() -> Type {
    Key::schema(0).object_type().clone()
}

fn config(name: Value) -> Value {
    Value::object([("name", name), ("length", Value::Null), ("key", Value::Null)])
}

fn open_request(name: &str) -> open::Request {
    let config = Some(message(&config(Value::from(name)), &key_type()));
    open::Request { type_name: KEY.to_owned(), config, client_capabilities: None }
}

async fn opened(host: &mut Host, name: &str) -> open::Response {
    host.client.open_ephemeral_resource(open_request(name)).await.unwrap().into_inner()
}

async fn renewed(host: &mut Host, private: Option<Vec<u8>>) -> renew::Response {
    let request = renew::Request { type_name: KEY.to_owned(), private };
    host.client.renew_ephemeral_resource(request).await.unwrap().into_inner()
}

async fn closed(host: &mut Host, private: Option<Vec<u8>>) -> Vec<String> {
    let request = close::Request { type_name: KEY.to_owned(), private };
    said(&host.client.close_ephemeral_resource(request).await.unwrap().into_inner().diagnostics)
}

#[tokio::test]
async fn a_value_is_opened_renewed_and_closed_with_what_it_said_to_keep() {
    let mut host = Host::new().await;
    let answer = opened(&mut host, "long").await;
    let expected =
        Value::object([("name", Value::from("long")), ("length", Value::from(2)), ("key", Value::from("key of long"))]);
    assert_eq!(value(answer.result, &key_type()), Some(expected));
    assert_eq!((said(&answer.diagnostics), answer.deferred), (vec![], None));
    assert_eq!(answer.renew_at.map(|time| (time.seconds, time.nanos)), Some((60, 0)));
    let first = renewed(&mut host, answer.private).await;
    assert_eq!(first.renew_at.map(|time| time.seconds), Some(120));
    let second = renewed(&mut host, first.private).await;
    assert_eq!(second.renew_at.map(|time| time.seconds), Some(180));
    let third = renewed(&mut host, second.private.clone()).await;
    assert_eq!(said(&third.diagnostics), ["error: Worn out"]);
    assert_eq!((third.renew_at, &third.private), (None, &second.private), "what is kept stays");
    assert_eq!(closed(&mut host, third.private).await, NOTHING);
    assert_eq!(host.entries(), ["open long", "renew long 0", "renew long 1", "renew long 2", "close long 2"]);
}

#[tokio::test]
async fn what_needs_no_renewal_asks_for_none() {
    let mut host = Host::new().await;
    let answer = opened(&mut host, "warn").await;
    assert_eq!((said(&answer.diagnostics), answer.renew_at), (vec!["warning: Rusty".to_owned()], None));
    assert!(answer.result.is_some() && answer.private.is_some());
}

#[tokio::test]
async fn an_open_that_fails_leaves_nothing_to_close() {
    let mut host = Host::new().await;
    for (name, expected) in [("jammed", "error: Jammed (at name)"), ("panic", "error: Defect in the provider")] {
        let answer = opened(&mut host, name).await;
        assert_eq!(said(&answer.diagnostics), [expected]);
        assert_eq!((answer.result, answer.private, answer.renew_at), (None, None, None));
    }
    assert_eq!(host.entries(), ["open jammed", "open panic"]);
}

#[tokio::test]
async fn a_value_that_terraform_cannot_be_given_is_closed_at_once() {
    let mut host = Host::new().await;
    let answer = opened(&mut host, "misshapen").await;
    assert_eq!(said(&answer.diagnostics), ["error: Defect in the provider"]);
    assert_eq!((answer.result, answer.private), (None, None));
    assert_eq!(host.entries(), ["open misshapen", "close misshapen 0"]);
}

#[tokio::test]
async fn a_value_that_contradicts_its_configuration_is_closed_at_once() {
    let mut host = Host::new().await;
    let config = Value::object([("name", Value::from("shortened")), ("length", Value::from(9)), ("key", Value::Null)]);
    let config = Some(message(&config, &key_type()));
    let request = open::Request { config, ..open_request("shortened") };
    let answer = host.client.open_ephemeral_resource(request).await.unwrap().into_inner();
    assert_eq!(said(&answer.diagnostics), ["error: Defect in the provider (at length)"]);
    let detail = &answer.diagnostics[0].detail;
    assert!(detail.contains("the ephemeral value of this `desk_key`: `length`: "), "{detail}");
    assert!(detail.contains("(rule plan-configured)"), "{detail}");
    assert_eq!((answer.result, answer.private), (None, None));
    assert_eq!(host.entries(), ["open shortened", "close shortened 0"]);
}

#[tokio::test]
async fn a_close_says_what_it_could_not_remove() {
    let mut host = Host::new().await;
    let answer = opened(&mut host, "stuck").await;
    assert_eq!(closed(&mut host, answer.private).await, ["error: Stuck"]);
    assert_eq!(closed(&mut host, Some(b"?".to_vec())).await, ["error: Defect in the provider"]);
}

#[tokio::test]
async fn a_stop_reaches_an_open_and_no_close_after_it() {
    let mut host = Host::new().await;
    let lasting = opened(&mut host, "lasting").await;
    let opening = {
        let mut host = host.clone();
        tokio::spawn(async move { opened(&mut host, "wait for stop").await })
    };
    while host.entries().len() < 2 {
        tokio::task::yield_now().await;
    }
    host.client.stop_provider(stop_provider::Request {}).await.unwrap();
    assert_eq!(said(&opening.await.unwrap().diagnostics), ["error: Interrupted"]);
    assert_eq!(closed(&mut host, lasting.private).await, NOTHING);
}

#[tokio::test]
async fn an_unconfigured_provider_validates_and_cannot_open() {
    let mut host = Host::unconfigured();
    for (name, expected) in [
        (Value::unknown(), vec!["warning: Deprecated"]),
        (Value::from("none"), vec!["warning: Deprecated", "error: No such drawer (at name)"]),
    ] {
        let config = Some(message(&config(name), &key_type()));
        let request = validate::Request { type_name: KEY.to_owned(), config };
        let response = host.client.validate_ephemeral_resource_config(request).await.unwrap().into_inner();
        assert_eq!(said(&response.diagnostics), expected);
    }
    let answer = opened(&mut host, "a").await;
    assert_eq!(said(&answer.diagnostics), ["error: Provider not configured"]);
}

#[tokio::test]
async fn an_open_is_deferred_where_terraform_allows_it() {
    let mut host = Host::new().await;
    let answer = opened(&mut host, "later").await;
    assert_eq!(
        (said(&answer.diagnostics), answer.deferred),
        (vec!["error: Not possible in one step".to_owned()], None)
    );
    let request = open::Request { client_capabilities: DEFERRAL, ..open_request("later") };
    let answer = host.client.open_ephemeral_resource(request).await.unwrap().into_inner();
    assert_eq!((said(&answer.diagnostics), answer.deferred.map(|deferred| deferred.reason)), (vec![], Some(3)));
    assert!(value(answer.result, &key_type()).unwrap().attribute("key").unwrap().is_unknown());
    assert_eq!(answer.private, None);
}

#[tokio::test]
async fn what_is_opened_and_deferred_at_once_is_closed() {
    let mut host = Host::new().await;
    let request = open::Request { client_capabilities: DEFERRAL, ..open_request("hasty") };
    let answer = host.client.open_ephemeral_resource(request).await.unwrap().into_inner();
    assert_eq!((said(&answer.diagnostics), answer.deferred.map(|deferred| deferred.reason)), (vec![], Some(3)));
    assert!(value(answer.result, &key_type()).unwrap().attribute("key").unwrap().is_unknown());
    assert_eq!((answer.private, answer.renew_at), (None, None));
    assert_eq!(host.entries(), ["open hasty", "close hasty 0"]);
}
