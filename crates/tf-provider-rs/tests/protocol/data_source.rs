use tf_provider_rs::model::Model;
use tf_provider_rs::proto::tfplugin6::{DynamicValue, read_data_source};
use tf_provider_rs::value::{Value, decode_msgpack};

use crate::host::{Host, said};
use crate::lab::Found;

async fn look_up(host: &mut Host, name: &str) -> (Option<Value>, Vec<String>) {
    let json = format!(r#"{{"name": "{name}", "limit": null, "place": null}}"#).into_bytes();
    let request = read_data_source::Request {
        type_name: "lab_found".to_owned(),
        config: Some(DynamicValue { msgpack: Vec::new(), json }),
        ..Default::default()
    };
    let response = host.client.read_data_source(request).await.unwrap().into_inner();
    let state = response.state.map(|state| decode_msgpack(&state.msgpack, Found::schema(0).object_type()).unwrap());
    (state, said(&response.diagnostics))
}

#[tokio::test]
async fn data_has_defaults_and_what_the_provider_found() {
    let mut host = Host::new().await;
    host.configure(r#"{"place": "here", "benches": null}"#).await;
    let (state, said) = look_up(&mut host, "a").await;
    let expected =
        Value::object([("name", Value::from("a")), ("limit", Value::from(5)), ("place", Value::from("here"))]);
    assert_eq!((state, said), (Some(expected), vec!["warning: Old map".to_owned()]));
}

#[tokio::test]
async fn what_is_not_found_is_an_error() {
    let mut host = Host::new().await;
    for (name, expected) in [("missing", "error: Failed to find it"), ("panic", "error: Defect in the provider")] {
        assert_eq!(look_up(&mut host, name).await, (Some(Value::Null), vec![expected.to_owned()]));
    }
}
