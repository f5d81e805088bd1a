//! The checks that `validate = ...` and the types of the fields bring along.

use tf_provider_rs::Diagnostics;
use tf_provider_rs::model::Model;
use tf_provider_rs::schema::{Attribute, Shape};
use tf_provider_rs::value::{AttributePath, Value};

use crate::rich::{Gateway, Server};

fn check(attribute: &Attribute, value: &Value) -> Vec<String> {
    let path = AttributePath::root().attribute(attribute.name);
    let mut diagnostics = Diagnostics::new();
    for validate in &attribute.validate {
        validate(value, &path, &mut diagnostics);
    }
    diagnostics.iter().map(|d| d.to_string().lines().next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn checks_run_in_order_after_those_of_the_type() {
    for (name, value, expected) in [
        ("name", Value::from("one"), &[][..]),
        ("name", Value::from("one two"), &["error: Space in a name (at name)", "warning: Long name (at name)"]),
        ("type", Value::from("big"), &[]),
        ("type", Value::from("small"), &["error: Unknown kind (at type)"]),
        ("colour", Value::from("red"), &[]),
        ("colour", Value::from("blue"), &["error: Unknown colour (at colour)"]),
        ("lamp", Value::from("blue"), &["error: Unknown colour (at lamp)"]),
        ("policy", Value::from("{"), &["error: Invalid JSON (at policy)"]),
        ("labels", Value::map([("a", "1"), ("b", "2")]), &[]),
        ("labels", Value::map([("a", "1"), ("b", "2"), ("c", "3")]), &["error: Too many labels (at labels)"]),
        ("labels", Value::map([("a", Value::unknown())]), &[]),
        ("aliases", Value::list([Value::from("x"), Value::Null]), &["error: Null in a collection (at aliases[1])"]),
        ("subnets", Value::set([Value::Null]), &["error: Null in a collection (at subnets)"]),
        ("labels", Value::map([("a", Value::Null)]), &["error: Null in a collection (at labels[\"a\"])"]),
    ] {
        let block = Server::block();
        assert_eq!(check(block.attribute(name).unwrap(), &value), expected, "{name} = {value:?}");
    }
}

#[test]
fn nested_attributes_carry_their_own_checks() {
    let attributes = Gateway::attributes();
    assert_eq!(check(&attributes[0], &Value::from("a b")), ["error: Space in a name (at address)"]);
}

#[test]
fn a_timeout_is_checked_where_the_practitioner_wrote_it() {
    let block = Server::block();
    let timeouts = block.blocks.iter().find(|block| block.name == "timeouts").unwrap();
    let create = timeouts.block.attribute("create").unwrap();
    assert!(matches!(create.shape, Shape::Type(_)));
    assert_eq!(check(create, &Value::from("1h30m")), [""; 0]);
    assert_eq!(check(create, &Value::from("soon")), ["error: Invalid duration (at create)"]);
}
