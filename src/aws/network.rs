//! How long requests may take, and when to give up trying again.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::FinalizerInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use aws_smithy_types::timeout::TimeoutConfig;

use super::error::chain;

/// Longest that a connection may take to come about. The SDK's own default.
const CONNECT: Duration = Duration::from_millis(3100);
/// Longest that one attempt may take. The SDK sets no limit: a silent connection would hang for ever.
const ATTEMPT: Duration = Duration::from_secs(30);
/// Longest that one operation may take, all attempts and pauses together.
const OPERATION: Duration = Duration::from_secs(300);
/// Attempts that an endpoint gets that refuses connections or has no address: about five seconds.
const CONNECTION_ATTEMPTS: u32 = 4;

/// `attempt` is the longest that one attempt may take, if it is not to be half a minute.
pub(super) fn timeouts(attempt: Option<Duration>) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(attempt.unwrap_or(ATTEMPT))
        .operation_timeout(OPERATION)
        .build()
}

/// The SDK's own bucket of 500 tokens runs dry when fifty objects are throttled at once; the operation timeout bounds us instead.
pub(super) fn retry_partition() -> RetryPartition {
    RetryPartition::custom("terraform-provider-eksoutpost")
        .token_bucket(TokenBucket::builder().capacity(50_000).build())
        .build()
}

/// Gives up early when there is nobody to talk to: makes the last such error one that the SDK does not try again.
#[derive(Debug)]
pub(super) struct NobodyThere;

#[dyn_dispatch_hint]
impl Intercept for NobodyThere {
    fn name(&self) -> &'static str {
        "NobodyThere"
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let attempts = config.load::<RequestAttempts>().map_or(0, RequestAttempts::attempts);
        if attempts < CONNECTION_ATTEMPTS {
            return Ok(());
        }
        if let Some(result) = context.output_or_error_mut()
            && let Err(failure) = result
            && let Some(error) = failure.as_connector_error()
            && is_nobody_there(error)
        {
            let text = chain(error);
            *result = Err(OrchestratorError::connector(ConnectorError::other(text.into(), None)));
        }
        Ok(())
    }
}

/// Refused connections and names without an address; not resets and time-outs, which pass.
fn is_nobody_there(error: &(dyn StdError + 'static)) -> bool {
    std::iter::successors(Some(error), |cause| (*cause).source()).any(|cause| {
        let by_kind = cause.downcast_ref::<io::Error>().is_some_and(|error| {
            matches!(
                error.kind(),
                io::ErrorKind::ConnectionRefused | io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable
            )
        });
        // hyper-util names a failed look-up by text only.
        by_kind || cause.to_string().contains("dns error")
    })
}
