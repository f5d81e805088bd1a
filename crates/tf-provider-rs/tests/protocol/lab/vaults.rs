//! A list that does what the building asks for.

use tf_provider_rs::model::Attr;
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Diagnostic, Diagnostics, Found, ListResource, Listing, Model, Result};

use super::failure;
use super::vault::{Vault, VaultIdentity, VaultResource};

/// Vaults of a building.
#[derive(Clone, Debug, Model)]
pub(crate) struct Vaults {
    /// Building to look in.
    #[tf(optional)]
    pub(crate) building: Option<String>,
    /// Number of vaults to list at most. Default value: `3`.
    #[tf(default = 3)]
    pub(crate) most: i64,
}

#[derive(Debug)]
pub(super) struct VaultList;

impl ListResource for VaultList {
    type Resource = VaultResource;
    type Model = Vaults;

    fn validate(&self, config: &VaultsView) -> Diagnostics {
        if config.building == Attr::Known(String::new()) {
            return Diagnostic::error("No building", "Name one.")
                .at(AttributePath::root().attribute("building"))
                .into();
        }
        Diagnostics::new()
    }

    async fn list(&self, cx: &Listing<VaultResource>, arguments: VaultsArguments) -> Result<()> {
        let journal = &cx.api()?.journal;
        let building = arguments.building.as_deref().unwrap_or("main");
        journal.record(format!("list {building}, wanted {:?}", cx.wanted()));
        for number in 1.. {
            let name = format!("v{number}");
            match (building, number) {
                ("warned", 2) => cx.warn(Diagnostic::warning("Dark corner", "Bring a lamp.")).await,
                ("forbidden", 2) => return Err(failure("to look further")),
                ("panic", 2) => panic!("the searchers are lost"),
                ("hanging", 2) => {
                    journal.record("hanging");
                    std::future::pending::<()>().await;
                }
                ("endless", _) => journal.record("another"),
                _ if number > arguments.most => break,
                _ => {}
            }
            let found = match building {
                "bare" => {
                    Found::identity(&name, VaultIdentity { name: name.clone(), building: Some(building.to_owned()) })
                }
                _ => Found::object(&name, Vault::at(Some(building), &name)),
            };
            match building {
                "stubborn" => drop(cx.found(found).await),
                _ => cx.found(found).await?,
            }
        }
        journal.record("all found");
        Ok(())
    }
}
