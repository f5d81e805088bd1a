//! Bytes that hold no value of the wanted type: each is refused with a message, at the right path.

use super::vector_tests::unhex;
use crate::value::{MAX_DEPTH, Number, Refinement, Type, Value, decode_msgpack, encode_msgpack};

#[test]
fn bytes_that_hold_no_value_of_the_type_are_refused_by_name_and_place() {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    let role = || Type::object([("name", Str), ("tags", Type::map(Str))]);
    for (what, ty, bytes, message) in [
        ("nothing", Bool, "", "the value is cut short"),
        ("a reserved byte", Bool, "c1", "the byte c1 is not MessagePack"),
        ("text cut short", Str, "a26e", "the value is cut short"),
        ("a header cut short", Str, "db0000", "the value is cut short"),
        ("more text than there is", Str, "dbffffffff61", "the value is cut short"),
        ("more elements than there can be", Type::list(Bool), "ddffffffffc3", "the value is cut short"),
        ("more pairs than there can be", Type::map(Bool), "dfffffffffa0c3", "the value is cut short"),
        ("a pair more than there can be", Type::map(Bool), "82a0c3a0", "the value is cut short"),
        ("an extension cut short", Str, "c7040c8101c2", "the value is cut short"),
        ("an element cut short", Type::list(Num), "9201cd01", "[1]: the value is cut short"),
        ("a string for a bool", Bool, "a0", "a bool is required, not a string"),
        ("a bool for a number", Num, "c3", "a number is required, not a bool"),
        ("a map for a list", Type::list(Str), "80", "a list of string is required, not a map"),
        ("an array for an object", role(), "90", "an object is required, not an array"),
        ("a bare value for a dynamic one", Dynamic, "c3", "a value with its type is required, not a bool"),
        ("NaN", Num, "cb7ff8000000000000", "NaN is not a number in Terraform"),
        ("hexadecimal", Num, "a430783130", "\"0x10\" is not a decimal number"),
        ("infinity as text", Num, "a3496e66", "\"Inf\" is not a decimal number"),
        ("an absurd exponent", Num, "ab316539393939393939393939", "a number of more than 4096 digits is not supported"),
        ("invalid UTF-8", Str, "a1ff", "a string is not UTF-8"),
        ("invalid UTF-8 in a key", Type::map(Str), "81a1ffc0", "a string is not UTF-8"),
        ("a number as key", Type::map(Str), "8101c0", "a key must be a string, not a number"),
        ("a key twice", Type::map(Bool), "82a161c3a161c2", "the key \"a\" comes twice"),
        ("a key twice in two forms", Type::map(Bool), "82a365cc81c3a2c3a9c2", "the key \"\u{e9}\" comes twice"),
        ("an attribute twice", Type::object([("a", Bool)]), "82a161c3a161c2", "the key \"a\" comes twice"),
        ("an attribute too few", role(), "81a46e616d65c0", "the attribute \"tags\" is missing"),
        ("no attribute at all", role(), "80", "the attribute \"name\" is missing"),
        ("an attribute too many", Type::object([("a", Bool)]), "82a161c3a162c2", {
            "there is no attribute \"b\" in this object"
        }),
        ("a wrong element deep down", role(), "82a46e616d65c0a47461677381a16103", {
            "tags[\"a\"]: a string is required, not a number"
        }),
        ("a wrong element of a set", Type::object([("a", Type::set(Str))]), "81a1619103", {
            "a: a string is required, not a number"
        }),
        ("a tuple too short", Type::tuple([Str, Str]), "91c0", "a tuple of length 2 is required, not of length 1"),
        ("an empty tuple for another", Type::tuple([Str]), "90", "a tuple of length 1 is required, not of length 0"),
        ("a dynamic value of one element", Dynamic, "91c0", "a dynamic value must have exactly a type and a value"),
        ("a dynamic value of three elements", Dynamic, "93c0c0c0", {
            "a dynamic value must have exactly a type and a value"
        }),
        ("a dynamic value of type null", Dynamic, "92c0c0", "the type of a dynamic value must be a binary, not null"),
        ("a dynamic value of no type", Dynamic, "92c403227822c0", "invalid type: there is no type \"x\""),
        (
            "a refinement that is no map",
            Str,
            "d50c9000",
            "the refinement of an unknown value is malformed: it is not a map",
        ),
        (
            "a refinement under a text",
            Str,
            "d60c81a131c2",
            "the refinement of an unknown value is malformed: a key is not a positive integer",
        ),
        (
            "a nullness that is no bool",
            Str,
            "c7030c810100",
            "the refinement of an unknown value is malformed: nullness is not a bool",
        ),
        (
            "a prefix that is no string",
            Str,
            "c7030c810200",
            "the refinement of an unknown value is malformed: the prefix is not a string",
        ),
        (
            "a prefix that is no text",
            Str,
            "d60c8102a1ff",
            "the refinement of an unknown value is malformed: the prefix is not UTF-8",
        ),
        (
            "a bound that is null",
            Num,
            "c7030c8103c0",
            "the refinement of an unknown value is malformed: a bound is not a number and a bool",
        ),
        (
            "a bound of nulls",
            Num,
            "c7050c810392c0c3",
            "the refinement of an unknown value is malformed: a bound is not a number and a bool",
        ),
        (
            "a negative length",
            Type::list(Str),
            "c7030c8105ff",
            "the refinement of an unknown value is malformed: a length is not a positive integer",
        ),
        ("a refinement that is cut short", Str, "c7030c8201c2", "the value is cut short"),
    ] {
        assert_eq!(
            decode_msgpack(&unhex(bytes), &ty).map_err(|error| error.to_string()),
            Err(message.to_owned()),
            "{what}"
        );
    }
}

