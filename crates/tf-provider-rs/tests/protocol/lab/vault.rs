//! A resource with an identity, and with an attribute that is written and never stored.

use tf_provider_rs::model::{Attr, WriteOnly};
use tf_provider_rs::{Context, Diagnostic, Identified, Model, Plan, Resource, Result, StoredState};

use super::failure;
use super::provider::Api;

/// Vault in the lab.
#[derive(Clone, Debug, Model)]
pub(crate) struct Vault {
    /// Name of the vault. A change replaces it.
    #[tf(required, requires_replace)]
    pub(crate) name: String,
    /// Code of the door.
    #[tf(optional, validate = not_empty)]
    pub(crate) code: Option<WriteOnly<String>>,
    /// Version of the code. Raise it to set the code again.
    #[tf(optional)]
    pub(crate) code_version: Option<i64>,
    /// Floor of the vault. Default value: `1`.
    #[tf(default = 1)]
    pub(crate) floor: i64,
    /// Building of the vault.
    #[tf(optional, computed, keep_state)]
    pub(crate) building: Option<String>,
    /// Number of digits that the code has.
    #[tf(computed, keep_state)]
    pub(crate) digits: Option<i64>,
}

fn not_empty(code: &str) -> Result<(), Diagnostic> {
    if code.is_empty() { Err(Diagnostic::error("Empty code", "Use a longer one.")) } else { Ok(()) }
}

impl Vault {
    /// A vault as somebody finds it.
    pub(crate) fn at(building: Option<&str>, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            code: None,
            code_version: None,
            floor: 1,
            building: building.map(str::to_owned),
            digits: None,
        }
    }
}

/// Vault's identity.
#[derive(Clone, Debug, Model)]
pub(crate) struct VaultIdentity {
    /// Name of the vault.
    #[tf(required)]
    pub(crate) name: String,
    /// Building of the vault. Default value: the main building.
    #[tf(optional)]
    pub(crate) building: Option<String>,
}

/// Vault's identity as version 1 stored it.
#[derive(Clone, Debug, Model)]
struct VaultIdentityV1 {
    /// Building and name of the vault.
    #[tf(required)]
    path: String,
}

impl From<VaultIdentityV1> for VaultIdentity {
    fn from(old: VaultIdentityV1) -> Self {
        let (building, name) = parse(&old.path);
        Self { name: name.to_owned(), building: building.map(str::to_owned) }
    }
}

fn parse(path: &str) -> (Option<&str>, &str) {
    path.split_once('/').map_or((None, path), |(building, name)| (Some(building), name))
}

#[derive(Debug)]
pub(super) struct VaultResource;

type Cx = Context<Api, Vault>;

impl Resource for VaultResource {
    type Api = Api;
    type Model = Vault;

    const NAME: &'static str = "vault";

    async fn plan(&self, _cx: &Cx, plan: &mut Plan<Vault>) -> Result<()> {
        let raised = plan.prior.as_ref().is_some_and(|prior| plan.config.code_version != prior.code_version.into());
        if raised {
            plan.planned.digits = Attr::Unknown;
        }
        Ok(())
    }

    async fn create(&self, cx: &Cx, arguments: VaultArguments) -> Result<Vault> {
        let vault = Vault {
            code_version: arguments.code_version,
            floor: arguments.floor,
            digits: arguments.code.as_ref().map(|code| code.len() as i64),
            ..Vault::at(Some(arguments.building.as_deref().unwrap_or("main")), &arguments.name)
        };
        cx.save(&vault);
        if vault.name == "jammed" { Err(failure("to shut it")) } else { Ok(vault) }
    }

    async fn read(&self, _cx: &Cx, state: Vault) -> Result<Option<Vault>> {
        Ok(match state.floor {
            13 => Some(Vault { building: Some("elsewhere".to_owned()), ..state }),
            99 => None,
            _ => Some(Vault { building: state.building.or(Some("main".to_owned())), ..state }),
        })
    }

    async fn update(&self, _cx: &Cx, prior: Vault, arguments: VaultArguments) -> Result<Vault> {
        let is_new_code = arguments.code_version != prior.code_version;
        let digits = arguments.code.as_ref().filter(|_| is_new_code).map(|code| code.len() as i64);
        let building = if arguments.floor == 13 { Some("elsewhere".to_owned()) } else { prior.building };
        Ok(Vault {
            code_version: arguments.code_version,
            floor: arguments.floor,
            digits: digits.or(prior.digits),
            building,
            ..Vault::at(None, &arguments.name)
        })
    }

    async fn delete(&self, _cx: &Cx, state: Vault) -> Result<()> {
        if state.floor == 13 { Err(failure("to delete")) } else { Ok(()) }
    }

    async fn import(&self, cx: &Cx, id: &str) -> Result<Vault> {
        cx.api()?.journal.record(format!("import {id}"));
        match parse(id) {
            (_, "missing") => Err(failure("to find it")),
            (_, "mistaken") => Ok(Vault::at(Some("elsewhere"), "mistaken")),
            (building, name) => Ok(Vault::at(Some(building.unwrap_or("main")), name)),
        }
    }

    fn generate(&self, config: &mut VaultView) {
        assert!(config.name != Attr::Known("panic".to_owned()), "the vault exploded");
        if config.building == Attr::Known("main".to_owned()) {
            config.building = Attr::Null;
        }
    }
}

impl Identified for VaultResource {
    type Identity = VaultIdentity;

    const IDENTITY_VERSION: i64 = 2;

    fn identity(state: &Vault) -> VaultIdentity {
        assert!(state.name != "panic", "the vault exploded");
        VaultIdentity { name: state.name.clone(), building: state.building.clone() }
    }

    fn import_id(identity: &VaultIdentity) -> Result<String> {
        match (&identity.building, identity.name.as_str()) {
            (_, "") => Err(failure("to read the identity")),
            (Some(building), name) => Ok(format!("{building}/{name}")),
            (None, name) => Ok(name.to_owned()),
        }
    }

    fn upgrade_identity(version: i64, stored: StoredState<'_>) -> Result<Option<VaultIdentity>> {
        Ok(if version == 1 { Some(stored.decode::<VaultIdentityV1>()?.into()) } else { None })
    }
}
