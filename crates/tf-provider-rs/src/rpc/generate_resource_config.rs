//! GenerateResourceConfig: a state becomes the configuration that a practitioner would write. Terraform 1.14 and later asks for objects that
//! an `import` block or a query brings, with `-generate-config-out`; earlier versions generate all that is configurable and not null.

use super::{Service, wire};
use crate::diagnostic::{Diagnostics, Result};
use crate::proto::tfplugin6::{DynamicValue, generate_resource_config as rpc};
use crate::provider::Provider;

impl<P: Provider> Service<P> {
    pub(super) fn handle_generate_resource_config(&self, request: &rpc::Request) -> rpc::Response {
        let mut diagnostics = Diagnostics::new();
        let config = self.generate(request, &mut diagnostics);
        let config = diagnostics.take(config).flatten();
        rpc::Response { config, diagnostics: wire::diagnostics(diagnostics) }
    }

    fn generate(&self, request: &rpc::Request, diagnostics: &mut Diagnostics) -> Result<Option<DynamicValue>> {
        let resource = self.resource(&request.type_name)?;
        let state = wire::decode(request.state.as_ref(), resource.schema())?;
        Ok(wire::encode(&resource.generated_config(&state)?, resource.schema(), diagnostics))
    }
}
