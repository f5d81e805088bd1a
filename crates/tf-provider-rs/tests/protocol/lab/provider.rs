//! The provider block, and what it becomes.

use std::collections::BTreeSet;
use std::sync::Arc;

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{ConfigureContext, Diagnostic, Diagnostics, Model, Offers, Provider, Result};

use super::announce::Announce;
use super::found::LookUp;
use super::journal::Journal;
use super::operations::ThingResource;
use super::vault::VaultResource;
use super::vaults::VaultList;

/// Laboratory.
#[derive(Clone, Debug, Model)]
pub(crate) struct Lab {
    /// Where it is.
    #[tf(optional)]
    pub(crate) place: Option<String>,
    /// Numbers of the benches.
    #[tf(optional, validate = small)]
    pub(crate) benches: Option<BTreeSet<i64>>,
}

fn small(benches: &[Attr<i64>]) -> Result<(), Diagnostic> {
    match benches.iter().position(|bench| bench.known().is_some_and(|bench| *bench > 9)) {
        Some(index) => {
            let path = AttributePath::root().attribute("benches").index(index as i64);
            Err(Diagnostic::error("Large bench", "Use a smaller one.").at(path))
        }
        None => Ok(()),
    }
}

#[derive(Debug)]
pub(crate) struct LabProvider {
    pub(crate) journal: Arc<Journal>,
}

#[derive(Debug)]
pub(crate) struct Api {
    pub(super) journal: Arc<Journal>,
    pub(super) place: Option<String>,
}

impl Provider for LabProvider {
    type Config = Lab;
    type Api = Api;

    const NAME: &'static str = "lab";
    const ADDRESS: &'static str = "registry.terraform.io/example/lab";
    const VERSION: &'static str = "0.0.0";

    fn validate(&self, config: &LabView) -> Diagnostics {
        match config.place.known().map(String::as_str) {
            Some("panic in validate") => panic!("the lab is on fire"),
            Some("nowhere") => {
                Diagnostic::error("Unknown place", "Use another.").at(AttributePath::root().attribute("place")).into()
            }
            _ => Diagnostics::new(),
        }
    }

    async fn configure(&self, cx: &ConfigureContext, config: LabView) -> Result<Api> {
        if config.place.is_unknown() {
            return Err(cx.defer());
        }
        let place = config.place.known().cloned();
        self.journal.record(format!("configure {place:?} for {}", cx.terraform_version()));
        cx.warn(Diagnostic::warning("Cold place", "Wear a coat."));
        match place.as_deref() {
            Some("locked") => {
                Err(Diagnostic::error("Locked", "Bring the key.").at(AttributePath::root().attribute("place")).into())
            }
            Some("panic") => panic!("the lab is on fire"),
            _ => Ok(Api { journal: Arc::clone(&self.journal), place }),
        }
    }

    fn offers(&self) -> Offers<Api> {
        Offers::new()
            .resource(ThingResource)
            .identified(VaultResource)
            .data_source(LookUp)
            .list_resource(VaultList)
            .action(Announce)
    }
}
