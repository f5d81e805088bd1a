//! Terraform's rules for a plan, checked as Terraform checks them.
//!
//! Source: hashicorp/terraform v1.11.4, internal/plans/objchange/plan_valid.go.

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::plan::PlannedChange;
use crate::plan::walk::{element, member};
use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::{AttributePath, Step, Value};

type Checked = Result<(), TestCaseError>;

pub(super) fn assert_plan_is_valid(block: &Block, config: &Value, prior: &Value, planned: &PlannedChange) -> Checked {
    check_block(block, config, prior, &planned.state, &AttributePath::root())?;
    for path in &planned.requires_replace {
        let (before, after) = (at(prior, path), at(&planned.state, path));
        prop_assert!(before.is_some() || after.is_some(), "{path} is neither in state nor in the plan");
        prop_assert!(before != after, "{path} does not change");
    }
    Ok(())
}

/// The value at the path; anything within something unknown is unknown.
fn at<'a>(value: &'a Value, path: &AttributePath) -> Option<&'a Value> {
    path.steps().iter().try_fold(value, |value, step| match (step, value) {
        (_, Value::Unknown(_)) => Some(value),
        (Step::Attribute(name) | Step::Key(name), Value::Map(members)) => members.get(name),
        (Step::Index(index), Value::List(elements)) => elements.get(usize::try_from(*index).ok()?),
        _ => None,
    })
}

fn check_block(block: &Block, config: &Value, prior: &Value, planned: &Value, path: &AttributePath) -> Checked {
    check_object(&block.attributes, config, prior, planned, path)?;
    for nested in &block.blocks {
        let path = path.clone().attribute(nested.name);
        let (config, prior, planned) =
            (member(config, nested.name), member(prior, nested.name), member(planned, nested.name));
        match nested.nesting {
            BlockNesting::Single => {
                prop_assert_eq!(config.is_null(), planned.is_null(), "{}", path);
                if !config.is_null() {
                    check_block(&nested.block, config, prior, planned, &path)?;
                }
            }
            BlockNesting::List { .. } => {
                let (configured, planned) = (config.as_list().unwrap_or_default(), planned.as_list());
                prop_assert_eq!(Some(configured.len()), planned.map(<[Value]>::len), "{}", path);
                for (index, (config, planned)) in configured.iter().zip(planned.unwrap_or_default()).enumerate() {
                    check_block(
                        &nested.block,
                        config,
                        element(prior, index),
                        planned,
                        &path.clone().index(index as i64),
                    )?;
                }
            }
        }
    }
    Ok(())
}

fn check_object(
    attributes: &[Attribute],
    config: &Value,
    prior: &Value,
    planned: &Value,
    path: &AttributePath,
) -> Checked {
    for attribute in attributes {
        let path = path.clone().attribute(attribute.name);
        let (config, prior, planned) =
            (member(config, attribute.name), member(prior, attribute.name), member(planned, attribute.name));
        check_attribute(attribute, config, prior, planned, &path)?;
    }
    Ok(())
}

fn check_attribute(
    attribute: &Attribute,
    config: &Value,
    prior: &Value,
    planned: &Value,
    path: &AttributePath,
) -> Checked {
    if let (Shape::Nested(nesting, attributes), false) = (&attribute.shape, config.is_null()) {
        return check_nested(*nesting, attributes, config, prior, planned, path);
    }
    let same = planned.eq_ignoring_refinements(config);
    let kept = planned == prior && !prior.is_null() && !config.is_null();
    let chosen = config.is_null() && attribute.mode.is_computed();
    prop_assert!(same || kept || chosen, "{path}: {config:?} configured, {prior:?} before, {planned:?} planned");
    Ok(())
}

fn check_nested(
    nesting: Nesting,
    attributes: &[Attribute],
    config: &Value,
    prior: &Value,
    planned: &Value,
    path: &AttributePath,
) -> Checked {
    match (nesting, config, planned) {
        (_, Value::Unknown(_), _) => prop_assert!(planned.is_unknown(), "{path}"),
        (Nesting::Single, _, _) => {
            prop_assert!(!planned.is_null() && !planned.is_unknown(), "{path}");
            check_object(attributes, config, prior, planned, path)?;
        }
        (Nesting::List, Value::List(config), Value::List(planned)) => {
            prop_assert_eq!(config.len(), planned.len(), "{}", path);
            for (index, (config, planned)) in config.iter().zip(planned).enumerate() {
                check_object(attributes, config, element(prior, index), planned, &path.clone().index(index as i64))?;
            }
        }
        (Nesting::Map, Value::Map(config), Value::Map(planned)) => {
            prop_assert!(config.keys().eq(planned.keys()), "{path}");
            for (key, config) in config {
                check_object(attributes, config, member(prior, key), &planned[key], &path.clone().key(key))?;
            }
        }
        // Stricter than Terraform, which only counts: every element of the plan follows from one of the configuration.
        (Nesting::Set, Value::List(config), Value::List(planned)) => {
            prop_assert_eq!(config.len(), planned.len(), "{}", path);
            for planned in planned {
                let fits = |config: &Value| check_object(attributes, config, &Value::Null, planned, path).is_ok();
                prop_assert!(config.iter().any(fits), "{path}: {planned:?} follows from nothing in {config:?}");
            }
        }
        _ => prop_assert!(false, "{path}: {planned:?} planned for {config:?}"),
    }
    Ok(())
}
