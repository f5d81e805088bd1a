//! Ephemeral resources: opened, renewed, closed, and in no state.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::messages::{PLANNING, called, message, noted, received};
use super::{Json, Terraform, from_json, to_json, verdict};
use crate::check::answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;

/// An ephemeral resource that is open.
#[derive(Clone, Debug)]
pub struct Open {
    type_name: String,
    value: Json,
    private: Option<Vec<u8>>,
    renew_at: Option<SystemTime>,
    warnings: Diagnostics,
}

impl Open {
    /// Its attributes.
    pub fn value(&self) -> &Json {
        &self.value
    }

    /// When Terraform is to renew it, if at all.
    pub fn renew_at(&self) -> Option<SystemTime> {
        self.renew_at
    }

    /// The same, had the provider kept `private` for renewal and closing.
    #[must_use]
    pub fn keeping(self, private: Vec<u8>) -> Self {
        Self { private: Some(private), ..self }
    }

    /// What the provider warned of when it validated and opened it.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }
}

impl Terraform {
    /// Validates a configuration of the ephemeral resource `type_name`, and opens it, as a plan and an apply do each for itself.
    ///
    /// # Errors
    /// What the provider refuses, and what Terraform would not accept. It is not closed then.
    pub async fn open(&mut self, type_name: &str, config: &Json) -> Result<Open> {
        let unknown =
            || Diagnostic::error("Unknown ephemeral resource type", format!("The provider has no `{type_name}`."));
        let schema = Arc::clone(self.ephemeral_resources.get(type_name).ok_or_else(unknown)?);
        let config = from_json(config, schema.object_type())?;
        let sent = message(&config, schema.object_type())?;
        let request = pb::validate_ephemeral_resource_config::Request {
            type_name: type_name.to_owned(),
            config: Some(sent.clone()),
        };
        let mut warnings = noted(&called(self.client.validate_ephemeral_resource_config(request).await)?.diagnostics)?;
        let request = pb::open_ephemeral_resource::Request {
            type_name: type_name.to_owned(),
            config: Some(sent),
            client_capabilities: Some(PLANNING),
        };
        let response = called(self.client.open_ephemeral_resource(request).await)?;
        warnings.extend(noted(&response.diagnostics)?);
        verdict::deferred(response.deferred.as_ref())?;
        let value = received(response.result.as_ref(), schema.object_type())?;
        let title = "Provider produced invalid ephemeral resource instance";
        verdict::of(title, answer::ephemeral(&schema, &config, &value))?;
        let (private, renew_at) = (response.private, response.renew_at.and_then(time));
        Ok(Open { type_name: type_name.to_owned(), value: to_json(&value), private, renew_at, warnings })
    }

    /// Renews what is open, as Terraform does at [`Open::renew_at`].
    ///
    /// # Errors
    /// What the provider reports.
    pub async fn renew(&mut self, open: &mut Open) -> Result<Diagnostics> {
        let request =
            pb::renew_ephemeral_resource::Request { type_name: open.type_name.clone(), private: open.private.clone() };
        let response = called(self.client.renew_ephemeral_resource(request).await)?;
        let diagnostics = noted(&response.diagnostics)?;
        open.private = response.private;
        open.renew_at = response.renew_at.and_then(time);
        Ok(diagnostics)
    }

    /// Closes what is open.
    ///
    /// # Errors
    /// What the provider reports.
    pub async fn close(&mut self, open: Open) -> Result<Diagnostics> {
        let request = pb::close_ephemeral_resource::Request { type_name: open.type_name, private: open.private };
        noted(&called(self.client.close_ephemeral_resource(request).await)?.diagnostics)
    }
}

fn time(timestamp: prost_types::Timestamp) -> Option<SystemTime> {
    let seconds = Duration::from_secs(u64::try_from(timestamp.seconds).ok()?);
    UNIX_EPOCH.checked_add(seconds)?.checked_add(Duration::from_nanos(u64::try_from(timestamp.nanos).ok()?))
}
