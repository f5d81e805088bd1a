mod pages;

use std::path::PathBuf;

use super::super::sample::{self, attribute, block};
use super::super::{Pages, render};
use super::*;
use crate::schema::{Mode, Nesting};
use crate::value::{Type, Value};

const TEXT: Shape = Shape::Type(Type::String);

fn text(name: &'static str, mode: Mode) -> Attribute {
    attribute(name, TEXT, mode, "Name of it.")
}

fn described(description: &str) -> Attribute {
    attribute("name", TEXT, Mode::Optional, description)
}

fn typed(shape: Shape) -> Attribute {
    attribute("name", shape, Mode::Optional, "Name of it.")
}

/// The sample provider, whose resource has this root block.
fn with_block(root: Block) -> ProviderSchema {
    let mut provider = sample::provider();
    provider.resources = vec![("cloud_server".to_owned(), Schema::new(0, root))];
    provider
}

fn of_attributes(attributes: Vec<Attribute>) -> Vec<String> {
    lint(&with_block(block("Manages a server.", attributes, vec![])))
}

fn of_description(description: &str) -> Vec<String> {
    lint(&with_block(block(description, vec![], vec![])))
}

#[test]
fn the_sample_provider_has_no_findings() {
    let nothing: [String; 0] = [];
    assert_eq!(lint(&sample::provider()), nothing);
}

#[test]
fn descriptions_are_whole_sentences_that_begin_with_the_matter() {
    for (description, expected) in [
        ("", "there is no description; write what it is, with its unit and its allowed values"),
        ("Name of it", "end the description with a full stop"),
        ("A name.", "begin the description with a noun or a verb, not with `A`"),
        ("The name.", "begin the description with a noun or a verb, not with `The`"),
        ("Specifies the name.", "begin the description with a noun or a verb, not with `Specifies`"),
        ("Indicates the name.", "begin the description with a noun or a verb, not with `Indicates`"),
    ] {
        assert_eq!(of_attributes(vec![described(description)]), [format!("cloud_server.name: {expected}")]);
        assert_eq!(of_description(description), [format!("cloud_server: {expected}")]);
    }
}

#[test]
fn descriptions_have_a_form_that_a_page_can_show() {
    for description in ["One.\n\nTwo.", "One of:\n- a.", "One of:\n1. a."] {
        let expected = "cloud_server.name: the page shows the description in a list, so use one paragraph";
        assert_eq!(of_attributes(vec![described(description)]), [expected]);
    }
    for line in ["- a.", "* a.", "2) a.", "# a.", "> a.", "| a.", "```a."] {
        let expected = format!(
            "cloud_server: the page repeats the description as plain text, so use paragraphs only; this line is none: `{line}`"
        );
        assert_eq!(of_description(&format!("Manages it.\n\n{line}")), [expected]);
    }
    let nothing: [String; 0] = [];
    assert_eq!(of_description("Manages it.\n\n~> **Note:** Mind it.\n-> **Note:** Mind it."), nothing);
}

#[test]
fn flags_of_an_attribute_fit_each_other_and_its_description() {
    let base = || text("name", Mode::Optional);
    for (attribute, expected) in [
        (
            Attribute { requires_replace: true, ..base() },
            "the description must say what a change replaces: `A change replaces ...`",
        ),
        (described("Name. A change replaces it."), "the description says `A change replaces`, but a change does not"),
        (
            Attribute { requires_replace: true, ..text("name", Mode::Computed) },
            "a change of a computed attribute cannot be a reason to replace",
        ),
        (
            Attribute { default: Some(Value::Bool(true)), ..base() },
            "a default needs an attribute that is optional and computed",
        ),
        (
            Attribute { default: Some(Value::Bool(true)), ..text("name", Mode::OptionalComputed) },
            "the description must name the default: `Default value: `true`.`",
        ),
        (
            Attribute { default: Some(Value::Number(3.into())), ..text("name", Mode::OptionalComputed) },
            "the description must name the default: `Default value: `3`.`",
        ),
        (
            Attribute { default: Some(Value::List(vec![])), ..text("name", Mode::OptionalComputed) },
            "the description must name the default: `Default value:`",
        ),
        (
            Attribute { default: Some(Value::from("")), ..text("name", Mode::OptionalComputed) },
            "the description must name the default: `Default value:`",
        ),
        (Attribute { keep_state: true, ..base() }, "only a computed attribute can keep its value from the state"),
        (
            Attribute { validate: vec![|_, _, _| {}], ..text("name", Mode::Computed) },
            "nobody sets a computed attribute, so there is nothing to validate",
        ),
        (
            Attribute { deprecated: Some("Use x"), ..base() },
            "say in whole sentences what to use instead of the deprecated attribute",
        ),
    ] {
        assert_eq!(of_attributes(vec![attribute]), [format!("cloud_server.name: {expected}")]);
    }
}

