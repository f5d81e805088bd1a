//! One wait for one cluster: the looks at it and what they leave behind.

use std::future::Future;
use std::time::Duration;

use aws_sdk_eks::types::{Cluster, ClusterStatus};
use tokio::time::{Instant, sleep};

use super::Eks;
use crate::aws::health::Health;
use crate::aws::wait::{Cause, Cut};
use crate::aws::{Error, Failure, Schedule, Waited, Waiting};

/// How long a new cluster or update may be unknown to EKS, which is eventually consistent.
pub(super) const GRACE: Duration = Duration::from_secs(60);
/// Not-founds in a row that mean "gone". One alone may be out of date, and a new cluster of the name would be refused.
pub(super) const GONE: u32 = 3;

/// Called with the cluster at every look.
pub type Observer<'a> = &'a mut (dyn FnMut(&Cluster) + Send + Sync);

/// Why a wait ends before its time.
pub(super) enum Stop {
    Error(Error),
    Failed(Cause),
    Interrupted,
    TimedOut,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Cut> for Stop {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Interrupted => Self::Interrupted,
            Cut::TimedOut => Self::TimedOut,
        }
    }
}

/// What a look saw.
pub(super) enum Look {
    Found(ClusterStatus),
    Missing,
    /// The call failed in a way that passes.
    Nothing,
}

pub(super) struct Watch<'a> {
    name: &'a str,
    schedule: &'a Schedule,
    waiting: &'a Waiting,
    observe: Observer<'a>,
    started: Instant,
    looks: i32,
    missing: u32,
    health: Health,
    /// Whether issues that cannot heal end the wait.
    heeds_health: bool,
    has_warned: bool,
    last: Option<Box<Cluster>>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(name: &'a str, schedule: &'a Schedule, waiting: &'a Waiting, observe: Observer<'a>) -> Self {
        Self {
            name,
            schedule,
            waiting,
            observe,
            started: Instant::now(),
            looks: 0,
            missing: 0,
            health: Health::new(schedule.patience()),
            heeds_health: true,
            has_warned: false,
            last: None,
        }
    }

    pub(super) fn without_heeding_health(mut self) -> Self {
        self.heeds_health = false;
        self
    }

    /// Looks at the cluster once.
    pub(super) async fn look(&mut self, eks: &Eks) -> Result<Look, Stop> {
        let found = match self.run(eks.find_cluster(self.name)).await? {
            Ok(found) => found,
            Err(error) => {
                self.outlast(error)?;
                return Ok(Look::Nothing);
            }
        };
        let Some(cluster) = found else {
            self.missing += 1;
            return Ok(Look::Missing);
        };
        self.missing = 0;
        let status = cluster.status().cloned().unwrap_or_else(|| ClusterStatus::from("UNKNOWN"));
        tracing::debug!(cluster = self.name, status = status.as_str(), seconds = self.seconds(), "waiting");
        (self.observe)(&cluster);
        let unhealable = self.health.note(&cluster);
        self.last = Some(Box::new(cluster));
        if self.heeds_health && status != ClusterStatus::Active && !unhealable.is_empty() {
            return Err(Stop::Failed(Cause::Unhealable(unhealable)));
        }
        Ok(Look::Found(status))
    }

    /// Whether enough looks in a row found nothing.
    pub(super) fn is_gone(&self) -> bool {
        self.missing >= GONE
    }

    pub(super) fn was_seen(&self) -> bool {
        self.last.is_some()
    }

    pub(super) fn is_within_grace(&self) -> bool {
        self.started.elapsed() < GRACE
    }

    /// Lets pass an error that goes by, with one warning for a wait; stops at any other.
    pub(super) fn outlast(&mut self, error: Error) -> Result<(), Stop> {
        if !error.is_passing() {
            return Err(Stop::Error(error));
        }
        if self.has_warned {
            tracing::debug!(cluster = self.name, "still waiting: {error}");
        } else {
            self.has_warned = true;
            tracing::warn!(cluster = self.name, "waiting goes on although AWS cannot be asked at the moment: {error}");
        }
        Ok(())
    }

    /// Pauses until the next look is due.
    pub(super) async fn pause(&mut self) -> Result<(), Stop> {
        let pause = self.schedule.pause(self.looks);
        self.looks = self.looks.saturating_add(1);
        self.run(sleep(pause)).await
    }

    /// Pauses briefly before the look that confirms the last one.
    pub(super) async fn confirm(&mut self) -> Result<(), Stop> {
        self.run(sleep(self.schedule.confirm())).await
    }

    /// Runs what may be cut off by the deadline or the cancellation.
    pub(super) async fn run<F: Future>(&self, future: F) -> Result<F::Output, Stop> {
        Ok(self.waiting.ask(future).await?)
    }

    /// Sends a request that changes something, unless the wait is over.
    pub(super) async fn tell<F: Future>(&self, request: F) -> Result<F::Output, Stop> {
        self.run(std::future::ready(())).await?;
        Ok(self.waiting.tell(request).await?)
    }

    pub(super) fn last(&self) -> Option<&Cluster> {
        self.last.as_deref()
    }

    pub(super) fn take_last(&mut self) -> Option<Box<Cluster>> {
        self.last.take()
    }

    /// What the caller of the wait gets.
    pub(super) fn end<T>(mut self, result: Result<T, Stop>) -> Result<Waited<T>, Error> {
        let last = self.take_last();
        match result {
            Ok(value) => Ok(Waited::Done(value)),
            Err(Stop::Error(error)) => Err(error),
            Err(Stop::Failed(cause)) => Ok(Waited::Failed(Failure { cause, last })),
            Err(Stop::Interrupted) => Ok(Waited::Interrupted { last }),
            Err(Stop::TimedOut) => Ok(Waited::TimedOut { last, waited: self.started.elapsed() }),
        }
    }

    fn seconds(&self) -> u64 {
        self.started.elapsed().as_secs()
    }
}
