use tf_provider_rs::proto::tfplugin6::{
    self as pb, call_function, configure_state_store, delete_state, get_states, invoke_action, list_resource,
    lock_state, read_state_bytes, unlock_state, validate_state_store, write_state_bytes,
};
use tokio_stream::StreamExt;

use crate::host::{Host, said};

/// What each call says.
macro_rules! calls {
    ($host:ident, $($method:ident $messages:ident $expected:literal,)*) => {
        vec![$({
            let response = $host.client.$method($messages::Request::default()).await.unwrap().into_inner();
            (stringify!($method), said(&response.diagnostics), $expected)
        },)*]
    };
}

#[tokio::test]
async fn what_is_not_there_says_so_as_terraform_shows_it() {
    let mut host = Host::unconfigured();
    let calls = calls! {
        host,
        validate_state_store_config validate_state_store "State stores",
        configure_state_store configure_state_store "State stores",
        lock_state lock_state "State stores",
        unlock_state unlock_state "State stores",
        get_states get_states "State stores",
        delete_state delete_state "State stores",
    };
    assert_eq!(calls.len(), 6);
    for (method, said, feature) in calls {
        assert_eq!(said, [format!("error: {feature} not supported")], "{method}");
    }
}

#[tokio::test]
async fn streams_say_it_in_their_first_and_only_event() {
    let mut host = Host::unconfigured();
    let mut events = host.client.list_resource(list_resource::Request::default()).await.unwrap().into_inner();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(said(&event.diagnostic), ["error: Unknown list resource type"]);
    assert!(events.next().await.is_none());

    let mut events = host.client.invoke_action(invoke_action::Request::default()).await.unwrap().into_inner();
    let event = events.next().await.unwrap().unwrap();
    let Some(invoke_action::event::Type::Completed(completed)) = event.r#type else { panic!("{event:?}") };
    assert_eq!(said(&completed.diagnostics), ["error: Unknown action type"]);
    assert!(events.next().await.is_none());

    let mut chunks = host.client.read_state_bytes(read_state_bytes::Request::default()).await.unwrap().into_inner();
    let chunk = chunks.next().await.unwrap().unwrap();
    assert_eq!(said(&chunk.diagnostics), ["error: State stores not supported"]);
    assert!(chunks.next().await.is_none());

    let chunks = tokio_stream::iter([write_state_bytes::RequestChunk::default()]);
    let response = host.client.write_state_bytes(chunks).await.unwrap().into_inner();
    assert_eq!(said(&response.diagnostics), ["error: State stores not supported"]);
}

#[tokio::test]
async fn a_function_that_is_not_there_is_named() {
    let request = call_function::Request { name: "arn_parse".to_owned(), arguments: Vec::new() };
    let response = Host::unconfigured().client.call_function(request).await.unwrap().into_inner();
    let error = pb::FunctionError {
        text: "This version of the provider has no function `arn_parse`.".to_owned(),
        function_argument: None,
    };
    assert_eq!((response.result, response.error), (None, Some(error)));
}
