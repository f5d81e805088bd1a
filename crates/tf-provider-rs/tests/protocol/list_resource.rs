use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{
    DynamicValue, list_resource as rpc, stop_provider, validate_list_resource_config,
};
use tf_provider_rs::value::{Value, encode_msgpack};
use tokio_stream::StreamExt;
use tonic::Streaming;

use crate::host::{Host, said};
use crate::lab::Vaults;
use crate::vaults::{VAULT, decoded, decoded_identity, identity, vault};

fn request(config: &str) -> rpc::Request {
    let config = DynamicValue { msgpack: Vec::new(), json: config.into() };
    rpc::Request { type_name: VAULT.to_owned(), config: Some(config), ..Default::default() }
}

fn of(building: &str) -> rpc::Request {
    request(&format!(r#"{{"building": "{building}", "most": null}}"#))
}

async fn events(host: &mut Host, request: rpc::Request) -> Streaming<rpc::Event> {
    host.client.list_resource(request).await.unwrap().into_inner()
}

/// One line for each event, and whether it has the whole object.
async fn listed(host: &mut Host, request: rpc::Request) -> Vec<String> {
    let events: Vec<_> = events(host, request).await.map(Result::unwrap).collect().await;
    let line = |event: &rpc::Event| {
        let object = if event.resource_object.is_some() { "+" } else { "" };
        let mut lines = said(&event.diagnostic);
        if event.identity.is_some() {
            lines.insert(0, format!("{}{object}", event.display_name));
        }
        lines.join(" ")
    };
    events.iter().map(line).collect()
}

#[tokio::test]
async fn each_object_comes_with_its_identity_and_as_a_whole_if_terraform_wants_it() {
    let mut host = Host::new().await;
    assert_eq!(listed(&mut host, of("east")).await, ["v1", "v2", "v3"]);

    let whole = rpc::Request { include_resource_object: true, ..of("east") };
    let event = events(&mut host, whole).await.next().await.unwrap().unwrap();
    assert_eq!(event.display_name, "v1");
    assert_eq!(decoded_identity(&event.identity.unwrap()), identity(r#"{"name": "v1", "building": "east"}"#));
    let object = decoded(&event.resource_object.unwrap());
    assert_eq!(object, vault(r#"{"name": "v1", "building": "east", "floor": 1}"#));
    assert_eq!(event.diagnostic, []);
}

#[tokio::test]
async fn the_configuration_says_what_to_look_for() {
    let mut host = Host::new().await;
    assert_eq!(listed(&mut host, request(r#"{"building": null, "most": 1}"#)).await, ["v1"]);
    assert_eq!(listed(&mut host, request(r#"{"building": null, "most": 0}"#)).await, [""; 0]);
    assert_eq!(
        host.journal.entries()[1..],
        ["list main, wanted None", "all found", "list main, wanted None", "all found"]
    );
}

#[tokio::test]
async fn a_listing_ends_when_terraform_has_enough() {
    let mut host = Host::new().await;
    assert_eq!(listed(&mut host, rpc::Request { limit: 2, ..of("endless") }).await, ["v1", "v2"]);
    assert_eq!(host.journal.entries()[1..], ["list endless, wanted Some(2)", "another", "another"]);
    assert_eq!(listed(&mut host, rpc::Request { limit: 2, ..of("stubborn") }).await, ["v1", "v2"]);
    assert_eq!(listed(&mut host, rpc::Request { limit: 9, ..of("east") }).await, ["v1", "v2", "v3"]);
}

#[tokio::test]
async fn a_listing_ends_when_nobody_listens_any_more() {
    let mut host = Host::new().await;
    let mut endless = events(&mut host, of("endless")).await;
    assert_eq!(endless.next().await.unwrap().unwrap().display_name, "v1");
    drop(endless);
    let mut hanging = events(&mut host, of("hanging")).await;
    assert_eq!(hanging.next().await.unwrap().unwrap().display_name, "v1");
    host.journal.until("hanging", 1).await;
    drop(hanging);
    assert_eq!(listed(&mut host, of("east")).await, ["v1", "v2", "v3"]);
    let found = host.journal.entries().iter().filter(|entry| *entry == "another").count();
    assert!(found < 100, "{found} vaults were found for nobody");
}

#[tokio::test]
async fn ctrl_c_stops_a_listing_that_hangs() {
    let mut host = Host::new().await;
    let mut hanging = events(&mut host, of("hanging")).await;
    host.journal.until("hanging", 1).await;
    host.client.stop_provider(stop_provider::Request {}).await.unwrap();
    assert_eq!(hanging.next().await.unwrap().unwrap().display_name, "v1");
    let last = hanging.next().await.unwrap().unwrap();
    assert_eq!(said(&last.diagnostic), ["error: Listing stopped"]);
    assert!(hanging.next().await.is_none());
}

#[tokio::test]
async fn what_goes_wrong_comes_after_what_was_found() {
    let mut host = Host::new().await;
    assert_eq!(listed(&mut host, of("forbidden")).await, ["v1", "error: Failed to look further"]);
    assert_eq!(listed(&mut host, of("panic")).await, ["v1", "error: Defect in the provider"]);
    assert_eq!(listed(&mut host, of("warned")).await, ["v1", "warning: Dark corner", "v2", "v3"]);
    assert_eq!(listed(&mut Host::unconfigured(), of("east")).await, ["error: Provider not configured"]);
    let bare = rpc::Request { include_resource_object: true, limit: 1, ..of("bare") };
    assert_eq!(listed(&mut host, bare).await, ["v1 warning: Object without its attributes"]);
    assert_eq!(listed(&mut host, of("bare")).await, ["v1", "v2", "v3"]);
}

#[tokio::test]
async fn a_configuration_is_checked_before_the_provider_is_configured() {
    let mut host = Host::unconfigured();
    let mut validate = async |building: Value| {
        let config = Value::object([("building", building), ("most", Value::Null)]);
        let msgpack = encode_msgpack(&config, Vaults::schema(0).object_type()).unwrap();
        let request = validate_list_resource_config::Request {
            type_name: VAULT.to_owned(),
            config: Some(DynamicValue { msgpack, json: Vec::new() }),
            ..Default::default()
        };
        said(&host.client.validate_list_resource_config(request).await.unwrap().into_inner().diagnostics)
    };
    assert_eq!(validate(Value::from("")).await, ["error: No building (at building)"]);
    assert_eq!(validate(Value::from("east")).await, [""; 0]);
    assert_eq!(validate(Value::unknown()).await, [""; 0]);
}
