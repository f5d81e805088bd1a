//! Terraform's side of the protocol in the test's own process: validates, plans, applies, refreshes, imports, moves and destroys over a
//! connection in memory, keeps state, and judges every answer as the real one does.
//!
//! ```
//! # use tf_provider_rs::testing::Terraform;
//! # async fn test<P: tf_provider_rs::Provider>(provider: P) -> tf_provider_rs::Result<()> {
//! use serde_json::json;
//!
//! let mut terraform = Terraform::start(provider, &json!({})).await?;
//! let change = terraform.plan("lab_thing.a", &json!({ "name": "a" })).await?;
//! assert_eq!(change.action().to_string(), "create");
//! terraform.apply(change).await?;
//! terraform.settled("lab_thing.a", &json!({ "name": "a" })).await?;
//! terraform.destroy("lab_thing.a").await?;
//! # Ok(())
//! # }
//! ```
//!
//! | to play | call |
//! |---|---|
//! | values that become known only while applying | [`Terraform::plan`] with [`UNKNOWN`](super::UNKNOWN), [`Terraform::apply_known`] |
//! | a replacement that creates first | [`Terraform::create_before_destroy`] |
//! | a tainted object, and one that is no longer | [`Terraform::taint`], [`Terraform::untaint`] |
//! | Ctrl-C | [`Terraform::interrupt`] while an apply runs |
//! | a connection that breaks | [`Terraform::apply_until`] |
//! | a state of an earlier version | [`Terraform::store`] |
//! | `terraform query` | [`Terraform::query`] |
//! | an ephemeral resource from its beginning to its end | [`Terraform::open`], [`Terraform::renew`], [`Terraform::close`] |
//!
//! The rules are those of [`check`](crate::check). `tests/mutants` shows that the real `terraform` and this one reject the same answers.

mod apply;
mod change;
mod ephemeral;
mod found;
mod messages;
mod query;
mod refresh;
mod schemas;
mod verdict;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::Value as Json;
use tonic::service::Routes;

pub use change::{Action, Change};
pub use ephemeral::Open;
pub use query::{Listed, Query};

use super::configuration::{from_json, to_json};
use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::plan::proposed_new_state;
use crate::proto::client::tfplugin6::provider_client::ProviderClient;
use crate::proto::tfplugin6 as pb;
use crate::provider::Provider;
use crate::schema::Schema;
use crate::value::{Type, Value};
use messages::{called, message, noted};

/// Terraform, with one provider and one state.
pub struct Terraform {
    client: ProviderClient<Routes>,
    provider: Schema,
    config: Value,
    resources: BTreeMap<String, Arc<Schema>>,
    data_sources: BTreeMap<String, Arc<Schema>>,
    ephemeral_resources: BTreeMap<String, Arc<Schema>>,
    lists: BTreeMap<String, Arc<Schema>>,
    identities: BTreeMap<String, Type>,
    state: BTreeMap<String, Object>,
    /// Objects whose replacement was created first, and which are still to be deleted.
    deposed: BTreeMap<String, Object>,
    create_before_destroy: bool,
}

/// One object in state.
#[derive(Clone, Debug, PartialEq)]
struct Object {
    /// The attributes as the state file has them.
    attributes: Vec<u8>,
    version: i64,
    private: Vec<u8>,
    identity: Option<pb::DynamicValue>,
    is_tainted: bool,
}

impl Terraform {
    /// Starts with `provider`, configured to `config`, and an empty state.
    ///
    /// # Errors
    /// If Terraform could not load its schemas, or it refuses the configuration.
    pub async fn start<P: Provider>(provider: P, config: &Json) -> Result<Self> {
        Self::connect(crate::serve::service(provider), config).await
    }

    /// Starts with whatever answers at `routes`.
    ///
    /// # Errors
    /// If Terraform could not load its schemas, or it refuses the configuration.
    pub async fn connect(routes: Routes, config: &Json) -> Result<Self> {
        let mut client = ProviderClient::new(routes);
        let offered = called(client.get_provider_schema(pb::get_provider_schema::Request {}).await)?;
        verdict::of("Invalid provider schema", check::schema::violations(&offered))?;
        let identities =
            called(client.get_resource_identity_schemas(pb::get_resource_identity_schemas::Request {}).await)?;
        verdict::of("Invalid provider schema", check::schema::identity_violations(&identities))?;
        let provider = schemas::schema(offered.provider.as_ref())?;
        let mut terraform = Self {
            client,
            config: from_json(config, provider.object_type())?,
            provider,
            resources: schemas::all(&offered.resource_schemas)?,
            data_sources: schemas::all(&offered.data_source_schemas)?,
            ephemeral_resources: schemas::all(&offered.ephemeral_resource_schemas)?,
            lists: schemas::all(&offered.list_resource_schemas)?,
            identities: schemas::identities(&identities.identity_schemas)?,
            state: BTreeMap::new(),
            deposed: BTreeMap::new(),
            create_before_destroy: false,
        };
        terraform.configure(messages::PLANNING).await?;
        Ok(terraform)
    }

