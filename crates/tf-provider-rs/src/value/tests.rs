use super::*;

fn cluster() -> Value {
    Value::object([
        ("name", Value::from("a")),
        ("arn", Value::unknown()),
        ("vpc_config", Value::object([("subnet_ids", Value::list([Value::from("subnet-1"), Value::unknown()]))])),
        ("tags", Value::map([("k", "v")])),
        ("timeouts", Value::Null),
        ("any", Value::dynamic(Type::tuple([Type::Number]), Value::list([1]))),
    ])
}

#[test]
fn a_part_of_a_value_is_found_at_its_path() {
    let root = AttributePath::root;
    let subnets = || root().attribute("vpc_config").attribute("subnet_ids");
    let mut cluster = cluster();
    for (path, part) in [
        (root().attribute("name"), Some(Value::from("a"))),
        (subnets().index(0), Some(Value::from("subnet-1"))),
        (subnets().index(1), Some(Value::unknown())),
        (subnets().index(2), None),
        (subnets().index(-1), None),
        (subnets().attribute("a"), None),
        (root().attribute("tags").key("k"), Some(Value::from("v"))),
        (root().attribute("tags").key("l"), None),
        (root().attribute("timeouts").attribute("create"), None),
        (root().attribute("arn").index(0), None),
        (root().attribute("any").index(0), Some(Value::from(1))),
    ] {
        assert_eq!(cluster.at(&path), part.as_ref(), "{path}");
        assert_eq!(cluster.at_mut(&path).cloned(), part, "{path}");
    }
    assert_eq!(cluster.at(&root()).unwrap().attribute("name"), Some(&Value::from("a")));
    assert_eq!(cluster.attribute("nobody"), None);
}

#[test]
fn a_part_can_be_changed_in_place() {
    let mut cluster = cluster();
    let path = AttributePath::root().attribute("any").index(0);
    *cluster.at_mut(&path).unwrap() = Value::from(2);
    assert_eq!(cluster.at(&path), Some(&Value::from(2)));
    assert!(matches!(cluster.attribute("any"), Some(Value::Dynamic(_))), "the type stays");
}

#[test]
fn readers_see_through_the_type_of_a_dynamic_value() {
    assert_eq!(Value::dynamic(Type::String, "a").as_str(), Some("a"));
    assert_eq!(Value::dynamic(Type::Bool, true).as_bool(), Some(true));
    assert_eq!(Value::dynamic(Type::Number, 1).as_number(), Some(&Number::from(1)));
    assert_eq!(Value::dynamic(Type::list(Type::Number), Value::list([1])).as_list(), Some(&[Value::from(1)][..]));
    assert_eq!(Value::dynamic(Type::map(Type::Number), Value::map([("a", 1)])).attribute("a"), Some(&Value::from(1)));
    assert!(Value::dynamic(Type::String, Value::Null).is_null());
    assert!(Value::dynamic(Type::String, Value::unknown()).is_unknown());
    assert_eq!(Value::dynamic(Type::Dynamic, Value::dynamic(Type::Bool, true)), Value::dynamic(Type::Bool, true));
}

#[test]
fn readers_of_another_type_find_nothing() {
    for value in [Value::Null, Value::unknown(), Value::from(true), Value::from("a"), Value::from(1), cluster()] {
        let found = [
            value.as_bool().is_some(),
            value.as_str().is_some(),
            value.as_number().is_some(),
            value.as_list().is_some(),
            value.as_map().is_some(),
            value.is_null(),
            value.is_unknown(),
        ];
        assert_eq!(found.into_iter().filter(|found| *found).count(), 1, "{value:?}");
    }
}

#[test]
fn a_value_is_wholly_known_only_if_every_part_is() {
    assert!(!cluster().is_wholly_known());
    assert!(cluster().unknown_as_null().is_wholly_known());
    assert!(!Value::dynamic(Type::String, Value::unknown()).is_wholly_known());
    assert!(!Value::map([("a", Value::unknown())]).is_wholly_known());
    assert!(Value::Null.is_wholly_known());
}

#[test]
fn unknown_parts_become_null_and_nothing_else_changes() {
    let unknown = Value::dynamic(Type::list(Type::Bool), Value::list([Value::unknown(), Value::from(true)]));
    let null = Value::dynamic(Type::list(Type::Bool), Value::list([Value::Null, Value::from(true)]));
    assert_eq!(unknown.unknown_as_null(), null);
    assert_eq!(cluster().unknown_as_null().attribute("arn"), Some(&Value::Null));
    assert_eq!(cluster().unknown_as_null().attribute("name"), Some(&Value::from("a")));
}

#[test]
fn a_set_has_one_form_and_keeps_elements_that_may_still_differ() {
    assert_eq!(Value::set(["b", "a", "b"]), Value::set(["a", "b"]));
    assert_eq!(Value::set([10, 9]), Value::list([9, 10]));
    let unknowns = Value::set([Value::unknown(), Value::from("z"), Value::unknown(), Value::Null]);
    assert_eq!(unknowns, Value::list([Value::from("z"), Value::Null, Value::unknown(), Value::unknown()]));
}

#[test]
fn strings_and_keys_are_in_normal_form_however_they_are_given() {
    assert_eq!(Value::from("e\u{301}").as_str(), Some("\u{e9}"));
    assert_eq!(Value::from("e\u{301}".to_owned()), Value::from("\u{e9}"));
    assert_eq!(Value::map([("e\u{301}", 1)]), Value::map([("\u{e9}", 1)]));
}

#[test]
fn equality_can_leave_out_what_is_known_about_unknowns() {
    let arn = || Value::Unknown(Refinement::none().not_null());
    let around =
        |value: Value| Value::object([("a", Value::list([value.clone()])), ("b", Value::dynamic(Type::String, value))]);
    assert_ne!(around(arn()), around(Value::unknown()));
    assert!(around(arn()).eq_ignoring_refinements(&around(Value::unknown())));
    assert!(!around(arn()).eq_ignoring_refinements(&around(Value::Null)));
    assert!(!Value::list([1]).eq_ignoring_refinements(&Value::list([1, 2])));
    assert!(!Value::map([("a", 1)]).eq_ignoring_refinements(&Value::map([("b", 1)])));
}

#[test]
fn rust_values_become_values() {
    assert_eq!(Value::from(Some("a")), Value::from("a"));
    assert_eq!(Value::from(None::<&str>), Value::Null);
    assert_eq!(Value::from(1_u32), Value::from(1_i64));
    assert_eq!(Value::from(1_u64), Value::from(1_i32));
    assert_eq!(Value::from(vec![Value::from(1)]), Value::list([1]));
    assert_eq!(Value::from(BTreeMap::from([("a".to_owned(), Value::from(1))])), Value::object([("a", 1)]));
    assert_eq!(Value::from(Number::from(1)), Value::from(1));
}

#[test]
fn a_type_tells_its_parts() {
    let ty = Type::object([("a", Type::list(Type::Bool))]);
    assert_eq!(ty.attribute("a").and_then(Type::element), Some(&Type::Bool));
    assert_eq!(ty.attribute("b"), None);
    assert_eq!(ty.element(), None);
    assert_eq!(Type::Bool.attribute("a"), None);
}
