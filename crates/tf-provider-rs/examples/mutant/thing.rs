//! The resource and the data source: values without types of their own, so that they can hold anything. What is computed they make up.

use std::cell::Cell;

use tf_provider_rs::model::{FromValue, Model, ToValue};
use tf_provider_rs::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Nesting, Shape};
use tf_provider_rs::value::{AttributePath, Refinement, Type, Value};
use tf_provider_rs::{
    ConfigureContext, Context, DataSource, EphemeralResource, Identified, MoveSource, MovedFrom, Offers, Opened, Plan,
    Provider, Resource, Result, StoredState,
};

use crate::mutants::{Harm, Mutant, Said};

/// The provider. `breaks` the rules in its own code, where the framework's self-check still sees it.
#[derive(Debug)]
pub(crate) struct Mutants {
    pub(crate) breaks: bool,
}

/// Nothing to configure.
#[derive(Clone, Debug, tf_provider_rs::Model)]
pub(crate) struct Configuration {}

impl Provider for Mutants {
    type Config = Configuration;
    type Api = ();

    const NAME: &'static str = "mutant";
    const ADDRESS: &'static str = "registry.terraform.io/example/mutant";
    const VERSION: &'static str = "0.0.0";

    async fn configure(&self, _cx: &ConfigureContext, _config: ConfigurationView) -> Result<()> {
        Ok(())
    }

    fn offers(&self) -> Offers<()> {
        let breaks = self.breaks;
        let offers = Offers::new().resource(Origin).data_source(Facts { breaks }).ephemeral_resource(Token { breaks });
        if breaks { offers.identified(Thing::<true>) } else { offers.identified(Thing::<false>) }
    }
}

/// Any value, as it is.
#[derive(Clone, Debug)]
pub(crate) struct Raw(pub(crate) Value);

impl FromValue for Raw {
    fn from_value(value: &Value, _path: &AttributePath) -> Result<Self> {
        Ok(Self(value.clone()))
    }
}

impl ToValue for Raw {
    fn to_value(&self) -> Value {
        self.0.clone()
    }
}

fn plain(name: &'static str, mode: Mode, ty: Type) -> Attribute {
    Attribute { mode, ..Attribute::new(name, Shape::Type(ty)) }
}

fn nested(name: &'static str, nesting: Nesting, attributes: Vec<Attribute>) -> Attribute {
    Attribute::new(name, Shape::Nested(nesting, attributes))
}

fn sized() -> Vec<Attribute> {
    vec![plain("size", Mode::Required, Type::Number), plain("serial", Mode::Computed, Type::String)]
}

impl Model for Raw {
    type View = Self;
    type Arguments = Self;

    fn description() -> &'static str {
        "Thing."
    }

    fn attributes() -> Vec<Attribute> {
        vec![
            plain("sabotage", Mode::Optional, Type::String),
            Attribute { requires_replace: true, ..plain("name", Mode::Required, Type::String) },
            plain("size", Mode::Optional, Type::Number),
            plain("note", Mode::Optional, Type::String),
            plain("label", Mode::OptionalComputed, Type::String),
            plain("id", Mode::Computed, Type::String),
            plain("endpoint", Mode::Computed, Type::String),
            plain("list", Mode::Optional, Type::list(Type::String)),
            plain("map", Mode::Optional, Type::map(Type::String)),
            plain("tags", Mode::Optional, Type::set(Type::String)),
            Attribute { write_only: true, ..plain("secret", Mode::Optional, Type::String) },
            nested(
                "nest",
                Nesting::Single,
                vec![plain("mode", Mode::Required, Type::String), plain("level", Mode::Computed, Type::String)],
            ),
            nested("parts", Nesting::List, sized()),
            nested("named", Nesting::Map, sized()),
            nested("spare", Nesting::Set, sized()),
        ]
    }

    fn blocks() -> Vec<NestedBlock> {
        let block = |name| Block { attributes: vec![plain(name, Mode::Required, Type::Number)], ..Block::default() };
        vec![
            NestedBlock { name: "timer", nesting: BlockNesting::Single, block: block("at") },
            NestedBlock { name: "rule", nesting: BlockNesting::List { max: 0 }, block: block("port") },
        ]
    }
}

