//! A provider with functions, an ephemeral resource, private state and deferral.

mod deferral;
mod deprecation;
mod ephemeral;
mod functions;
mod offers;
mod private;
mod promises;
mod words;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tf_provider_rs::model::Model as _;
use tf_provider_rs::proto::client::tfplugin6::provider_client::ProviderClient;
use tf_provider_rs::proto::tfplugin6::{ClientCapabilities, DynamicValue, configure_provider};
use tf_provider_rs::value::{AttributePath, Type, Value, decode_msgpack, encode_msgpack};
use tf_provider_rs::{
    ConfigureContext, Context, DataSource, Deferral, Diagnostic, Diagnostics, EphemeralResource, Model, Offers, Opened,
    Plan, Provider, Renewed, Resource, Result, service,
};
use tonic::service::Routes;

use words::{Join, Pick, Turn};

use crate::host::said;

/// What happened.
type Journal = Arc<Mutex<Vec<String>>>;

const DEFERRAL: Option<ClientCapabilities> = Some(ClientCapabilities {
    deferral_allowed: true,
    write_only_attributes_allowed: false,
    store_planned_private: false,
    computed_blocks_allowed: false,
});

/// Desk.
#[derive(Clone, Debug, Model)]
struct DeskConfiguration {
    /// Where it is.
    #[tf(optional)]
    place: Option<String>,
}

#[derive(Debug)]
struct Desk(Journal);

impl Provider for Desk {
    type Config = DeskConfiguration;
    type Api = Journal;

    const NAME: &'static str = "desk";
    const ADDRESS: &'static str = "registry.terraform.io/example/desk";
    const VERSION: &'static str = "0.0.0";

    async fn configure(&self, cx: &ConfigureContext, config: DeskConfigurationView) -> Result<Journal> {
        if config.place.is_unknown() { Err(cx.defer()) } else { Ok(Arc::clone(&self.0)) }
    }

    fn offers(&self) -> Offers<Journal> {
        Offers::new()
            .resource(NoteResource)
            .data_source(Look)
            .ephemeral_resource(KeyResource)
            .function(Join)
            .function(Pick)
            .function(Turn)
    }
}

/// Key of a drawer.
#[derive(Clone, Debug, Model)]
struct Key {
    /// Name of the drawer.
    #[tf(required)]
    name: String,
    /// Length of the key. Default value: `2`.
    #[tf(default = 2)]
    length: i64,
    /// Key.
    #[tf(computed, sensitive)]
    key: crate::lab::Word,
}

#[derive(Debug)]
struct KeyResource;

fn minutes(count: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(60 * count)
}

impl EphemeralResource for KeyResource {
    type Api = Journal;
    type Model = Key;
    type Private = (String, u64);

    const NAME: &'static str = "key";
    const DEPRECATED: Option<&'static str> = Some("Leave it open.");

    fn validate(&self, config: &KeyView) -> Diagnostics {
        match config.name.known().map(String::as_str) {
            Some("none") => {
                Diagnostic::error("No such drawer", "Use another.").at(AttributePath::root().attribute("name")).into()
            }
            _ => Diagnostics::new(),
        }
    }

    async fn open(&self, cx: &Context<Journal, Key>, arguments: KeyArguments) -> Result<Opened<Key, (String, u64)>> {
        let name = arguments.name;
        cx.api()?.lock().unwrap().push(format!("open {name}"));
        match name.as_str() {
            "jammed" => {
                return Err(Diagnostic::error("Jammed", "Oil it.").at(AttributePath::root().attribute("name")).into());
            }
            "panic" => panic!("the drawer fell out"),
            "wait for stop" => {
                cx.stop().cancelled().await;
                return Err(Diagnostic::error("Interrupted", "Run it again.").into());
            }
            "later" => return Err(cx.defer(Deferral::MissingPrerequisite)),
            "hasty" => drop(cx.defer(Deferral::MissingPrerequisite)),
            "warn" => cx.warn(Diagnostic::warning("Rusty", "Oil it.")),
            _ => {}
        }
        let word = if name == "misshapen" { "misshapen".to_owned() } else { format!("key of {name}") };
        let length = if name == "shortened" { 1 } else { arguments.length };
        let key = Key { name: name.clone(), length, key: crate::lab::Word(word) };
        let opened = Opened::new(key, (name.clone(), 0));
        Ok(if name == "long" { opened.renew_at(minutes(1)) } else { opened })
    }

    async fn renew(&self, cx: &Context<Journal, Key>, (name, count): (String, u64)) -> Result<Renewed<(String, u64)>> {
        cx.api()?.lock().unwrap().push(format!("renew {name} {count}"));
        if count > 1 {
            return Err(Diagnostic::error("Worn out", "Get another.").into());
        }
        Ok(Renewed::new((name, count + 1)).renew_at(minutes(count + 2)))
    }

    async fn close(&self, cx: &Context<Journal, Key>, (name, count): (String, u64)) -> Result<()> {
        cx.api()?.lock().unwrap().push(format!("close {name} {count}"));
        if name == "stuck" { Err(Diagnostic::error("Stuck", "Pull.").into()) } else { Ok(()) }
    }
}

/// Note on a desk.
#[derive(Clone, Debug, Model)]
struct Note {
    /// Name of the note.
    #[tf(required)]
    name: String,
    /// Text of the note.
    #[tf(optional)]
    text: Option<String>,
    /// Identifier of the note.
    #[tf(computed, keep_state, prefix = "note ")]
    id: String,
    /// When it was read last.
    #[tf(computed)]
    read: Option<String>,
    /// Its copies.
    #[tf(optional)]
    copies: Option<Vec<Copy>>,
}

