//! Values of the model with everything, for the other tests.

use tf_provider_rs::value::Value;

/// A server in state, every attribute and block with a value.
pub(crate) fn server() -> Value {
    Value::object([
        ("name", Value::from("one")),
        ("colour", Value::from("red")),
        ("version", Value::from("1.2")),
        ("zone", Value::from("a")),
        ("address", Value::from("10.0.0.1")),
        ("password", Value::from("secret")),
        ("port", Value::from(80)),
        ("enabled", Value::from(false)),
        ("weight", Value::from(7)),
        ("owner", Value::from("ann")),
        ("lamp", Value::from("red")),
        ("aliases", Value::list(["x", "y"])),
        ("policy", Value::from("{ }")),
        ("type", Value::from("big")),
        ("subnets", Value::set(["s-1", "s-2"])),
        ("labels", Value::map([("k", "v")])),
        ("network", network()),
        ("disks", Value::list([disk(1, "d-1"), disk(2, "d-2")])),
        ("spares", Value::set([disk(3, "d-3"), disk(4, "d-4")])),
        ("shares", Value::map([("ann", disk(5, "d-5"))])),
        ("starter", person("bob")),
        ("people", Value::list([person("cid"), person("dan")])),
        ("guests", Value::list([person("eve")])),
        ("timeouts", Value::object([("create", Value::from("5m")), ("update", Value::Null), ("delete", Value::Null)])),
    ])
}

fn network() -> Value {
    let gateway =
        Value::object([("address", Value::from("gw")), ("priority", Value::from(2)), ("state", Value::from("up"))]);
    Value::object([("range", Value::from("10/8")), ("gateway", gateway), ("id", Value::from("net-1"))])
}

fn disk(size: i64, serial: &str) -> Value {
    Value::object([("size", Value::from(size)), ("serial", Value::from(serial))])
}

fn person(name: &str) -> Value {
    let badges = Value::list([Value::object([("number", Value::from(1))]), Value::object([("number", Value::Null)])]);
    Value::object([("name", Value::from(name)), ("badges", badges)])
}

/// `object` with another value for one attribute.
pub(crate) fn with(mut object: Value, name: &str, value: Value) -> Value {
    if let Value::Map(attributes) = &mut object {
        attributes.insert(name.to_owned(), value);
    }
    object
}
