//! A provider whose one resource does what the name or the note of an object asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tf_provider_rs::model::{Attr, AttributeType, FromValue, Json, Timeouts, ToValue};
use tf_provider_rs::schema::Shape;
use tf_provider_rs::value::{AttributePath, Type, Value};
use tf_provider_rs::{
    ConfigureContext, Context, DataSource, Diagnostic, Diagnostics, Model, MoveSource, MovedFrom, Offers, Plan,
    Provider, Resource, Result, StoredState,
};

use crate::stored::{OldThing, ThingV1, ThingV2};
use tokio::sync::Semaphore;

/// No test waits longer than this for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// What happened, and what keeps hanging operations from going on.
#[derive(Debug)]
pub(crate) struct Journal {
    entries: Mutex<Vec<String>>,
    pub(crate) release: Semaphore,
}

impl Default for Journal {
    fn default() -> Self {
        Self { entries: Mutex::new(Vec::new()), release: Semaphore::new(0) }
    }
}

impl Journal {
    fn record(&self, entry: impl Into<String>) {
        self.entries.lock().unwrap().push(entry.into());
    }

    pub(crate) fn entries(&self) -> Vec<String> {
        self.entries.lock().unwrap().clone()
    }

    /// Waits until something has happened, `count` times.
    pub(crate) async fn until(&self, entry: &str, count: usize) {
        let started = std::time::Instant::now();
        while self.entries().iter().filter(|found| *found == entry).count() < count {
            assert!(started.elapsed() < PATIENCE, "{entry:?} does not happen; this did: {:?}", self.entries());
            tokio::task::yield_now().await;
        }
    }
}

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
    journal: Arc<Journal>,
    place: Option<String>,
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
        Offers::new().resource(ThingResource).data_source(LookUp)
    }
}

/// Thing in the lab.
#[derive(Clone, Debug, Model)]
pub(crate) struct Thing {
    /// Name of the thing. A change replaces it.
    #[tf(required, requires_replace)]
    pub(crate) name: String,
    /// Note on the thing.
    #[tf(optional, validate = not_shouted)]
    pub(crate) note: Option<String>,
    /// Policy of the thing.
    #[tf(optional)]
    pub(crate) policy: Option<Json>,
    /// Parts in order.
    #[tf(optional)]
    pub(crate) parts: Option<Vec<Part>>,
    /// Parts by name.
    #[tf(optional)]
    pub(crate) named: Option<BTreeMap<String, Part>>,
    /// Parts in any order.
    #[tf(optional)]
    pub(crate) spare: Option<BTreeSet<Part>>,
    /// Identifier of the thing.
    #[tf(computed, keep_state)]
    pub(crate) id: Option<String>,
    /// Status of the thing.
    #[tf(computed)]
    pub(crate) status: Word,
    /// Parts that come with it.
    #[tf(block)]
    pub(crate) kit: Option<Part>,
    #[tf(timeouts(create = "20m", read = "1m", update = "30m", delete = "10m"))]
    pub(crate) timeouts: Timeouts,
}

impl Thing {
    /// A thing about which only its name is known.
    pub(crate) fn named(name: String) -> Self {
        Self {
            id: Some(format!("id of {name}")),
            name,
            note: None,
            policy: None,
            parts: None,
            named: None,
            spare: None,
            status: Word("ready".to_owned()),
            kit: None,
            timeouts: Timeouts::default(),
        }
    }
}

/// Part of a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Model)]
pub(crate) struct Part {
    /// Size of the part.
    #[tf(required, requires_replace, validate = below_ten)]
    pub(crate) size: i64,
}

fn below_ten(size: &i64) -> Result<(), Diagnostic> {
    if *size < 10 { Ok(()) } else { Err(Diagnostic::error("Large part", "Use a smaller one.")) }
}

fn not_shouted(note: &str) -> Result<(), Diagnostic> {
    if note.ends_with('!') { Err(Diagnostic::warning("Shouting", "Speak softly.")) } else { Ok(()) }
}

/// A string of a type that breaks its word: `misshapen` becomes a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word(pub(crate) String);

impl FromValue for Word {
    fn from_value(value: &Value, path: &AttributePath) -> Result<Self> {
        String::from_value(value, path).map(Self)
    }
}

impl ToValue for Word {
    fn to_value(&self) -> Value {
        if self.0 == "misshapen" { Value::from(7) } else { Value::from(self.0.as_str()) }
    }
}

impl AttributeType for Word {
    type View = Self;
    type Arguments = Self;

    fn shape() -> Shape {
        Shape::Type(Type::String)
    }
}