#[test]
fn a_refinement_of_more_than_1024_bytes_is_refused() {
    let mut bytes = vec![0xc8, 0x04, 0x01, 0x0c, 0x81, 0x01, 0xc2];
    bytes.resize(4 + 1025, 0);
    let error = decode_msgpack(&bytes, &Type::String).unwrap_err();
    assert_eq!(error.to_string(), "the refinement of an unknown value has more than 1024 bytes");
    bytes[2..4].copy_from_slice(&[0x00, 0x0c]);
    assert!(decode_msgpack(&bytes, &Type::String).unwrap().is_unknown(), "1024 bytes");
}

#[test]
fn a_bound_too_long_to_send_is_left_out() {
    let long = Number::parse("1e2000").unwrap();
    let refinement = Refinement::none().not_null().with_number_upper_bound(long, true);
    let bytes = encode_msgpack(&Value::Unknown(refinement), &Type::Number).unwrap();
    assert_eq!(bytes, unhex("c7030c8101c2"));
}

#[test]
fn only_what_can_be_said_of_a_type_is_sent_about_an_unknown_value_of_it() {
    let refinement = || Refinement::none().not_null().with_string_prefix("a").with_length_lower_bound(1);
    for (ty, bytes) in [
        (Type::Dynamic, "d40000"),
        (Type::Bool, "c7030c8101c2"),
        (Type::String, "c7060c8201c202a161"),
        (Type::list(Type::Bool), "c7050c8201c20501"),
    ] {
        let sent = encode_msgpack(&Value::Unknown(refinement()), &ty).unwrap();
        assert_eq!(sent, unhex(bytes), "{}", ty.friendly_name());
    }
}

#[test]
fn nesting_ends_in_an_error_before_the_stack_does() {
    let nested = |ty: &str, depth| unhex(&format!("{}c0", ty.repeat(depth)));
    // A list type that nests as deep as a schema could never say, and a dynamic value that brings its types along.
    let lists = (0..100_000).fold(Type::Bool, |ty, _| Type::list(ty));
    let dynamic = "92c4092264796e616d696322";
    for (ty, bytes) in [(&lists, nested("91", 100_000)), (&Type::Dynamic, nested(dynamic, 100_000))] {
        let error = decode_msgpack(&bytes, ty).unwrap_err();
        assert_eq!(error.message(), "the value nests deeper than 64 levels");
    }
    // A type nested this deep cannot be dropped: dropping recurses.
    std::mem::forget(lists);
    assert_eq!(decode_msgpack(&nested(dynamic, MAX_DEPTH - 1), &Type::Dynamic), Ok(Value::Null));
}

#[test]
fn arrays_within_an_unknown_refinement_do_not_nest_on_the_stack() {
    let mut bytes = vec![0xc8, 0x03, 0xf0, 0x0c, 0x81, 0x63];
    bytes.resize(4 + 0x03f0 - 1, 0x91);
    bytes.push(0xc0);
    assert_eq!(decode_msgpack(&bytes, &Type::String), Ok(Value::unknown()));
}

#[test]
fn a_value_that_is_not_of_the_type_is_not_sent() {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    let role = || Type::object([("name", Str), ("tags", Type::map(Str))]);
    for (ty, value, message) in [
        (Bool, Value::from("true"), "a bool is required, not a string"),
        (Num, Value::from("1"), "a number is required, not a string"),
        (Str, Value::from(1), "a string is required, not a number"),
        (Str, Value::dynamic(Str, "a"), "a string is required, not a dynamic value"),
        (Dynamic, Value::from("a"), "a value with its type is required, not a string"),
        (Dynamic, Value::dynamic(Num, "a"), "a number is required, not a string"),
        (role(), Value::List(vec![]), "an object is required, not a list, set or tuple"),
        (role(), Value::object([("name", "a")]), "the attribute \"tags\" is missing"),
        (Type::object([("a", Str)]), Value::object([("a", "x"), ("b", "x")]), {
            "there is no attribute \"b\" in this object"
        }),
        (role(), Value::object([("name", Value::Null), ("tags", Value::map([("k", 1)]))]), {
            "tags[\"k\"]: a string is required, not a number"
        }),
        (Type::list(Str), Value::list([Value::from("a"), Value::from(1)]), "[1]: a string is required, not a number"),
        (Type::tuple([Str]), Value::List(vec![]), "a tuple of length 1 is required, not of length 0"),
        (Type::tuple([Str]), Value::list([1]), "[0]: a string is required, not a number"),
    ] {
        assert_eq!(encode_msgpack(&value, &ty).map_err(|error| error.to_string()), Err(message.to_owned()));
    }
}

#[test]
fn a_value_too_deep_to_be_read_is_not_sent() {
    let nest = |depth| {
        (1..depth).fold((Type::Bool, Value::from(true)), |(ty, value), _| (Type::list(ty), Value::List(vec![value])))
    };
    let (ty, value) = nest(MAX_DEPTH);
    assert_eq!(decode_msgpack(&encode_msgpack(&value, &ty).unwrap(), &ty), Ok(value));
    let (ty, value) = nest(MAX_DEPTH + 1);
    assert_eq!(encode_msgpack(&value, &ty).unwrap_err().message(), "the value nests deeper than 64 levels");
}
