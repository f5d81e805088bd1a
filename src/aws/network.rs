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
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_smithy_types::timeout::TimeoutConfig;

use super::error::chain;

/// Most attempts of one request unless the practitioner says otherwise; hashicorp/aws has the same default.
pub(super) const MAX_ATTEMPTS: u32 = 25;
/// Longest that a connection may take to come about. The SDK's own default.
const CONNECT: Duration = Duration::from_millis(3100);
/// Longest that one attempt may take. The SDK sets no limit: a silent connection would hang for ever.
const ATTEMPT: Duration = Duration::from_secs(30);
/// Longest that one operation may take, all attempts and pauses together.
const OPERATION: Duration = Duration::from_secs(300);
/// Attempts that an endpoint gets that refuses connections or has no address: about five seconds.
const CONNECTION_ATTEMPTS: u32 = 4;

/// Longest that a look-up before a change may take: what is not answered by then is not looked at.
pub(super) const LOOK_UP: Duration = Duration::from_secs(10);
/// Attempts of such a look-up.
pub(super) const LOOK_UP_ATTEMPTS: u32 = 3;

/// For services that are only asked before a change.
pub(super) fn look_up_timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(LOOK_UP / 2)
        .operation_timeout(LOOK_UP)
        .build()
}

/// `attempt` is the longest that one attempt may take, if it is not to be half a minute.
pub(super) fn timeouts(attempt: Option<Duration>) -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(attempt.unwrap_or(ATTEMPT))
        .operation_timeout(OPERATION)
        .build()
}

/// The SDK's own bucket of 500 tokens runs dry when fifty objects are throttled at once; the operation timeout bounds us instead.
pub(super) fn retry_partition(capacity: Option<usize>) -> RetryPartition {
    RetryPartition::custom("terraform-provider-eksoutpost")
        .token_bucket(TokenBucket::builder().capacity(capacity.unwrap_or(50_000)).build())
        .build()
}

/// `configured` is what the SDK found in the environment and the profile. Its own default of 3 attempts is not ours.
pub(super) fn retries(max_attempts: Option<u32>, mode: Option<&str>, configured: Option<&RetryConfig>) -> RetryConfig {
    let standard = RetryConfig::standard();
    let of_profile = configured.map(RetryConfig::max_attempts).filter(|found| *found != standard.max_attempts());
    let adaptive =
        mode.map_or(configured.map(RetryConfig::mode) == Some(RetryMode::Adaptive), |mode| mode == "adaptive");
    let retries = if adaptive { RetryConfig::adaptive() } else { standard };
    retries.with_max_attempts(max_attempts.or(of_profile).unwrap_or(MAX_ATTEMPTS))
}

/// Gives up early when there is nobody to talk to, at once when it is somebody else: makes the last such error one that the SDK does not
/// try again.
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
        if let Some(result) = context.output_or_error_mut()
            && let Err(failure) = result
            && let Some(error) = failure.as_connector_error()
            && (is_untrusted(error) || attempts >= CONNECTION_ATTEMPTS && is_nobody_there(error))
        {
            let text = chain(error);
            *result = Err(OrchestratorError::connector(ConnectorError::other(text.into(), None)));
        }
        Ok(())
    }
}

/// Whether no connection came about, so that nothing was sent.
pub(super) fn was_never_sent(error: &(dyn StdError + 'static)) -> bool {
    // hyper-util and the SDK name these by text only.
    let no_connection = ["client error (Connect)", "HTTP connect timeout"];
    is_nobody_there(error)
        || std::iter::successors(Some(error), |cause| (*cause).source())
            .any(|cause| no_connection.iter().any(|text| cause.to_string().contains(text)))
}

/// A certificate that is not trusted. rustls names it by text only once hyper has wrapped it.
pub(super) fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    std::iter::successors(Some(error), |cause| (*cause).source())
        .any(|cause| cause.to_string().contains("invalid peer certificate"))
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
