//! Which planned changes replace the object.

use std::collections::BTreeSet;

use super::set;
use super::walk::{element, member};
use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::{AttributePath, Value};

/// The attributes that require replacement and change, in schema order. What appears or vanishes together with the object around
/// it changes too. What only the provider chooses does not replace before it is chosen.
pub(super) fn find(block: &Block, config: &Value, prior: &Value, planned: &Value) -> Vec<AttributePath> {
    let mut found = Vec::new();
    find_in_block(block, Change { config, prior, planned }, &AttributePath::root(), &mut found);
    found
}

/// One value in configuration, prior state and plan.
#[derive(Clone, Copy)]
struct Change<'a> {
    config: &'a Value,
    prior: &'a Value,
    planned: &'a Value,
}

impl<'a> Change<'a> {
    fn member(self, name: &str) -> Self {
        self.part(|value| member(value, name))
    }

    fn element(self, index: usize) -> Self {
        self.part(|value| element(value, index))
    }

    /// The part of something unknown is unknown.
    fn part(self, of: impl Fn(&'a Value) -> &'a Value) -> Self {
        let of = |value: &'a Value| if value.is_unknown() { value } else { of(value) };
        Self { config: of(self.config), prior: of(self.prior), planned: of(self.planned) }
    }

    fn is_left_to_the_provider(self) -> bool {
        self.planned.is_unknown() && self.config.is_null()
    }

    /// One past the last index in state or plan.
    fn len(self) -> usize {
        let len = |list: &Value| list.as_list().unwrap_or_default().len();
        len(self.prior).max(len(self.planned))
    }

    fn keys(self) -> BTreeSet<&'a str> {
        let keys = |map: &'a Value| map.as_map().into_iter().flatten().map(|(key, _)| key.as_str());
        keys(self.prior).chain(keys(self.planned)).collect()
    }
}

fn find_in_block(block: &Block, change: Change<'_>, path: &AttributePath, found: &mut Vec<AttributePath>) {
    find_in_object(&block.attributes, change, path, found);
    for nested in &block.blocks {
        let (change, path) = (change.member(nested.name), path.clone().attribute(nested.name));
        match nested.nesting {
            BlockNesting::Single => find_in_block(&nested.block, change, &path, found),
            BlockNesting::List { .. } => {
                for index in 0..change.len() {
                    find_in_block(&nested.block, change.element(index), &path.clone().index(index as i64), found);
                }
            }
        }
    }
}

fn find_in_object(attributes: &[Attribute], change: Change<'_>, path: &AttributePath, found: &mut Vec<AttributePath>) {
    for attribute in attributes {
        let change = change.member(attribute.name);
        if change.prior == change.planned || change.is_left_to_the_provider() {
            continue;
        }
        let path = path.clone().attribute(attribute.name);
        if attribute.requires_replace {
            found.push(path.clone());
        }
        if let Shape::Nested(nesting, attributes) = &attribute.shape {
            find_in_nested(*nesting, attributes, change, &path, found);
        }
    }
}

fn find_in_nested(
    nesting: Nesting,
    attributes: &[Attribute],
    change: Change<'_>,
    path: &AttributePath,
    found: &mut Vec<AttributePath>,
) {
    match nesting {
        Nesting::Single => find_in_object(attributes, change, path, found),
        Nesting::List => {
            for index in 0..change.len() {
                find_in_object(attributes, change.element(index), &path.clone().index(index as i64), found);
            }
        }
        Nesting::Map => {
            for key in change.keys() {
                find_in_object(attributes, change.member(key), &path.clone().key(key), found);
            }
        }
        // Terraform has no path to an element of a set, so the set itself is why.
        Nesting::Set => {
            if replaces_in_set(attributes, change) {
                found.push(path.clone());
            }
        }
    }
}

/// Whether an element of the plan has no like in state, or one of the state no like in the plan, as far as replacement goes.
fn replaces_in_set(attributes: &[Attribute], change: Change<'_>) -> bool {
    let (configured, prior, planned) = (elements(change.config), elements(change.prior), elements(change.planned));
    let pairs = set::pairs(attributes, configured, prior, planned);
    let configs = (0..planned.len())
        .map(|index| pairs.iter().find(|pair| pair.planned == index).map_or(&Value::Null, |pair| pair.config));
    let planned: Vec<_> = planned.iter().zip(configs).collect();
    let alike = |prior: &Value, (planned, config): &(&Value, &Value)| {
        let mut found = Vec::new();
        find_in_object(attributes, Change { config, prior, planned }, &AttributePath::root(), &mut found);
        found.is_empty()
    };
    let nothing = |value: &Value| alike(value, &(&Value::Null, &Value::Null));
    planned.iter().any(|planned| !alike(&Value::Null, planned) && !prior.iter().any(|prior| alike(prior, planned)))
        || prior.iter().any(|prior| !nothing(prior) && !planned.iter().any(|planned| alike(prior, planned)))
}

fn elements(set: &Value) -> &[Value] {
    set.as_list().unwrap_or_default()
}
