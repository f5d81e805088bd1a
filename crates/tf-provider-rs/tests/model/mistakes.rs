//! Values of the wrong shape: everything that is wrong is said, each at its own path.

use tf_provider_rs::model::FromValue;
use tf_provider_rs::value::{AttributePath, Value};

use crate::objects::{server, with};
use crate::rich::{Disk, Server, ServerArguments, ServerView};

/// The path and the first line of each diagnostic.
fn mistakes<T: FromValue + std::fmt::Debug>(value: &Value) -> Vec<(String, String)> {
    let diagnostics = T::from_value(value, &AttributePath::root()).expect_err("the value has mistakes");
    diagnostics
        .iter()
        .map(|d| {
            let path = d.attribute.as_ref().map(ToString::to_string).unwrap_or_default();
            (path, d.detail.lines().next().unwrap_or_default().to_owned())
        })
        .collect()
}

fn broken() -> Value {
    let disk = Value::object([("size", Value::from("big")), ("serial", Value::Null)]);
    let gateway = Value::object([("address", Value::from(true)), ("priority", Value::from(1)), ("state", Value::Null)]);
    let network = Value::object([("range", Value::from("r")), ("gateway", gateway), ("id", Value::from("i"))]);
    let person = Value::object([("name", Value::from(1)), ("badges", Value::List(Vec::new()))]);
    [
        ("name", Value::from(1)),
        ("enabled", Value::from("yes")),
        ("aliases", Value::list([Value::from("x"), Value::from(2)])),
        ("subnets", Value::set([Value::from(3)])),
        ("labels", Value::map([("k", Value::from(4))])),
        ("network", network),
        ("disks", Value::list([disk.clone()])),
        ("spares", Value::set([disk.clone()])),
        ("shares", Value::map([("ann", disk)])),
        ("people", Value::list([person])),
    ]
    .into_iter()
    .fold(server(), |object, (name, value)| with(object, name, value))
}

const EXPECTED: [(&str, &str); 10] = [
    ("name", "name must be a string, and it is a number."),
    ("enabled", "enabled must be a bool, and it is a string."),
    ("aliases[1]", "aliases[1] must be a string, and it is a number."),
    ("subnets", "subnets must be a string, and it is a number."),
    ("labels[\"k\"]", "labels[\"k\"] must be a string, and it is a number."),
    ("network.gateway.address", "network.gateway.address must be a string, and it is a bool."),
    ("disks[0].size", "disks[0].size must be a number, and it is a string."),
    ("spares.size", "spares.size must be a number, and it is a string."),
    ("shares[\"ann\"].size", "shares[\"ann\"].size must be a number, and it is a string."),
    ("people[0].name", "people[0].name must be a string, and it is a number."),
];

#[test]
fn all_mistakes_are_collected_with_their_paths() {
    let expected = EXPECTED.map(|(path, detail)| (path.to_owned(), detail.to_owned()));
    assert_eq!(mistakes::<Server>(&broken()), expected);
}

#[test]
fn the_companions_find_the_same_mistakes() {
    // Their sets are lists, whose elements have a number.
    let number = |text: &str| text.replace("subnets", "subnets[0]").replace("spares", "spares[0]");
    let expected = EXPECTED.map(|(path, detail)| (number(path), number(detail)));
    assert_eq!(mistakes::<ServerView>(&broken()), expected);
    assert_eq!(mistakes::<ServerArguments>(&broken()), expected);
}

#[test]
fn a_required_value_that_is_null_in_state_is_a_mistake() {
    let expected = [("password".to_owned(), "password must be a string, and it is null.".to_owned())];
    assert_eq!(mistakes::<Server>(&with(server(), "password", Value::Null)), expected);
}

#[test]
fn an_attribute_that_is_absent_from_the_object_reads_as_null() {
    let disk = Disk::from_value(&Value::object([("size", 1)]), &AttributePath::root()).unwrap();
    assert_eq!(disk, Disk { size: 1, serial: None });
}

#[test]
fn a_value_that_is_no_object_is_a_mistake() {
    let expected = [(String::new(), "the object must be an object, and it is a string.".to_owned())];
    assert_eq!(mistakes::<Disk>(&Value::from("x")), expected);
}

#[test]
fn a_number_that_is_not_whole_is_refused_at_its_path() {
    let number: tf_provider_rs::value::Number = "1.5".parse().unwrap();
    let object = Value::object([("size", Value::from(number)), ("serial", Value::Null)]);
    let detail = format!("Use a whole number between {} and {}, not 1.5.", i64::MIN, i64::MAX);
    assert_eq!(mistakes::<Disk>(&object), [("size".to_owned(), detail)]);
}
