//! The schema of the model with everything.

use tf_provider_rs::model::{Model, ToValue};
use tf_provider_rs::schema::{Attribute, Block, BlockNesting, Shape};
use tf_provider_rs::value::{Number, Type, Value};

use crate::rich::{Badge, Colour, Server};

/// One line for each attribute and block, with everything that the schema says of it except defaults.
fn render(block: &Block) -> String {
    let mut text = String::new();
    render_block(&mut text, block, "");
    text
}

fn render_block(text: &mut String, block: &Block, indent: &str) {
    render_attributes(text, &block.attributes, indent);
    for nested in &block.blocks {
        let nesting = match nested.nesting {
            BlockNesting::Single => "single".to_owned(),
            BlockNesting::List { max } => format!("list max={max}"),
        };
        let (name, description) = (nested.name, &nested.block.description);
        text.push_str(&format!("{indent}block {name} {nesting} \"{description}\"\n"));
        render_block(text, &nested.block, &format!("{indent}  "));
    }
}

fn render_attributes(text: &mut String, attributes: &[Attribute], indent: &str) {
    for attribute in attributes {
        let (shape, nested) = match &attribute.shape {
            Shape::Type(leaf) => (leaf.friendly_name(), &[][..]),
            Shape::Nested(nesting, nested) => (format!("nested {nesting:?}").to_lowercase(), nested.as_slice()),
        };
        let flags = [
            (attribute.sensitive, "sensitive"),
            (attribute.default.is_some(), "default"),
            (attribute.keep_state, "keep_state"),
            (attribute.requires_replace, "requires_replace"),
            (attribute.semantically_equal.is_some(), "semantically_equal"),
            (attribute.deprecated.is_some(), "deprecated"),
        ];
        let flags: String = flags.iter().filter(|(set, _)| *set).map(|(_, name)| format!(" {name}")).collect();
        let Attribute { name, mode, description, validate, .. } = attribute;
        let checks = validate.len();
        text.push_str(&format!("{indent}{name}: {shape}, {mode:?}{flags}, checks={checks} \"{description}\"\n"));
        render_attributes(text, nested, &format!("{indent}  "));
    }
}

#[test]
fn every_field_is_an_attribute_or_a_block_in_field_order() {
    let expected = r#"name: string, Required requires_replace, checks=3 "Name of the server. A change replaces it."
colour: string, Optional, checks=1 "Colour of its case."
version: string, OptionalComputed keep_state, checks=1 "Version of its system."
zone: string, OptionalComputed requires_replace, checks=1 "Zone where it stands."
address: string, Computed keep_state, checks=0 "Address."
password: string, Computed sensitive, checks=0 "Password."
port: number, OptionalComputed default, checks=1 "Port."
enabled: bool, OptionalComputed default, checks=1 "Whether it is on."
weight: number, OptionalComputed default, checks=1 "Weight in kilograms."
owner: string, OptionalComputed default deprecated, checks=1 "Who owns it."
lamp: string, OptionalComputed default, checks=1 "Colour of the lamp."
aliases: list of string, OptionalComputed default, checks=1 "Names by which it is known."
policy: string, Optional semantically_equal, checks=1 "Policy."
type: string, Required, checks=2 "Kind."
subnets: set of string, Required, checks=1 "Subnets."
labels: map of string, Optional, checks=2 "Labels."
network: nested single, Optional, checks=1 "Network."
  range: string, OptionalComputed, checks=1 "Address range."
  gateway: nested single, Required, checks=1 "Gateway."
    address: string, Required, checks=2 "Address."
    priority: number, OptionalComputed default, checks=1 "Priority."
    state: string, Computed, checks=0 "State."
  id: string, Computed, checks=0 "Identifier."
disks: nested list, Required, checks=1 "Disks in the order of their slots."
  size: number, Required, checks=1 "Size in GiB."
  serial: string, Computed, checks=0 "Serial number."
spares: nested set, Optional, checks=1 "Disks kept in stock."
  size: number, Required, checks=1 "Size in GiB."
  serial: string, Computed, checks=0 "Serial number."
shares: nested map, OptionalComputed, checks=1 "Disks by user."
  size: number, Required, checks=1 "Size in GiB."
  serial: string, Computed, checks=0 "Serial number."
block starter single "The one who started it."
  name: string, Required, checks=1 "Name of the person."
  block badges list max=0 "Badges of the person."
    number: number, Optional, checks=1 "Number on the badge."
block people list max=0 "Those who look after it."
  name: string, Required, checks=1 "Name of the person."
  block badges list max=0 "Badges of the person."
    number: number, Optional, checks=1 "Number on the badge."
block guests list max=2 "Those who may enter."
  name: string, Required, checks=1 "Name of the person."
  block badges list max=0 "Badges of the person."
    number: number, Optional, checks=1 "Number on the badge."
block timeouts single "How long to wait for each operation."
  create: string, Optional, checks=1 "How long to wait for the create operation, as a number with a unit: `30s`, `90m`, `1h30m`. Default value: `60m`."
  update: string, Optional, checks=1 "How long to wait for the update operation, as a number with a unit: `30s`, `90m`, `1h30m`. Default value: `1h30m`."
  delete: string, Optional, checks=1 "How long to wait for the delete operation, as a number with a unit: `30s`, `90m`, `1h30m`. Default value: `45m`."
"#;
    assert_eq!(render(&Server::block()), expected);
}

