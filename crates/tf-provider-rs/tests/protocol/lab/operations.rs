//! A resource that does what the name or the note of a thing asks for.

use tf_provider_rs::model::{Attr, Json, Timeouts};
use tf_provider_rs::value::AttributePath;
use tf_provider_rs::{Context, Diagnostic, Diagnostics, MoveSource, MovedFrom, Plan, Resource, Result, StoredState};

use super::failure;
use super::provider::Api;
use super::thing::{Part, PartArguments, Thing, ThingArguments, ThingView, Word};
use crate::stored::{OldThing, ThingV1, ThingV2};

#[derive(Debug)]
pub(super) struct ThingResource;

type Cx = Context<Api, Thing>;

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