#[test]
fn types_are_those_that_terraform_and_pages_can_hold() {
    let dynamic = || attribute("any", Shape::Type(Type::Dynamic), Mode::Optional, "Anything.");
    for (shape, expected) in [
        (Shape::Nested(Nesting::List, vec![]), "there are no nested attributes; add one, or use a type"),
        (Shape::Nested(Nesting::Set, vec![dynamic()]), "Terraform allows no dynamic attribute in a set"),
        (Shape::Type(Type::map(Type::Dynamic)), "Terraform allows no dynamic value in a collection"),
        (Shape::Type(Type::list(Type::tuple([]))), "a page cannot show a tuple; use an object or nested attributes"),
        (
            Shape::Type(Type::object([("a", Type::tuple([]))])),
            "a page cannot show a tuple; use an object or nested attributes",
        ),
    ] {
        assert_eq!(of_attributes(vec![typed(shape)]), [format!("cloud_server.name: {expected}")]);
    }
    let nothing: [String; 0] = [];
    assert_eq!(of_attributes(vec![typed(Shape::Nested(Nesting::List, vec![dynamic()]))]), nothing);
}

#[test]
fn nested_attributes_follow_the_attribute_around_them() {
    let replacing = Attribute {
        requires_replace: true,
        ..attribute(
            "disk",
            Shape::Nested(Nesting::Single, vec![described("Kind. A change replaces it.")]),
            Mode::Required,
            "Disk. A change replaces it.",
        )
    };
    let nothing: [String; 0] = [];
    assert_eq!(of_attributes(vec![replacing]), nothing);

    let kind = text("kind", Mode::Required);
    let computed = attribute("disk", Shape::Nested(Nesting::Single, vec![kind]), Mode::Computed, "Disk of it.");
    assert_eq!(
        of_attributes(vec![computed]),
        ["cloud_server.disk.kind: nobody can set it inside a computed attribute; make it computed"]
    );
}

#[test]
fn what_is_nested_in_an_optional_and_computed_attribute_is_computed_at_any_depth() {
    let expected = "Terraform keeps an optional and computed attribute from the state only if all that is nested in it is computed; \
                    make it computed too";
    let of_modes = |outer, inner, leaf| {
        let object =
            |name, mode, nested| attribute(name, Shape::Nested(Nesting::Single, vec![nested]), mode, "Part of it.");
        of_attributes(vec![object("disk", outer, object("slot", inner, text("kind", leaf)))])
    };
    let nothing: [String; 0] = [];
    for leaf in [Mode::Computed, Mode::OptionalComputed] {
        assert_eq!(of_modes(Mode::OptionalComputed, Mode::OptionalComputed, leaf), nothing);
    }
    for leaf in [Mode::Optional, Mode::Required] {
        assert_eq!(of_modes(Mode::Optional, Mode::Optional, leaf), nothing);
        let found = of_modes(Mode::OptionalComputed, Mode::OptionalComputed, leaf);
        assert_eq!(found, [format!("cloud_server.disk.slot.kind: {expected}")]);
        let found = of_modes(Mode::OptionalComputed, Mode::Required, Mode::Computed);
        assert_eq!(found, [format!("cloud_server.disk.slot: {expected}")]);
    }
}

