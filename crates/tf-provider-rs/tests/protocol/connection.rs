//! The same over a socket, because the connection itself is what is tested.

use std::sync::Arc;

use hyper_util::rt::TokioIo;
use tempfile::TempDir;
use tf_provider_rs::proto::client::tfplugin6::provider_client::ProviderClient;
use tf_provider_rs::proto::tfplugin6::{DynamicValue, configure_provider, get_metadata};
use tf_provider_rs::service;
use tf_provider_rs::value::{Value, decode_msgpack};
use tokio::net::{UnixListener, UnixStream};
use tokio_stream::wrappers::UnixListenerStream;
use tonic::Code;
use tonic::body::Body;
use tonic::client::GrpcService;
use tonic::codegen::http;
use tonic::transport::{Channel, Endpoint, Server};

use crate::host::{apply_request, thing, with};
use crate::lab::{Journal, LabProvider, Thing};
use tf_provider_rs::model::Model;

/// A provider behind a socket.
struct Served {
    directory: TempDir,
    journal: Arc<Journal>,
}

impl Served {
    async fn new() -> Self {
        let (directory, journal) = (TempDir::new().unwrap(), Arc::new(Journal::default()));
        let listener = UnixListener::bind(directory.path().join("socket")).unwrap();
        let routes = service(LabProvider { journal: Arc::clone(&journal) });
        tokio::spawn(Server::builder().add_routes(routes).serve_with_incoming(UnixListenerStream::new(listener)));
        let served = Self { directory, journal };
        let config = DynamicValue { msgpack: Vec::new(), json: br#"{"place": null, "benches": null}"#.to_vec() };
        let request = configure_provider::Request { config: Some(config), ..Default::default() };
        ProviderClient::new(served.connect().await).configure_provider(request).await.unwrap();
        served
    }

    async fn connect(&self) -> Channel {
        let socket = self.directory.path().join("socket");
        let connector = tower::service_fn(move |_| {
            let socket = socket.clone();
            async move { UnixStream::connect(socket).await.map(TokioIo::new) }
        });
        Endpoint::from_static("http://localhost").connect_with_connector(connector).await.unwrap()
    }
}

fn planned(attributes: &[(&str, Value)]) -> Value {
    with(&with(&thing(r#"{"name": "a"}"#), &[("id", Value::unknown()), ("status", Value::unknown())]), attributes)
}

/// Answers come in order, so when these are here, the provider has seen all that went before them.
async fn some_answers(channel: &Channel) {
    let mut client = ProviderClient::new(channel.clone());
    for _ in 0..5 {
        client.get_metadata(get_metadata::Request {}).await.unwrap();
    }
}

#[tokio::test]
async fn a_creation_goes_on_to_its_end_when_the_call_or_the_whole_connection_is_lost() {
    let served = Served::new().await;
    for (round, keeps_connection) in [(1, true), (2, false)] {
        let channel = served.connect().await;
        let mut client = ProviderClient::new(channel.clone());
        let request = apply_request(&Value::Null, &planned(&[("name", Value::from("hang"))]));
        let call = tokio::spawn(async move { client.apply_resource_change(request).await });
        served.journal.until("saved hang", round).await;
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        if keeps_connection {
            some_answers(&channel).await;
        } else {
            drop(channel);
            some_answers(&served.connect().await).await;
        }
        served.journal.release.add_permits(1);
        served.journal.until("created hang", round).await;
    }
}

#[tokio::test]
async fn a_value_of_twenty_mebibytes_passes_both_ways() {
    let served = Served::new().await;
    let mut client = ProviderClient::new(served.connect().await).max_decoding_message_size(256 << 20);
    let note = Value::from("n".repeat(20 << 20));
    let request = apply_request(&Value::Null, &planned(&[("note", note.clone())]));
    let response = client.apply_resource_change(request).await.unwrap().into_inner();
    assert!(response.diagnostics.is_empty());
    let state = decode_msgpack(&response.new_state.unwrap().msgpack, Thing::schema(1).object_type()).unwrap();
    assert!(state.attribute("note") == Some(&note), "the note came back changed");
}

#[tokio::test]
async fn a_message_that_is_too_large_is_refused_before_it_is_read() {
    let served = Served::new().await;
    let mut channel = served.connect().await;
    // The head of a gRPC message: not compressed, of one byte more than 256 MiB.
    let head = String::from_utf8([&[0][..], &((256_u32 << 20) + 1).to_be_bytes()].concat()).unwrap();
    let request = http::Request::post("http://localhost/tfplugin6.Provider/ReadResource")
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .body(Body::new(head))
        .unwrap();
    std::future::poll_fn(|context| GrpcService::<Body>::poll_ready(&mut channel, context)).await.unwrap();
    let response = GrpcService::<Body>::call(&mut channel, request).await.unwrap();
    let status = response.headers().get("grpc-status").and_then(|status| status.to_str().ok());
    assert_eq!(status.map(|status| Code::from_bytes(status.as_bytes())), Some(Code::OutOfRange));
    let request = apply_request(&Value::Null, &planned(&[]));
    let response = ProviderClient::new(channel).apply_resource_change(request).await.unwrap().into_inner();
    assert!(response.diagnostics.is_empty(), "the service lives on");
}
