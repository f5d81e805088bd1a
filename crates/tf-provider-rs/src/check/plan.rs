//! What a plan may say, given configuration and prior state.
//!
//! Source: hashicorp/terraform v1.11.4, internal/plans/objchange/plan_valid.go.

use super::place::Place;
use super::{Rule, Violation};
use crate::plan::{element, member};
use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::{AttributePath, Step, Value};

/// What is wrong with `planned`, for an object of this block. `prior` is null for a creation, `config` for a deletion.
pub fn violations(block: &Block, config: &Value, prior: &Value, planned: &Value) -> Vec<Violation> {
    let mut walk = Walk::default();
    walk.block(block, config, prior, planned, &Place::ROOT);
    walk.found
}

/// What is wrong with the paths for whose sake an object is to be replaced. Terraform ignores them for a creation.
pub fn replacement_violations(prior: &Value, planned: &Value, requires_replace: &[AttributePath]) -> Vec<Violation> {
    if prior.is_null() || planned.is_null() {
        return Vec::new();
    }
    let missing = requires_replace.iter().filter(|path| !exists(prior, path) && !exists(planned, path));
    let what = "it is said to require replacement, and is neither in the prior state nor in the plan";
    missing.map(|path| Violation::new(Rule::PlanReplacePath, path.clone(), what)).collect()
}

/// Whether something is at the path; within what is unknown or dynamic, anything is.
fn exists(value: &Value, path: &AttributePath) -> bool {
    let end = path.steps().iter().try_fold(value, |value, step| match (step, value) {
        (_, Value::Unknown(_) | Value::Dynamic(_)) => Some(value),
        (Step::Attribute(name) | Step::Key(name), Value::Map(members)) => members.get(name),
        (Step::Index(index), Value::List(elements)) => elements.get(usize::try_from(*index).ok()?),
        _ => None,
    });
    end.is_some()
}

#[derive(Debug, Default)]
struct Walk {
    found: Vec<Violation>,
}

impl Walk {
    fn add(&mut self, rule: Rule, place: &Place<'_>, what: &str) {
        self.found.push(Violation::new(rule, place.path(), what));
    }

    /// Whether both exist, and there is more to compare.
    fn both_exist(&mut self, config: &Value, planned: &Value, place: &Place<'_>) -> bool {
        match (config.is_null(), planned.is_null()) {
            (false, false) => return true,
            (true, true) => {}
            (false, true) => self.add(Rule::Existence, place, "it is configured, and planned not to exist"),
            (true, false) => self.add(Rule::Existence, place, "it is not configured, and planned to exist"),
        }
        false
    }

    fn block(&mut self, block: &Block, config: &Value, prior: &Value, planned: &Value, place: &Place<'_>) {
        if !self.both_exist(config, planned, place) {
            return;
        }
        self.attributes(&block.attributes, config, prior, planned, place);
        for nested in &block.blocks {
            let (config, prior) = (member_of(config, nested.name), member(prior, nested.name));
            self.nested_block(
                &nested.block,
                nested.nesting,
                config,
                prior,
                member(planned, nested.name),
                &place.attribute(nested.name),
            );
        }
    }

    fn nested_block(
        &mut self,
        block: &Block,
        nesting: BlockNesting,
        config: &Value,
        prior: &Value,
        planned: &Value,
        place: &Place<'_>,
    ) {
        match (nesting, config, planned) {
            _ if planned == config => {}
            (_, Value::Unknown(_), _) => {
                self.add(Rule::PlanBlockUnknown, place, "a `dynamic` block is not known yet, and the plan changes it");
            }
            (_, _, Value::Unknown(_)) => {
                self.add(Rule::PlanBlockUnknown, place, "a block is planned to be unknown as a whole");
            }
            (BlockNesting::Single, ..) => self.block(block, config, prior, planned, place),
            (BlockNesting::List { .. }, _, Value::Null) => {
                self.add(Rule::PlanBlockNull, place, "the list of blocks is null, and it must be empty instead");
            }
            (BlockNesting::List { .. }, ..) => {
                let (configured, planned) =
                    (config.as_list().unwrap_or_default(), planned.as_list().unwrap_or_default());
                if configured.len() != planned.len() {
                    let what = format!("{} blocks are configured, and {} planned", configured.len(), planned.len());
                    return self.add(Rule::PlanBlockCount, place, &what);
                }
                for (index, (config, planned)) in configured.iter().zip(planned).enumerate() {
                    let place = place.index(index);
                    if planned.is_unknown() && !config.is_unknown() {
                        self.add(Rule::PlanBlockUnknown, &place, "a block is planned to be unknown as a whole");
                    } else {
                        self.block(block, config, element(prior, index), planned, &place);
                    }
                }
            }
        }
    }