#[test]
fn names_are_free_unique_and_lower_case() {
    let name = |name| text(name, Mode::Optional);
    let reserved = "Terraform reserves this name; use another";
    let form = "use lower-case letters, digits and underscores in the name, a letter first";
    for reserved_name in RESERVED {
        assert_eq!(of_attributes(vec![name(reserved_name)]), [format!("cloud_server.{reserved_name}: {reserved}")]);
    }
    for wrong in ["Name", "1st", "a-b", "_x", "größe"] {
        assert_eq!(of_attributes(vec![name(wrong)]), [format!("cloud_server.{wrong}: {form}")]);
    }
    assert_eq!(
        of_attributes(vec![name("a"), name("a"), name("a")]),
        ["cloud_server.a: another attribute or block has the same name"]
    );
    let nested = Shape::Nested(Nesting::Single, vec![name("count"), name("b"), name("b")]);
    assert_eq!(
        of_attributes(vec![typed(nested)]),
        ["cloud_server.name.b: another attribute or block has the same name"]
    );
}

#[test]
fn the_provider_block_has_reserved_names_of_its_own() {
    let mut provider = sample::provider();
    provider.provider.block.attributes =
        vec![text("alias", Mode::Optional), text("version", Mode::Optional), text("count", Mode::Optional)];
    let expected =
        ["alias", "version"].map(|name| format!("provider.{name}: Terraform reserves this name; use another"));
    assert_eq!(lint(&provider), expected);
}

#[test]
fn blocks_are_checked_as_attributes_are() {
    let nested = |name, max, description: &str| NestedBlock {
        name,
        nesting: BlockNesting::List { max },
        block: block(description, vec![text("count", Mode::Optional)], vec![]),
    };
    let blocks = vec![
        nested("disk", 0, ""),
        nested("Port", -1, "Port."),
        nested("name", 0, "Name."),
        nested("lifecycle", 0, "Cycle."),
    ];
    let root = block("Manages a server.", vec![text("name", Mode::Optional)], blocks);
    assert_eq!(
        lint(&with_block(root)),
        [
            "cloud_server.lifecycle: Terraform reserves this name; use another",
            "cloud_server.name: another attribute or block has the same name",
            "cloud_server.disk: there is no description; write what it is, with its unit and its allowed values",
            "cloud_server.Port: use lower-case letters, digits and underscores in the name, a letter first",
            "cloud_server.Port: at most -1 blocks are allowed; use 0 for no limit",
        ]
    );
}

#[test]
fn versions_are_not_negative_and_only_resources_have_state() {
    let mut provider = sample::provider();
    provider.provider.version = 1;
    provider.resources[0].1.version = -1;
    provider.data_sources[0].1.version = 2;
    assert_eq!(
        lint(&provider),
        [
            "provider: the schema's version is 1, but there is no state to upgrade; use 0",
            "cloud_server: the schema's version is -1; use 0 or more",
            "data.cloud_image: the schema's version is 2, but there is no state to upgrade; use 0",
        ]
    );
}

#[test]
fn type_names_begin_with_the_provider_and_are_unique() {
    let mut provider = sample::provider();
    let schema = || sample::provider().data_sources[0].1.clone();
    provider.resources =
        vec![("server".to_owned(), schema()), ("cloud_".to_owned(), schema()), ("cloud_Disk".to_owned(), schema())];
    provider.data_sources = vec![("cloud_image".to_owned(), schema()), ("cloud_image".to_owned(), schema())];
    let form = "name it `cloud_` and then lower-case letters, digits and underscores";
    assert_eq!(
        lint(&provider),
        [
            format!("server: {form}"),
            format!("cloud_: {form}"),
            format!("cloud_Disk: {form}"),
            "data.cloud_image: another has the same name".to_owned(),
            "data.cloud_image: another has the same name".to_owned(),
        ]
    );
}

