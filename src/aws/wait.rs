//! Waiting: for how long, how often to look, and how it can end.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use aws_sdk_eks::types::{Cluster, ClusterIssue, ClusterStatus, Update, UpdateStatus};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::error::Error;
use super::health;
use super::sanitize::sanitize;

/// How long a request that changes something may go on when the wait is over: its answer says what is true, and Terraform has to be
/// answered within a second.
const LAST_WORD: Duration = Duration::from_millis(500);

/// Looks that see what stays.
const LASTING: i32 = 3;

/// What bounds a wait.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// When to give up.
    pub deadline: Instant,
    /// Ends the wait at once when cancelled; a request that changes something has [`Waiting::tell`]'s moment left.
    pub cancelled: CancellationToken,
}

/// What ends something before its time.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Cut {
    /// The wait was cancelled.
    Interrupted,
    /// The deadline passed.
    TimedOut,
}

impl Waiting {
    /// Waits for at most `limit` from now on, or until `cancelled`.
    #[must_use]
    pub fn at_most(limit: Duration, cancelled: CancellationToken) -> Self {
        Self { deadline: Instant::now() + limit, cancelled }
    }

    /// Runs what changes nothing; the end of the wait cuts it off at once.
    ///
    /// # Errors
    /// What cut it off.
    pub async fn ask<T>(&self, question: impl Future<Output = T>) -> Result<T, Cut> {
        tokio::select! {
            biased;
            () = self.cancelled.cancelled() => Err(Cut::Interrupted),
            answer = question => Ok(answer),
            () = sleep_until(self.deadline) => Err(Cut::TimedOut),
        }
    }

    /// Runs a request that changes something; the end of the wait leaves it half a second for its answer.
    ///
    /// # Errors
    /// What cut it off. AWS may have done what was requested.
    pub async fn tell<T>(&self, request: impl Future<Output = T>) -> Result<T, Cut> {
        let mut request = pin!(request);
        match self.ask(&mut request).await {
            Ok(answer) => Ok(answer),
            Err(cut) => timeout(LAST_WORD, request).await.map_err(|_elapsed| cut),
        }
    }
}

/// How a wait ended. Failures of the calls themselves are [`super::Error`]s.
#[derive(Clone, Debug)]
#[must_use]
pub enum Waited<T> {
    /// What was waited for has come about.
    Done(T),
    /// It cannot come about any more.
    Failed(Failure),
    /// The wait was cancelled; AWS goes on.
    Interrupted {
        /// The cluster as last seen, if it was seen.
        last: Option<Box<Cluster>>,
    },
    /// The deadline passed; AWS goes on.
    TimedOut {
        /// The cluster as last seen, if it was seen.
        last: Option<Box<Cluster>>,
        /// How long the wait took.
        waited: Duration,
    },
}

impl<T> Waited<T> {
    /// The same end, with `change` made to what was waited for.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Waited<U> {
        match self {
            Self::Done(value) => Waited::Done(change(value)),
            Self::Failed(failure) => Waited::Failed(failure),
            Self::Interrupted { last } => Waited::Interrupted { last },
            Self::TimedOut { last, waited } => Waited::TimedOut { last, waited },
        }
    }
}

/// Why something cannot come about any more.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The reason.
    pub cause: Cause,
    /// The cluster as last seen, if it was seen.
    pub last: Option<Box<Cluster>>,
}

/// The reason of a [`Failure`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The cluster does not exist (any more).
    Disappeared,
    /// The cluster took a status from which it does not get where it was waited for.
    Status(ClusterStatus),
    /// Health issues that cannot heal stood for three minutes.
    Unhealable(Vec<ClusterIssue>),
    /// The update failed or was cancelled; it holds its errors.
    Update(Box<Update>),
}

impl Failure {
    /// What happened and why, as sentences: status, then every health issue or error with its resources and what to do.
    #[must_use]
    pub fn explain(&self) -> String {
        let status = self.last.as_ref().and_then(|last| last.status()).map_or("unknown", ClusterStatus::as_str);
        let issues = self.last.as_deref().map(health::issues).unwrap_or_default();
        match &self.cause {
            Cause::Disappeared => "EKS no longer knows the cluster: somebody else deleted it.".to_owned(),
            Cause::Status(_) => health::explain(self.last.as_deref()),
            Cause::Unhealable(unhealable) => health::lines(
                format!("The cluster's status is {status}, and it will not heal:"),
                unhealable.iter().map(health::describe),
            ),
            Cause::Update(update) => health::lines(
                format!("The update ended as {}.", update.status().map_or("unknown", UpdateStatus::as_str)),
                update.errors().iter().map(update_error).chain(issues.iter().map(health::describe)),
            ),
        }
    }
}

