//! OpenEphemeralResource, RenewEphemeralResource, CloseEphemeralResource: one value from its beginning to its end. Terraform opens it
//! in the plan and again in the apply, and closes what it opened, but not what came with an error.

use std::time::{SystemTime, UNIX_EPOCH};

use prost_types::Timestamp;

use super::self_check::Subject;
use super::{Service, deferral, unknown_type, wire};
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{AnyEphemeralResource, Lease};
use crate::plan::{keep_spelling, plan_change};
use crate::proto::tfplugin6::{
    close_ephemeral_resource as close, open_ephemeral_resource as open, renew_ephemeral_resource as renew,
};
use crate::provider::Provider;
use crate::value::Value;

impl<P: Provider> Service<P> {
    pub(super) fn ephemeral_resource(&self, type_name: &str) -> Result<&dyn AnyEphemeralResource<P::Api>> {
        let found = self.offers().ephemeral_resources.iter().find(|resource| resource.type_name(P::NAME) == type_name);
        Ok(found.map(Box::as_ref).ok_or_else(|| unknown_type("ephemeral resource", type_name))?)
    }

    pub(super) async fn handle_open_ephemeral_resource(&self, request: open::Request) -> open::Response {
        let mut response = open::Response::default();
        let mut diagnostics = Diagnostics::new();
        let result = self.open(&request, &mut response, &mut diagnostics).await;
        diagnostics.take(result);
        response.diagnostics = wire::diagnostics(diagnostics);
        response
    }

    async fn open(
        &self,
        request: &open::Request,
        response: &mut open::Response,
        diagnostics: &mut Diagnostics,
    ) -> Result<()> {
        let resource = self.ephemeral_resource(&request.type_name)?;
        let schema = resource.schema();
        let config = wire::decode(request.config.as_ref(), schema)?;
        let planned = plan_change(&schema.block, &config, &Value::Null, config.clone()).state;
        let sent = self.sent(request.client_capabilities.as_ref(), &config, &[]);
        if let Some(reason) = self.deferred_by_provider(&sent) {
            response.result = wire::encode(&planned, schema, diagnostics);
            response.deferred = Some(deferral::message(reason));
            return Ok(());
        }
        let opening = resource.open(self.call_with(None, sent), planned.clone()).await;
        diagnostics.extend(wire::addressed(opening.diagnostics, schema));
        if let Some(reason) = opening.aside.deferred.filter(|_| !diagnostics.has_errors()) {
            if let Some((_, lease)) = opening.opened {
                // Terraform opens it again later, and closes nothing now.
                let said = resource.close(self.call(None), lease.private).await;
                diagnostics.extend(wire::addressed(said, schema));
            }
            response.result = wire::encode(&planned, schema, diagnostics);
            response.deferred = Some(deferral::message(reason));
            return Ok(());
        }
        let Some((mut value, lease)) = opening.opened else { return Ok(()) };
        keep_spelling(&schema.block, &planned, &mut value);
        response.result = wire::encode(&value, schema, diagnostics);
        if !diagnostics.has_errors() {
            diagnostics.extend(Subject { type_name: &request.type_name, schema }.ephemeral(&config, &value));
        }
        if diagnostics.has_errors() {
            // Terraform closes nothing that came with an error.
            diagnostics.extend(resource.close(self.call(None), lease.private).await);
            response.result = None;
            return Ok(());
        }
        response.renew_at = timestamp(&lease, diagnostics);
        response.private = Some(lease.private);
        Ok(())
    }

    pub(super) async fn handle_renew_ephemeral_resource(&self, request: renew::Request) -> renew::Response {
        let private = request.private.unwrap_or_default();
        let mut response = renew::Response { private: Some(private.clone()), ..Default::default() };
        let mut diagnostics = Diagnostics::new();
        if let Some(resource) = diagnostics.take(self.ephemeral_resource(&request.type_name)) {
            let (lease, said) = resource.renew(self.call(None), private).await;
            diagnostics.extend(wire::addressed(said, resource.schema()));
            if let Some(lease) = lease {
                response.renew_at = timestamp(&lease, &mut diagnostics);
                response.private = Some(lease.private);
            }
        }
        response.diagnostics = wire::diagnostics(diagnostics);
        response
    }

    pub(super) async fn handle_close_ephemeral_resource(&self, request: close::Request) -> close::Response {
        let mut diagnostics = Diagnostics::new();
        if let Some(resource) = diagnostics.take(self.ephemeral_resource(&request.type_name)) {
            let said = resource.close(self.call(None), request.private.unwrap_or_default()).await;
            diagnostics.extend(wire::addressed(said, resource.schema()));
        }
        close::Response { diagnostics: wire::diagnostics(diagnostics) }
    }
}

fn timestamp(lease: &Lease, diagnostics: &mut Diagnostics) -> Option<Timestamp> {
    let time = lease.renew_at?;
    let timestamp = since_epoch(time);
    if timestamp.is_none() {
        diagnostics.push(Diagnostic::warning("Not renewed", "The time at which to renew the value is before 1970."));
    }
    timestamp
}

fn since_epoch(time: SystemTime) -> Option<Timestamp> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp { seconds: i64::try_from(since.as_secs()).ok()?, nanos: i32::try_from(since.subsec_nanos()).ok()? })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_time_is_counted_from_1970() {
        let time = UNIX_EPOCH + Duration::new(1_700_000_000, 5);
        assert_eq!(since_epoch(time), Some(Timestamp { seconds: 1_700_000_000, nanos: 5 }));
        assert_eq!(since_epoch(UNIX_EPOCH - Duration::from_secs(1)), None);
    }
}
