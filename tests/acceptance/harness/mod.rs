//! The means of the acceptance tests.
//!
//! - [`Simulator`]: a simulated AWS, borrowed for one test and clean when it arrives.
//! - [`Workspace`]: a directory in which Terraform runs, with an environment of its own, from which nothing leaves this machine.
//! - [`InProcess`]: the provider in this process, for tests with a Terraform of their own.
//! - [`Run`]: what one run of Terraform said; [`Running`]: one that still goes on.
//! - [`Loopback`]: a server that answers as STS and the sources of credentials do, keeps every request as it came,
//!   and says whether it is signed right.
//! - `stand_in`: other providers, as far as examples need them.
//! - [`poll`]: the only place that waits.

mod control;
mod environment;
mod in_process;
mod journal;
mod log;
mod loopback;
mod names;
pub(crate) mod poll;
mod program;
mod run;
mod running;
mod served;
mod signature;
mod simulator;
mod stand_in;
mod state;
mod workspace;

pub(crate) use environment::CLOSED;
pub(crate) use in_process::{InProcess, provider_block};
pub(crate) use journal::Journal;
pub(crate) use log::Log;
pub(crate) use loopback::Loopback;
pub(crate) use names::tests_of;
pub(crate) use program::{provider, python, repository, unzip};
pub(crate) use run::{Diagnostic, Run};
pub(crate) use running::{Running, outlives};
pub(crate) use rustix::process::Signal;
pub(crate) use served::schema;
pub(crate) use simulator::Simulator;
pub(crate) use workspace::{Workspace, fixture};
