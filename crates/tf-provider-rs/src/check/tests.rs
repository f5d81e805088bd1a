//! The rules on one small schema, value by value. That they are Terraform's rules is shown by `tests/mutants`.

use super::*;
use crate::schema::{Attribute, Block, BlockNesting, Mode, NestedBlock, Nesting, Schema, Shape};
use crate::value::{AttributePath, Refinement, Type, Value};

fn attribute(name: &'static str, mode: Mode, ty: Type) -> Attribute {
    Attribute { mode, ..Attribute::new(name, Shape::Type(ty)) }
}

fn schema() -> Schema {
    let part = vec![attribute("size", Mode::Required, Type::Number), attribute("serial", Mode::Computed, Type::String)];
    let rule = Block { attributes: vec![attribute("port", Mode::Required, Type::Number)], ..Block::default() };
    Schema::new(
        0,
        Block {
            attributes: vec![
                attribute("name", Mode::Required, Type::String),
                attribute("note", Mode::Optional, Type::String),
                attribute("id", Mode::Computed, Type::String),
                attribute("tags", Mode::Optional, Type::set(Type::String)),
                attribute("any", Mode::Optional, Type::Dynamic),
                Attribute { write_only: true, ..attribute("secret", Mode::Optional, Type::String) },
                Attribute::new("parts", Shape::Nested(Nesting::List, part)),
            ],
            blocks: vec![NestedBlock { name: "rule", nesting: BlockNesting::List { max: 0 }, block: rule }],
            ..Block::default()
        },
    )
}

