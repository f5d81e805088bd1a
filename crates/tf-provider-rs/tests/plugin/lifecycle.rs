//! The end of the process, and what does not end it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tf_provider_rs::proto::client::plugin::grpc_broker_client::GrpcBrokerClient;
use tf_provider_rs::proto::client::plugin::grpc_controller_client::GrpcControllerClient;
use tf_provider_rs::proto::client::plugin::grpc_stdio_client::GrpcStdioClient;
use tf_provider_rs::proto::plugin::Empty;
use tonic::transport::Channel;

use super::host::{Provider, call, command, stub};

/// Terraform kills a process two seconds after it was asked to end.
const AT_ONCE: Duration = Duration::from_millis(300);

async fn shutdown(channel: &Channel) {
    GrpcControllerClient::new(channel.clone()).shutdown(Empty {}).await.unwrap();
}

#[tokio::test]
async fn shutdown_is_answered_and_ends_the_process_at_once_though_streams_are_open() {
    for arguments in [&[][..], &["-tcp"]] {
        let mut command = stub();
        command.args(arguments);
        let (mut provider, channel) = Provider::start_and_connect(command).await;
        let stdio = GrpcStdioClient::new(channel.clone()).stream_stdio(()).await.unwrap();
        let offers = tokio_stream::pending();
        let broker = GrpcBrokerClient::new(channel.clone()).start_stream(offers).await.unwrap();
        let asked = Instant::now();
        shutdown(&channel).await;
        assert_eq!(provider.exit().await.code(), Some(0));
        provider.assert_no_wait(asked, AT_ONCE);
        assert_eq!(provider.leftovers(), [] as [&Path; 0]);
        drop((stdio, broker));
    }
}

#[tokio::test]
async fn shutdown_does_not_wait_for_a_call_that_hangs() {
    let (mut provider, channel) = Provider::start_and_connect(stub()).await;
    let hanging = tokio::spawn({
        let channel = channel.clone();
        async move { call(&channel, "hang").await }
    });
    provider.log("stub: hanging").await;
    let asked = Instant::now();
    shutdown(&channel).await;
    assert_eq!(provider.exit().await.code(), Some(0));
    provider.assert_no_wait(asked, AT_ONCE);
    assert!(hanging.await.unwrap().is_err());
}

#[tokio::test]
async fn a_temporary_directory_too_long_for_a_socket_does_no_harm() {
    let temporary = tempfile::tempdir().unwrap();
    let long = temporary.path().join("x".repeat(150));
    fs::create_dir(&long).unwrap();
    let mut command = stub();
    command.env("TMPDIR", &long);
    let (mut provider, channel) = Provider::start_and_connect(command).await;
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
    let socket = Path::new(provider.address()).to_owned();
    shutdown(&channel).await;
    provider.exit().await;
    assert!(!socket.parent().unwrap().exists());
}

#[tokio::test]
async fn the_socket_is_the_owners_alone_from_the_handshake_on() {
    let provider = Provider::start(stub());
    let socket = Path::new(provider.address());
    for (path, mode) in [(socket, 0o600), (socket.parent().unwrap(), 0o700)] {
        let metadata = fs::metadata(path).unwrap();
        assert_eq!(metadata.mode() & 0o777, mode, "{}", path.display());
        assert_eq!(metadata.uid(), fs::metadata(provider.temporary.path()).unwrap().uid());
    }
}

#[tokio::test]
async fn an_interrupt_is_left_to_terraform() {
    let mut command = stub();
    command.env("TF_LOG", "debug");
    let (mut provider, channel) = Provider::start_and_connect(command).await;
    provider.signal(Signal::INT);
    provider.log("ignored an interrupt").await;
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
    shutdown(&channel).await;
    assert_eq!(provider.exit().await.code(), Some(0));
}

#[tokio::test]
async fn sigterm_cancels_what_runs_and_keeps_the_process() {
    let (mut provider, channel) = Provider::start_and_connect(stub()).await;
    for _ in 0..2 {
        let waiting = tokio::spawn({
            let channel = channel.clone();
            async move { call(&channel, "wait for stop").await }
        });
        provider.log("stub: waiting").await;
        provider.signal(Signal::TERM);
        provider.log("stub: stop was called").await;
        assert_eq!(waiting.await.unwrap().unwrap(), "wait for stop");
    }
    shutdown(&channel).await;
    assert_eq!(provider.exit().await.code(), Some(0));
    assert_eq!(provider.leftovers(), [] as [&Path; 0]);
}

/// A shell that is the provider's parent, as Terraform is; its death is the host's.
fn start_below_a_shell() -> Provider {
    let mut shell = command("/bin/sh");
    shell.arg("-c").arg("\"$1\"; true").arg("sh").arg(stub().get_program());
    Provider::start(shell)
}

#[tokio::test]
async fn when_the_host_has_died_the_process_ends_and_leaves_no_socket() {
    let mut provider = start_below_a_shell();
    let killed = Instant::now();
    provider.signal(Signal::KILL);
    provider.log("stub: stop was called").await;
    provider.rest_of_log().await;
    provider.assert_no_wait(killed, Duration::from_secs(2));
    assert_eq!(provider.leftovers(), [] as [&Path; 0]);
}

#[tokio::test]
async fn when_the_host_has_died_neither_a_connection_nor_a_call_keeps_the_process() {
    let mut provider = start_below_a_shell();
    let channel = provider.connect_without_tls().await;
    let hanging = tokio::spawn(async move { call(&channel, "hang").await });
    provider.log("stub: hanging").await;
    let killed = Instant::now();
    provider.signal(Signal::KILL);
    provider.log("stub: stop was called").await;
    provider.rest_of_log().await;
    provider.assert_no_wait(killed, Duration::from_secs(2));
    assert_eq!(provider.leftovers(), [] as [&Path; 0]);
    assert!(hanging.await.unwrap().is_err());
}
