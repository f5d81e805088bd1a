//! Terraform's side of the contract.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, PipeReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hyper_util::rt::TokioIo;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tf_provider_rs::proto::client::tfplugin6::provider_client::ProviderClient;
use tf_provider_rs::proto::tfplugin6::call_function;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tonic::Status;
use tonic::transport::{Channel, Endpoint};

use super::certificate::{HostCertificate, TLS13, client_config};

pub(crate) const COOKIE: (&str, &str) =
    ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");
/// No test waits longer than this for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the start of a process takes at most where nothing else runs.
const START: Duration = Duration::from_millis(50);

/// A provider process, and what its host knows about it.
pub(crate) struct Provider {
    child: Child,
    /// How long it took from its start to its handshake line.
    start: Duration,
    /// None once it is closed.
    stdout: Option<BufReader<ChildStdout>>,
    stderr: mpsc::UnboundedReceiver<String>,
    /// The handshake line without its newline.
    pub(crate) line: String,
    /// The directory for the process's temporary files, and for nothing else.
    pub(crate) temporary: TempDir,
}

/// What Terraform would run: the stub, without any variable of the contract.
pub(crate) fn stub() -> Command {
    command(stub_path())
}

/// A program with an environment of its own.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env(COOKIE.0, COOKIE.1);
    command.env("PLUGIN_PROTOCOL_VERSIONS", "5,6").env("PLUGIN_MIN_PORT", "10000").env("PLUGIN_MAX_PORT", "25000");
    command
}

