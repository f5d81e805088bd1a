//! Questions of which a few are on their way at the same time, with answers in the order of the questions.

use std::collections::VecDeque;
use std::panic::resume_unwind;

use tokio::task::JoinHandle;
use tracing::Instrument;

/// Questions on their way at the same time. EKS and IAM limit the rate of requests of an account, and others share it.
const AT_ONCE: usize = 5;

/// Questions that were asked and not answered yet. Dropped, it asks no more.
#[derive(Debug)]
pub struct InOrder<T>(VecDeque<Asked<T>>);

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T: Send + 'static> InOrder<T> {
    /// Whether an answer should be taken before the next question.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.len() >= AT_ONCE
    }

    /// Asks a question.
    pub fn ask(&mut self, question: impl Future<Output = T> + Send + 'static) {
        self.0.push_back(Asked(tokio::spawn(question.in_current_span())));
    }

    /// The answer to the first question that has not been answered; nothing when all have.
    pub async fn answer(&mut self) -> Option<T> {
        let mut asked = self.0.pop_front()?;
        match (&mut asked.0).await {
            Ok(answer) => Some(answer),
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            // Only who drops it ends it otherwise.
            Err(_) => None,
        }
    }
}

/// A question on its way, which ends when nobody waits for its answer.
#[derive(Debug)]
struct Asked<T>(JoinHandle<T>);

impl<T> Drop for Asked<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use tokio::time::sleep;

    use super::{AT_ONCE, InOrder};

    #[tokio::test(start_paused = true)]
    async fn answers_come_in_the_order_of_their_questions_a_few_at_a_time() {
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut questions = 0..20_u64;
        let (mut asked, mut answers) = (InOrder::default(), Vec::new());
        loop {
            while !asked.is_full()
                && let Some(number) = questions.next()
            {
                let (running, most) = (Arc::clone(&running), Arc::clone(&most));
                asked.ask(async move {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    sleep(Duration::from_secs(20 - number)).await;
                    running.fetch_sub(1, Ordering::SeqCst);
                    number
                });
            }
            let Some(answer) = asked.answer().await else { break };
            answers.push(answer);
        }
        assert_eq!(answers, (0..20).collect::<Vec<_>>());
        assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_asks_any_more_once_nobody_waits() {
        let ended = Arc::new(AtomicUsize::new(0));
        let mut asked = InOrder::default();
        for _ in 0..3 {
            let ended = Arc::clone(&ended);
            asked.ask(async move {
                sleep(Duration::from_secs(1)).await;
                ended.fetch_add(1, Ordering::SeqCst);
            });
        }
        tokio::task::yield_now().await;
        drop(asked);
        sleep(Duration::from_secs(5)).await;
        assert_eq!(ended.load(Ordering::SeqCst), 0);
    }
}
