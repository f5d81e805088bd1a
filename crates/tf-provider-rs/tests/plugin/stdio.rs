//! The services beside the provider's own.

use std::time::Duration;

use tf_provider_rs::proto::client::plugin::grpc_broker_client::GrpcBrokerClient;
use tf_provider_rs::proto::client::plugin::grpc_controller_client::GrpcControllerClient;
use tf_provider_rs::proto::client::plugin::grpc_stdio_client::GrpcStdioClient;
use tf_provider_rs::proto::plugin::stdio_data::Channel as Output;
use tf_provider_rs::proto::plugin::{ConnInfo, Empty};
use tokio::time::timeout;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

use super::host::{Provider, call, stub};

#[tokio::test]
async fn stray_output_reaches_the_host_once_and_never_its_stdout() {
    let (mut provider, channel) = Provider::start_and_connect(stub()).await;
    let mut stdio = GrpcStdioClient::new(channel.clone()).stream_stdio(()).await.unwrap().into_inner();
    for _ in 0..2 {
        call(&channel, "stray").await.unwrap();
        let data = stdio.message().await.unwrap().unwrap();
        assert_eq!((data.channel(), data.data.as_slice()), (Output::Stdout, &b"stray output\n"[..]));
    }
    GrpcControllerClient::new(channel).shutdown(Empty {}).await.unwrap();
    assert!(stdio.message().await.unwrap().is_none(), "nothing more before the end");
    provider.exit().await;
    assert_eq!(provider.rest_of_stdout(), "");
}

#[tokio::test]
async fn a_flood_of_stray_output_that_nobody_reads_blocks_nothing() {
    let (_provider, channel) = Provider::start_and_connect(stub()).await;
    assert_eq!(call(&channel, "flood").await.unwrap(), "flood");
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
}

#[tokio::test]
async fn the_broker_accepts_a_stream_and_stays_silent() {
    let (_provider, channel) = Provider::start_and_connect(stub()).await;
    let offer = ConnInfo { service_id: 1, ..ConnInfo::default() };
    let offers = tokio_stream::StreamExt::chain(tokio_stream::once(offer), tokio_stream::pending());
    let mut answers = GrpcBrokerClient::new(channel.clone()).start_stream(offers).await.unwrap().into_inner();
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
    timeout(Duration::from_millis(20), answers.message()).await.expect_err("neither an answer nor an end");
}

#[tokio::test]
async fn the_health_check_of_go_plugin_is_answered() {
    let (_provider, channel) = Provider::start_and_connect(stub()).await;
    let request = HealthCheckRequest { service: "plugin".to_owned() };
    let health = HealthClient::new(channel).check(request).await.unwrap().into_inner();
    assert_eq!(health.status(), ServingStatus::Serving);
}
