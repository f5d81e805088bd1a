//! Waiting until instance profiles let a role go.

use tokio::time::{Instant, sleep, sleep_until};

use super::Iam;
use crate::aws::error::Error;
use crate::aws::{Waited, Waiting};

impl Iam {
    /// The instance profiles with a role, of those that `is_meant` names, that are still there after a few looks.
    ///
    /// # Errors
    /// If IAM cannot be asked.
    pub async fn find_lasting_instance_profiles(
        &self,
        role: &str,
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Vec<String>, Error> {
        let is_meant = &is_meant;
        let look = || async move {
            let mut profiles = self.find_instance_profiles(role).await?;
            profiles.retain(|profile| is_meant(profile));
            Ok(profiles)
        };
        self.schedule.find_lasting(look).await
    }

    /// Waits until none of the instance profiles that `is_awaited` names holds the role any more.
    ///
    /// # Errors
    /// If IAM cannot be asked for a reason that waiting does not cure.
    pub async fn wait_instance_profiles_released(
        &self,
        role: &str,
        is_awaited: impl Fn(&str) -> bool,
        waiting: &Waiting,
    ) -> Result<Waited<()>, Error> {
        let started = Instant::now();
        tokio::select! {
            biased;
            () = waiting.cancelled.cancelled() => Ok(Waited::Interrupted { last: None }),
            released = self.until_released(role, is_awaited) => released.map(Waited::Done),
            () = sleep_until(waiting.deadline) => Ok(Waited::TimedOut { last: None, waited: started.elapsed() }),
        }
    }

    async fn until_released(&self, role: &str, is_awaited: impl Fn(&str) -> bool) -> Result<(), Error> {
        let mut look = 0;
        loop {
            match self.find_instance_profiles(role).await {
                Ok(profiles) if !profiles.iter().any(|profile| is_awaited(profile)) => return Ok(()),
                Ok(profiles) => tracing::info!(role, "waiting until these let the role go: {}", profiles.join(", ")),
                Err(error) if error.is_passing() => tracing::debug!(role, "still waiting: {error}"),
                Err(error) => return Err(error),
            }
            sleep(self.schedule.pause(look)).await;
            look = look.saturating_add(1);
        }
    }
}