/// The value as a healthy provider makes it of a plan.
fn made(planned: Value) -> Raw {
    Raw(match planned {
        Value::Unknown(known) => Value::from(format!("{}chosen", known.string_prefix().unwrap_or_default())),
        Value::List(elements) => Value::List(elements.into_iter().map(|element| made(element).0).collect()),
        Value::Map(members) => Value::Map(members.into_iter().map(|(name, value)| (name, made(value).0)).collect()),
        known => known,
    })
}

/// An object about which only this much is known.
pub(crate) fn stub(block: &Block, known: &[(&str, &str)]) -> Value {
    let value =
        |name: &str| known.iter().find(|(known, _)| *known == name).map_or(Value::Null, |(_, v)| Value::from(*v));
    let attributes = block.attributes.iter().map(|attribute| (attribute.name, value(attribute.name)));
    let blocks = block.blocks.iter().map(|nested| match nested.nesting {
        BlockNesting::Single => (nested.name, Value::Null),
        BlockNesting::List { .. } => (nested.name, Value::List(Vec::new())),
    });
    Value::object(attributes.chain(blocks))
}

/// What becomes of `value` in the hands of the mutant that an object asks for.
fn sabotaged(breaks: bool, said: Said, asked_by: &Value, mut value: Value) -> Raw {
    let mutant = asked_by.attribute("sabotage").and_then(Value::as_str).and_then(|name| Mutant::find(name, said));
    if let (true, Some(Mutant { harm: Harm::State(harm), .. })) = (breaks, mutant) {
        harm(&mut value);
    }
    Raw(value)
}

thread_local! {
    /// The answer that a [`Thing`] is about to give. An identity is made of a state alone, and the tests have one thread for each provider.
    static ANSWERING: Cell<Option<Said>> = const { Cell::new(None) };
}

/// What is computed, made up. Terraform hands a write-only value to the operation, and accepts it in no answer.
fn made_without_secret(planned: Value) -> Value {
    let mut made = made(planned).0;
    if let Value::Map(members) = &mut made {
        members.insert("secret".to_owned(), Value::Null);
    }
    made
}

/// Breaks the rules in its own code if it `BREAKS` any.
#[derive(Debug)]
struct Thing<const BREAKS: bool>;

impl<const BREAKS: bool> Thing<BREAKS> {
    fn answer(said: Said, asked_by: &Value, value: Value) -> Raw {
        ANSWERING.set(Some(said));
        sabotaged(BREAKS, said, asked_by, value)
    }
}

type Cx = Context<(), Raw>;

impl<const BREAKS: bool> Resource for Thing<BREAKS> {
    type Api = ();
    type Model = Raw;

    const NAME: &'static str = "thing";
    const VERSION: i64 = 1;
    const MOVE_SOURCES: &'static [MoveSource] =
        &[MoveSource { provider: "example/mutant", type_name: "mutant_origin", newest_version: 0 }];

    async fn plan(&self, _cx: &Cx, plan: &mut Plan<Raw>) -> Result<()> {
        if let Value::Map(planned) = &mut plan.planned.0 {
            planned.insert("secret".to_owned(), Value::Null);
            if let Some(endpoint @ Value::Unknown(_)) = planned.get_mut("endpoint") {
                *endpoint = Value::Unknown(Refinement::none().not_null().with_string_prefix("https://"));
            }
        }
        let config = plan.config.0.clone();
        let name = config.attribute("sabotage").and_then(Value::as_str);
        match name.and_then(|name| Mutant::find(name, Said::Plan)) {
            Some(Mutant { harm: Harm::Path(path), .. }) if BREAKS => plan.replace_because_of(path()),
            _ => plan.planned = sabotaged(BREAKS, Said::Plan, &config, plan.planned.0.clone()),
        }
        Ok(())
    }

    async fn create(&self, _cx: &Cx, planned: Raw) -> Result<Raw> {
        let made = made_without_secret(planned.0.clone());
        Ok(Self::answer(Said::Result, &planned.0, made))
    }

    async fn read(&self, _cx: &Cx, state: Raw) -> Result<Option<Raw>> {
        Ok(Some(Self::answer(Said::Read, &state.0, state.0.clone())))
    }

    async fn update(&self, cx: &Cx, _prior: Raw, planned: Raw) -> Result<Raw> {
        self.create(cx, planned).await
    }

    async fn delete(&self, _cx: &Cx, _state: Raw) -> Result<()> {
        Ok(())
    }

