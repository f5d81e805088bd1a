//! ConfigureProvider: the provider block becomes what the resources work with.

use std::sync::{Arc, PoisonError};

use super::{Service, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::guard;
use crate::model::{FromValue, Model};
use crate::proto::tfplugin6::configure_provider as rpc;
use crate::provider::{ConfigureContext, Provider};
use crate::value::AttributePath;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_configure_provider(&self, request: rpc::Request) -> rpc::Response {
        let cx = ConfigureContext::new(request.terraform_version.clone());
        let result = self.configure(&cx, request).await;
        let mut diagnostics: Diagnostics = cx.into_warnings();
        if let Some(api) = diagnostics.take(result) {
            *self.api.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(api));
        }
        rpc::Response { diagnostics: wire::diagnostics(diagnostics) }
    }

    async fn configure(&self, cx: &ConfigureContext, request: rpc::Request) -> Result<P::Api> {
        let schema = P::Config::schema(0);
        let config = wire::decode(request.config.as_ref(), &schema)?;
        let configured = guard::while_awaited(async {
            let view = FromValue::from_value(&config, &AttributePath::root())?;
            self.provider.configure(cx, view).await
        });
        configured.await.map_err(|diagnostics| wire::addressed(diagnostics, &schema))
    }
}
