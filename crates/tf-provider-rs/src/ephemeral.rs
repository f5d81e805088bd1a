//! [`EphemeralResource`]: what an author implements for a value that exists while Terraform runs and is stored nowhere.
//!
//! # When Terraform calls it
//!
//! | call | when |
//! |---|---|
//! | [`validate`](EphemeralResource::validate) | in every command that looks at the configuration, with the provider not configured |
//! | [`open`](EphemeralResource::open) | in the plan **and** again in the apply, as soon as all arguments are known and something refers to it |
//! | [`renew`](EphemeralResource::renew) | at the time that `open` or the last `renew` asked for, as often as it comes |
//! | [`close`](EphemeralResource::close) | when nothing needs it any more, also after errors and after Ctrl-C; not if `open` failed |
//!
//! While an argument is not known, nothing is called and the result is unknown. What `open` returns can be used in provider blocks,
//! write-only arguments, other ephemeral resources, provisioners and ephemeral variables and outputs. It comes into no state and no
//! plan file. Terraform 1.10 and OpenTofu 1.11 are the first that know ephemeral resources; older versions ignore them.
//!
//! Every call runs to its end even if Terraform is gone. If what `open` returned cannot be handed to Terraform, or `open` also said
//! [later](crate::Context::defer), `close` is called at once, because Terraform would not.
//!
//! The value of `open` is final: `renew` makes it last longer where it comes from, and cannot replace it. Something that only another value
//! would prolong, such as a signed token, asks for no renewal; its `close` can warn if it has expired by then. Terraform 1.11 shows what
//! `close` says, and nothing of what `renew` says.

use std::future::Future;
use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::model::Model;

/// An ephemeral resource type. See the [module](self) for when Terraform calls it.
pub trait EphemeralResource: Send + Sync + 'static {
    /// What [`Provider::configure`](crate::Provider::configure) makes.
    type Api: Send + Sync + 'static;
    /// Schema, result and documentation. Not [`timeouts`](crate::model::Timeouts): Terraform gives no deadline.
    type Model: Model;
    /// What `renew` and `close` must know about the opened object: all that they get. `()` if they are not needed. It stays in
    /// Terraform's memory and is stored nowhere.
    type Private: Serialize + DeserializeOwned + Send + Sync + 'static;

    /// Type name without the provider's prefix.
    const NAME: &'static str;
    /// What to use instead, if the ephemeral resource is deprecated.
    const DEPRECATED: Option<&'static str> = None;

    /// Checks rules across attributes. Runs without credentials or network, and with the provider not configured.
    fn validate(&self, _config: &<Self::Model as Model>::View) -> Diagnostics {
        Diagnostics::new()
    }

    /// Makes the value. An open that fails, or returns early because of [`Context::stop`], cleans up by itself: there is no `close`.
    ///
    /// # Errors
    /// Why there is no value.
    fn open(
        &self,
        cx: &Context<Self::Api, Self::Model>,
        arguments: <Self::Model as Model>::Arguments,
    ) -> impl Future<Output = Result<Opened<Self::Model, Self::Private>>> + Send;

    /// Makes the value last longer; the value itself stays what it was. Only called if [`Opened::renew_at`] asked for it.
    ///
    /// # Errors
    /// Why it cannot. Terraform does not try again, and 1.11 does not show it.
    fn renew(
        &self,
        _cx: &Context<Self::Api, Self::Model>,
        _private: Self::Private,
    ) -> impl Future<Output = Result<Renewed<Self::Private>>> + Send {
        async { Err(Diagnostic::bug(format!("`{}` asks to be renewed and cannot be.", Self::NAME)).into()) }
    }

    /// Ends the value early, or removes what `open` made for it.
    ///
    /// # Errors
    /// What could not be removed.
    fn close(
        &self,
        _cx: &Context<Self::Api, Self::Model>,
        _private: Self::Private,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

/// What [`EphemeralResource::open`] made.
#[derive(Clone, Debug)]
#[must_use]
pub struct Opened<M, P> {
    pub(crate) model: M,
    pub(crate) private: P,
    pub(crate) renew_at: Option<SystemTime>,
}

impl<M, P> Opened<M, P> {
    /// The value, and what `renew` and `close` must know.
    pub const fn new(model: M, private: P) -> Self {
        Self { model, private, renew_at: None }
    }

    /// The same, to be renewed at `time`.
    pub const fn renew_at(mut self, time: SystemTime) -> Self {
        self.renew_at = Some(time);
        self
    }
}

/// What [`EphemeralResource::renew`] made.
#[derive(Clone, Debug)]
#[must_use]
pub struct Renewed<P> {
    pub(crate) private: P,
    pub(crate) renew_at: Option<SystemTime>,
}

impl<P> Renewed<P> {
    /// What the next `renew` and `close` must know. Without [`Renewed::renew_at`] this was the last renewal.
    pub const fn new(private: P) -> Self {
        Self { private, renew_at: None }
    }

    /// The same, to be renewed again at `time`.
    pub const fn renew_at(mut self, time: SystemTime) -> Self {
        self.renew_at = Some(time);
        self
    }
}
