//! Readers of other makes: Python's of MIME, TOML and the words of a shell, PyYAML, and the AWS CLI.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::acceptance::harness::{Simulator, python, repository};

/// What a document says, to a reader of `yaml`, `mime`, `toml` or `shell`.
pub(super) fn read(format: &str, document: &str) -> Value {
    let mut command = Command::new(python());
    command.arg(repository().join("tests/acceptance/functions/reader.py")).arg(format);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(document.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{document}\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The kubeconfig file that `aws eks update-kubeconfig` writes for a cluster, as a YAML reader sees it. The profile `edge` has the credentials.
pub(super) fn update_kubeconfig(simulator: &Simulator, home: &Path, cluster: &str, options: &[&str]) -> Value {
    std::fs::create_dir_all(home.join(".aws")).unwrap();
    let keys = "aws_access_key_id = AKIASIMULATEDKEY0001\naws_secret_access_key = simulated\n";
    std::fs::write(home.join(".aws/credentials"), format!("[default]\n{keys}\n[edge]\n{keys}")).unwrap();
    let file = home.join("kubeconfig");
    let mut command = Command::new(python());
    command.args(["-m", "awscli", "eks", "update-kubeconfig", "--name", cluster, "--kubeconfig"]).arg(&file);
    command.args(options).env_clear().env("HOME", home).env("PATH", "").env("AWS_REGION", "us-west-2");
    command.env("AWS_DEFAULT_REGION", "us-west-2").env("AWS_ENDPOINT_URL", simulator.endpoint());
    command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_MAX_ATTEMPTS", "1");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = read("yaml", &std::fs::read_to_string(&file).unwrap());
    std::fs::remove_file(file).unwrap();
    written
}