/// An object with these attributes, and nothing else.
fn object(attributes: &[(&str, Value)]) -> Value {
    let nothing = ["name", "note", "id", "tags", "any", "secret", "parts"].map(|name| (name, Value::Null));
    let nothing = nothing.into_iter().chain([("rule", Value::List(Vec::new()))]);
    let mut members = Value::object(nothing).as_map().cloned().unwrap_or_default();
    members.extend(attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    Value::Map(members)
}

fn named(name: &str) -> (&'static str, Value) {
    ("name", Value::from(name))
}

fn lines(violations: Vec<Violation>) -> Vec<String> {
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn a_plan_may_choose_what_is_computed_and_nothing_else() {
    let (schema, config) = (schema(), object(&[named("a")]));
    let plan = |planned: &Value| lines(answer::plan(&schema, &config, &Value::Null, planned, &[]));
    assert_eq!(plan(&object(&[named("a"), ("id", Value::unknown())])), [""; 0]);
    assert_eq!(
        plan(&object(&[named("b"), ("note", Value::from("n"))])),
        [
            "name: the planned value is not the configured one (plan-configured)",
            "note: it is not configured and not computed, and a value is planned (plan-unasked)"
        ]
    );
    assert_eq!(plan(&Value::Null), ["it is configured, and planned not to exist (existence)"]);
    let deleted = answer::plan(&schema, &Value::Null, &config, &config, &[]);
    assert_eq!(lines(deleted), ["it is not configured, and planned to exist (existence)"]);
}

#[test]
fn a_plan_may_keep_the_spelling_of_the_prior_state() {
    let (schema, config, prior) = (schema(), object(&[named("A")]), object(&[named("a")]));
    assert_eq!(lines(answer::plan(&schema, &config, &prior, &prior, &[])), [""; 0]);
    let other = object(&[named("b")]);
    let expected = "name: the planned value is neither the configured nor the prior one (plan-configured)";
    assert_eq!(lines(answer::plan(&schema, &config, &prior, &other, &[])), [expected]);
}

#[test]
fn a_violation_within_nested_objects_is_found_at_its_place() {
    let schema = schema();
    let part = |size: i64| Value::object([("size", Value::from(size)), ("serial", Value::Null)]);
    let rule = |port: i64| Value::object([("port", Value::from(port))]);
    let config = object(&[named("a"), ("parts", Value::list([part(1), part(2)])), ("rule", Value::list([rule(1)]))]);
    let planned = object(&[named("a"), ("parts", Value::list([part(1), part(3)])), ("rule", Value::list([rule(2)]))]);
    assert_eq!(
        lines(answer::plan(&schema, &config, &Value::Null, &planned, &[])),
        [
            "parts[1].size: the planned value is not the configured one (plan-configured)",
            "rule[0].port: the planned value is not the configured one (plan-configured)"
        ]
    );
}

#[test]
fn what_requires_replacement_is_somewhere() {
    let (schema, prior) = (schema(), object(&[named("a")]));
    let root = AttributePath::root;
    let unknown = object(&[named("a"), ("parts", Value::unknown())]);
    let paths = [root().attribute("name"), root().attribute("parts").index(7).attribute("size"), root().attribute("q")];
    let found = answer::plan(&schema, &unknown, &prior, &unknown, &paths);
    let expected =
        "q: it is said to require replacement, and is neither in the prior state nor in the plan (plan-replace-path)";
    assert_eq!(lines(found), [expected]);
}

#[test]
fn a_result_is_what_was_planned() {
    let schema = schema();
    let promised = Value::Unknown(Refinement::none().not_null().with_string_prefix("arn:"));
    let tags = |tags: &[&str]| ("tags", Value::set(tags.iter().copied()));
    let planned = object(&[named("a"), ("id", promised), tags(&["t", "u"])]);
    let apply = |state: &Value, has_failed| lines(answer::apply(&schema, &planned, state, has_failed));
    assert_eq!(apply(&object(&[named("a"), ("id", Value::from("arn:1")), tags(&["t", "u"])]), false), [""; 0]);
    let wrong = object(&[named("b"), ("id", Value::from("1")), tags(&["t", "v"]), ("note", Value::from("n"))]);
    assert_eq!(
        apply(&wrong, false),
        [
            "name: the value is not the planned one (kept)",
            "note: no value was planned, and now there is one (kept)",
            "id: it is not what the plan promised of it (kept-promise)",
            "tags: a planned element of the set is not there (kept-set)",
            "tags: an element of the set was not planned (kept-set)"
        ]
    );
    assert_eq!(apply(&wrong, true), [""; 0], "after an error anything may be there");
    assert_eq!(apply(&Value::Null, false), ["it was planned to exist, and now does not (existence)"]);
}

#[test]
fn nothing_unknown_and_nothing_write_only_is_stored() {
    let schema = schema();
    let part = Value::object([("size", Value::from(1)), ("serial", Value::unknown())]);
    let state = object(&[named("a"), ("secret", Value::from("s")), ("parts", Value::list([part]))]);
    let expected =
        ["parts[0].serial: it is still unknown (unknown)", "secret: a write-only value is in the answer (write-only)"];
    assert_eq!(lines(answer::read(&schema, &state)), expected);
    let settled = settled::settle(&schema, state);
    assert_eq!(lines(answer::read(&schema, &settled)), [""; 0]);
    assert_eq!(settled.attribute("name"), Some(&Value::from("a")));
}

#[test]
fn a_dynamic_value_keeps_its_type() {
    let schema = schema();
    let any = |ty, value: Value| object(&[named("a"), ("any", Value::dynamic(ty, value))]);
    let planned = any(Type::String, Value::from("x"));
    let apply = |state: &Value| lines(answer::apply(&schema, &planned, state, false));
    assert_eq!(apply(&planned), [""; 0]);
    assert_eq!(apply(&any(Type::Number, Value::from(1))), ["any: it was planned with another type (kept)"]);
    assert_eq!(apply(&any(Type::String, Value::from("y"))), ["any: the value is not the planned one (kept)"]);
}

#[test]
fn an_identity_is_there_known_and_does_not_change() {
    let identity = |id: Value| Value::object([("id", id)]);
    let (known, other, unknown) = (identity(Value::from("a")), identity(Value::from("b")), identity(Value::unknown()));
    let found = |before: &Value, after: &Value, is_final| lines(identity::violations(before, after, is_final, false));
    assert_eq!(found(&Value::Null, &known, true), [""; 0]);
    assert_eq!(found(&known, &known, true), [""; 0]);
    assert_eq!(found(&Value::Null, &unknown, false), [""; 0]);
    assert_eq!(found(&Value::Null, &Value::Null, true), ["the object exists, and has no identity (identity-missing)"]);
    assert_eq!(found(&known, &unknown, true), ["the object exists, and its identity is not known (identity-unknown)"]);
    assert_eq!(
        found(&known, &other, true),
        ["the identity of the object never changes, and has another `id` (identity-changed)"]
    );
    assert_eq!(identity::violations(&known, &other, true, true), []);
    assert_eq!(found(&identity(Value::Null), &known, true), [""; 0], "an upgraded state has none yet");
}

#[test]
fn no_text_shows_a_value() {
    let schema = schema();
    let (config, wrong) =
        (object(&[named("hunter2")]), object(&[named("hunter3"), ("secret", Value::from("hunter4"))]));
    let found = answer::plan(&schema, &config, &Value::Null, &wrong, &[]);
    let found = found.into_iter().chain(answer::apply(&schema, &config, &wrong, false));
    for violation in found {
        let text = format!("{violation} {}", violation.diagnostic(Answer::Plan, "lab_thing"));
        assert!(!text.contains("hunter"), "{text}");
    }
}

#[test]
fn the_practitioner_is_told_which_rule_is_broken_where_and_whom_to_tell() {
    let path = AttributePath::root().attribute("parts").index(1).attribute("size");
    let violation = Violation::new(Rule::Kept, path, "the value is not the planned one");
    assert_eq!(
        violation.diagnostic(Answer::Apply, "lab_thing").to_string(),
        "error: Defect in the provider (at parts)\nTerraform would not accept the result of this `lab_thing`: `parts[1].size`: the value \
         is not the planned one (rule kept).\n\nThis is a bug in the provider, not in your configuration. Please report it to the \
         provider's developers."
    );
}

#[test]
fn every_rule_has_a_name_of_its_own_and_a_source() {
    let names: std::collections::BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), Rule::ALL.len());
    assert!(Rule::ALL.iter().all(|rule| rule.source().contains(".go") || rule.source().contains('/')));
}

