//! One span and two log lines for every RPC, under the names that Terraform's own tools use.

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::time::Instant;
use tracing::{Instrument, Level};

use crate::provider::Provider;

static REQUESTS: AtomicU64 = AtomicU64::new(1);

/// Runs `handler` in the span of one request.
pub(super) async fn rpc<P: Provider, T>(name: &'static str, type_name: &str, handler: impl Future<Output = T>) -> T {
    if !tracing::enabled!(Level::ERROR) {
        return handler.await;
    }
    let span = tracing::info_span!(
        "rpc",
        tf_req_id = REQUESTS.fetch_add(1, Ordering::Relaxed),
        tf_rpc = name,
        tf_provider_addr = P::ADDRESS,
        tf_proto_version = "6.11",
        tf_resource_type = type_name
    );
    let started = Instant::now();
    async {
        tracing::trace!("Received request");
        let response = handler.await;
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::trace!(tf_req_duration_ms = milliseconds, "Served request");
        response
    }
    .instrument(span)
    .await
}
