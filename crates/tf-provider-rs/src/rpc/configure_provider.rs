//! ConfigureProvider: the provider block becomes what the resources work with.

use std::sync::{Arc, PoisonError};

use super::{Configured, Service, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::guard;
use crate::model::FromValue;
use crate::proto::tfplugin6::configure_provider as rpc;
use crate::provider::{ConfigureContext, Provider};
use crate::value::AttributePath;

impl<P: Provider> Service<P> {
    pub(super) async fn handle_configure_provider(&self, request: rpc::Request) -> rpc::Response {
        let cx = ConfigureContext::new(request.terraform_version.clone());
        let mut has_unknown = false;
        let result = self.configure(&cx, request, &mut has_unknown).await;
        let is_later = cx.is_later();
        let mut diagnostics: Diagnostics = cx.into_warnings();
        let api = diagnostics.take(result).map(Arc::new);
        if api.is_some() || is_later {
            let mut configured = self.configured.write().unwrap_or_else(PoisonError::into_inner);
            *configured = Configured { is_later: api.is_none(), api, has_unknown };
        }
        rpc::Response { diagnostics: wire::diagnostics(diagnostics) }
    }

    async fn configure(&self, cx: &ConfigureContext, request: rpc::Request, has_unknown: &mut bool) -> Result<P::Api> {
        let schema = self.block();
        let config = wire::decode(request.config.as_ref(), schema)?;
        *has_unknown = !config.is_wholly_known();
        let configured = guard::while_awaited(async {
            let view = FromValue::from_value(&config, &AttributePath::root())?;
            self.provider.configure(cx, view).await
        });
        configured.await.map_err(|diagnostics| wire::addressed(diagnostics, schema))
    }
}