/// What the check of a plan costs next to the plan itself. A ratio with room to spare: a busy machine delays both.
#[test]
fn the_check_of_a_plan_costs_little_next_to_the_plan() {
    let schema = schema();
    let part = |size: i64| Value::object([("size", Value::from(size)), ("serial", Value::Null)]);
    let config =
        object(&[named("a"), ("parts", Value::list((0..20).map(part))), ("tags", Value::set(["t", "u", "v"]))]);
    let bytes = crate::value::encode_msgpack(&config, schema.object_type()).unwrap();
    let timed = |work: &dyn Fn()| {
        let started = std::time::Instant::now();
        (0..100).for_each(|_| work());
        started.elapsed() / 100
    };
    let planned = crate::plan::plan_change(&schema.block, &config, &Value::Null, config.clone()).state;
    let plan = timed(&|| {
        for _ in 0..3 {
            crate::value::decode_msgpack(&bytes, schema.object_type()).unwrap();
        }
        let planned = crate::plan::plan_change(&schema.block, &config, &Value::Null, config.clone()).state;
        crate::value::encode_msgpack(&planned, schema.object_type()).unwrap();
    });
    let check = timed(&|| {
        let (config, prior) = (config.clone(), Value::Null);
        assert!(answer::plan(&schema, &config, &prior, &planned, &[]).is_empty());
    });
    println!("plan {plan:?}, check {check:?}");
    assert!(check * 3 < plan, "plan {plan:?}, check {check:?}");
}
