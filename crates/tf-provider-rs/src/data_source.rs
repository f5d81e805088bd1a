//! [`DataSource`]: what an author implements for a data source.

use std::future::Future;

use crate::context::Context;
use crate::diagnostic::{Diagnostics, Result};
use crate::model::Model;

/// A data source type.
pub trait DataSource: Send + Sync + 'static {
    /// What [`Provider::configure`](crate::Provider::configure) makes.
    type Api: Send + Sync + 'static;
    /// Schema, value and documentation.
    type Model: Model;

    /// Type name without the provider's prefix.
    const NAME: &'static str;
    /// What to use instead, if the data source is deprecated: a warning wherever it is used.
    const DEPRECATED: Option<&'static str> = None;

    /// Checks rules across attributes. Runs without credentials or network, and with the provider not configured.
    fn validate(&self, _config: &<Self::Model as Model>::View) -> Diagnostics {
        Diagnostics::new()
    }

    /// Reads the data.
    ///
    /// # Errors
    /// Why it could not be read, or that there is nothing of that name.
    fn read(
        &self,
        cx: &Context<Self::Api, Self::Model>,
        arguments: <Self::Model as Model>::Arguments,
    ) -> impl Future<Output = Result<Self::Model>> + Send;
}
