//! What hosts, terminals and systems do to a process that they should not. Cases A and G of the fault list name some of these.

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::process::Stdio;

use rustix::process::Signal;
use tf_provider_rs::proto::client::plugin::grpc_controller_client::GrpcControllerClient;
use tf_provider_rs::proto::plugin::Empty;

use super::certificate::HostCertificate;
use super::host::{Provider, call, command, stub, with_certificate};

#[tokio::test]
async fn a_hangup_of_the_terminal_cancels_what_runs_and_leaves_no_socket() {
    let (mut provider, channel) = Provider::start_and_connect(stub()).await;
    let waiting = tokio::spawn({
        let channel = channel.clone();
        async move { call(&channel, "wait for stop").await }
    });
    provider.log("stub: waiting").await;
    provider.signal(Signal::HUP);
    provider.log("stub: stop was called").await;
    assert_eq!(waiting.await.unwrap().unwrap(), "wait for stop");
    GrpcControllerClient::new(channel).shutdown(Empty {}).await.unwrap();
    assert_eq!(provider.exit().await.code(), Some(0));
    assert_eq!(provider.leftovers(), [] as [&Path; 0]);
}

#[tokio::test]
async fn a13_where_no_socket_can_be_made_the_process_says_so_and_ends() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let file = file.path().to_str().unwrap();
    for directory in ["/proc", file] {
        for variable in ["TMPDIR", "PLUGIN_UNIX_SOCKET_DIR"] {
            let output = stub().env(variable, directory).stdin(Stdio::null()).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!((output.status.code(), output.stdout), (Some(1), Vec::new()), "{said}");
            let begin = format!(
                "[ERROR] terraform-provider-stub cannot start: no directory for its socket can be made in {directory}: "
            );
            assert!(said.starts_with(&begin) && said.lines().count() == 1, "{said}");
        }
    }
}

/// The nearest to a full system that a test can make: a process that may open no more files.
#[test]
fn a13_without_free_file_descriptors_the_process_says_so_and_ends_or_serves() {
    let mut refused = 0;
    for files in 3..12 {
        let temporary = tempfile::tempdir().unwrap();
        let mut shell = command("/bin/sh");
        let script = format!("ulimit -n {files}; exec \"$1\"");
        shell.args(["-c", &script, "sh"]).arg(stub().get_program()).env("TMPDIR", temporary.path());
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = shell.spawn().unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
        if line.starts_with("1|6|unix|") {
            child.kill().unwrap();
            child.wait().unwrap();
            continue;
        }
        refused += 1;
        let output = child.wait_with_output().unwrap();
        assert_eq!(line, "");
        assert!(!output.status.success());
        let left = temporary.path().read_dir().unwrap().count();
        assert_eq!(left, 0, "{files}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(refused > 0, "a process needs some files");
}

#[tokio::test]
async fn a14_a_host_that_reads_neither_stdout_nor_stderr_breaks_nothing() {
    let certificate = HostCertificate::new();
    let mut quiet = with_certificate(stub(), &certificate);
    quiet.env("TF_LOG", "trace");
    let (provider, errors) = Provider::start_deaf(quiet);
    drop(errors);
    let channel = provider.connect(&certificate).await;
    for function in ["log", "panic in handler", "stray", "flood", "echo"] {
        let answer = call(&channel, function).await.unwrap();
        assert!(!answer.is_empty(), "{function}");
    }
    assert!(fs::metadata(provider.address()).unwrap().file_type().is_socket());
}

/// G7: nothing of a host that has gone stays.
#[tokio::test]
async fn g7_a_thousand_calls_of_a_host_that_vanishes_leave_nothing() {
    let certificate = HostCertificate::new();
    let mut provider = Provider::start(with_certificate(stub(), &certificate));
    let channel = provider.connect(&certificate).await;
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
    let before = provider.memory();
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let channel = channel.clone();
            tokio::spawn(async move { call(&channel, "hang").await })
        })
        .collect();
    for _ in 0..1000 {
        provider.log("stub: hanging").await;
    }
    for call in &calls {
        call.abort();
    }
    drop((calls, channel));
    let channel = provider.connect(&certificate).await;
    assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
    let grown = provider.memory().saturating_sub(before);
    assert!(grown < 16 << 10, "{grown} KiB more than before");
}