/// Copy of a note.
#[derive(Clone, Debug, Model)]
struct Copy {
    /// Number of the copy.
    #[tf(computed)]
    number: i64,
}

#[derive(Debug)]
struct NoteResource;

type Cx = Context<Journal, Note>;

fn note(name: String, text: Option<String>) -> Note {
    Note { id: format!("note {name}"), name, text, read: None, copies: None }
}

impl Resource for NoteResource {
    type Api = Journal;
    type Model = Note;

    const NAME: &'static str = "note";
    const DEPRECATED: Option<&'static str> = Some("Use `desk_letter`.");

    async fn plan(&self, cx: &Cx, plan: &mut Plan<Note>) -> Result<()> {
        if plan.config.text.is_unknown() {
            return Err(cx.defer(Deferral::UnknownConfiguration));
        }
        match plan.config.name.known().map(String::as_str) {
            Some("hasty") => return Err(cx.defer(Deferral::UnknownConfiguration)),
            Some("placeless") => return Err(cx.defer(Deferral::UnknownProvider)),
            Some("orphan") => return Err(cx.defer(Deferral::MissingPrerequisite)),
            Some("in place") => plan.update_in_place()?,
            _ => {}
        }
        let plans: u64 = cx.private("plans")?.unwrap_or_default();
        cx.set_private("plans", &(plans + 1))
    }

    async fn plan_delete(&self, cx: &Cx, state: &Note) -> Result<()> {
        match state.name.as_str() {
            "pinned" => Err(cx.defer(Deferral::MissingPrerequisite)),
            "hasty" => Err(cx.defer(Deferral::UnknownConfiguration)),
            _ => cx.set_private("condemned", &true),
        }
    }

    async fn create(&self, cx: &Cx, arguments: NoteArguments) -> Result<Note> {
        let plans: u64 = cx.private("plans")?.unwrap_or_default();
        cx.set_private("made", &format!("after {plans} plans"))?;
        let note = note(arguments.name, arguments.text);
        cx.save(&note);
        if note.text.as_deref() == Some("fail") { Err(Diagnostic::error("Torn", "Use tape.").into()) } else { Ok(note) }
    }

    async fn read(&self, cx: &Cx, state: Note) -> Result<Option<Note>> {
        if state.text.as_deref() == Some("later") {
            return Err(cx.defer(Deferral::MissingPrerequisite));
        }
        if state.text.as_deref() == Some("gone") {
            return Ok(None);
        }
        let reads: u64 = cx.private("reads")?.unwrap_or_default();
        cx.set_private("reads", &(reads + 1))?;
        Ok(Some(state))
    }

    async fn update(&self, cx: &Cx, _prior: Note, arguments: NoteArguments) -> Result<Note> {
        cx.remove_private("made")?;
        Ok(note(arguments.name, arguments.text))
    }

    async fn delete(&self, _cx: &Cx, _state: Note) -> Result<()> {
        Ok(())
    }

    async fn import(&self, cx: &Cx, id: &str) -> Result<Note> {
        if id == "later" {
            return Err(cx.defer(Deferral::MissingPrerequisite));
        }
        cx.set_private("imported", &true)?;
        Ok(note(id.to_owned(), None))
    }
}

/// What lies on the desk.
#[derive(Clone, Debug, Model)]
struct Found {
    /// Name to look for.
    #[tf(required)]
    name: String,
    /// Where it lies.
    #[tf(computed)]
    place: Option<String>,
}

#[derive(Debug)]
struct Look;

impl DataSource for Look {
    type Api = Journal;
    type Model = Found;

    const NAME: &'static str = "look";
    const DEPRECATED: Option<&'static str> = Some("Look for yourself.");

    async fn read(&self, cx: &Context<Journal, Found>, arguments: FoundArguments) -> Result<Found> {
        if arguments.name == "later" {
            return Err(cx.defer(Deferral::MissingPrerequisite));
        }
        cx.api()?.lock().unwrap().push(format!("look for {}", arguments.name));
        Ok(Found { name: arguments.name, place: None })
    }
}

/// The provider in this process, and what it wrote down.
#[derive(Clone)]
struct Host {
    client: ProviderClient<Routes>,
    journal: Journal,
}

impl Host {
    fn unconfigured() -> Self {
        let journal = Journal::default();
        Self { client: ProviderClient::new(service(Desk(Arc::clone(&journal)))), journal }
    }

    async fn new() -> Self {
        let mut host = Self::unconfigured();
        assert_eq!(host.configure(Value::Null).await, [""; 0]);
        host
    }

    async fn configure(&mut self, place: Value) -> Vec<String> {
        let config = message(&Value::object([("place", place)]), DeskConfiguration::schema(0).object_type());
        let request = configure_provider::Request { config: Some(config), ..Default::default() };
        said(&self.client.configure_provider(request).await.unwrap().into_inner().diagnostics)
    }

    fn entries(&self) -> Vec<String> {
        self.journal.lock().unwrap().clone()
    }
}

fn message(value: &Value, r#type: &Type) -> DynamicValue {
    DynamicValue { msgpack: encode_msgpack(value, r#type).unwrap(), json: Vec::new() }
}

fn value(message: Option<DynamicValue>, r#type: &Type) -> Option<Value> {
    message.map(|message| decode_msgpack(&message.msgpack, r#type).unwrap())
}
