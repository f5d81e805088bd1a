//! [`ListResource`]: what an author implements so that Terraform can find objects that it does not manage yet.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::diagnostic::{Diagnostic, Diagnostics, Result};
use crate::erased::{Call, ListEvent};
use crate::identity::Identified;
use crate::model::{Model, ToValue};
use crate::resource::Resource;

/// A list of the objects of one managed resource type: `list "cloud_server" "all" {}` in a `.tfquery.hcl` file.
///
/// Terraform 1.14 and later asks for it with `terraform query`, and never otherwise:
///
/// | Terraform asks | when | served by |
/// |---|---|---|
/// | ValidateListResourceConfig | `terraform validate -query`, and before a query | the schema's checks, then [`ListResource::validate`] |
/// | ListResource | `terraform query`, with the provider configured | [`ListResource::list`] |
///
/// The type's name is that of the resource. Objects go to Terraform one by one, as they are found. The listing ends when it returns, when
/// Terraform has as many as it wants, and when somebody presses Ctrl-C: nobody needs to look at that, since it is dropped at its next `await`.
pub trait ListResource: Send + Sync + 'static {
    /// The resource whose objects are listed. It is offered with [`Offers::identified`](crate::Offers::identified).
    type Resource: Identified;
    /// The `config` block of the list: what to look for. Nothing in it is computed.
    type Model: Model;

    /// Checks rules across attributes. Runs without credentials or network, and with the provider not configured.
    fn validate(&self, _config: &<Self::Model as Model>::View) -> Diagnostics {
        Diagnostics::new()
    }

    /// Finds the objects and hands each to [`Listing::found`]:
    ///
    /// ```text
    /// while let Some(page) = pages.next().await {
    ///     for server in page? {
    ///         cx.found(Found::object(server.name.clone(), &server)).await?;
    ///     }
    /// }
    /// Ok(())
    /// ```
    ///
    /// # Errors
    /// Why not all could be found. What was found before stays.
    fn list(
        &self,
        cx: &Listing<Self::Resource>,
        arguments: <Self::Model as Model>::Arguments,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// One object that a [`ListResource`] found.
#[derive(Debug)]
pub struct Found<R: Identified> {
    display_name: String,
    identity: R::Identity,
    object: Option<R::Model>,
}

impl<R: Identified> Found<R> {
    /// An object of which no more than the identity is known. `display_name` is for people.
    pub fn identity(display_name: impl Into<String>, identity: R::Identity) -> Self {
        Self { display_name: display_name.into(), identity, object: None }
    }

    /// An object that was read as a whole. `display_name` is for people.
    pub fn object(display_name: impl Into<String>, object: R::Model) -> Self {
        Self { display_name: display_name.into(), identity: R::identity(&object), object: Some(object) }
    }
}

/// The surroundings of one listing of `R`'s objects.
pub struct Listing<R: Resource> {
    call: Call<R::Api>,
    include_object: bool,
    /// How many objects Terraform still wants; negative for any number.
    wanted: AtomicI64,
    events: mpsc::Sender<ListEvent>,
}

impl<R: Identified> Listing<R> {
    pub(crate) fn new(
        call: Call<R::Api>,
        include_object: bool,
        limit: Option<i64>,
        events: mpsc::Sender<ListEvent>,
    ) -> Self {
        Self { call, include_object, wanted: AtomicI64::new(limit.unwrap_or(-1)), events }
    }

    /// What the provider's `configure` made.
    ///
    /// # Errors
    /// If the provider is not configured, which Terraform does before it lists anything.
    pub fn api(&self) -> Result<&R::Api> {
        self.call.api()
    }

    /// Resolves when Terraform asks the provider to stop. The listing is dropped then.
    pub const fn stop(&self) -> &CancellationToken {
        &self.call.stop
    }

    /// Whether Terraform wants whole objects, to show them and to generate their configuration. Otherwise identities are enough, and
    /// cheaper.
    pub const fn includes_objects(&self) -> bool {
        self.include_object
    }

    /// How many more objects Terraform wants, for the size of a page; `None` for any number.
    pub fn wanted(&self) -> Option<u64> {
        u64::try_from(self.wanted.load(Ordering::Relaxed)).ok()
    }

    /// Hands an object to Terraform, and waits while Terraform has not taken the ones before.
    ///
    /// # Errors
    /// When Terraform has enough: an error without a diagnostic, which `?` passes on and which ends the listing well.
    pub async fn found(&self, found: Found<R>) -> Result<()> {
        if self.wanted() == Some(0) {
            return Err(Diagnostics::new());
        }
        let Found { display_name, identity, object } = found;
        let diagnostics = match (&object, self.include_object) {
            (None, true) => without_object(R::NAME, &display_name).into(),
            _ => Diagnostics::new(),
        };
        let object = object.filter(|_| self.include_object).map(|object| object.to_value());
        let event = ListEvent { display_name, identity: Some(identity.to_value()), object, diagnostics };
        self.events.send(event).await.map_err(|_| Diagnostics::new())?;
        let wanted = self.wanted.load(Ordering::Relaxed);
        if wanted > 0 {
            self.wanted.store(wanted - 1, Ordering::Relaxed);
        }
        if wanted == 1 { Err(Diagnostics::new()) } else { Ok(()) }
    }

    /// Shows a warning to the practitioner: about an object that cannot be listed, for example.
    pub async fn warn(&self, warning: Diagnostic) {
        let event = ListEvent { diagnostics: warning.into(), ..ListEvent::default() };
        // Nobody listens any more once Terraform has enough.
        drop(self.events.send(event).await);
    }
}

fn without_object(name: &str, display_name: &str) -> Diagnostic {
    Diagnostic::warning(
        "Object without its attributes",
        format!(
            "The list of `{name}` gives no more of \"{display_name}\" than its identity. Import it to see the rest."
        ),
    )
}

impl<R: Resource> fmt::Debug for Listing<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listing").field("include_object", &self.include_object).finish_non_exhaustive()
    }
}