    async fn import(&self, _cx: &Cx, id: &str) -> Result<Raw> {
        let imported = stub(&Raw::block(), &[("sabotage", id), ("name", id), ("id", "chosen")]);
        Ok(Self::answer(Said::Import, &imported, imported.clone()))
    }

    fn upgrade(&self, _version: i64, stored: StoredState<'_>) -> Result<Option<Raw>> {
        let name = stored.json()?["sabotage"].as_str().unwrap_or_default().to_owned();
        let upgraded = stub(&Raw::block(), &[("sabotage", &name), ("name", &name), ("id", "chosen")]);
        Ok(Some(sabotaged(BREAKS, Said::Upgrade, &upgraded, upgraded.clone())))
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Raw> {
        let name = source.state.json()?["name"].as_str().unwrap_or_default().to_owned();
        let moved = stub(&Raw::block(), &[("sabotage", &name), ("name", &name), ("id", "chosen")]);
        Ok(Self::answer(Said::Move, &moved, moved.clone()))
    }
}

/// The identity of a thing: its name. Any value, as it is.
#[derive(Clone, Debug)]
pub(crate) struct Tag(Value);

impl FromValue for Tag {
    fn from_value(value: &Value, _path: &AttributePath) -> Result<Self> {
        Ok(Self(value.clone()))
    }
}

impl ToValue for Tag {
    fn to_value(&self) -> Value {
        self.0.clone()
    }
}

impl Model for Tag {
    type View = Self;
    type Arguments = Self;

    fn description() -> &'static str {
        "Tag."
    }

    fn attributes() -> Vec<Attribute> {
        vec![plain("name", Mode::Required, Type::String)]
    }
}

impl<const BREAKS: bool> Identified for Thing<BREAKS> {
    type Identity = Tag;

    fn identity(state: &Raw) -> Tag {
        let part = |name| state.0.attribute(name).cloned().unwrap_or(Value::Null);
        let mut identity = Value::object([("name", part("name"))]);
        let (said, asked_by) = (ANSWERING.get(), part("sabotage"));
        let mutant = said.and_then(|said| Mutant::find(asked_by.as_str()?, said));
        if let (true, Some(Mutant { harm: Harm::Identity(harm), .. })) = (BREAKS, mutant) {
            harm(&mut identity);
        }
        Tag(identity)
    }

    fn import_id(identity: &Tag) -> Result<String> {
        Ok(identity.0.attribute("name").and_then(Value::as_str).unwrap_or_default().to_owned())
    }
}

/// A thing that is stored nowhere.
#[derive(Debug)]
struct Token {
    breaks: bool,
}

impl EphemeralResource for Token {
    type Api = ();
    type Model = Raw;
    type Private = ();

    const NAME: &'static str = "token";

    async fn open(&self, _cx: &Cx, arguments: Raw) -> Result<Opened<Raw, ()>> {
        let made = made_without_secret(arguments.0.clone());
        Ok(Opened::new(sabotaged(self.breaks, Said::Ephemeral, &arguments.0, made), ()))
    }
}

/// What things are moved from.
#[derive(Clone, Debug, tf_provider_rs::Model)]
pub(crate) struct Beginning {
    /// Name.
    #[tf(required)]
    pub(crate) name: String,
}

#[derive(Debug)]
struct Origin;

impl Resource for Origin {
    type Api = ();
    type Model = Beginning;

    const NAME: &'static str = "origin";

    async fn create(&self, _cx: &Context<(), Beginning>, arguments: BeginningArguments) -> Result<Beginning> {
        Ok(Beginning { name: arguments.name })
    }

    async fn read(&self, _cx: &Context<(), Beginning>, state: Beginning) -> Result<Option<Beginning>> {
        Ok(Some(state))
    }

    async fn update(
        &self,
        cx: &Context<(), Beginning>,
        _prior: Beginning,
        arguments: BeginningArguments,
    ) -> Result<Beginning> {
        self.create(cx, arguments).await
    }

    async fn delete(&self, _cx: &Context<(), Beginning>, _state: Beginning) -> Result<()> {
        Ok(())
    }
}

#[derive(Debug)]
struct Facts {
    breaks: bool,
}

impl DataSource for Facts {
    type Api = ();
    type Model = Raw;

    const NAME: &'static str = "facts";

    async fn read(&self, _cx: &Cx, arguments: Raw) -> Result<Raw> {
        Ok(sabotaged(self.breaks, Said::Data, &arguments.0, made(arguments.0.clone()).0))
    }
}
