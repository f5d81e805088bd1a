//! The service that Terraform calls: one file per RPC, each from request to response.
//!
//! No handler answers with a gRPC status: what fails is a diagnostic, because Terraform shows a status as a crash of the provider.

mod action;
mod apply_resource_change;
mod call_function;
mod configure_provider;
mod deferral;
mod ephemeral_resource;
mod generate_resource_config;
mod get_metadata;
mod get_provider_schema;
mod identity;
mod import_resource_state;
mod list_resource;
mod move_resource_state;
mod place;
mod plan_resource_change;
mod read_data_source;
mod read_resource;
mod self_check;
mod service;
mod stop_provider;
mod trace;
mod unsupported;
mod upgrade_resource_state;
mod validate;
mod wire;
mod wire_schema;
mod with_identity;

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use tokio_util::sync::CancellationToken;

use crate::diagnostic::{Diagnostic, Result};
use crate::erased::{AnyDataSource, AnyResource, Call, Sent};
use crate::model::Model;
use crate::provider::{Offers, Provider};
use crate::schema::Schema;

/// One provider at work.
pub(crate) struct Service<P: Provider> {
    provider: P,
    offers: OnceLock<Offers<P::Api>>,
    block: OnceLock<Schema>,
    /// In re-attach mode Terraform configures one process many times.
    configured: RwLock<Configured<P::Api>>,
    stop: StopSignal,
}

/// What came of the last Configure.
#[derive(Debug)]
struct Configured<A> {
    api: Option<Arc<A>>,
    /// Whether the provider block had something unknown.
    has_unknown: bool,
    /// Whether the provider waits until more of its block is known.
    is_later: bool,
}

impl<P: Provider> Service<P> {
    /// Serves `provider`; `stop` cancels what it is doing.
    pub(crate) fn new(provider: P, stop: StopSignal) -> Self {
        let configured = Configured { api: None, has_unknown: false, is_later: false };
        Self { provider, offers: OnceLock::new(), block: OnceLock::new(), configured: RwLock::new(configured), stop }
    }

    fn offers(&self) -> &Offers<P::Api> {
        self.offers.get_or_init(|| self.provider.offers())
    }

    /// The schema of the provider block.
    fn block(&self) -> &Schema {
        self.block.get_or_init(|| P::Config::schema(0))
    }

    fn resource(&self, type_name: &str) -> Result<&dyn AnyResource<P::Api>> {
        let found = self.offers().resources.iter().find(|resource| resource.type_name(P::NAME) == type_name);
        Ok(found.map(Box::as_ref).ok_or_else(|| unknown_type("resource", type_name))?)
    }

    fn data_source(&self, type_name: &str) -> Result<&dyn AnyDataSource<P::Api>> {
        let found = self.offers().data_sources.iter().find(|data_source| data_source.type_name(P::NAME) == type_name);
        Ok(found.map(Box::as_ref).ok_or_else(|| unknown_type("data source", type_name))?)
    }

    /// The schemas as Terraform gets them.
    #[cfg(feature = "testing")]
    pub(crate) fn schemas(&self) -> crate::proto::tfplugin6::get_provider_schema::Response {
        self.handle_get_provider_schema()
    }

    /// The surroundings of one operation.
    fn call(&self, timeout: Option<std::time::Duration>) -> Call<P::Api> {
        self.call_with(timeout, Sent::default())
    }

    /// The surroundings of one operation for which Terraform sent more than values.
    fn call_with(&self, timeout: Option<std::time::Duration>, sent: Sent) -> Call<P::Api> {
        let api = self.configured().api.clone();
        Call { api, stop: self.stop.current(), timeout, sent }
    }

    fn configured(&self) -> RwLockReadGuard<'_, Configured<P::Api>> {
        self.configured.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unknown_type(kind: &str, type_name: &str) -> Diagnostic {
    Diagnostic::error(
        format!("Unknown {kind} type"),
        format!(
            "This version of the provider has no {kind} type `{type_name}`. Check the spelling, or use another version."
        ),
    )
}

impl<P: Provider> fmt::Debug for Service<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("provider", &P::NAME).finish_non_exhaustive()
    }
}

/// Tells running operations to stop, again and again: in re-attach mode the process outlives a stop.
#[derive(Clone, Debug, Default)]
pub(crate) struct StopSignal(Arc<Mutex<CancellationToken>>);

impl StopSignal {
    /// The token of operations that start now.
    fn current(&self) -> CancellationToken {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops every running operation; later ones run again.
    pub(crate) fn stop(&self) {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *current).cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::StopSignal;

    #[test]
    fn stop_cancels_what_runs_and_arms_again() {
        let signal = StopSignal::default();
        let running = signal.current();
        signal.stop();
        assert!(running.is_cancelled());
        assert!(!signal.current().is_cancelled());
    }
}
