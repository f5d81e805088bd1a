//! Who calls: Terraform's version and what the practitioner adds, at the end of the SDK's own user agent.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::settings::Settings;

/// Appends to the `User-Agent` header, which the signature does not cover.
#[derive(Clone, Debug)]
pub(super) struct AppendUserAgent {
    products: String,
}

impl AppendUserAgent {
    /// `Terraform/1.11.4 terraform-provider-eksoutpost/0.1.0 (…)`; what is not visible ASCII becomes a hyphen.
    pub(super) fn new(settings: &Settings) -> Self {
        let mut products = Vec::new();
        if let Some(version) = &settings.terraform_version {
            products.push(format!("Terraform/{version}"));
        }
        let version = settings.provider_version.as_deref().unwrap_or(env!("CARGO_PKG_VERSION"));
        products.push(format!("{}/{version}", env!("CARGO_PKG_NAME")));
        products.extend(settings.user_agent.clone());
        let products = products.join(" ").replace(|c: char| !(c == ' ' || c.is_ascii_graphic()), "-");
        Self { products }
    }
}

#[dyn_dispatch_hint]
impl Intercept for AppendUserAgent {
    fn name(&self) -> &'static str {
        "AppendUserAgent"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let headers = context.request_mut().headers_mut();
        let all = match headers.get("user-agent") {
            Some(sdk) => format!("{sdk} {}", self.products),
            None => self.products.clone(),
        };
        headers.try_insert("user-agent", all)?;
        Ok(())
    }
}
