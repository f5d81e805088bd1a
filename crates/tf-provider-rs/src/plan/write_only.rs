//! Write-only attributes: in the configuration, in what Terraform proposes, and nowhere else.

use super::walk::{element, member};
use crate::schema::{Attribute, Block, BlockNesting, Nesting, Shape};
use crate::value::Value;

/// Takes the write-only values out of a plan.
pub(super) fn remove(block: &Block, planned: &mut Value) {
    if block.has_write_only() {
        visit_block(block, &Value::Null, planned, &|_config, planned| *planned = Value::Null);
    }
}

/// The plan with the write-only values of the configuration: what create and update are given.
pub(crate) fn with_write_only(block: &Block, config: &Value, mut planned: Value) -> Value {
    visit_block(block, config, &mut planned, &|config, planned| *planned = config.clone());
    planned
}

type Visit<'a> = &'a dyn Fn(&Value, &mut Value);

fn visit_block(block: &Block, config: &Value, planned: &mut Value, visit: Visit<'_>) {
    visit_object(&block.attributes, config, planned, visit);
    let Value::Map(planned) = planned else { return };
    for nested in &block.blocks {
        let (Some(planned), config) = (planned.get_mut(nested.name), member(config, nested.name)) else { continue };
        match (nested.nesting, planned) {
            (BlockNesting::Single, planned) => visit_block(&nested.block, config, planned, visit),
            (BlockNesting::List { .. }, Value::List(elements)) => {
                for (index, planned) in elements.iter_mut().enumerate() {
                    visit_block(&nested.block, element(config, index), planned, visit);
                }
            }
            _ => {}
        }
    }
}

fn visit_object(attributes: &[Attribute], config: &Value, planned: &mut Value, visit: Visit<'_>) {
    let Value::Map(planned) = planned else { return };
    for attribute in attributes {
        let (Some(planned), config) = (planned.get_mut(attribute.name), member(config, attribute.name)) else {
            continue;
        };
        if attribute.write_only {
            visit(config, planned);
            continue;
        }
        let Shape::Nested(nesting, attributes) = &attribute.shape else { continue };
        match (nesting, planned) {
            (Nesting::Single, planned) => visit_object(attributes, config, planned, visit),
            (Nesting::List, Value::List(elements)) => {
                for (index, planned) in elements.iter_mut().enumerate() {
                    visit_object(attributes, element(config, index), planned, visit);
                }
            }
            (Nesting::Map, Value::Map(elements)) => {
                for (key, planned) in elements.iter_mut() {
                    visit_object(attributes, member(config, key), planned, visit);
                }
            }
            // Terraform allows none in a set.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_write_only;
    use crate::model::{Model as _, WriteOnly};
    use crate::plan::{PlannedChange, plan_change};
    use crate::value::Value;

    /// A vault.
    #[derive(Clone, Debug, crate::Model)]
    struct Vault {
        /// Name of the vault.
        #[tf(required)]
        name: String,
        /// Key of the vault.
        #[tf(optional)]
        key: Option<WriteOnly<String>>,
        /// Boxes by name.
        #[tf(optional)]
        boxes: Option<std::collections::BTreeMap<String, Locked>>,
        /// Doors in order.
        #[tf(block)]
        doors: Vec<Locked>,
        /// Status of the vault.
        #[tf(computed)]
        status: Option<String>,
    }

    /// Something locked.
    #[derive(Clone, Debug, crate::Model)]
    struct Locked {
        /// Code.
        #[tf(required)]
        code: WriteOnly<i64>,
    }

    fn vault(key: Value, code: Value, status: Value) -> Value {
        let locked = Value::object([("code", code)]);
        Value::object([
            ("name", Value::from("a")),
            ("key", key),
            ("boxes", Value::map([("x", locked.clone())])),
            ("doors", Value::list([locked])),
            ("status", status),
        ])
    }

    #[test]
    fn a_plan_has_no_write_only_value_and_a_changed_one_changes_nothing() {
        let block = Vault::block();
        let config = vault(Value::from("secret"), Value::from(7), Value::Null);
        let planned = plan_change(&block, &config, &Value::Null, config.clone());
        let state = vault(Value::Null, Value::Null, Value::unknown());
        assert_eq!(planned, PlannedChange { state, requires_replace: vec![] });

        let prior = vault(Value::Null, Value::Null, Value::from("shut"));
        let proposed = vault(Value::from("other"), Value::from(8), Value::from("shut"));
        let config = vault(Value::from("other"), Value::from(8), Value::Null);
        let planned = plan_change(&block, &config, &prior, proposed);
        assert_eq!(planned, PlannedChange { state: prior, requires_replace: vec![] });
    }

    #[test]
    fn create_and_update_get_the_plan_with_what_the_configuration_says() {
        let config = vault(Value::from("secret"), Value::from(7), Value::Null);
        let planned = vault(Value::Null, Value::Null, Value::unknown());
        let arguments = with_write_only(&Vault::block(), &config, planned);
        assert_eq!(arguments, vault(Value::from("secret"), Value::from(7), Value::unknown()));
    }
}
