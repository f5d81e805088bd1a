//! The tutorial's list and action, as Terraform 1.14 calls them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../examples/notebook/archive.rs"]
mod archive;
#[path = "../../examples/notebook/identity.rs"]
mod identity;
#[path = "../../examples/notebook/list.rs"]
mod list;
#[path = "../../examples/notebook/lock.rs"]
mod lock;
#[path = "../../examples/notebook/note.rs"]
mod note;
#[path = "../../examples/notebook/notes.rs"]
mod notes;
#[path = "../../examples/notebook/provider.rs"]
mod provider;
#[path = "../../examples/notebook/slug.rs"]
mod slug;

use std::fs;

use serde_json::json;
use tempfile::TempDir;
use tf_provider_rs::proto::client::tfplugin6::provider_client::ProviderClient;
use tf_provider_rs::proto::tfplugin6::invoke_action::event::Type;
use tf_provider_rs::proto::tfplugin6::{
    DynamicValue, configure_provider, invoke_action, list_resource, plan_action, validate_list_resource_config,
};
use tf_provider_rs::{docs, service};
use tokio_stream::StreamExt;
use tonic::service::Routes;

/// A configured provider, and a notebook with three notes.
async fn notebook() -> (ProviderClient<Routes>, TempDir) {
    let directory = TempDir::new().unwrap();
    for name in ["a-first", "a-second", "b"] {
        fs::write(directory.path().join(name).with_extension("txt"), "one\ntwo\n").unwrap();
    }
    fs::write(directory.path().join("picture.png"), "").unwrap();
    let mut client = ProviderClient::new(service(provider::Notebook));
    let config = message(json!({ "directory": directory.path() }));
    let request = configure_provider::Request { config, ..Default::default() };
    assert_eq!(client.configure_provider(request).await.unwrap().into_inner().diagnostics, []);
    (client, directory)
}

fn message(json: serde_json::Value) -> Option<DynamicValue> {
    Some(DynamicValue { msgpack: Vec::new(), json: json.to_string().into_bytes() })
}

#[test]
fn the_schemas_have_no_findings() {
    use tf_provider_rs::Provider;
    assert_eq!(docs::lint(&provider::Notebook.schema()), [""; 0]);
}

#[tokio::test]
async fn notes_are_listed_by_prefix_and_with_their_text_if_terraform_wants_it() {
    let (mut client, _directory) = notebook().await;
    let config = || message(json!({ "prefix": "a-" }));
    let request = validate_list_resource_config::Request {
        type_name: "notebook_note".to_owned(),
        config: config(),
        ..Default::default()
    };
    assert_eq!(client.validate_list_resource_config(request).await.unwrap().into_inner().diagnostics, []);
    for include_resource_object in [false, true] {
        let request = list_resource::Request {
            type_name: "notebook_note".to_owned(),
            config: config(),
            include_resource_object,
            limit: 100,
        };
        let events = client.list_resource(request).await.unwrap().into_inner();
        let events: Vec<_> = events.map(Result::unwrap).collect().await;
        assert_eq!(events.iter().map(|event| event.display_name.as_str()).collect::<Vec<_>>(), ["a-first", "a-second"]);
        for event in events {
            assert!(event.identity.is_some() && event.diagnostic.is_empty());
            assert_eq!(event.resource_object.is_some(), include_resource_object);
        }
    }
}

#[tokio::test]
async fn notes_are_copied_and_each_is_told() {
    let (mut client, directory) = notebook().await;
    let config = |folder: &str| message(json!({ "names": ["a-first", "b"], "folder": directory.path().join(folder) }));
    let request = |folder| plan_action::Request {
        action_type: "notebook_archive".to_owned(),
        config: config(folder),
        ..Default::default()
    };
    let plan = client.plan_action(request("old")).await.unwrap().into_inner();
    assert_eq!(plan.diagnostics[0].summary, "No such folder");
    fs::create_dir(directory.path().join("old")).unwrap();
    assert_eq!(client.plan_action(request("old")).await.unwrap().into_inner().diagnostics, []);

    let request = invoke_action::Request {
        action_type: "notebook_archive".to_owned(),
        config: config("old"),
        ..Default::default()
    };
    let events = client.invoke_action(request).await.unwrap().into_inner();
    let events: Vec<_> = events.map(|event| event.unwrap().r#type.unwrap()).collect().await;
    let folder = directory.path().join("old");
    let progress = |name: &str| format!("{name} is in {}", folder.display());
    let [Type::Progress(first), Type::Progress(second), Type::Completed(completed)] = &events[..] else {
        unreachable!("{events:?}")
    };
    assert_eq!([&first.message, &second.message], [&progress("a-first"), &progress("b")]);
    assert_eq!(completed.diagnostics, []);
    assert_eq!(fs::read_to_string(folder.join("b.txt")).unwrap(), "one\ntwo\n");
}
