//! What the host reads on stderr.

use std::process::Command;

use serde_json::{Value, json};

use super::host::{Provider, call, stub};

fn at(level: &str) -> Command {
    let mut command = stub();
    command.env("TF_LOG_PROVIDER_STUB", level);
    command
}

#[tokio::test]
async fn an_event_is_a_line_of_json_with_the_fields_of_its_spans() {
    let (mut provider, channel) = Provider::start_and_connect(at("info")).await;
    call(&channel, "log").await.unwrap();
    let mut entry: Value = serde_json::from_str(&provider.log("a message").await).unwrap();
    let timestamp = entry.as_object_mut().unwrap().remove("@timestamp").unwrap();
    assert_eq!(
        entry,
        json!({
            "@level": "info", "@message": "a message", "@module": "stub",
            "tf_rpc": "CallFunction", "tf_req_id": "7", "count": "3", "pin": "(sensitive value)",
        })
    );
    let shape: String = timestamp.as_str().unwrap().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(shape, "0000-00-00T00:00:00.000000Z");
}

#[tokio::test]
async fn nothing_is_logged_below_the_level_or_without_one() {
    for command in [at("warn"), stub()] {
        let (mut provider, channel) = Provider::start_and_connect(command).await;
        call(&channel, "log").await.unwrap();
        drop(call(&channel, "hang for ever, says a name that the stub does not know").await.unwrap_err());
        end(&channel).await;
        assert_eq!(provider.rest_of_log().await, [] as [String; 0]);
    }
}

#[tokio::test]
async fn a_panic_in_a_handler_is_an_error_line_and_the_process_lives() {
    let (mut provider, channel) = Provider::start_and_connect({
        let mut command = stub();
        command.env("TF_LOG", "error");
        command
    })
    .await;
    assert_eq!(call(&channel, "panic in handler").await.unwrap(), "a test panicked in the handler");
    let entry: Value = serde_json::from_str(&provider.log("a test panicked").await).unwrap();
    assert_eq!(entry["@level"], "error");
    assert_eq!(entry["@message"], "a handler panicked: a test panicked in the handler");
    assert!(entry["panic_location"].as_str().unwrap().contains("plugin_stub.rs:"), "{entry}");
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
}

#[tokio::test]
async fn a_panic_elsewhere_begins_as_terraform_recognises_a_crash() {
    let (mut provider, channel) = Provider::start_and_connect(stub()).await;
    call(&channel, "panic outside").await.unwrap();
    end(&channel).await;
    let log = provider.rest_of_log().await;
    assert_eq!(log.first().unwrap(), "panic: a test panicked outside");
    assert!(log.iter().any(|line| line.contains("plugin_stub.rs:")), "{log:?}");
}

async fn end(channel: &tonic::transport::Channel) {
    use tf_provider_rs::proto::client::plugin::grpc_controller_client::GrpcControllerClient;
    use tf_provider_rs::proto::plugin::Empty;
    GrpcControllerClient::new(channel.clone()).shutdown(Empty {}).await.unwrap();
}