#[test]
fn functions_have_names_and_texts_that_terraform_and_the_registry_take() {
    let mut provider = sample::provider();
    provider.functions.push(provider.functions[0].clone());
    provider.functions[0].0 = "Host".to_owned();
    let function = &mut provider.functions[0].1;
    function.description = "Names a host".to_owned();
    function.parameters[1].name = "zone";
    function.parameters[1].description = String::new();
    provider.functions.push(provider.functions[1].clone());
    assert_eq!(
        lint(&provider),
        [
            "function Host: use lower-case letters, digits and underscores in the name, a letter first",
            "function Host: end the description with a full stop",
            "function Host.zone: there is no description; write what it is, with its unit and its allowed values",
            "function Host.zone: another parameter has the same name",
            "function host: another has the same name",
            "function host: another has the same name",
        ]
    );
}

fn identified(attributes: Vec<Attribute>) -> Vec<String> {
    let mut provider = sample::provider();
    provider.identities = vec![("cloud_server".to_owned(), Schema::new(0, block("", attributes, vec![])))];
    lint(&provider)
}

#[test]
fn an_identity_is_a_few_plain_values_that_somebody_can_write() {
    let name = || text("name", Mode::Required);
    let required = |shape| attribute("zone", shape, Mode::Required, "Zone of it.");
    for (attribute, expected) in [
        (
            text("zone", Mode::Computed),
            "nothing in an identity is computed; make it required, or optional for an import",
        ),
        (
            Attribute { sensitive: true, ..text("zone", Mode::Optional) },
            "an identity is shown and stored; a secret cannot be part of it",
        ),
        (
            required(Shape::Type(Type::map(Type::String))),
            "an identity holds bools, numbers, strings and lists of them only",
        ),
        (
            required(Shape::Type(Type::list(Type::list(Type::String)))),
            "an identity holds bools, numbers, strings and lists of them only",
        ),
    ] {
        assert_eq!(identified(vec![name(), attribute]), [format!("identity of cloud_server.zone: {expected}")]);
    }
    let nothing: [String; 0] = [];
    assert_eq!(identified(vec![name(), required(Shape::Type(Type::list(Type::Number)))]), nothing);
    assert_eq!(
        identified(vec![]),
        ["identity of cloud_server: an identity without attributes tells nothing apart; add some"]
    );
    assert_eq!(
        identified(vec![text("zone", Mode::Optional)]),
        ["identity of cloud_server: something must be given to import by the identity; make an attribute required"]
    );
}

#[test]
fn lists_and_actions_have_arguments_only_and_a_list_has_an_identified_resource() {
    let mut provider = sample::provider();
    provider.identities.clear();
    assert_eq!(
        lint(&provider),
        ["list.cloud_server: Terraform lists only what has an identity; offer the resource with `identified`"]
    );
    let mut provider = sample::provider();
    provider.actions[0].1.block.attributes.push(text("time", Mode::Computed));
    provider.list_resources[0].1.block.attributes.push(text("count_of_them", Mode::Computed));
    assert_eq!(
        lint(&provider),
        [
            "list.cloud_server.count_of_them: nothing comes back in this block; make it required or optional",
            "action.cloud_restart.time: nothing comes back in this block; make it required or optional",
        ]
    );
}

#[test]
fn a_write_only_attribute_is_set_by_the_practitioner_of_a_resource_and_stands_in_no_set() {
    let secret = |mode| Attribute { write_only: true, ..text("code", mode) };
    for (attribute, expected) in [
        (
            secret(Mode::Computed),
            "cloud_server.code: nothing stores a write-only value, so the provider cannot choose it; make it required or optional",
        ),
        (
            Attribute {
                requires_replace: true,
                description: "Code of it. A change replaces it.".to_owned(),
                ..secret(Mode::Optional)
            },
            "cloud_server.code: Terraform cannot see that a write-only value changed; let another attribute say so",
        ),
        (
            typed(Shape::Nested(Nesting::Set, vec![secret(Mode::Required)])),
            "cloud_server.name: Terraform allows no write-only attribute in a set",
        ),
    ] {
        assert_eq!(of_attributes(vec![attribute]), [expected]);
    }
    let nothing: [String; 0] = [];
    assert_eq!(of_attributes(vec![secret(Mode::Required)]), nothing);
    let mut provider = sample::provider();
    provider.data_sources[0].1.block.attributes.push(secret(Mode::Optional));
    assert_eq!(lint(&provider), ["data.cloud_image: only a managed resource can have write-only attributes"]);
}
