//! A run of Terraform that still goes on, with its provider in a process group of their own, as in a terminal.

use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Resource, Rlimit, Signal, kill_process, kill_process_group, prlimit, test_kill_process};

use super::log::Log;
use super::poll;
use super::run::Run;

/// Terraform in the background.
pub(crate) struct Running {
    child: Child,
    /// Where its output goes.
    directory: PathBuf,
    since: Instant,
}

impl Running {
    pub(super) fn new(child: Child, directory: PathBuf) -> Self {
        Self { child, directory, since: Instant::now() }
    }

    /// Sends a signal to Terraform and everything that it started, as a terminal does on Ctrl-C.
    pub(crate) fn signal_group(&mut self, signal: Signal) {
        self.since = Instant::now();
        kill_process_group(self.pid(), signal).unwrap();
    }

    /// Sends a signal to Terraform alone.
    pub(crate) fn signal(&mut self, signal: Signal) {
        self.since = Instant::now();
        kill_process(self.pid(), signal).unwrap();
    }

    /// Sends a signal to the providers alone, and returns their process ids.
    pub(crate) fn signal_providers(&mut self, signal: Signal) -> Vec<i32> {
        self.since = Instant::now();
        let providers = self.providers();
        for pid in providers.iter().filter_map(|pid| Pid::from_raw(*pid)) {
            kill_process(pid, signal).unwrap();
        }
        providers
    }

    /// Leaves the providers the memory that they have, and no more.
    pub(crate) fn starve_providers(&self) {
        for pid in self.providers().into_iter().filter_map(Pid::from_raw) {
            let none = Rlimit { current: Some(0), maximum: Some(0) };
            prlimit(Some(pid), Resource::Data, none).unwrap();
        }
    }

    /// Process ids of the providers that run now.
    pub(crate) fn providers(&self) -> Vec<i32> {
        let is_ours = |stat: &str| {
            let (name, rest) = stat.split_once('(')?.1.rsplit_once(") ")?;
            let parent = rest.split(' ').nth(1)?.parse::<u32>().ok()?;
            Some(parent == self.child.id() && "terraform-provider-eksoutpost".starts_with(name))
        };
        let pids = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
        pids.filter(|pid: &i32| {
            fs::read_to_string(format!("/proc/{pid}/stat")).ok().as_deref().and_then(is_ours) == Some(true)
        })
        .collect()
    }

    /// Waits for the end.
    pub(crate) fn finish(mut self) -> Run {
        let status = poll::until("the end of terraform", poll::PATIENCE, || self.child.try_wait().unwrap());
        let took = self.since.elapsed();
        let text = |name: &str| fs::read_to_string(self.directory.join(name)).unwrap();
        Run { status, stdout: text("stdout"), stderr: text("stderr"), log: self.log(), took }
    }

    /// What it has printed so far.
    pub(crate) fn output(&self) -> String {
        ["stdout", "stderr"].map(|name| fs::read_to_string(self.directory.join(name)).unwrap()).concat()
    }

    /// The log so far.
    pub(crate) fn log(&self) -> Log {
        Log::read(&self.directory.join("log"))
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Only a failed test leaves it running.
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            let _ended_meanwhile = kill_process_group(self.pid(), Signal::KILL);
            drop(self.child.wait());
        }
    }
}

/// Whether a process runs; one that has ended and that nobody has asked about does not.
pub(crate) fn is_alive(pid: i32) -> bool {
    let ended = fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z')));
    !ended && Pid::from_raw(pid).is_some_and(|pid| test_kill_process(pid).is_ok())
}

/// How long a process goes on after now.
pub(crate) fn outlives(pid: i32, limit: Duration) -> Duration {
    let begin = Instant::now();
    poll::until("the end of the provider", limit, || (!is_alive(pid)).then(|| begin.elapsed()))
}
