//! A provider for `tests/terraform`: what it is given it keeps, and it fails where it is asked to.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use tf_provider_rs::model::{Json, Timeouts, WriteOnly};
use tf_provider_rs::value::Number;
use tf_provider_rs::{
    ConfigureContext, Context, Diagnostic, Mode, Model, MoveSource, MovedFrom, Offers, Provider, Resource, Result,
    StoredState, serve,
};
use unicode_normalization::UnicodeNormalization;

fn main() -> ExitCode {
    serve(Probe, Mode::Plugin, "It has no subcommands.")
}

#[derive(Debug)]
struct Probe;

/// Probe of what Terraform and a provider say to each other.
#[derive(Clone, Debug, Model)]
struct Configuration {}

impl Provider for Probe {
    type Config = Configuration;
    type Api = ();

    const NAME: &'static str = "probe";
    const ADDRESS: &'static str = "registry.terraform.io/example/probe";
    const VERSION: &'static str = "0.0.0";

    async fn configure(&self, _cx: &ConfigureContext, _config: ConfigurationView) -> Result<()> {
        Ok(())
    }

    fn offers(&self) -> Offers<()> {
        Offers::new().resource(BoxResource).resource(CrateResource).resource(VaultResource)
    }
}

/// Box that keeps what is put into it.
#[derive(Clone, Debug, Model)]
struct Container {
    /// Name of the box. A change replaces it.
    #[tf(required, requires_replace)]
    name: String,
    /// Number.
    #[tf(optional)]
    number: Option<Number>,
    /// Text.
    #[tf(optional)]
    text: Option<String>,
    /// JSON.
    #[tf(optional)]
    policy: Option<Json>,
    /// Numbers in order.
    #[tf(optional)]
    list: Option<Vec<Number>>,
    /// Numbers by name.
    #[tf(optional)]
    map: Option<BTreeMap<String, Number>>,
    /// Texts in any order.
    #[tf(optional)]
    set: Option<BTreeSet<String>>,
    /// Parts in order.
    #[tf(optional)]
    parts: Option<Vec<Part>>,
    /// Parts by name.
    #[tf(optional)]
    named: Option<BTreeMap<String, Part>>,
    /// Parts in any order.
    #[tf(optional)]
    spare: Option<BTreeSet<Part>>,
    /// What goes wrong once the box exists: `error` or `panic`.
    #[tf(optional)]
    trouble: Option<String>,
    /// Identifier of the box.
    #[tf(computed, keep_state)]
    id: String,
    /// What the number was when the provider last had it.
    #[tf(computed)]
    echo: Option<Number>,
    #[tf(timeouts(create = "5m"))]
    timeouts: Timeouts,
}

/// Part in a box.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
struct Part {
    /// Size of the part. A change replaces the box.
    #[tf(required, requires_replace)]
    size: Number,
    /// Colour of the part. Default value: `grey`.
    #[tf(default = "grey")]
    colour: String,
    /// Serial number of the part.
    #[tf(computed, keep_state)]
    serial: Option<String>,
    /// Frame of the part.
    #[tf(optional)]
    frame: Option<Frame>,
}

/// Frame of a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
struct Frame {
    /// Width of the frame. Default value: `1`.
    #[tf(default = 1)]
    width: i64,
}

#[derive(Debug)]
struct BoxResource;

fn part(part: PartArguments) -> Part {
    Part {
        serial: Some(format!("serial of {}", part.size)),
        size: part.size,
        colour: part.colour,
        frame: part.frame.map(|frame| Frame { width: frame.width }),
    }
}

fn container(arguments: ContainerArguments) -> Container {
    Container {
        id: format!("id of {}", arguments.name),
        name: arguments.name,
        echo: arguments.number.clone(),
        number: arguments.number,
        text: arguments.text,
        policy: arguments.policy,
        list: arguments.list,
        map: arguments.map,
        set: arguments.set.map(|set| set.into_iter().collect()),
        parts: arguments.parts.map(|parts| parts.into_iter().map(part).collect()),
        named: arguments.named.map(|parts| parts.into_iter().map(|(name, of)| (name, part(of))).collect()),
        spare: arguments.spare.map(|parts| parts.into_iter().map(part).collect()),
        trouble: arguments.trouble,
        timeouts: Timeouts::default(),
    }
}

/// As an API might answer: text decomposed, JSON without spaces.
fn respelled(container: Container) -> Container {
    Container {
        text: container.text.map(|text| text.nfd().collect()),
        policy: container.policy.map(|policy| Json::from(policy.as_str().replace(' ', ""))),
        ..container
    }
}

impl Resource for BoxResource {
    type Api = ();
    type Model = Container;

    const NAME: &'static str = "box";

    #[expect(clippy::panic, reason = "what becomes of panics is what is tested")]
    async fn create(&self, cx: &Context<(), Container>, arguments: ContainerArguments) -> Result<Container> {
        let container = container(arguments);
        cx.save(&container);
        match container.trouble.as_deref() {
            Some("error") => Err(Diagnostic::error("Broken box", "Use another.").into()),
            Some("panic") => panic!("the box exploded"),
            _ => Ok(respelled(container)),
        }
    }

    async fn read(&self, _cx: &Context<(), Container>, state: Container) -> Result<Option<Container>> {
        Ok(Some(respelled(state)))
    }

