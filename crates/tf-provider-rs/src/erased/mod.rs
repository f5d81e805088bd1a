//! Typed resources behind one untyped face, so that the RPC layer can hold a list of them.
//!
//! Here an author's code runs: decoded into its types, in a task of its own, so that a lost connection does not cut it in half and
//! a panic becomes a diagnostic that keeps what was saved.

mod action;
mod data_source;
mod ephemeral;
mod function;
pub(crate) mod guard;
mod identity;
mod list_resource;
mod resource;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

pub(crate) use action::{AnyAction, action};
pub(crate) use data_source::{AnyDataSource, data_source};
pub(crate) use ephemeral::{AnyEphemeralResource, Lease, ephemeral_resource};
pub(crate) use function::{AnyFunction, function};
pub(crate) use identity::AnyIdentity;
pub(crate) use list_resource::{AnyListResource, ListEvent, ListRequest, list_resource};
pub(crate) use resource::{AnyResource, identified, resource};

use crate::context;
use crate::deferral::Deferral;
use crate::diagnostic::{Diagnostics, Result};
use crate::value::{AttributePath, Value};

pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What every operation is given.
#[derive(Debug)]
pub(crate) struct Call<A> {
    pub(crate) api: Option<Arc<A>>,
    pub(crate) stop: CancellationToken,
    /// From the `timeouts` block or its default.
    pub(crate) timeout: Option<Duration>,
    pub(crate) sent: Sent,
}

/// What Terraform sent beside values.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) deferral_allowed: bool,
    /// Whether the object's configuration has something unknown.
    pub(crate) has_unknown: bool,
    /// Whether the provider block has something unknown.
    pub(crate) provider_has_unknown: bool,
    /// The private state as it is stored.
    pub(crate) private: Vec<u8>,
}

/// What an operation answers beside a state and diagnostics.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Aside {
    /// The private state as it is to be stored.
    pub(crate) private: Vec<u8>,
    pub(crate) deferred: Option<Deferral>,
}

impl<A> Call<A> {
    /// What the provider's `configure` made.
    pub(crate) fn api(&self) -> Result<&A> {
        Ok(self.api.as_deref().ok_or_else(context::not_configured)?)
    }
}

/// What came of an operation: a state to keep, whatever the diagnostics say. `Null` for "there is no object".
#[derive(Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) state: Value,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) aside: Aside,
}

impl Outcome {
    /// No object, and nothing said of it.
    pub(crate) const fn nothing() -> Self {
        let aside = Aside { private: Vec::new(), deferred: None };
        Self { state: Value::Null, diagnostics: Diagnostics::new(), aside }
    }
}

/// A plan before or after the resource's own say.
#[derive(Debug, PartialEq)]
pub(crate) struct Planned {
    pub(crate) state: Value,
    pub(crate) requires_replace: Vec<AttributePath>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) aside: Aside,
}