#[derive(Debug)]
struct ThingResource;

type Cx = Context<Api, Thing>;

fn failure(what: &str) -> Diagnostics {
    Diagnostic::error(format!("Failed {what}"), "Try again.").into()
}

fn thing(arguments: ThingArguments, status: &str) -> Thing {
    let part = |part: PartArguments| Part { size: part.size };
    Thing {
        id: Some(format!("id of {}", arguments.name)),
        name: arguments.name,
        note: arguments.note,
        policy: arguments.policy,
        parts: arguments.parts.map(|parts| parts.into_iter().map(part).collect()),
        named: arguments.named.map(|parts| parts.into_iter().map(|(name, of)| (name, part(of))).collect()),
        spare: arguments.spare.map(|parts| parts.into_iter().map(part).collect()),
        status: Word(status.to_owned()),
        kit: arguments.kit.map(part),
        timeouts: Timeouts::default(),
    }
}

fn respelled(policy: &Option<Json>) -> Option<Json> {
    policy.as_ref().map(|policy| Json::from(policy.as_str().replace(' ', "")))
}

impl Resource for ThingResource {
    type Api = Api;
    type Model = Thing;

    const NAME: &'static str = "thing";
    const VERSION: i64 = 3;
    const MOVE_SOURCES: &'static [MoveSource] = &[
        MoveSource { provider: "example/attic", type_name: "attic_thing", newest_version: 1 },
        MoveSource { provider: "example/lab", type_name: "lab_draft", newest_version: 0 },
    ];

    fn validate(&self, config: &ThingView) -> Diagnostics {
        match config.name.known().map(String::as_str) {
            Some("panic in validate") => panic!("the thing exploded"),
            Some("x") => {
                Diagnostic::error("Short name", "Use a longer one.").at(AttributePath::root().attribute("name")).into()
            }
            _ => Diagnostics::new(),
        }
    }

    async fn plan(&self, cx: &Cx, plan: &mut Plan<Thing>) -> Result<()> {
        let note = plan.config.note.known().map(String::as_str);
        match note {
            Some("panic in plan") => panic!("the thing exploded"),
            Some("refused") => Err(failure("to plan")),
            Some("warned") => {
                cx.warn(Diagnostic::warning("Fragile", "Take care.").at(AttributePath::root().attribute("note")));
                Ok(())
            }
            Some("known id") => {
                plan.planned.id = Attr::Known("planned".to_owned());
                Ok(())
            }
            Some("replace for a part") => {
                plan.replace_because_of(AttributePath::root().attribute("spare").index(0).attribute("size"));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    async fn plan_delete(&self, cx: &Cx, state: &Thing) -> Result<()> {
        cx.warn(Diagnostic::warning("No way back", "Take care."));
        if state.note.as_deref() == Some("protected") { Err(failure("to plan the deletion")) } else { Ok(()) }
    }

    async fn create(&self, cx: &Cx, arguments: ThingArguments) -> Result<Thing> {
        let journal = &cx.api()?.journal;
        let name = arguments.name.clone();
        journal.record(format!("create {name}"));
        match name.as_str() {
            "fail before save" => return Err(failure("to create")),
            "panic before save" => panic!("the thing exploded."),
            _ => {}
        }
        cx.save(&thing(arguments.clone(), "being made"));
        journal.record(format!("saved {name}"));
        match name.as_str() {
            "fail after save" => return Err(failure("to create")),
            "panic after save" => panic!("the thing exploded"),
            "wait for stop" => {
                cx.stop().cancelled().await;
                cx.warn(Diagnostic::warning("Interrupted", "Apply again."));
                return Ok(thing(arguments, "being made"));
            }
            "hang" => {
                let released = tokio::time::timeout_at(cx.deadline(), journal.release.acquire()).await;
                released.map_err(|_| failure("in time"))?.unwrap().forget();
            }
            "wait for the deadline" => {
                tokio::time::sleep_until(cx.deadline()).await;
                return Err(failure("in time"));
            }
            "warn" => cx.warn(Diagnostic::warning("Scratched", "Polish it.")),
            "misshapen" => return Ok(thing(arguments, "misshapen")),
            _ => {}
        }
        journal.record(format!("created {name}"));
        let place = cx.api()?.place.clone().unwrap_or_default();
        let made = thing(arguments, "ready");
        Ok(Thing { policy: respelled(&made.policy), status: Word(format!("ready{place}")), ..made })
    }

    async fn read(&self, cx: &Cx, state: Thing) -> Result<Option<Thing>> {
        cx.api()?.journal.record(format!("read {} within {:?}", state.name, cx.timeout()));
        match state.note.as_deref() {
            Some("gone") => Ok(None),
            Some("unreadable") => Err(failure("to read")),
            Some("drift") => Ok(Some(Thing { note: Some("drifted".to_owned()), ..state })),
            Some("misshapen") => Ok(Some(Thing { status: Word("misshapen".to_owned()), ..state })),
            Some("warn") => {
                cx.warn(Diagnostic::warning("Dusty", "Clean it."));
                Ok(Some(state))
            }
            _ => Ok(Some(Thing { policy: respelled(&state.policy), timeouts: Timeouts::default(), ..state })),
        }
    }

    async fn update(&self, cx: &Cx, prior: Thing, arguments: ThingArguments) -> Result<Thing> {
        let note = arguments.note.clone();
        match note.as_deref() {
            Some("fail") => return Err(failure("to update")),
            Some("fail after save") => {
                cx.save(&Thing { status: Word("half done".to_owned()), ..prior });
                return Err(failure("to update"));
            }
            Some("panic after save") => {
                cx.save(&Thing { status: Word("half done".to_owned()), ..prior });
                panic!("the thing exploded");
            }
            Some("misshapen") => return Ok(thing(arguments, "misshapen")),
            _ => {}
        }
        Ok(Thing { id: prior.id, ..thing(arguments, "ready") })
    }

    async fn delete(&self, cx: &Cx, state: Thing) -> Result<()> {
        cx.api()?.journal.record(format!("delete {} within {:?}", state.name, cx.timeout()));
        match state.note.as_deref() {
            Some("stuck") => Err(failure("to delete")),
            Some("panic") => panic!("the thing exploded"),
            Some("half") => {
                cx.save(&Thing { status: Word("half gone".to_owned()), ..state });
                Err(failure("to delete"))
            }
            _ => Ok(()),
        }
    }

    async fn import(&self, cx: &Cx, id: &str) -> Result<Thing> {
        match id {
            "missing" => Err(failure("to find it")),
            "panic" => panic!("the thing exploded"),
            _ => {
                cx.warn(Diagnostic::warning("Used", "Check it."));
                Ok(Thing::named(id.to_owned()))
            }
        }
    }

    fn upgrade(&self, version: i64, stored: StoredState<'_>) -> Result<Option<Thing>> {
        Ok(match version {
            1 => Some(ThingV2::from(stored.decode::<ThingV1>()?).into()),
            2 => Some(stored.decode::<ThingV2>()?.into()),
            _ => None,
        })
    }

    fn moved_from(&self, source: &MovedFrom<'_>) -> Result<Thing> {
        let old: OldThing = source.state.decode()?;
        let origin = format!("{} {} {}", source.provider, source.type_name, source.version);
        match old.label.as_str() {
            "refused" => Err(failure("to move")),
            "panic" => panic!("the thing exploded"),
            "misshapen" => Ok(Thing { status: Word("misshapen".to_owned()), ..Thing::named(old.label) }),
            _ => {
                let identity = source.identity.map(|identity| identity.json()).transpose()?;
                let note = identity.map_or(origin.clone(), |identity| format!("{origin} {identity}"));
                let parts = old.size.map(|size| vec![Part { size }]);
                Ok(Thing { note: Some(note), parts, ..Thing::named(old.label) })
            }
        }
    }
}

/// Thing that was found.
#[derive(Clone, Debug, Model)]
pub(crate) struct Found {
    /// Name of the thing.
    #[tf(required)]
    pub(crate) name: String,
    /// Most to look at. Default value: `5`.
    #[tf(default = 5)]
    pub(crate) limit: i64,
    /// Place of the thing.
    #[tf(computed)]
    pub(crate) place: Option<String>,
}

#[derive(Debug)]
struct LookUp;

impl DataSource for LookUp {
    type Api = Api;
    type Model = Found;

    const NAME: &'static str = "found";

    fn validate(&self, config: &FoundView) -> Diagnostics {
        assert!(config.name != Attr::Known("panic in validate".to_owned()), "the search party is lost");
        Diagnostics::new()
    }

    async fn read(&self, cx: &Context<Api, Found>, arguments: FoundArguments) -> Result<Found> {
        match arguments.name.as_str() {
            "missing" => Err(failure("to find it")),
            "panic" => panic!("the search party is lost"),
            _ => {
                cx.warn(Diagnostic::warning("Old map", "Buy another."));
                let place = cx.api()?.place.clone();
                Ok(Found { name: arguments.name, limit: arguments.limit, place })
            }
        }
    }
}
