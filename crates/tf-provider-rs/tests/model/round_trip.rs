//! What is read from a value becomes the same value again.

use std::collections::BTreeMap;

use tf_provider_rs::model::{Attr, FromValue, Json, Timeouts, ToValue};
use tf_provider_rs::value::{AttributePath, Value};

use crate::objects::{server, with};
use crate::rich::{Badge, Colour, Disk, PersonView, Server, ServerArguments, ServerView};

fn read<T: FromValue>(value: &Value) -> T {
    T::from_value(value, &AttributePath::root()).expect("the value fits the model")
}

#[test]
fn a_stored_value_is_read_and_written_back() {
    let stored: Server = read(&server());
    assert_eq!(stored.name, "one");
    assert_eq!(stored.r#type, "big");
    assert_eq!(stored.colour, Some(Colour::from("red")));
    assert_eq!(stored.policy, Some(Json::from("{ }")));
    assert_eq!(stored.network.as_ref().unwrap().gateway.priority, 2);
    assert_eq!(stored.shares, BTreeMap::from([("ann".to_owned(), Disk { size: 5, serial: Some("d-5".to_owned()) })]));
    assert_eq!(stored.people[1].badges, [Badge { number: Some(1) }, Badge { number: None }]);
    assert_eq!(stored.to_value(), server());
}

#[test]
fn a_set_is_written_in_canonical_order_whatever_its_order_in_rust() {
    let mut stored: Server = read(&server());
    stored.spares = Some([Disk { size: 4, serial: None }, Disk { size: 3, serial: Some("z".to_owned()) }].into());
    let disk = |size: i64, serial| Value::object([("size", Value::from(size)), ("serial", serial)]);
    let expected = Value::set([disk(3, Value::from("z")), disk(4, Value::Null)]);
    assert_eq!(stored.to_value().attribute("spares"), Some(&expected));
}

#[test]
fn what_may_be_null_is_none_in_state() {
    let nullable = ["colour", "zone", "address", "policy", "labels", "network", "spares", "starter", "timeouts"];
    let object = nullable.iter().fold(server(), |object, name| with(object, name, Value::Null));
    let stored: Server = read(&object);
    assert_eq!(stored.network, None);
    assert_eq!(stored.starter, None);
    assert_eq!(stored.timeouts, Timeouts::default());
    assert_eq!(stored.to_value(), object);
}

#[test]
fn blocks_that_are_absent_from_an_object_are_no_blocks() {
    let stored: Server = read(&with(server(), "people", Value::Null));
    assert_eq!(stored.people, []);
    assert_eq!(stored.to_value().attribute("people"), Some(&Value::List(Vec::new())));
}

#[test]
fn a_view_is_read_and_written_back() {
    let view: ServerView = read(&server());
    assert_eq!(view.name, Attr::Known("one".to_owned()));
    assert_eq!(view.aliases, Attr::Known(vec![Attr::Known("x".to_owned()), Attr::Known("y".to_owned())]));
    assert_eq!(view.network.known().unwrap().gateway.known().unwrap().state, Attr::Known("up".to_owned()));
    assert_eq!(view.starter.as_ref().unwrap().badges[1].number, Attr::Null);
    assert_eq!(view.to_value(), server());
}

#[test]
fn a_default_view_has_nothing_set_and_no_blocks() {
    let view = PersonView::default();
    assert_eq!(view, PersonView { name: Attr::Null, badges: Vec::new() });
    assert_eq!(ServerView::default().network, Attr::Null);
    assert_eq!(ServerView::default().timeouts, Timeouts::default());
}

#[test]
fn arguments_hold_what_the_practitioner_set() {
    let ServerArguments {
        name,
        colour,
        version,
        zone,
        port,
        enabled,
        weight,
        owner,
        lamp,
        aliases,
        policy,
        r#type,
        subnets,
        labels,
        network,
        disks,
        spares,
        shares,
        starter,
        people,
        guests,
    } = read(&server());
    let sizes = |disks: Vec<crate::rich::DiskArguments>| disks.iter().map(|disk| disk.size).collect::<Vec<_>>();
    let network = network.unwrap();
    assert_eq!((name.as_str(), r#type.as_str(), owner.as_str(), lamp.as_str()), ("one", "big", "ann", "red"));
    assert_eq!((port, enabled, weight.as_i64()), (80, false, Some(7)));
    assert_eq!((colour, version, zone), (Some(Colour::from("red")), Some("1.2".to_owned()), Some("a".to_owned())));
    assert_eq!((aliases, subnets), (vec!["x".to_owned(), "y".to_owned()], vec!["s-1".to_owned(), "s-2".to_owned()]));
    assert_eq!((policy, labels.unwrap().len()), (Some(Json::from("{ }")), 1));
    assert_eq!(
        (network.range, network.gateway.address, network.gateway.priority),
        (Some("10/8".to_owned()), "gw".to_owned(), 2)
    );
    assert_eq!((sizes(disks), sizes(spares.unwrap()), shares.unwrap()["ann"].size), (vec![1, 2], vec![3, 4], 5));
    assert_eq!((starter.unwrap().name.as_str(), people.len(), guests[0].badges.len()), ("bob", 2, 2));
}