    fn attributes(
        &mut self,
        attributes: &[Attribute],
        config: &Value,
        prior: &Value,
        planned: &Value,
        place: &Place<'_>,
    ) {
        for attribute in attributes {
            let (config, prior) = (member_of(config, attribute.name), member(prior, attribute.name));
            self.attribute(
                attribute,
                config,
                prior,
                member_of(planned, attribute.name),
                &place.attribute(attribute.name),
            );
        }
    }

    fn attribute(&mut self, attribute: &Attribute, config: &Value, prior: &Value, planned: &Value, place: &Place<'_>) {
        if attribute.write_only {
            if !planned.is_null() {
                self.add(Rule::WriteOnly, place, "a write-only value is planned");
            }
            return;
        }
        let kept = || !prior.is_null() && !config.is_null() && planned == prior;
        if planned.eq_ignoring_refinements(config) || kept() {
            return;
        }
        match &attribute.shape {
            _ if config.is_null() && attribute.mode.is_computed() => self.chosen(attribute, planned, place),
            _ if config.is_null() => {
                self.add(Rule::PlanUnasked, place, "it is not configured and not computed, and a value is planned");
            }
            Shape::Nested(nesting, attributes) => self.nested(*nesting, attributes, config, prior, planned, place),
            Shape::Type(_) => {
                let what = match (prior.is_null(), planned.is_unknown()) {
                    (_, true) => "it is configured, and planned to be unknown",
                    (true, false) => "the planned value is not the configured one",
                    (false, false) => "the planned value is neither the configured nor the prior one",
                };
                self.add(Rule::PlanConfigured, place, what);
            }
        }
    }

    /// What the provider chose. Only write-only values within it are against the rules.
    fn chosen(&mut self, attribute: &Attribute, planned: &Value, place: &Place<'_>) {
        let Shape::Nested(nesting, attributes) = &attribute.shape else { return };
        self.found.extend(super::settled::write_only_within(*nesting, attributes, planned, place));
    }

    fn nested(
        &mut self,
        nesting: Nesting,
        attributes: &[Attribute],
        config: &Value,
        prior: &Value,
        planned: &Value,
        place: &Place<'_>,
    ) {
        match (nesting, config, planned) {
            (_, Value::Unknown(_), _) => {
                self.add(Rule::PlanConfigured, place, "it is not known yet, and the plan knows it")
            }
            (_, _, Value::Unknown(_)) => {
                self.add(Rule::PlanNestedUnknown, place, "it is configured, and planned to be unknown as a whole");
            }
            (_, _, Value::Null) => self.add(Rule::Existence, place, "it is configured, and planned not to exist"),
            (Nesting::Single, ..) => self.attributes(attributes, config, prior, planned, place),
            (Nesting::Map, Value::Map(configured), Value::Map(planned)) => {
                if !configured.keys().eq(planned.keys()) {
                    return self.add(Rule::PlanNestedCount, place, "the planned keys are not the configured ones");
                }
                for ((key, config), planned) in configured.iter().zip(planned.values()) {
                    self.element(attributes, config, member(prior, key), planned, &place.key(key));
                }
            }
            (_, Value::List(configured), Value::List(planned)) => {
                if configured.len() != planned.len() {
                    let what = format!("{} objects are configured, and {} planned", configured.len(), planned.len());
                    return self.add(Rule::PlanNestedCount, place, &what);
                }
                // Elements of a set cannot be told apart: Terraform counts them only.
                if nesting == Nesting::List {
                    for (index, (config, planned)) in configured.iter().zip(planned).enumerate() {
                        self.element(attributes, config, element(prior, index), planned, &place.index(index));
                    }
                }
            }
            _ => self.add(Rule::Shape, place, "the planned value is of another type than the configured one"),
        }
    }

    fn element(&mut self, attributes: &[Attribute], config: &Value, prior: &Value, planned: &Value, place: &Place<'_>) {
        if config.is_null() && planned.is_null() {
            return;
        }
        if planned.is_unknown() && !config.is_unknown() {
            return self.add(Rule::PlanNestedUnknown, place, "it is configured, and planned to be unknown as a whole");
        }
        if self.both_exist(config, planned, place) {
            self.attributes(attributes, config, prior, planned, place);
        }
    }
}

/// The part of an object; every part of what is unknown is unknown.
fn member_of<'a>(object: &'a Value, name: &str) -> &'a Value {
    if object.is_unknown() { object } else { member(object, name) }
}