impl Provider {
    /// Starts a process and reads its handshake line.
    pub(crate) fn start(mut command: Command) -> Self {
        let temporary = TempDir::new().unwrap();
        if command.get_envs().all(|(name, _)| name != "TMPDIR") {
            command.env("TMPDIR", temporary.path());
        }
        let started = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (lines, stderr) = mpsc::unbounded_channel();
        let errors = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || errors.lines().map_while(Result::ok).try_for_each(|line| lines.send(line)));
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let start = started.elapsed();
        Self { child, start, stdout: Some(stdout), stderr, line: line.trim_end_matches('\n').to_owned(), temporary }
    }

    /// Starts a process whose stdout nobody reads after the handshake line, and whose stderr the caller may close.
    pub(crate) fn start_deaf(mut command: Command) -> (Self, PipeReader) {
        let (reader, writer) = io::pipe().unwrap();
        let temporary = TempDir::new().unwrap();
        command.env("TMPDIR", temporary.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(writer);
        let started = Instant::now();
        let mut child = command.spawn().unwrap();
        drop(command);
        let (mut stdout, mut line) = (BufReader::new(child.stdout.take().unwrap()), String::new());
        stdout.read_line(&mut line).unwrap();
        // Closed: whoever writes to it now is told so.
        drop(stdout);
        let (_, stderr) = mpsc::unbounded_channel();
        let start = started.elapsed();
        (Self { child, start, stdout: None, stderr, line: line.trim_end_matches('\n').to_owned(), temporary }, reader)
    }

    /// Resident memory of the process, in KiB.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Starts the stub as Terraform does, and connects.
    pub(crate) async fn start_and_connect(command: Command) -> (Self, Channel) {
        let certificate = HostCertificate::new();
        let provider = Self::start(with_certificate(command, &certificate));
        let channel = provider.connect(&certificate).await;
        (provider, channel)
    }

    pub(crate) fn fields(&self) -> Vec<&str> {
        self.line.split('|').collect()
    }

    pub(crate) fn address(&self) -> &str {
        self.fields()[3]
    }

    /// The certificate in the handshake line.
    pub(crate) fn certificate(&self) -> Vec<u8> {
        STANDARD_NO_PAD.decode(self.fields()[5]).unwrap()
    }

    /// A connection without anything on it.
    pub(crate) async fn dial(&self) -> Box<dyn Stream> {
        match self.fields()[2] {
            "unix" => Box::new(UnixStream::connect(self.address()).await.unwrap()),
            _ => Box::new(TcpStream::connect(self.address()).await.unwrap()),
        }
    }

    /// gRPC within mutual TLS.
    pub(crate) async fn connect(&self, host: &HostCertificate) -> Channel {
        let config = client_config(&self.certificate(), Some(host), TLS13);
        let name = "localhost".try_into().unwrap();
        let stream = TlsConnector::from(Arc::new(config)).connect(name, self.dial().await).await.unwrap();
        grpc(Box::new(stream)).await
    }

    pub(crate) async fn connect_without_tls(&self) -> Channel {
        grpc(self.dial().await).await
    }

    /// The first line on stderr that contains `text`.
    pub(crate) async fn log(&mut self, text: &str) -> String {
        let found = async {
            while let Some(line) = self.stderr.recv().await {
                if line.contains(text) {
                    return Some(line);
                }
            }
            None
        };
        let found = timeout(PATIENCE, found).await.expect("the line does not come");
        found.expect("the process says it before it ends")
    }

    /// The rest of stderr, to the end of the process.
    pub(crate) async fn rest_of_log(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        let rest = async {
            while let Some(line) = self.stderr.recv().await {
                lines.push(line)
            }
        };
        timeout(PATIENCE, rest).await.expect("the process does not end");
        lines
    }

    /// How the process ended.
    pub(crate) async fn exit(&mut self) -> ExitStatus {
        self.rest_of_log().await;
        self.child.wait().unwrap()
    }

    /// What stdout held after the handshake line. Call it after the end of the process.
    pub(crate) fn rest_of_stdout(&mut self) -> String {
        let mut rest = String::new();
        self.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
        rest
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Fails if the process has waited for something since `asked`, when it was to end at once. A machine that was slow to start it may
    /// be as slow to end it.
    #[track_caller]
    pub(crate) fn assert_no_wait(&self, asked: Instant, limit: Duration) {
        let took = asked.elapsed();
        let slowness = self.start.div_duration_f64(START).max(1.0);
        assert!(took < limit.mul_f64(slowness), "{took:?}, and {:?} to start it", self.start);
    }

    /// Files that the process left behind.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        self.temporary.path().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

pub(crate) fn with_certificate(mut command: Command, certificate: &HostCertificate) -> Command {
    command.env("PLUGIN_CLIENT_CERT", &certificate.pem);
    command
}

/// Calls a function of the stub and returns what it answers.
pub(crate) async fn call(channel: &Channel, function: &str) -> Result<String, Status> {
    let request = call_function::Request { name: function.to_owned(), arguments: Vec::new() };
    let mut client = ProviderClient::new(channel.clone());
    let answer = timeout(PATIENCE, client.call_function(request)).await.expect("the call does not end")?;
    Ok(String::from_utf8(answer.into_inner().result.unwrap().msgpack).unwrap())
}

async fn grpc(stream: Box<dyn Stream>) -> Channel {
    let mut stream = Some(stream);
    let connector = tower::service_fn(move |_| {
        let stream = stream.take().map(TokioIo::new).ok_or_else(|| io::Error::other("Terraform connects once"));
        std::future::ready(stream)
    });
    Endpoint::from_static("http://localhost").connect_with_connector(connector).await.unwrap()
}

/// Builds the stub if it is not up to date, which `cargo test --test plugin` does not do, and says where it is.
fn stub_path() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--example", "plugin_stub", "--message-format", "json"]);
        cargo.arg("--manifest-path").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let output = cargo.stderr(Stdio::inherit()).output().unwrap();
        let messages = String::from_utf8(output.stdout).unwrap();
        let executable = messages.lines().find_map(|message| {
            let message: serde_json::Value = serde_json::from_str(message).ok()?;
            (message["target"]["name"] == "plugin_stub").then(|| message["executable"].as_str().map(PathBuf::from))?
        });
        executable.expect("cargo builds the stub")
    })
}
