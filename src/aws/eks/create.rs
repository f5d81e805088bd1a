//! CreateCluster, and finding out what became of it when no answer says so.

use std::time::Duration;

use aws_sdk_eks::config::retry::RetryConfig;
use aws_sdk_eks::operation::create_cluster::builders::CreateClusterInputBuilder;
use aws_sdk_eks::types::{Cluster, ClusterStatus};
use tokio::time::{Instant, sleep};

use super::watch::{GONE, GRACE};
use super::{Eks, object};
use crate::aws::Waiting;
use crate::aws::error::{Error, Kind, Service};
use crate::aws::wait::Cut;

const OPERATION: &str = "CreateCluster";
/// How long a new role may be unknown to EKS. hashicorp/aws waits as long.
const PROPAGATION: Duration = Duration::from_secs(120);
/// How long the request is sent again after a lost answer. Then only looks follow, for as long as a new cluster may be unknown.
const RESEND: Duration = Duration::from_secs(60);
/// How long a name may be taken by a cluster that is not to be seen: one that has just been deleted.
const RELEASE: Duration = Duration::from_secs(60);
/// How long throttling is outlasted, as the SDK does for one request.
const THROTTLED: Duration = Duration::from_secs(300);
/// How long a request may fail to leave this machine.
const UNSENT: Duration = Duration::from_secs(15);

/// How asking for a cluster ended.
#[derive(Debug)]
pub enum Creation {
    /// EKS has accepted. The answer may lack anything but the name.
    Accepted(Box<Cluster>),
    /// The name is taken by a cluster that this request did not make.
    NameTaken {
        /// That cluster, if EKS showed it.
        holder: Option<Box<Cluster>>,
        /// Why it was not shown, if EKS could not be asked about it.
        unseen: Option<Error>,
        /// The refusal.
        error: Error,
    },
    /// There is no cluster of this request.
    NotMade(Unaccepted),
    /// A request was sent, and whether it took effect could not be found out.
    InDoubt(Unaccepted),
}

/// Why EKS did not say that it accepted the cluster.
#[derive(Debug)]
pub enum Unaccepted {
    /// The last answer.
    Error(Error),
    /// The creation was cancelled.
    Interrupted,
    /// The deadline passed.
    TimedOut {
        /// How long EKS was asked.
        waited: Duration,
    },
}

impl Eks {
    /// Asks EKS to make a cluster and returns as soon as it has accepted. `request` must hold a client token of
    /// [`crate::aws::ClientToken`], by which a cluster is recognised as ours when the answer got lost.
    ///
    /// While EKS does not see the role yet, it is asked again, for two minutes at most; so it is after a lost answer, with the same token.
    pub async fn create_cluster(&self, request: &CreateClusterInputBuilder, waiting: &Waiting) -> Creation {
        let name = request.get_name().clone().unwrap_or_default();
        // Every attempt counts: the SDK would tell of the last one only, and the first may have made the cluster.
        let config = self.client.config().to_builder().retry_config(RetryConfig::disabled()).build();
        let client = aws_sdk_eks::Client::from_conf(config);
        let started = Instant::now();
        let mut asking = Asking { eks: self, client, request, name, waiting, started, lost: None, missing: 0 };
        match asking.until_answered().await {
            Ok(creation) => creation,
            Err(cut) => asking.unaccepted(match cut {
                Cut::Interrupted => Unaccepted::Interrupted,
                Cut::TimedOut => Unaccepted::TimedOut { waited: started.elapsed() },
            }),
        }
    }
}

/// One cluster that is being asked for.
struct Asking<'a> {
    eks: &'a Eks,
    client: aws_sdk_eks::Client,
    request: &'a CreateClusterInputBuilder,
    name: String,
    waiting: &'a Waiting,
    started: Instant,
    lost: Option<Lost>,
    /// Looks in a row that found no cluster.
    missing: u32,
}

/// Requests that may have taken effect without an answer that says so.
struct Lost {
    /// When the first of them ended.
    first: Instant,
    /// When a request was sent last.
    last: Instant,
}

/// What a look at the name saw.
enum Seen {
    Ours(Box<Cluster>),
    /// With another token, or none.
    Another(Box<Cluster>),
    Missing,
    Nothing(Option<Error>),
}

