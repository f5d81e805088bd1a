//! `terraform query`: objects that Terraform does not manage yet.

use super::messages::{called, message, noted, received, said};
use super::{Json, Terraform, from_json, to_json, verdict};
use crate::check::answer;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::proto::tfplugin6 as pb;

/// What a list is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// The `config` block.
    pub config: &'a Json,
    /// Most objects that Terraform takes.
    pub limit: i64,
    /// Whether Terraform wants whole objects.
    pub include_resource: bool,
}

/// An object that a list found.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// What people read.
    pub display_name: String,
    /// What it can be imported by.
    pub identity: Json,
    /// The whole object, if Terraform wanted it and the list had it.
    pub object: Option<Json>,
}

impl Terraform {
    /// Lists objects of `type_name`, in the order in which they come, with everything that the list says besides. Terraform can since 1.14.
    ///
    /// # Errors
    /// What is wrong with the `config` block, and what Terraform would not accept.
    pub async fn query(&mut self, type_name: &str, query: Query<'_>) -> Result<(Vec<Listed>, Diagnostics)> {
        let unknown = || Diagnostic::error("Unknown list type", format!("The provider has no `{type_name}`."));
        let schema = self.lists.get(type_name).ok_or_else(unknown)?;
        let config = message(&from_json(query.config, schema.object_type())?, schema.object_type())?;
        let request = pb::validate_list_resource_config::Request {
            type_name: type_name.to_owned(),
            config: Some(config.clone()),
            include_resource_object: None,
            limit: None,
        };
        let answer = called(self.client.validate_list_resource_config(request).await)?;
        let mut diagnostics = noted(&answer.diagnostics)?;
        let request = pb::list_resource::Request {
            type_name: type_name.to_owned(),
            config: Some(config),
            include_resource_object: query.include_resource,
            limit: query.limit,
        };
        let mut events = called(self.client.list_resource(request).await)?;
        let mut found = Vec::new();
        let lost = |status: tonic::Status| Diagnostic::error("Plugin error", status.to_string());
        while let Some(event) = events.message().await.map_err(lost)? {
            diagnostics.extend(said(&event.diagnostic));
            found.extend(self.listed(type_name, event)?);
        }
        Ok((found, diagnostics))
    }

    fn listed(&self, type_name: &str, event: pb::list_resource::Event) -> Result<Option<Listed>> {
        let Some(identity) = event.identity.and_then(|identity| identity.identity_data) else { return Ok(None) };
        let none = || Diagnostic::error("No identity", format!("`{type_name}` has none."));
        let identity = received(Some(&identity), self.identities.get(type_name).ok_or_else(none)?)?;
        let schema = self.resource(type_name)?;
        let object = match event.resource_object {
            Some(object) => {
                let object = received(Some(&object), schema.object_type())?;
                verdict::of("Provider produced invalid object", answer::found_object(&schema, &object))?;
                Some(to_json(&object))
            }
            None => None,
        };
        Ok(Some(Listed { display_name: event.display_name, identity: to_json(&identity), object }))
    }
}
