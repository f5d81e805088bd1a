//! The life of one object under one Terraform.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tf_provider_rs::Diagnostics;
use tf_provider_rs::testing::{Action, Terraform};

use super::Subject;
use super::json::{assert_kept, with_unknown};
use super::step::{Accident, Expected, Step};
use crate::acceptance::harness::{InProcess, Simulator, provider_block};

pub(super) struct Life<'a> {
    simulator: &'a Simulator,
    pub(super) terraform: Terraform,
    /// Tags of the provider.
    default_tags: Map<String, Value>,
    /// What was applied last.
    config: Value,
    /// Steps that were applied, and steps that were refused.
    pub(super) steps: usize,
    pub(super) refusals: usize,
}

impl<'a> Life<'a> {
    /// A Terraform with nothing in state.
    pub(super) async fn start(simulator: &'a Simulator, default_tags: &Value) -> Self {
        let mut block = provider_block(simulator, "AKIASIMULATEDKEY0001", "simulated");
        block["default_tags"] = json!({ "tags": default_tags });
        let default_tags = default_tags.as_object().unwrap().clone();
        block["preflight"] = json!("off");
        let terraform = Terraform::start(InProcess, &block).await.unwrap();
        Self { simulator, terraform, default_tags, config: Value::Null, steps: 0, refusals: 0 }
    }

    /// One step: what happens to the object, then the plan, and the apply unless it is refused.
    pub(super) async fn live<S: Subject>(&mut self, step: &Step) {
        self.suffer::<S>(step.accident).await;
        let before = self.refreshed::<S>().await;
        let expected = self.expected::<S>(before.as_ref(), step);
        self.simulator.forget_requests();
        let planned = self.terraform.plan(S::ADDRESS, &with_unknown(&step.config, &step.unknown)).await;
        match (planned, expected) {
            (Err(found), Expected::Refuse(title)) => self.assert_refused::<S>(&found, title, before.as_ref()),
            (Err(found), _) => panic!("{expected:?}, not {found}: {step:?}, {before:#?}"),
            (Ok(change), _) => {
                let action = change.action();
                assert!(expected.is(action), "{expected:?}, not {action}: {step:?}, {before:#?}");
                match (self.terraform.apply_known(change, &step.config).await, expected) {
                    (Err(found), Expected::FailToReplace(title) | Expected::FailToUpdate(title)) => {
                        self.assert_refused::<S>(&found, title, before.as_ref());
                    }
                    (Err(found), _) => panic!("{found}: {step:?}, {before:#?}"),
                    (Ok(_), Expected::FailToReplace(title) | Expected::FailToUpdate(title)) => {
                        panic!("{action}, not {title}: {step:?}, {before:#?}")
                    }
                    (Ok(_), _) => self.assert_done::<S>(step, action).await,
                }
            }
        }
    }

    /// The object is destroyed, if there still is one.
    pub(super) async fn end<S: Subject>(&mut self) {
        let Some(state) = self.refreshed::<S>().await else { return };
        if let Some(title) = S::lock(&state) {
            assert_title(&self.terraform.destroy(S::ADDRESS).await.unwrap_err(), title);
            self.terraform.untaint(S::ADDRESS);
            self.terraform.run(S::ADDRESS, &S::unlocked(&self.config)).await.unwrap();
        }
        self.terraform.destroy(S::ADDRESS).await.unwrap();
        assert_eq!(self.terraform.object(S::ADDRESS), None);
    }

    async fn suffer<S: Subject>(&mut self, accident: Accident) {
        let Some(state) = self.terraform.object(S::ADDRESS) else { return };
        match accident {
            Accident::Nothing => {}
            Accident::Tainted => self.terraform.taint(S::ADDRESS),
            Accident::Destroyed => self.end::<S>().await,
            Accident::Changed(how) => S::tamper(self.simulator, &state, how),
            Accident::Gone => S::remove(self.simulator, &state),
        }
    }

    /// The state, when AWS has done whatever it was still at.
    async fn refreshed<S: Subject>(&mut self) -> Option<Value> {
        self.simulator.advance(10);
        self.terraform.refresh(S::ADDRESS).await.unwrap();
        self.terraform.object(S::ADDRESS)
    }

    fn expected<S: Subject>(&self, state: Option<&Value>, step: &Step) -> Expected {
        let Some(state) = state else { return Expected::Create };
        let is_tainted = self.terraform.is_tainted(S::ADDRESS);
        let expected = if is_tainted { Expected::Replace } else { S::expected(state, step) };
        match (expected, S::lock(state)) {
            (Expected::Replace, Some(title)) if is_tainted && !S::is_recognized(state, step) => {
                Expected::FailToReplace(title)
            }
            (Expected::Replace, Some(title)) => Expected::Refuse(title),
            (expected, _) => expected,
        }
    }

    fn assert_refused<S: Subject>(&mut self, found: &Diagnostics, title: &str, before: Option<&Value>) {
        assert_title(found, title);
        assert_eq!(self.terraform.object(S::ADDRESS).as_ref(), before);
        self.assert_no_changes();
        // As the text says: so that the next step can change the protection.
        self.terraform.untaint(S::ADDRESS);
        self.refusals += 1;
    }

    async fn assert_done<S: Subject>(&mut self, step: &Step, action: Action) {
        if action == Action::Nothing {
            self.assert_no_changes();
        }
        self.assert_each_change_once();
        let state = self.terraform.object(S::ADDRESS).unwrap();
        assert!(!self.terraform.is_tainted(S::ADDRESS), "{step:?}");
        assert_kept(&step.config, &state, "");
        self.assert_settled::<S>(step).await;
        // Whoever did not want to wait has a cluster that goes on changing.
        let state = self.refreshed::<S>().await.unwrap();
        self.assert_settled::<S>(step).await;
        let mut tags_all = self.default_tags.clone();
        tags_all.extend(step.config["tags"].as_object().cloned().unwrap_or_default());
        assert_eq!(state["tags_all"], Value::Object(tags_all), "{step:?}");
        S::assert_there(self.simulator, &mut self.terraform, &state).await;
        self.config = step.config.clone();
        self.steps += 1;
    }

    async fn assert_settled<S: Subject>(&mut self, step: &Step) {
        let settled = self.terraform.settled(S::ADDRESS, &step.config).await;
        settled.unwrap_or_else(|found| panic!("{found}: {step:?}, {:#?}", self.terraform.object(S::ADDRESS)));
    }

    /// Nothing was changed; what AWS itself refused does not count.
    fn assert_no_changes(&self) {
        assert_eq!(self.changes(), [""; 0]);
    }

    /// Nothing is asked for a second time that AWS has already accepted.
    fn assert_each_change_once(&self) {
        let changes = self.changes();
        let distinct: BTreeSet<_> = changes.iter().collect();
        assert_eq!(distinct.len(), changes.len(), "{changes:#?}");
    }

    /// What AWS was asked to change and accepted, each with its parameters.
    fn changes(&self) -> Vec<String> {
        let journal = self.simulator.journal();
        let operations = journal.changes();
        let is_change = |call: &&Value| operations.contains(&call["operation"].as_str().unwrap());
        let accepted = journal.all().iter().filter(is_change).filter(|call| call["status"] == 200);
        accepted
            .map(|call| {
                let mut parameters = call["parameters"].clone();
                parameters.as_object_mut().unwrap().remove("clientRequestToken");
                format!("{} {parameters}", call["operation"])
            })
            .collect()
    }
}

fn assert_title(found: &Diagnostics, title: &str) {
    assert!(found.iter().any(|found| found.summary == title), "{title}, not {found}");
}
