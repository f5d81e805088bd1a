use super::*;

#[test]
fn every_type_is_written_compactly_and_read_back() {
    for (ty, json, name) in [
        (Type::Bool, r#""bool""#, "bool"),
        (Type::Number, r#""number""#, "number"),
        (Type::String, r#""string""#, "string"),
        (Type::Dynamic, r#""dynamic""#, "dynamic"),
        (Type::list(Type::String), r#"["list","string"]"#, "list of string"),
        (Type::set(Type::map(Type::Bool)), r#"["set",["map","bool"]]"#, "set of map of bool"),
        (Type::object::<&str>([]), r#"["object",{}]"#, "object"),
        (
            Type::object([("b", Type::Number), ("a", Type::list(Type::object([("c", Type::Bool)])))]),
            r#"["object",{"a":["list",["object",{"c":"bool"}]],"b":"number"}]"#,
            "object",
        ),
        (Type::tuple([]), r#"["tuple",[]]"#, "tuple"),
        (Type::tuple([Type::String, Type::Number]), r#"["tuple",["string","number"]]"#, "tuple"),
    ] {
        assert_eq!(ty.to_json(), json);
        assert_eq!(Type::from_json(json), Ok(ty.clone()));
        assert_eq!(ty.friendly_name(), name);
    }
}

#[test]
fn optional_attributes_of_an_object_type_are_dropped() {
    let ty = Type::from_json(r#"["object",{"a":"string"},["a"]]"#);
    assert_eq!(ty, Ok(Type::object([("a", Type::String)])));
}

#[test]
fn names_of_attributes_are_in_normal_form() {
    let ty = Type::from_json(r#"["object",{"e\u0301":"string"}]"#);
    assert_eq!(ty, Ok(Type::object([("\u{e9}", Type::String)])));
}

#[test]
fn json_that_names_no_type_is_refused() {
    for (json, message) in [
        ("", "EOF while parsing a value at line 1 column 0"),
        ("null", "null is not the name of a type"),
        ("5", "5 is not the name of a type"),
        (r#""strin""#, "there is no type \"strin\""),
        ("[]", "[] is not a collection, object or tuple type"),
        (r#"["list"]"#, r#"["list"] is not a collection, object or tuple type"#),
        (r#"["list","string","string"]"#, r#"["list","string","string"] is not a collection, object or tuple type"#),
        (r#"["object",[]]"#, r#"["object",[]] is not a collection, object or tuple type"#),
        (r#"["tuple",{}]"#, r#"["tuple",{}] is not a collection, object or tuple type"#),
        (r#"["list",7]"#, "7 is not the name of a type"),
        (r#""string" 1"#, "trailing characters at line 1 column 10"),
    ] {
        let error = Type::from_json(json).unwrap_err();
        assert_eq!(error.to_string(), format!("invalid type: {message}"));
    }
}

#[test]
fn a_type_nests_at_most_64_deep() {
    let objects = |levels: usize| format!("{}\"bool\"{}", r#"["object",{"a":"#.repeat(levels), "}]".repeat(levels));
    assert!(Type::from_json(&objects(63)).is_ok());
    assert!(Type::from_json(&objects(64)).is_err());
    let lists = |levels: usize| format!("{}\"bool\"{}", r#"["list","#.repeat(levels), "]".repeat(levels));
    assert!(Type::from_json(&lists(63)).is_ok());
    assert_eq!(Type::from_json(&lists(64)).unwrap_err().to_string(), "invalid type: it nests deeper than 64 types");
    assert!(Type::from_json(&lists(100_000)).is_err());
}