    /// From here on replacements create the new object first, as with `lifecycle { create_before_destroy = true }`.
    pub fn create_before_destroy(&mut self) {
        self.create_before_destroy = true;
    }

    /// The attributes of the object at `address`, such as `lab_thing.a`; `None` if there is none.
    pub fn object(&self, address: &str) -> Option<Json> {
        serde_json::from_slice(&self.state.get(address)?.attributes).ok()
    }

    /// The attributes of the object that was replaced at `address`, and is still to be deleted; `None` if there is none.
    pub fn deposed(&self, address: &str) -> Option<Json> {
        serde_json::from_slice(&self.deposed.get(address)?.attributes).ok()
    }

    /// The private data of the object at `address`.
    pub fn private(&self, address: &str) -> Option<&[u8]> {
        Some(&self.state.get(address)?.private)
    }

    /// Whether the object at `address` will be replaced because its creation failed.
    pub fn is_tainted(&self, address: &str) -> bool {
        self.state.get(address).is_some_and(|object| object.is_tainted)
    }

    /// Marks the object at `address` for replacement.
    pub fn taint(&mut self, address: &str) {
        if let Some(object) = self.state.get_mut(address) {
            object.is_tainted = true;
        }
    }

    /// Takes that mark away, as `terraform untaint` does.
    pub fn untaint(&mut self, address: &str) {
        if let Some(object) = self.state.get_mut(address) {
            object.is_tainted = false;
        }
    }

    /// Puts an object into state as another version of the provider has left it.
    pub fn store(&mut self, address: &str, version: i64, attributes: &Json) {
        let attributes = attributes.to_string().into_bytes();
        let object = Object { attributes, version, private: Vec::new(), identity: None, is_tainted: false };
        self.state.insert(address.to_owned(), object);
    }

    /// Tells the provider to stop, as Ctrl-C does. Run it beside an apply: it has a connection of its own.
    pub fn interrupt(&self) -> impl Future<Output = Result<()>> + Send + 'static {
        let mut client = self.client.clone();
        async move {
            called(client.stop_provider(pb::stop_provider::Request {}).await)?;
            Ok(())
        }
    }

    /// Checks a configuration of `type_name`, as `terraform validate` does.
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn validate(&mut self, type_name: &str, config: &Json) -> Result<Diagnostics> {
        let config = from_json(config, self.resource(type_name)?.object_type())?;
        self.validate_value(type_name, &config, messages::PLANNING).await
    }

    async fn validate_value(
        &mut self,
        type_name: &str,
        config: &Value,
        capabilities: pb::ClientCapabilities,
    ) -> Result<Diagnostics> {
        let request = pb::validate_resource_config::Request {
            type_name: type_name.to_owned(),
            config: Some(message(config, self.resource(type_name)?.object_type())?),
            client_capabilities: Some(capabilities),
        };
        noted(&called(self.client.validate_resource_config(request).await)?.diagnostics)
    }

    /// What the real one does at the start of every process.
    async fn configure(&mut self, capabilities: pb::ClientCapabilities) -> Result<Diagnostics> {
        let config = message(&self.config, self.provider.object_type())?;
        let request = pb::validate_provider_config::Request { config: Some(config.clone()) };
        let mut diagnostics = noted(&called(self.client.validate_provider_config(request).await)?.diagnostics)?;
        let request = pb::configure_provider::Request {
            terraform_version: "1.11.4".to_owned(),
            config: Some(config),
            client_capabilities: Some(capabilities),
        };
        diagnostics.extend(noted(&called(self.client.configure_provider(request).await)?.diagnostics)?);
        Ok(diagnostics)
    }

    fn resource(&self, type_name: &str) -> Result<Arc<Schema>> {
        let unknown = || Diagnostic::error("Unknown resource type", format!("The provider has no `{type_name}`."));
        Ok(self.resources.get(type_name).map(Arc::clone).ok_or_else(unknown)?)
    }
}

/// `lab_thing` of `lab_thing.a`.
fn type_of(address: &str) -> &str {
    address.split_once('.').map_or(address, |(type_name, _)| type_name)
}

impl fmt::Debug for Terraform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terraform").field("objects", &self.state.keys()).finish_non_exhaustive()
    }
}
