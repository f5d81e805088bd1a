//! Debug mode.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

use hyper_util::rt::TokioIo;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tokio::net::UnixStream;
use tonic::transport::Endpoint;

use super::host::{COOKIE, call, stub};

#[tokio::test]
async fn terraform_can_attach_to_what_is_printed_and_ctrl_c_ends_it() {
    let temporary = tempfile::tempdir().unwrap();
    let mut child = stub()
        .env_remove(COOKIE.0)
        .env("TMPDIR", temporary.path())
        .arg("-debug")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("TF_REATTACH_PROVIDERS=") {
        line.clear();
        assert_ne!(stdout.read_line(&mut line).unwrap(), 0, "the instruction has the variable");
    }
    let value = line.trim().strip_prefix("TF_REATTACH_PROVIDERS='").unwrap().strip_suffix('\'').unwrap();
    let mut value: Value = serde_json::from_str(value).unwrap();
    let socket = value["registry.terraform.io/example/stub"]["Addr"]["String"].take();
    let socket = socket.as_str().unwrap().to_owned();
    assert_eq!(
        value,
        json!({ "registry.terraform.io/example/stub": {
            "Protocol": "grpc", "ProtocolVersion": 6, "Pid": child.id(), "Test": true,
            "Addr": { "Network": "unix", "String": null },
        }})
    );

    // One Terraform command after the other uses the same process.
    for _ in 0..2 {
        let socket = socket.clone();
        let connector = tower::service_fn(move |_| {
            let socket = socket.clone();
            async move { UnixStream::connect(socket).await.map(TokioIo::new) }
        });
        let channel = Endpoint::from_static("http://localhost").connect_with_connector(connector).await.unwrap();
        assert_eq!(call(&channel, "echo").await.unwrap(), "echo");
    }

    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(!Path::new(&socket).parent().unwrap().exists());
}
