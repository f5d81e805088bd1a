//! [`Provider`]: what an author implements for the provider itself, and [`Offers`], the list of what it offers.

use std::fmt;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::action::Action;
use crate::data_source::DataSource;
use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::ephemeral::EphemeralResource;
use crate::erased::{self, AnyAction, AnyDataSource, AnyEphemeralResource, AnyFunction, AnyListResource, AnyResource};
use crate::function::Function;
use crate::identity::Identified;
use crate::list_resource::ListResource;
use crate::model::Model;
use crate::resource::Resource;
use crate::schema::ProviderSchema;

/// A Terraform provider.
pub trait Provider: Send + Sync + 'static {
    /// The provider block.
    type Config: Model;
    /// What [`Provider::configure`] makes for the resources.
    type Api: Send + Sync + 'static;

    /// The provider's type: the last part of its address and the prefix of its type names.
    const NAME: &'static str;
    /// The provider's address in a registry: `registry.terraform.io/namespace/name`.
    const ADDRESS: &'static str;
    /// The provider's version.
    const VERSION: &'static str;

    /// Checks rules across arguments of the provider block. Runs without credentials or network.
    fn validate(&self, _config: &<Self::Config as Model>::View) -> Diagnostics {
        Diagnostics::new()
    }

    /// Makes what the resources work with. Terraform may call it more than once, each time with another configuration, and while
    /// planning with values that are not known yet.
    ///
    /// # Errors
    /// Why the provider cannot work with this configuration.
    fn configure(
        &self,
        cx: &ConfigureContext,
        config: <Self::Config as Model>::View,
    ) -> impl Future<Output = Result<Self::Api>> + Send;

    /// Everything the provider offers.
    fn offers(&self) -> Offers<Self::Api>;

    /// The schemas of everything the provider offers.
    fn schema(&self) -> ProviderSchema {
        let offers = self.offers();
        ProviderSchema {
            address: Self::ADDRESS.to_owned(),
            name: Self::NAME,
            provider: Self::Config::schema(0),
            resources: offers.resources.iter().map(|r| (r.type_name(Self::NAME), r.schema().clone())).collect(),
            identities: offers
                .resources
                .iter()
                .filter_map(|r| Some((r.type_name(Self::NAME), r.identity()?.schema().clone())))
                .collect(),
            data_sources: offers.data_sources.iter().map(|d| (d.type_name(Self::NAME), d.schema().clone())).collect(),
            list_resources: offers
                .list_resources
                .iter()
                .map(|l| (l.type_name(Self::NAME), l.schema().clone()))
                .collect(),
            actions: offers.actions.iter().map(|a| (a.type_name(Self::NAME), a.schema().clone())).collect(),
            ephemeral_resources: offers
                .ephemeral_resources
                .iter()
                .map(|e| (e.type_name(Self::NAME), e.schema().clone()))
                .collect(),
            functions: offers.functions.iter().map(|f| (f.name().to_owned(), f.signature().clone())).collect(),
        }
    }
}

/// The surroundings of [`Provider::configure`].
#[derive(Debug)]
pub struct ConfigureContext {
    terraform_version: String,
    warnings: Mutex<Diagnostics>,
    later: AtomicBool,
}

impl ConfigureContext {
    pub(crate) fn new(terraform_version: String) -> Self {
        Self { terraform_version, warnings: Mutex::new(Diagnostics::new()), later: AtomicBool::new(false) }
    }

    /// Version of the Terraform that calls, for example `1.11.4`.
    pub fn terraform_version(&self) -> &str {
        &self.terraform_version
    }

    /// Shows a warning to the practitioner.
    pub fn warn(&self, warning: Diagnostic) {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).push(warning);
    }

    /// Says that the provider block has unknown values without which nothing can be made: `return Err(cx.defer())`.
    ///
    /// Terraform goes on with its plan. What needs the configuration is deferred where Terraform allows it, and is an error where it
    /// does not. See [`Deferral`](crate::Deferral).
    pub fn defer(&self) -> Diagnostics {
        self.later.store(true, Ordering::Relaxed);
        Diagnostics::new()
    }

    pub(crate) fn is_later(&self) -> bool {
        self.later.load(Ordering::Relaxed)
    }

    pub(crate) fn into_warnings(self) -> Diagnostics {
        self.warnings.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The list of everything a provider offers.
pub struct Offers<A> {
    pub(crate) resources: Vec<Box<dyn AnyResource<A>>>,
    pub(crate) data_sources: Vec<Box<dyn AnyDataSource<A>>>,
    pub(crate) list_resources: Vec<Box<dyn AnyListResource<A>>>,
    pub(crate) actions: Vec<Box<dyn AnyAction<A>>>,
    pub(crate) ephemeral_resources: Vec<Box<dyn AnyEphemeralResource<A>>>,
    pub(crate) functions: Vec<Box<dyn AnyFunction>>,
}

impl<A: Send + Sync + 'static> Offers<A> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            resources: Vec::new(),
            data_sources: Vec::new(),
            list_resources: Vec::new(),
            actions: Vec::new(),
            ephemeral_resources: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// Adds a managed resource.
    #[must_use]
    pub fn resource<R: Resource<Api = A>>(mut self, resource: R) -> Self {
        self.resources.push(erased::resource(resource));
        self
    }

    /// Adds a managed resource whose objects have an identity.
    #[must_use]
    pub fn identified<R: Identified<Api = A>>(mut self, resource: R) -> Self {
        self.resources.push(erased::identified(resource));
        self
    }

    /// Adds a data source.
    #[must_use]
    pub fn data_source<D: DataSource<Api = A>>(mut self, data_source: D) -> Self {
        self.data_sources.push(erased::data_source(data_source));
        self
    }

    /// Adds a list of a resource's objects. The resource itself is added with [`Offers::identified`].
    #[must_use]
    pub fn list_resource<L>(mut self, list: L) -> Self
    where
        L: ListResource,
        L::Resource: Resource<Api = A>,
    {
        self.list_resources.push(erased::list_resource(list));
        self
    }

    /// Adds an action.
    #[must_use]
    pub fn action<T: Action<Api = A>>(mut self, action: T) -> Self {
        self.actions.push(erased::action(action));
        self
    }

    /// Adds an ephemeral resource.
    #[must_use]
    pub fn ephemeral_resource<E: EphemeralResource<Api = A>>(mut self, resource: E) -> Self {
        self.ephemeral_resources.push(erased::ephemeral_resource(resource));
        self
    }

    /// Adds a function.
    #[must_use]
    pub fn function<F: Function>(mut self, function: F) -> Self {
        self.functions.push(erased::function(function));
        self
    }
}

impl<A: Send + Sync + 'static> Default for Offers<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> fmt::Debug for Offers<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Offers")
            .field("resources", &self.resources.len())
            .field("data_sources", &self.data_sources.len())
            .field("list_resources", &self.list_resources.len())
            .field("actions", &self.actions.len())
            .field("ephemeral_resources", &self.ephemeral_resources.len())
            .field("functions", &self.functions.len())
            .finish()
    }
}
