//! Signals. Terraform's Ctrl-C reaches the whole process group; what it means for us, Terraform says with `StopProvider`.

use std::io;

use super::Mode;

/// The signals that the process reacts to instead of dying.
#[derive(Debug)]
pub(super) struct Signals {
    mode: Mode,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    /// The terminal has gone, and Terraform with it.
    #[cfg(unix)]
    hangup: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// To cancel running work, and keep serving.
    Stop,
    /// To end the process.
    End,
}

impl Signals {
    /// From here on neither SIGINT nor SIGTERM nor SIGHUP ends the process by itself: it would leave its socket behind.
    ///
    /// # Errors
    /// If the system refuses.
    pub(super) fn listen(mode: Mode) -> io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                mode,
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
                hangup: signal(SignalKind::hangup())?,
            })
        }
        #[cfg(windows)]
        Ok(Self { mode, interrupt: tokio::signal::windows::ctrl_c()? })
    }

    /// The next signal that means something: an interrupt only in debug mode.
    pub(super) async fn next(&mut self) -> Asked {
        loop {
            let interrupted = self.received().await;
            match (self.mode, interrupted) {
                (Mode::Debug, _) => return Asked::End,
                (Mode::Plugin, false) => return Asked::Stop,
                (Mode::Plugin, true) => tracing::debug!("ignored an interrupt; Terraform decides what to stop"),
            }
        }
    }

    /// Whether the signal was an interrupt.
    #[cfg(unix)]
    async fn received(&mut self) -> bool {
        tokio::select! {
            _ = self.interrupt.recv() => true,
            _ = self.terminate.recv() => false,
            _ = self.hangup.recv() => false,
        }
    }

    #[cfg(windows)]
    async fn received(&mut self) -> bool {
        self.interrupt.recv().await;
        true
    }
}
