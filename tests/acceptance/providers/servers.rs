//! The servers on this machine that a table of runs reaches.

use crate::acceptance::harness::{CLOSED, Loopback, repository};

/// The servers of a table.
pub(super) struct Servers {
    /// Answers as AWS does.
    aws: Loopback,
    /// Refuses tunnels.
    proxy: Loopback,
    /// Answers by TLS.
    tls: Loopback,
    /// Has no capacity for anything.
    broken: Loopback,
}

impl Servers {
    pub(super) fn start() -> Self {
        let broken = |_: &str| Some(("503 Service Unavailable", String::new()));
        Self {
            aws: Loopback::start(),
            proxy: Loopback::start(),
            tls: Loopback::start_tls(),
            broken: Loopback::answering(broken),
        }
    }

    fn all(&self) -> [(&'static str, &Loopback); 4] {
        [("AWS", &self.aws), ("PROXY", &self.proxy), ("TLS", &self.tls), ("BROKEN", &self.broken)]
    }

    /// The text with the URLs of servers in place of their names.
    pub(super) fn name(&self, text: &str) -> String {
        let bundle = repository().join("tests/fixtures/tls/ca.pem");
        let text = text.replace("{CLOSED}", CLOSED).replace("{BUNDLE}", bundle.to_str().unwrap());
        self.all().iter().fold(text, |text, (name, server)| text.replace(&format!("{{{name}}}"), server.url()))
    }

    /// Every request since the last call, after the name of the server that it reached.
    pub(super) fn take_requests(&self) -> String {
        let requests = self.all().into_iter().flat_map(|(name, server)| {
            server.take_requests().into_iter().map(move |request| format!("{name} <- {request}\n---\n"))
        });
        requests.collect()
    }
}
