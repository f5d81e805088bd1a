//! A simulated AWS for one test.
//!
//! Clock, settings and faults belong to a whole simulator, so no two tests share one at the same time. A simulator that a test gives back
//! serves the next: there are as many as tests run in parallel.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddrV4};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::thread;

use serde_json::{Value, json};

use super::journal::Journal;
use super::program::{python, repository};
use super::{control, poll};

static IDLE: Mutex<Vec<Process>> = Mutex::new(Vec::new());

/// Short, because tests that do not look at the waiting should not wait.
const DURATIONS: [&str; 4] =
    ["create_seconds=0.3", "update_seconds=0.2", "delete_seconds=0.2", "health_issue_seconds=0.05"];

/// A simulated AWS, clean and seeded, until it is dropped.
pub(crate) struct Simulator(Option<Process>);

impl Simulator {
    /// An idle simulator, or a new one.
    pub(crate) fn borrow() -> Self {
        let idle = IDLE.lock().unwrap().pop();
        let simulator = Self(Some(idle.unwrap_or_else(Process::start)));
        simulator.post("reset", &json!({}));
        simulator
    }

    /// URL of every simulated service; always on this machine.
    pub(crate) fn endpoint(&self) -> &str {
        &self.0.as_ref().unwrap().endpoint
    }

    /// Changes settings, such as `{"create_seconds": 1000}`.
    pub(crate) fn set(&self, settings: Value) {
        self.post("settings", &settings);
    }

    /// Begins with an Outpost and its network in another Region too; their ids are those of the first.
    pub(crate) fn seed(&self, region: &str) {
        self.post("seed", &json!({ "region": region }));
    }

    /// Moves the clock.
    pub(crate) fn advance(&self, seconds: u32) {
        self.post("clock", &json!({ "advance": seconds }));
    }

    /// Makes calls go wrong.
    pub(crate) fn fault(&self, rule: Value) {
        self.post("faults", &rule);
    }

    /// Lets all calls go well again.
    pub(crate) fn clear_faults(&self) {
        control::request(self.endpoint(), "DELETE", "faults", None);
    }

    /// Changes a cluster behind EKS's back, or says what is to become of one.
    pub(crate) fn change_cluster(&self, name: &str, change: Value) -> Value {
        self.post(&format!("cluster/{name}"), &change)
    }

    /// Calls IAM behind the provider's back.
    pub(crate) fn iam(&self, action: &str, parameters: &[(&str, &str)]) {
        control::iam(self.endpoint(), action, parameters);
    }

    /// A cluster as it really is.
    pub(crate) fn cluster(&self, name: &str) -> Value {
        self.get(&format!("cluster/{name}"))
    }

    /// Everything that was asked so far.
    pub(crate) fn journal(&self) -> Journal {
        Journal::new(&self.get("requests"))
    }

    /// Forgets what was asked so far.
    pub(crate) fn forget_requests(&self) {
        control::request(self.endpoint(), "DELETE", "requests", None);
    }

    /// Returns when an operation was called `times` times.
    pub(crate) fn wait_for(&self, operation: &str, times: usize) {
        poll::until(&format!("{times} calls of {operation}"), poll::PATIENCE, || {
            let calls = self.get(&format!("requests?operation={operation}"));
            (calls["requests"].as_array()?.iter().filter(|call| !call["status"].is_null()).count() >= times)
                .then_some(())
        });
    }

    /// Returns when every fault has struck at least once.
    pub(crate) fn wait_for_faults(&self) {
        poll::until("every fault to strike", poll::PATIENCE, || {
            let faults = self.get("faults");
            faults["faults"].as_array()?.iter().all(|fault| fault["fired"].as_u64() > Some(0)).then_some(())
        });
    }

    /// Returns when every fault has struck, and AWS has done what it does in spite of it.
    pub(crate) fn wait_for_faults_to_take_effect(&self) {
        self.wait_for_faults();
        poll::until("the calls that were struck", poll::PATIENCE, || {
            let journal = self.journal();
            journal.all().iter().all(|call| !call["milliseconds"].is_null()).then_some(())
        });
    }

    /// Fails unless AWS is as it was at the start.
    #[track_caller]
    pub(crate) fn assert_nothing_left(&self) {
        let leftovers = self.get("leftovers");
        assert_eq!(leftovers["empty"], true, "left in AWS: {leftovers:#}");
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        control::request(self.endpoint(), "GET", path, None)
    }

    /// Asks the control API for a change.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        control::request(self.endpoint(), "POST", path, Some(body))
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let process = self.0.take().unwrap();
        // A failed test may have left a provider that still talks to this one.
        if !thread::panicking() {
            IDLE.lock().unwrap().push(process);
        }
    }
}

/// A running simulator. It ends by itself when its standard input closes, at the latest when the tests end.
struct Process {
    endpoint: String,
    child: Child,
    input: Option<ChildStdin>,
}

impl Process {
    fn start() -> Self {
        let directory = repository().join("tests/simulator");
        let mut command = Command::new(python());
        command.current_dir(directory).args([
            "-m",
            "eks_outpost_simulator",
            "--port",
            "0",
            "--seed",
            "--exit-with-parent",
        ]);
        command.args(DURATIONS.iter().flat_map(|setting| ["--set", setting]));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        let endpoint = endpoint(&mut child);
        Self { endpoint, child, input }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.input.take());
        drop(self.child.wait());
    }
}

/// What the simulator's first line says, which comes when it is ready.
fn endpoint(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).expect("the simulator did not start; its reason is above");
    let endpoint = ready["endpoint"].as_str().unwrap().to_owned();
    let address: SocketAddrV4 = endpoint.strip_prefix("http://").unwrap().parse().unwrap();
    assert_eq!(*address.ip(), Ipv4Addr::LOCALHOST);
    endpoint
}
