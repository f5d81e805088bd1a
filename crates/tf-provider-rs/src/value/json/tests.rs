use crate::value::{Number, Type, Undefined, Value, decode_json, encode_json};

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

#[test]
fn values_are_stored_as_terraform_stores_them() {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    for (ty, value, json) in [
        (Str, Value::Null, "null"),
        (Bool, Value::from(true), "true"),
        (Bool, Value::from(false), "false"),
        (Str, Value::from("a\"\n\u{e9}"), "\"a\\\"\\n\u{e9}\""),
        (Num, Value::from(-5), "-5"),
        (Num, number("0.1"), "0.1"),
        (Num, number("9007199254740993"), "9007199254740993"),
        (Num, number("1e21"), "1000000000000000000000"),
        (Num, Value::from(u64::MAX), "18446744073709551615"),
        (Type::list(Num), Value::list([2, 1]), "[2,1]"),
        (Type::list(Num), Value::List(vec![]), "[]"),
        (Type::set(Num), Value::set([2, 1]), "[1,2]"),
        (Type::tuple([Str, Num]), Value::list([Value::from("z"), Value::from(2)]), "[\"z\",2]"),
        (Type::map(Bool), Value::map([("k \"q\"", true)]), "{\"k \\\"q\\\"\":true}"),
        (Type::object([("b", Bool), ("a", Str)]), Value::object([("a", Value::Null), ("b", Value::from(true))]), {
            "{\"a\":null,\"b\":true}"
        }),
        (Dynamic, Value::Null, "null"),
        (Dynamic, Value::dynamic(Type::list(Num), Value::list([1])), r#"{"value":[1],"type":["list","number"]}"#),
        (Dynamic, Value::dynamic(Str, Value::Null), r#"{"value":null,"type":"string"}"#),
    ] {
        assert_eq!(encode_json(&value, &ty).as_deref(), Ok(json));
        assert_eq!(decode_json(json.as_bytes(), &ty, Undefined::Refuse), Ok(value), "{json}");
    }
}

#[test]
fn other_forms_of_a_value_are_read_as_the_same_value() {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    for (ty, json, value) in [
        (Num, " 1.50e1 ", Value::from(15)),
        (Num, "9007199254740993.0", number("9007199254740993")),
        (Num, "1e400", number("1e400")),
        (Num, "-0", Value::from(0)),
        (Num, "\"12\"", Value::from(12)),
        (Bool, "\"true\"", Value::from(true)),
        (Bool, "\"0\"", Value::from(false)),
        (Str, "12.50", Value::from("12.50")),
        (Str, "true", Value::from("true")),
        (Str, "\"e\\u0301\"", Value::from("\u{e9}")),
        (Str, "\"\\ud83d\\ude00\"", Value::from("\u{1f600}")),
        (Type::set(Str), "[\"b\", \"a\", \"b\"]", Value::set(["a", "b"])),
        (Type::map(Num), "{ \"e\\u0301\" : 1 }", Value::map([("\u{e9}", 1)])),
        (Dynamic, "{\"type\":\"dynamic\",\"value\":{\"type\":\"bool\",\"value\":true}}", Value::dynamic(Bool, true)),
    ] {
        assert_eq!(decode_json(json.as_bytes(), &ty, Undefined::Refuse), Ok(value), "{json}");
    }
}

#[test]
fn attributes_that_only_one_side_has_are_refused_or_ignored_as_asked() {
    let ty = Type::list(Type::object([("a", Type::String), ("b", Type::Number)]));
    let decode =
        |json: &str, undefined| decode_json(json.as_bytes(), &ty, undefined).map_err(|error| error.to_string());
    let extra = r#"[{"a":"x","b":1,"old":{"deep":[1,{}]}}]"#;
    assert_eq!(decode(extra, Undefined::Refuse), Err("[0]: there is no attribute \"old\" in this object".to_owned()));
    let whole = Value::list([Value::object([("a", Value::from("x")), ("b", Value::from(1))])]);
    assert_eq!(decode(extra, Undefined::Ignore), Ok(whole));
    let missing = r#"[{"a":"x"}]"#;
    assert_eq!(decode(missing, Undefined::Refuse), Err("[0]: the attribute \"b\" is missing".to_owned()));
    let null = Value::list([Value::object([("a", Value::from("x")), ("b", Value::Null)])]);
    assert_eq!(decode(missing, Undefined::Ignore), Ok(null));
}

#[test]
fn a_dynamic_value_has_exactly_the_attributes_of_the_type_stored_with_it() {
    let json = br#"{"value":[{},{}],"type":["list",["object",{"a":"string"}]]}"#;
    let error = decode_json(json, &Type::Dynamic, Undefined::Ignore).unwrap_err();
    assert_eq!(error.to_string(), "[0]: the attribute \"a\" is missing");
}

#[test]
fn json_that_holds_no_value_of_the_type_is_refused_by_name_and_place() {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    let tags = || Type::object([("tags", Type::map(Str))]);
    let dynamic = "a dynamic value must have exactly the members \"value\" and \"type\"";
    for (ty, json, message) in [
        (Bool, "", "the value is not JSON: EOF while parsing a value at line 1 column 0"),
        (Bool, "true false", "the value is not JSON: trailing characters at line 1 column 6"),
        (Type::list(Bool), "[true", "the value is not JSON: EOF while parsing a list at line 1 column 5"),
        (Str, "\"\\ud800\"", "the value is not JSON: unexpected end of hex escape at line 1 column 8"),
        (Bool, "1", "a bool is required, not a number"),
        (Bool, "\"yes\"", "a bool is required, not a string"),
        (Num, "true", "a number is required, not a bool"),
        (Num, "\"0x1\"", "\"0x1\" is not a decimal number"),
        (Num, "1e999999", "a number of more than 4096 digits is not supported"),
        (Str, "{}", "a string is required, not an object"),
        (Type::list(Str), "{}", "a list of string is required, not an object"),
        (tags(), "[]", "an object is required, not an array"),
        (tags(), "{\"tags\":{\"a\":[]}}", "tags[\"a\"]: a string is required, not an array"),
        (tags(), "{\"tags\":{\"a\":\"\",\"a\":\"\"}}", "tags: the key \"a\" comes twice"),
        (tags(), "{\"tags\":null,\"tags\":null}", "the key \"tags\" comes twice"),
        (Type::tuple([Str]), "[]", "a tuple of length 1 is required, not of length 0"),
        (Type::tuple([Num]), "[[]]", "[0]: a number is required, not an array"),
        (Type::set(Str), "[[]]", "a string is required, not an array"),
        (Dynamic, "1", "a value with its type is required, not a number"),
        (Dynamic, "{\"value\":1}", dynamic),
        (Dynamic, "{\"value\":1,\"type\":\"number\",\"more\":1}", dynamic),
        (Dynamic, "{\"value\":1,\"type\":\"x\"}", "invalid type: there is no type \"x\""),
        (Dynamic, "{\"value\":true,\"type\":\"number\"}", "a number is required, not a bool"),
    ] {
        let result = decode_json(json.as_bytes(), &ty, Undefined::Refuse).map_err(|error| error.to_string());
        assert_eq!(result, Err(message.to_owned()), "{json}");
    }
    assert!(decode_json(b"\"\xff\"", &Str, Undefined::Refuse).is_err(), "invalid UTF-8");
}

#[test]
fn nesting_ends_in_an_error_before_the_stack_does() {
    let nested = |levels: usize| {
        let mut json = "null".to_owned();
        for _ in 0..levels {
            json = format!(r#"{{"type":"dynamic","value":{json}}}"#);
        }
        json
    };
    let error = decode_json(nested(1000).as_bytes(), &Type::Dynamic, Undefined::Refuse).unwrap_err();
    assert_eq!(error.message(), "the value nests deeper than 64 levels");
    assert_eq!(decode_json(nested(63).as_bytes(), &Type::Dynamic, Undefined::Refuse), Ok(Value::Null));
    let ignored = format!("{{\"old\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let empty = Type::object::<&str>([]);
    assert_eq!(decode_json(ignored.as_bytes(), &empty, Undefined::Ignore), Ok(Value::Map([].into())));
    let array = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(decode_json(array.as_bytes(), &Type::String, Undefined::Ignore).is_err());
}

#[test]
fn what_json_cannot_hold_is_not_stored() {
    let infinite = Value::from(Number::from_f64(f64::INFINITY).unwrap());
    for (ty, value, message) in [
        (Type::String, Value::unknown(), "the value is unknown, which stored state cannot hold"),
        (Type::object([("a", Type::list(Type::Bool))]), Value::object([("a", Value::list([Value::unknown()]))]), {
            "a[0]: the value is unknown, which stored state cannot hold"
        }),
        (Type::Number, infinite, "the number is infinite, which stored state cannot hold"),
        (Type::String, Value::from(1), "a string is required, not a number"),
        (Type::Dynamic, Value::from(1), "a value with its type is required, not a number"),
        (Type::object([("a", Type::Bool)]), Value::Map([].into()), "the attribute \"a\" is missing"),
        (Type::object::<&str>([]), Value::object([("a", 1)]), "there is no attribute \"a\" in this object"),
        (Type::tuple([Type::Bool]), Value::List(vec![]), "a tuple of length 1 is required, not of length 0"),
        (Type::tuple([Type::Bool]), Value::list([1]), "[0]: a bool is required, not a number"),
        (Type::map(Type::Bool), Value::map([("k", 1)]), "[\"k\"]: a bool is required, not a number"),
    ] {
        assert_eq!(encode_json(&value, &ty).map_err(|error| error.to_string()), Err(message.to_owned()));
    }
}
