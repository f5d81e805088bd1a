//! Mutants before the real `terraform`: as many as possible in one run, because a run takes a second.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value as Json, json};
use tf_provider_rs::check::Rule;

use crate::configurations::{old, small, thing};
use crate::mutants::{Harm, MUTANTS, Mutant, Said, Stage};
use crate::workspace::{Error, Workspace};

/// What Terraform says of each mutant.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    pub(crate) said: BTreeMap<&'static str, String>,
    /// Whether the object is in state afterwards, and tainted.
    pub(crate) kept: BTreeMap<&'static str, (bool, bool)>,
}

/// The mutants of a stage that one run can tell apart. Terraform says of a misshapen value not which object it is of, and of a misshapen
/// identity it knows nothing.
fn groups(stage: Stage, said: &[Said]) -> Vec<Vec<&'static str>> {
    divided(stage, said, |mutant| mutant.rule == Rule::Shape && matches!(mutant.harm, Harm::State(_)))
}

/// The same where the first error ends the run.
fn one_by_one(stage: Stage, said: &[Said]) -> Vec<Vec<&'static str>> {
    divided(stage, said, |mutant| !matches!(mutant.harm, Harm::Identity(_)))
}

/// Together, but for those that go `alone`.
fn divided(stage: Stage, said: &[Said], alone: fn(&Mutant) -> bool) -> Vec<Vec<&'static str>> {
    let all = MUTANTS.iter().filter(|mutant| mutant.stage == stage && said.contains(&mutant.said));
    let (alone, together): (Vec<&Mutant>, Vec<&Mutant>) = all.partition(|mutant| alone(mutant));
    let together = std::iter::once(together.into_iter().map(|mutant| mutant.name).collect::<Vec<_>>());
    let together = together.filter(|names| !names.is_empty());
    together.chain(alone.into_iter().map(|mutant| vec![mutant.name])).collect()
}

impl Verdicts {
    /// All kinds at once: a run mostly waits.
    pub(crate) fn all() -> Self {
        let kinds: [fn(&mut Self); 9] = [
            Self::plans,
            Self::results,
            Self::refreshes,
            Self::deletions,
            Self::imports,
            Self::upgrades,
            Self::moves,
            Self::data,
            Self::ephemeral,
        ];
        let alone = |kind: fn(&mut Self)| {
            let mut verdicts = Self::default();
            kind(&mut verdicts);
            verdicts
        };
        std::thread::scope(|scope| {
            let kinds = kinds.map(|kind| scope.spawn(move || alone(kind)));
            kinds.into_iter().fold(Self::default(), |mut all, kind| {
                let verdicts = kind.join().unwrap();
                all.said.extend(verdicts.said);
                all.kept.extend(verdicts.kept);
                all
            })
        })
    }

    fn note(&mut self, names: &[&'static str], errors: &[Error]) {
        for name in names {
            let is_meant = |text: &str| {
                text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == *name)
            };
            let about_it = errors.iter().filter(|(_, text)| names.len() == 1 || is_meant(text));
            let titles: Vec<_> = about_it.map(|(title, _)| title.as_str()).collect();
            self.said.insert(name, titles.join("; "));
        }
    }

