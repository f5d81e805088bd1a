//! Terraform's own log, as JSON lines.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;

/// What Terraform logs when it asks a provider to end.
const SHUTDOWN: &str = "GRPCProvider.v6: Close";

/// A log; empty if none was asked for.
#[derive(Default)]
pub(crate) struct Log {
    text: String,
    /// Its lines, if they are JSON.
    lines: Vec<Value>,
}

impl Log {
    /// The log in this file.
    pub(crate) fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Self { text, lines }
    }

    /// Lines whose message has this text.
    pub(crate) fn find(&self, text: &str) -> Vec<&Value> {
        self.lines
            .iter()
            .filter(|line| line["@message"].as_str().is_some_and(|message| message.contains(text)))
            .collect()
    }

    /// The log as it was written, whatever its form.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// From the last request to shut down before this line, until this line.
    pub(crate) fn since_shutdown(&self, end: &Value) -> Duration {
        let before = self.lines.iter().take_while(|line| *line != end);
        let begin =
            before.filter(|line| line["@message"].as_str().is_some_and(|text| text.contains(SHUTDOWN))).last().unwrap();
        time_of_day(end).saturating_sub(time_of_day(begin))
    }

    /// Process ids of the providers that Terraform started.
    pub(crate) fn provider_pids(&self) -> Vec<i32> {
        let started = self
            .find("plugin started")
            .into_iter()
            .filter(|line| line["path"].as_str().is_some_and(|path| path.ends_with("terraform-provider-eksoutpost")));
        started.map(|line| line["pid"].as_i64().unwrap().try_into().unwrap()).collect()
    }
}

/// `2026-01-02T03:04:05.123456Z` without the date: no test runs for a day.
fn time_of_day(line: &Value) -> Duration {
    let timestamp = line["@timestamp"].as_str().unwrap();
    let clock = timestamp.split_once('T').unwrap().1;
    let mut parts = clock[..15].split(':').map(|part| part.parse::<f64>().unwrap());
    let mut next = || parts.next().unwrap();
    Duration::from_secs_f64(next() * 3600.0 + next() * 60.0 + next())
}