    async fn update(
        &self,
        _cx: &Context<(), Container>,
        _prior: Container,
        arguments: ContainerArguments,
    ) -> Result<Container> {
        Ok(container(arguments))
    }

    async fn delete(&self, _cx: &Context<(), Container>, _state: Container) -> Result<()> {
        Ok(())
    }

    async fn import(&self, _cx: &Context<(), Container>, id: &str) -> Result<Container> {
        Err(Diagnostic::error("Box not found", format!("There is no box `{id}`.")).into())
    }
}

/// Crate, which boxes can become.
#[derive(Clone, Debug, Model)]
struct Crate {
    /// Name of the crate. A change replaces it.
    #[tf(required, requires_replace)]
    name: String,
    /// Number.
    #[tf(optional)]
    number: Option<Number>,
    /// Identifier of the crate.
    #[tf(computed, keep_state)]
    id: String,
    #[tf(timeouts(create = "5m"))]
    timeouts: Timeouts,
}

/// Crate as version 0 stored it.
#[derive(Clone, Debug, Model)]
struct CrateV0 {
    /// Name of the crate.
    #[tf(required)]
    label: String,
    /// Number.
    #[tf(optional)]
    number: Option<Number>,
}

/// Crate as version 1 stored it.
#[derive(Clone, Debug, Model)]
struct CrateV1 {
    /// Name of the crate.
    #[tf(required)]
    name: String,
    /// Number.
    #[tf(optional)]
    amount: Option<Number>,
}

impl From<CrateV0> for CrateV1 {
    fn from(old: CrateV0) -> Self {
        Self { name: old.label, amount: old.number }
    }
}

impl From<CrateV1> for Crate {
    fn from(old: CrateV1) -> Self {
        let id = format!("id of {}", old.name);
        Self { name: old.name, number: old.amount, id, timeouts: Timeouts::default() }
    }
}

impl From<Container> for Crate {
    fn from(container: Container) -> Self {
        Self { name: container.name, number: container.number, id: container.id, timeouts: Timeouts::default() }
    }
}

#[derive(Debug)]
struct CrateResource;

impl Resource for CrateResource {
    type Api = ();
    type Model = Crate;

    const NAME: &'static str = "crate";
    const VERSION: i64 = 2;
    const MOVE_SOURCES: &'static [MoveSource] =
        &[MoveSource { provider: "example/probe", type_name: "probe_box", newest_version: 0 }];

    async fn create(&self, _cx: &Context<(), Crate>, arguments: CrateArguments) -> Result<Crate> {
        let id = format!("id of {}", arguments.name);
        Ok(Crate { name: arguments.name, number: arguments.number, id, timeouts: Timeouts::default() })
    }

    async fn read(&self, _cx: &Context<(), Crate>, state: Crate) -> Result<Option<Crate>> {
        Ok(Some(state))
    }

    async fn update(&self, cx: &Context<(), Crate>, _prior: Crate, arguments: CrateArguments) -> Result<Crate> {
        self.create(cx, arguments).await
    }

    async fn delete(&self, _cx: &Context<(), Crate>, _state: Crate) -> Result<()> {
        Ok(())
    }

    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Crate>> {
        Ok(match version {
            0 => Some(CrateV1::from(stored.decode::<CrateV0>()?).into()),
            1 => Some(stored.decode::<CrateV1>()?.into()),
            _ => None,
        })
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Crate> {
        source.state.decode::<Container>().map(Crate::from)
    }
}

/// Vault with a code that nobody stores.
#[derive(Clone, Debug, Model)]
struct Vault {
    /// Code of the door.
    #[tf(optional)]
    code: Option<WriteOnly<String>>,
    /// Version of the code.
    #[tf(optional)]
    code_version: Option<i64>,
    /// Doors with a code each.
    #[tf(optional)]
    doors: Option<Vec<Door>>,
    /// Number of digits that the code has.
    #[tf(computed)]
    digits: i64,
}

/// Door of a vault.
#[derive(Clone, Debug, Model)]
struct Door {
    /// Name of the door.
    #[tf(required)]
    name: String,
    /// Code of the door.
    #[tf(required)]
    code: WriteOnly<String>,
}

#[derive(Debug)]
struct VaultResource;

impl Resource for VaultResource {
    type Api = ();
    type Model = Vault;

    const NAME: &'static str = "vault";

    async fn create(&self, _cx: &Context<(), Vault>, arguments: VaultArguments) -> Result<Vault> {
        let doors = arguments.doors.unwrap_or_default();
        let digits =
            arguments.code.iter().chain(doors.iter().map(|door| &door.code)).map(|code| code.len() as i64).sum();
        let doors: Vec<_> =
            doors.into_iter().map(|door| Door { name: door.name, code: WriteOnly::nothing() }).collect();
        let doors = (!doors.is_empty()).then_some(doors);
        Ok(Vault { code: None, code_version: arguments.code_version, doors, digits })
    }

    async fn read(&self, _cx: &Context<(), Vault>, state: Vault) -> Result<Option<Vault>> {
        Ok(Some(state))
    }

    async fn update(&self, cx: &Context<(), Vault>, _prior: Vault, arguments: VaultArguments) -> Result<Vault> {
        self.create(cx, arguments).await
    }

    async fn delete(&self, _cx: &Context<(), Vault>, _state: Vault) -> Result<()> {
        Ok(())
    }
}