    fn note_state(&mut self, names: &[&'static str], workspace: &Workspace) {
        let state = workspace.state();
        for name in names {
            let objects = state["resources"].as_array().into_iter().flatten();
            let object = objects.into_iter().find(|object| object["name"] == *name);
            let instance = object.map(|object| &object["instances"][0]).filter(|instance| !instance.is_null());
            self.kept
                .insert(name, (instance.is_some(), instance.is_some_and(|instance| instance["status"] == "tainted")));
        }
    }

    fn plans(&mut self) {
        for created in groups(Stage::Create, &[Said::Plan]) {
            let workspace = Workspace::new();
            let all: Vec<_> = created.iter().copied().chain((created.len() > 1).then_some("healthy")).collect();
            workspace.things(all.iter().copied(), |name| thing(Some(name).filter(|name| *name != "healthy")));
            self.note(&all, &workspace.plan());
        }
        for updated in groups(Stage::Update, &[Said::Plan]) {
            let workspace = Self::updating(&updated);
            self.note(&updated, &workspace.plan());
        }
        for dynamic in groups(Stage::Dynamic, &[Said::Plan]) {
            let workspace = Workspace::new();
            let things: BTreeMap<_, _> = dynamic.iter().map(|name| (*name, with_dynamic_block(name))).collect();
            let later = json!({ "ports": { "input": [1] } });
            workspace.configure(json!({ "resource": { "mutant_thing": things, "terraform_data": later } }));
            self.note(&dynamic, &workspace.plan());
        }
    }

    fn results(&mut self) {
        for created in groups(Stage::Create, &[Said::EachPlan, Said::FinalPlan, Said::Result]) {
            let workspace = Workspace::new();
            workspace.things(created.iter().copied(), |name| thing(Some(name)));
            self.note(&created, &workspace.apply());
            self.note_state(&created, &workspace);
        }
        for updated in groups(Stage::Update, &[Said::FinalPlan, Said::Result]) {
            let workspace = Self::updating(&updated);
            self.note(&updated, &workspace.apply());
            self.note_state(&updated, &workspace);
        }
    }

    /// Things in good health, with a configuration that is going to break them.
    fn updating(names: &[&'static str]) -> Workspace {
        let workspace = Workspace::new();
        workspace.things(names.iter().copied(), |_| thing(None));
        assert_eq!(workspace.apply(), []);
        workspace.things(names.iter().copied(), |name| thing(Some(name)));
        workspace
    }

    fn refreshes(&mut self) {
        for read in groups(Stage::Refresh, &[Said::Read]) {
            let workspace = Workspace::new();
            workspace.things(read.iter().copied(), |name| thing(Some(name)));
            assert_eq!(workspace.apply(), []);
            self.note(&read, &workspace.plan());
            self.note_state(&read, &workspace);
        }
    }

    fn deletions(&mut self) {
        for said in [Said::DestroyPlan, Said::Deletion] {
            for deleted in groups(Stage::Destroy, &[said]) {
                let workspace = Workspace::new();
                workspace.things(deleted.iter().copied(), |name| thing(Some(name)));
                assert_eq!(workspace.apply(), []);
                self.note(&deleted, &workspace.errors(&["destroy", "-json", "-auto-approve"]));
                self.note_state(&deleted, &workspace);
            }
        }
    }

    fn imports(&mut self) {
        for names in one_by_one(Stage::Import, &[Said::Import]) {
            let workspace = Workspace::new();
            let import = |name: &&str| json!({ "to": format!("mutant_thing.{name}"), "id": name });
            let imports: Vec<_> = names.iter().map(import).collect();
            let things: BTreeMap<_, _> = names.iter().map(|name| (*name, small(name))).collect();
            workspace.configure(json!({ "import": imports, "resource": { "mutant_thing": things } }));
            self.note(&names, &workspace.plan());
        }
    }

    fn upgrades(&mut self) {
        for upgraded in groups(Stage::Upgrade, &[Said::Upgrade]) {
            let workspace = Workspace::new();
            workspace.things(upgraded.iter().copied(), small);
            assert_eq!(workspace.apply(), []);
            let mut state = workspace.state();
            for resource in state["resources"].as_array_mut().unwrap() {
                let attributes = old(resource["name"].as_str().unwrap());
                resource["instances"][0]["schema_version"] = json!(0);
                resource["instances"][0]["attributes"] = attributes;
            }
            fs::write(workspace.path("terraform.tfstate"), state.to_string()).unwrap();
            self.note(&upgraded, &workspace.plan());
        }
    }

    fn moves(&mut self) {
        for names in one_by_one(Stage::Move, &[Said::Move]) {
            let workspace = Workspace::new();
            let origins: BTreeMap<_, _> = names.iter().map(|name| (*name, json!({ "name": name }))).collect();
            workspace.configure(json!({ "resource": { "mutant_origin": origins } }));
            assert_eq!(workspace.apply(), []);
            let moved =
                |name: &&str| json!({ "from": format!("mutant_origin.{name}"), "to": format!("mutant_thing.{name}") });
            let moved: Vec<_> = names.iter().map(moved).collect();
            let things: BTreeMap<_, _> = names.iter().map(|name| (*name, small(name))).collect();
            workspace.configure(json!({ "moved": moved, "resource": { "mutant_thing": things } }));
            self.note(&names, &workspace.plan());
        }
    }

    fn data(&mut self) {
        for read in groups(Stage::Data, &[Said::Data]) {
            let workspace = Workspace::new();
            let data: BTreeMap<_, _> = read.iter().map(|name| (*name, small(name))).collect();
            workspace.configure(json!({ "data": { "mutant_facts": data } }));
            self.note(&read, &workspace.plan());
        }
    }

    fn ephemeral(&mut self) {
        for opened in groups(Stage::Ephemeral, &[Said::Ephemeral]) {
            let workspace = Workspace::new();
            let tokens: BTreeMap<_, _> = opened.iter().map(|name| (*name, thing(Some(name)))).collect();
            workspace.configure(json!({ "ephemeral": { "mutant_token": tokens } }));
            self.note(&opened, &workspace.plan());
        }
    }
}

/// A thing with as many rules as there are ports, which is not known yet.
fn with_dynamic_block(name: &str) -> Json {
    let mut content = thing(Some(name));
    content.as_object_mut().unwrap().remove("rule");
    let ports = "${terraform_data.ports.output}";
    content["dynamic"] = json!({ "rule": { "for_each": ports, "content": { "port": "${rule.value}" } } });
    content
}

/// Whether Terraform refuses to load a broken schema, and what it says.
pub(crate) fn load(schema: &str) -> String {
    let mut workspace = Workspace::new();
    workspace.configure(json!({ "provider": { "mutant": {} } }));
    workspace.environment = vec![("MUTANT_SCHEMA", schema.to_owned())];
    let (output, is_valid) = workspace.run(&["providers", "schema", "-json", "-no-color"]);
    if is_valid { String::new() } else { output }
}

/// The same of several, some at a time.
pub(crate) fn load_all(schemas: &[&'static str]) -> BTreeMap<&'static str, String> {
    const AT_ONCE: usize = 4;
    std::thread::scope(|scope| {
        let parts = schemas.chunks(schemas.len().div_ceil(AT_ONCE).max(1));
        let parts: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().map(|schema| (*schema, load(schema))).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}
