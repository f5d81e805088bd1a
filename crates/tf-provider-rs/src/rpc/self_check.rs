//! The last look at an answer before it leaves: Terraform's own rules, applied by us. What breaks one becomes our diagnostic, together with
//! a state that Terraform can keep, because it forgets an object whose answer it rejects.

use crate::check::{Answer, Rule, Violation, answer, settled};
use crate::diagnostic::{Diagnostics, Result};
use crate::erased::{Outcome, Planned};
use crate::schema::Schema;
use crate::value::Value;

/// The object that an answer is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) type_name: &'a str,
    pub(super) schema: &'a Schema,
}

impl Subject<'_> {
    fn told(&self, answer: Answer, violations: Vec<Violation>) -> Diagnostics {
        violations.iter().map(|violation| violation.diagnostic(answer, self.type_name)).collect()
    }

    /// A plan with errors is shown, and not carried out.
    pub(super) fn plan(&self, config: &Value, prior: &Value, planned: &mut Planned) {
        if !planned.diagnostics.has_errors() {
            let found = answer::plan(self.schema, config, prior, &planned.state, &planned.requires_replace);
            planned.diagnostics.extend(self.told(Answer::Plan, found));
        }
    }

    /// What exists stays in state, whatever is wrong with the answer: unknown and write-only values become null, and an object that is
    /// missing is the one that was there before, or the one that a creation has set out to make.
    pub(super) fn apply(&self, prior: &Value, planned: &Value, outcome: &mut Outcome) {
        let has_failed = outcome.diagnostics.has_errors();
        let mut found = answer::apply(self.schema, planned, &outcome.state, has_failed);
        if found.is_empty() {
            return;
        }
        if outcome.state.is_null() && !planned.is_null() {
            outcome.state = if prior.is_null() { planned.clone() } else { prior.clone() };
            found.retain(|violation| violation.rule == Rule::Existence);
        }
        outcome.state = settled::settle(self.schema, std::mem::replace(&mut outcome.state, Value::Null));
        outcome.diagnostics.extend(self.told(Answer::Apply, found));
    }

    /// With an error Terraform keeps the state that it has.
    pub(super) fn read(&self, current: &Value, outcome: &mut Outcome) {
        if outcome.diagnostics.has_errors() {
            return;
        }
        let found = answer::read(self.schema, &outcome.state);
        if !found.is_empty() {
            outcome.state = current.clone();
            outcome.diagnostics.extend(self.told(Answer::Read, found));
        }
    }

    /// An import, or data, which Terraform drops if there is an error.
    pub(super) fn outcome(&self, answer: Answer, outcome: &mut Outcome) {
        if !outcome.diagnostics.has_errors() {
            let found = answer::found_object(self.schema, &outcome.state);
            outcome.diagnostics.extend(self.told(answer, found));
        }
    }

    /// What was opened for this configuration.
    pub(super) fn ephemeral(&self, config: &Value, result: &Value) -> Diagnostics {
        self.told(Answer::Ephemeral, answer::ephemeral(self.schema, config, result))
    }

    /// An upgraded or moved state.
    ///
    /// # Errors
    /// What is wrong with it. Terraform then keeps the stored one.
    pub(super) fn state(&self, answer: Answer, state: Value) -> Result<Value> {
        // What is stored as nothing is upgraded to nothing.
        let found = if state.is_null() && answer == Answer::Upgrade {
            Vec::new()
        } else {
            answer::found_object(self.schema, &state)
        };
        self.told(answer, found).into_result(state)
    }
}