impl Asking<'_> {
    async fn until_answered(&mut self) -> Result<Creation, Cut> {
        let mut error = match self.send().await? {
            Ok(cluster) => return Ok(accepted(cluster)),
            Err(error) => error,
        };
        loop {
            let is_to_look = self.lost.is_some() || *error.kind() == Kind::AlreadyExists;
            let seen = if is_to_look { self.look().await? } else { Seen::Nothing(None) };
            if self.is_over(&error, &seen) {
                return Ok(self.conclude(error, seen));
            }
            tracing::info!(cluster = self.name, "asking for the cluster again: {error}");
            self.waiting.ask(sleep(self.eks.schedule.retry())).await?;
            if self.may_send() {
                error = match self.send().await? {
                    Ok(cluster) => return Ok(accepted(cluster)),
                    Err(error) => error,
                };
            }
        }
    }

    async fn send(&mut self) -> Result<Result<Cluster, Error>, Cut> {
        // Nothing is sent any more when the wait is over.
        self.waiting.ask(std::future::ready(())).await?;
        let call = self.waiting.tell(self.request.clone().send_with(&self.client)).await;
        if call.is_err() {
            self.note_lost();
        }
        let result = match call? {
            Ok(answer) => Ok(answer.cluster.unwrap_or_else(|| self.said_no_more())),
            Err(error) => Err(Error::from_sdk(Service::Eks, OPERATION, object(&self.name), &error)),
        };
        if let Err(error) = &result
            && (self.lost.is_some() || error.may_have_taken_effect())
        {
            self.note_lost();
        }
        Ok(result)
    }

    fn note_lost(&mut self) {
        let now = Instant::now();
        self.lost.get_or_insert(Lost { first: now, last: now }).last = now;
    }

    async fn look(&mut self) -> Result<Seen, Cut> {
        let found = self.waiting.ask(self.eks.find_cluster(&self.name)).await?;
        let token = self.request.get_client_request_token().as_deref();
        self.missing = if matches!(found, Ok(None)) { self.missing + 1 } else { 0 };
        Ok(match found {
            Ok(Some(cluster)) if token.is_some() && cluster.client_request_token() == token => {
                Seen::Ours(Box::new(cluster))
            }
            Ok(Some(cluster)) => Seen::Another(Box::new(cluster)),
            Ok(None) => Seen::Missing,
            Err(error) => Seen::Nothing(Some(error)),
        })
    }

    fn may_send(&self) -> bool {
        self.lost.as_ref().is_none_or(|lost| lost.first.elapsed() < RESEND)
    }

    /// Whether asking again would tell no more.
    fn is_over(&self, error: &Error, seen: &Seen) -> bool {
        let Some(lost) = &self.lost else {
            return self.started.elapsed() >= patience(error, seen);
        };
        match seen {
            Seen::Ours(_) => true,
            // One without a token may still be ours: the request sent again tells.
            Seen::Another(cluster) if cluster.client_request_token().is_some() => true,
            _ if error.is_of_credentials() => true,
            Seen::Nothing(Some(unseen)) if !unseen.is_passing() && !self.may_send() => true,
            _ => !self.may_send() && lost.last.elapsed() >= GRACE,
        }
    }

    fn conclude(&self, error: Error, seen: Seen) -> Creation {
        let is_told_apart = |cluster: &Cluster| self.lost.is_none() || cluster.client_request_token().is_some();
        match seen {
            Seen::Ours(cluster) => Creation::Accepted(cluster),
            Seen::Another(cluster) if is_told_apart(&cluster) => {
                Creation::NameTaken { holder: Some(cluster), unseen: None, error }
            }
            Seen::Missing if self.lost.is_some() && self.missing >= GONE => Creation::NotMade(Unaccepted::Error(error)),
            Seen::Nothing(unseen) if self.lost.is_none() && *error.kind() == Kind::AlreadyExists => {
                Creation::NameTaken { holder: None, unseen, error }
            }
            Seen::Missing if self.lost.is_none() => Creation::NameTaken { holder: None, unseen: None, error },
            _ => self.unaccepted(Unaccepted::Error(error)),
        }
    }

    fn unaccepted(&self, why: Unaccepted) -> Creation {
        if self.lost.is_some() { Creation::InDoubt(why) } else { Creation::NotMade(why) }
    }

    /// The cluster of which EKS said no more than that it accepted it.
    fn said_no_more(&self) -> Cluster {
        Cluster::builder()
            .name(&self.name)
            .set_client_request_token(self.request.get_client_request_token().clone())
            .status(ClusterStatus::Creating)
            .build()
    }
}

fn accepted(cluster: Cluster) -> Creation {
    Creation::Accepted(Box::new(cluster))
}

/// How long EKS is asked again after an answer that leaves no doubt, from the first request on.
fn patience(error: &Error, seen: &Seen) -> Duration {
    match (error.kind(), seen) {
        (Kind::RolePropagation, _) => PROPAGATION,
        (Kind::AlreadyExists, Seen::Missing) => RELEASE,
        (Kind::AlreadyExists, Seen::Nothing(Some(unseen))) if unseen.is_passing() => RELEASE,
        (Kind::Throttled, _) => THROTTLED,
        _ if error.is_passing() => UNSENT,
        _ => Duration::ZERO,
    }
}

#[cfg(test)]
mod tests;
