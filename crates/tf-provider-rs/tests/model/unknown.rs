//! An unknown in each place of a configuration or plan.

use tf_provider_rs::model::{Attr, FromValue, Model, ToValue};
use tf_provider_rs::value::{AttributePath, Value};

use crate::objects::{server, with};
use crate::rich::{Server, ServerArguments, ServerView};

fn read<T: FromValue>(value: &Value) -> tf_provider_rs::Result<T> {
    T::from_value(value, &AttributePath::root())
}

#[test]
fn every_attribute_of_a_view_can_be_unknown() {
    for attribute in Server::attributes() {
        let object = with(server(), attribute.name, Value::unknown());
        let view: ServerView = read(&object).unwrap();
        assert_eq!(view.to_value(), object, "{}", attribute.name);
    }
}

#[test]
fn an_unknown_inside_a_collection_leaves_the_rest_known() {
    let disk = Value::object([("size", Value::unknown()), ("serial", Value::Null)]);
    let object = with(server(), "disks", Value::list([disk, Value::unknown()]));
    let view: ServerView = read(&with(object, "aliases", Value::list([Value::from("x"), Value::unknown()]))).unwrap();
    let disks = view.disks.known().unwrap();
    assert_eq!(disks[0].known().unwrap().size, Attr::Unknown);
    assert_eq!(disks[0].known().unwrap().serial, Attr::Null);
    assert_eq!(disks[1], Attr::Unknown);
    assert_eq!(view.aliases, Attr::Known(vec![Attr::Known("x".to_owned()), Attr::Unknown]));
}

#[test]
fn a_dynamic_block_that_is_not_known_yet_reads_as_no_blocks() {
    let view: ServerView = read(&with(server(), "people", Value::unknown())).unwrap();
    assert_eq!(view.people, []);
}

#[test]
fn an_unknown_argument_is_what_the_provider_is_left_to_choose() {
    for name in ["version", "zone", "shares"] {
        for open in [Value::unknown(), Value::Null] {
            let arguments: ServerArguments = read(&with(server(), name, open)).unwrap();
            let chosen = [arguments.version.is_some(), arguments.zone.is_some(), arguments.shares.is_some()];
            assert_eq!(chosen, ["version", "zone", "shares"].map(|other| other != name), "{name}");
        }
    }
}

#[test]
fn an_unknown_argument_inside_a_nested_model_is_none() {
    let gateway =
        Value::object([("address", Value::from("gw")), ("priority", Value::from(1)), ("state", Value::unknown())]);
    let network = Value::object([("range", Value::unknown()), ("gateway", gateway), ("id", Value::unknown())]);
    let arguments: ServerArguments = read(&with(server(), "network", network)).unwrap();
    let network = arguments.network.unwrap();
    assert_eq!((network.range, network.gateway.address.as_str()), (None, "gw"));
}

#[test]
fn computed_attributes_may_be_anything_in_arguments() {
    let object = with(with(server(), "address", Value::unknown()), "password", Value::unknown());
    assert_eq!(read::<ServerArguments>(&object).unwrap().name, "one");
}

#[test]
fn an_unknown_reaches_neither_state_nor_what_the_practitioner_had_to_set() {
    let object = with(server(), "name", Value::unknown());
    let expected = "name must be a string, and it is a value that is not known yet.";
    for diagnostics in [read::<Server>(&object).unwrap_err(), read::<ServerArguments>(&object).unwrap_err()] {
        let details: Vec<_> = diagnostics.iter().map(|d| d.detail.lines().next().unwrap_or_default()).collect();
        assert_eq!(details, [expected]);
    }
}