#[test]
fn the_doc_comment_of_the_struct_describes_the_block() {
    assert_eq!(Server::description(), "A server.\n\nIt listens on a port:\n- always");
    assert_eq!(Server::schema(3).block.description, Server::description());
    assert_eq!(Server::schema(3).version, 3);
}

#[test]
fn defaults_are_values_of_the_attributes_type() {
    let block = Server::block();
    let defaults: Vec<_> = block.attributes.iter().filter_map(|a| Some((a.name, a.default.clone()?))).collect();
    assert_eq!(
        defaults,
        [
            ("port", Value::from(8080)),
            ("enabled", Value::from(true)),
            ("weight", Value::from(Number::from(12))),
            ("owner", Value::from("nobody")),
            ("lamp", Colour::from("red").to_value()),
            ("aliases", Value::list(["server"])),
        ]
    );
}

#[test]
fn a_deprecated_attribute_says_what_to_use_instead() {
    assert_eq!(Server::block().attribute("owner").unwrap().deprecated, Some("Use `labels` instead."));
}

#[test]
fn timeouts_have_their_defaults_and_a_model_without_them_has_none() {
    assert_eq!(Server::timeouts(), [("create", "60m"), ("update", "1h30m"), ("delete", "45m")]);
    assert!(Badge::timeouts().is_empty());
    assert!(Badge::blocks().is_empty());
}

#[test]
fn collections_of_models_are_collections_of_objects_on_the_wire() {
    let disk = Type::object([("size", Type::Number), ("serial", Type::String)]);
    let server = Server::block().object_type();
    assert_eq!(server.attribute("disks"), Some(&Type::list(disk.clone())));
    assert_eq!(server.attribute("spares"), Some(&Type::set(disk.clone())));
    assert_eq!(server.attribute("shares"), Some(&Type::map(disk)));
}

#[test]
fn json_is_equal_by_meaning() {
    let equal = Server::block().attribute("policy").unwrap().semantically_equal.unwrap();
    for (one, other, expected) in [
        (r#"{"a":1,"b":[2]}"#, "{ \"b\": [2],\n\"a\": 1 }", true),
        (r#"{"a":1}"#, r#"{"a":2}"#, false),
        (r#"[1,2]"#, r#"[2,1]"#, false),
        ("not json", "not json", false),
    ] {
        assert_eq!(equal(&Value::from(one), &Value::from(other)), expected, "{one} {other}");
    }
}