/// When to look: every five seconds at first, then ever less often, up to every 20 to 30 seconds.
#[derive(Clone, Debug)]
pub struct Schedule {
    first: Duration,
    growth: f64,
    longest: Duration,
    confirm: Duration,
    /// Between two tries of what EKS does not accept yet.
    retry: Duration,
    /// How long an issue that cannot heal must stand before the wait ends: EKS corrects some of its first findings.
    patience: Duration,
    /// Part of a pause by which it may be shorter or longer.
    jitter: f64,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(5),
            growth: 1.25,
            longest: Duration::from_secs(25),
            confirm: Duration::from_secs(2),
            retry: Duration::from_secs(5),
            patience: Duration::from_secs(180),
            jitter: 0.2,
        }
    }
}

impl Schedule {
    /// A look at every interval, for tests and demonstrations; everything else is as much quicker as the first look.
    #[must_use]
    pub fn every(interval: Duration) -> Self {
        let patience = Self::default().patience.min(interval * 36);
        Self {
            first: interval,
            growth: 1.0,
            longest: interval,
            confirm: interval,
            retry: interval,
            patience,
            jitter: 0.0,
        }
    }

    /// The default without chance, so that tests can tell when looks happen.
    #[cfg(test)]
    pub(super) fn without_jitter() -> Self {
        Self { jitter: 0.0, ..Self::default() }
    }

    /// The pause after look number `look`, counted from 0.
    pub(super) fn pause(&self, look: i32) -> Duration {
        let seconds = (self.first.as_secs_f64() * self.growth.powi(look)).min(self.longest.as_secs_f64());
        self.by_chance(seconds)
    }

    /// The pause before the look that confirms what the last one saw, which may have been out of date.
    pub(super) fn confirm(&self) -> Duration {
        self.confirm
    }

    /// The pause before EKS is asked again for what it did not accept yet.
    pub(super) fn retry(&self) -> Duration {
        self.by_chance(self.retry.as_secs_f64())
    }

    /// About so many seconds, so that many objects do not ask at the same moments.
    fn by_chance(&self, seconds: f64) -> Duration {
        let chance = 1.0 + self.jitter * (fastrand::f64() * 2.0 - 1.0);
        Duration::from_secs_f64(seconds * chance)
    }

    /// What a look finds, if it is still there after a few looks: AWS removes some things a little later than others.
    ///
    /// # Errors
    /// That of the first look that fails.
    pub(super) async fn find_lasting<T, F: Future<Output = Result<Vec<T>, Error>>>(
        &self,
        mut look: impl FnMut() -> F,
    ) -> Result<Vec<T>, Error> {
        let mut count = 0;
        loop {
            let found = look().await?;
            count += 1;
            if found.is_empty() || count == LASTING {
                return Ok(found);
            }
            sleep(self.pause(count)).await;
        }
    }

    /// How long an issue that cannot heal must stand before the wait ends.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }
}

fn update_error(error: &aws_sdk_eks::types::ErrorDetail) -> String {
    let code = error.error_code().map_or("Unknown", |code| code.as_str());
    health::sentence(code, &sanitize(error.error_message().unwrap_or_default()), error.resource_ids())
}

#[cfg(test)]
mod tests {
    use super::Schedule;
    use std::time::Duration;

    #[test]
    fn looks_grow_rarer() {
        let steady = Schedule::without_jitter();
        let pauses: Vec<u64> = (0..10).map(|look| steady.pause(look).as_secs()).collect();
        assert_eq!(pauses, [5, 6, 7, 9, 12, 15, 19, 23, 25, 25]);
        assert_eq!(steady.pause(i32::MAX), Duration::from_secs(25));
        for look in [8, 100, 1000] {
            let pause = Schedule::default().pause(look);
            assert!((Duration::from_secs(20)..=Duration::from_secs(30)).contains(&pause), "{pause:?}");
        }
    }

    #[test]
    fn an_interval_overrides_the_schedule() {
        let schedule = Schedule::every(Duration::from_millis(200));
        assert_eq!(schedule.pause(0), Duration::from_millis(200));
        assert_eq!(schedule.pause(50), Duration::from_millis(200));
        assert_eq!(schedule.confirm(), Duration::from_millis(200));
        assert_eq!(schedule.retry(), Duration::from_millis(200));
        assert_eq!(schedule.patience(), Duration::from_millis(7200));
    }
}
