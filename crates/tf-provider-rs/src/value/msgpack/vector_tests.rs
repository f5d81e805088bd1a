//! The bytes that Terraform 1.11.4 sends for values of its language, captured from it.

use crate::value::{Number, Refinement, Type, Value, decode_msgpack, encode_msgpack};

/// What is written in Terraform's language, its type, the value, and the bytes in hexadecimal.
fn vectors() -> Vec<(&'static str, Type, Value, String)> {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    let not_null = || Value::Unknown(Refinement::none().not_null());
    let hex = str::to_owned;
    vec![
        ("null", Bool, Value::Null, hex("c0")),
        ("true", Bool, Value::from(true), hex("c3")),
        ("false", Bool, Value::from(false), hex("c2")),
        (r#""""#, Str, Value::from(""), hex("a0")),
        (r#""n""#, Str, Value::from("n"), hex("a16e")),
        (r#""e\u0301""#, Str, Value::from("e\u{301}"), hex("a2c3a9")),
        ("0", Num, Value::from(0), hex("00")),
        ("-0.0", Num, number("-0.0"), hex("00")),
        ("128", Num, Value::from(128), hex("cc80")),
        ("-5", Num, Value::from(-5), hex("fb")),
        ("-129", Num, Value::from(-129), hex("d1ff7f")),
        ("9223372036854775807", Num, Value::from(i64::MAX), hex("cf7fffffffffffffff")),
        ("9223372036854775808", Num, number("9223372036854775808"), text("b3", "9223372036854775808")),
        ("-9223372036854775809", Num, number("-9223372036854775809"), text("b4", "-9223372036854775809")),
        ("18446744073709551615", Num, Value::from(u64::MAX), text("b4", "18446744073709551615")),
        ("0.5", Num, number("0.5"), hex("cb3fe0000000000000")),
        ("1.5", Num, number("1.5"), hex("cb3ff8000000000000")),
        ("0.1", Num, number("0.1"), hex("a3302e31")),
        ("3.14", Num, number("3.14"), hex("a4332e3134")),
        ("1e-7", Num, number("1e-7"), hex("a9302e30303030303031")),
        ("1e100", Num, number("1e100"), text("d965", &format!("1{}", "0".repeat(100)))),
        ("1e400", Num, number("1e400"), text("da0191", &format!("1{}", "0".repeat(400)))),
        ("[]", Type::list(Str), Value::List(vec![]), hex("90")),
        ("[]", Type::set(Str), Value::List(vec![]), hex("90")),
        ("{}", Type::map(Str), Value::Map([].into()), hex("80")),
        (r#"["b","a","a"]"#, Type::set(Str), Value::set(["b", "a", "a"]), hex("92a161a162")),
        (r#"["z",2]"#, Type::tuple([Str, Num]), Value::list([Value::from("z"), Value::from(2)]), hex("92a17a02")),
        (
            r#"{a="q",b=3.14}"#,
            Type::object([("a", Str), ("b", Num)]),
            Value::object([("a", Value::from("q")), ("b", number("3.14"))]),
            hex("82a161a171a162a4332e3134"),
        ),
        ("terraform_data.d.id", Str, not_null(), hex("c7030c8101c2")),
        (
            r#""pre-${terraform_data.d.id}""#,
            Str,
            Value::Unknown(Refinement::none().not_null().with_string_prefix("pre-")),
            hex("c7090c8201c202a47072652d"),
        ),
        (
            "length(terraform_data.d.output)",
            Num,
            Value::Unknown(Refinement::none().not_null().with_number_lower_bound(0.into(), true)),
            hex("c7070c8201c2039200c3"),
        ),
        (
            r#"[terraform_data.d.id,"k"]"#,
            Type::list(Str),
            Value::list([not_null(), Value::from("k")]),
            hex("92c7030c8101c2a16b"),
        ),
        (
            r#"[terraform_data.d.id,"k"]"#,
            Type::set(Str),
            Value::set([not_null(), Value::from("k")]),
            hex("92a16bc7030c8101c2"),
        ),
        ("terraform_data.d.output", Bool, Value::unknown(), hex("d40000")),
        ("terraform_data.d.output", Num, Value::unknown(), hex("d40000")),
        ("terraform_data.d.output", Str, Value::unknown(), hex("d40000")),
        ("terraform_data.d.output", Type::list(Str), Value::unknown(), hex("d40000")),
        ("terraform_data.d.output", Type::object([("a", Str)]), Value::unknown(), hex("d40000")),
        ("terraform_data.d.output", Dynamic, Value::unknown(), hex("d40000")),
        ("null", Dynamic, Value::Null, hex("c0")),
        ("1", Dynamic, Value::dynamic(Num, 1), hex("92c408226e756d6265722201")),
        (r#""s""#, Dynamic, Value::dynamic(Str, "s"), hex("92c40822737472696e6722a173")),
        ("true", Dynamic, Value::dynamic(Bool, true), hex("92c40622626f6f6c22c3")),
        (
            "[1]",
            Dynamic,
            Value::dynamic(Type::tuple([Num]), Value::list([1])),
            hex("92c4145b227475706c65222c5b226e756d626572225d5d9101"),
        ),
        (
            "[]",
            Dynamic,
            Value::dynamic(Type::Tuple(vec![]), Value::List(vec![])),
            hex("92c40c5b227475706c65222c5b5d5d90"),
        ),
        (
            "{}",
            Dynamic,
            Value::dynamic(Type::Object([].into()), Value::Map([].into())),
            hex("92c40d5b226f626a656374222c7b7d5d80"),
        ),
        (
            r#"tolist(["a"])"#,
            Dynamic,
            Value::dynamic(Type::list(Str), Value::list(["a"])),
            hex("92c4115b226c697374222c22737472696e67225d91a161"),
        ),
        (
            "toset([2,1])",
            Dynamic,
            Value::dynamic(Type::set(Num), Value::set([2, 1])),
            hex("92c4105b22736574222c226e756d626572225d920102"),
        ),
        (
            "tomap({b=1,a=2})",
            Dynamic,
            Value::dynamic(Type::map(Num), Value::map([("b", 1), ("a", 2)])),
            hex("92c4105b226d6170222c226e756d626572225d82a16102a16201"),
        ),
        ("tostring(null)", Dynamic, Value::dynamic(Str, Value::Null), hex("92c40822737472696e6722c0")),
        ("an unknown string", Dynamic, Value::dynamic(Str, Value::unknown()), hex("92c40822737472696e6722d40000")),
    ]
}

#[test]
fn what_terraform_sends_is_read_and_written_back_byte_for_byte() {
    for (hcl, ty, value, bytes) in vectors() {
        let what = format!("{hcl} as {}", ty.friendly_name());
        assert_eq!(decode_msgpack(&unhex(&bytes), &ty).as_ref(), Ok(&value), "decode {what}");
        assert_eq!(encode_msgpack(&value, &ty).map(|bytes| hex(&bytes)), Ok(bytes), "encode {what}");
    }
}

#[test]
fn other_encodings_of_a_value_are_read_as_the_same_value() {
    use Type::{Bool, Dynamic, Number as Num, String as Str};
    let refined = |refinement: Refinement| Value::Unknown(refinement);
    for (what, ty, bytes, value) in [
        ("float32", Num, "ca3fc00000", number("1.5")),
        ("float64 without a fraction", Num, "cb4000000000000000", Value::from(2)),
        ("float64 0.1", Num, "cb3fb999999999999a", number("0.1")),
        ("float64 1e23, exactly", Num, "cb44b52d02c7e14af6", number("99999999999999991611392")),
        ("negative zero", Num, "cb8000000000000000", Value::from(0)),
        ("infinity", Num, "cb7ff0000000000000", Number::from_f64(f64::INFINITY).unwrap().into()),
        ("negative infinity", Num, "cbfff0000000000000", Number::from_f64(f64::NEG_INFINITY).unwrap().into()),
        ("int64 of a small number", Num, "d3ffffffffffffffff", Value::from(-1)),
        ("int8, int16, int32", Type::tuple([Num, Num, Num]), "93d0ffd1ffffd2ffffffff", Value::list([-1, -1, -1])),
        ("uint8 to uint64", Type::list(Num), "94cc01cd0001ce00000001cf0000000000000001", Value::list([1, 1, 1, 1])),
        ("uint64 beyond int64", Num, "cfffffffffffffffff", Value::from(u64::MAX)),
        ("text with an exponent and a plus", Num, "a52b31652b32", Value::from(100)),
        ("text that ends with a point", Num, "a2312e", Value::from(1)),
        ("str8", Str, "d90161", Value::from("a")),
        ("str16", Str, "da000161", Value::from("a")),
        ("str32", Str, "db0000000161", Value::from("a")),
        ("binary", Str, "c40161", Value::from("a")),
        ("array16", Type::list(Bool), "dc0001c3", Value::list([true])),
        ("array32", Type::list(Bool), "dd00000001c3", Value::list([true])),
        ("map16", Type::map(Bool), "de0001a161c3", Value::map([("a", true)])),
        ("map32", Type::map(Bool), "df00000001a161c3", Value::map([("a", true)])),
        ("attributes in another order", Type::object([("a", Num), ("b", Num)]), "82a16202a16101", {
            Value::object([("a", 1), ("b", 2)])
        }),
        ("a set in another order with a duplicate", Type::set(Num), "93020102", Value::set([1, 2])),
        ("decomposed key", Type::map(Bool), "81a365cc81c3", Value::map([("\u{e9}", true)])),
        ("bytes after the value", Bool, "c3c3", Value::from(true)),
        ("the type of a dynamic value as a string", Dynamic, "92a622626f6f6c22c3", Value::dynamic(Bool, true)),
        ("a dynamic value within one", Dynamic, "92c4092264796e616d69632292c40622626f6f6c22c3", {
            Value::dynamic(Bool, true)
        }),
        ("empty extension", Str, "c70000", Value::unknown()),
        ("empty extension of the refined kind", Str, "c7000c", Value::unknown()),
        ("refined kind of one byte", Str, "d40c80", Value::unknown()),
        ("extension of another kind", Str, "d6050000c100", Value::unknown()),
        ("fixext8, fixext16", Type::list(Str), "92d7050000000000000000d80500000000000000000000000000000000", {
            Value::list([Value::unknown(), Value::unknown()])
        }),
        ("ext16", Str, "c800030c8101c2", refined(Refinement::none().not_null())),
        ("ext32", Str, "c9000000030c8101c2", refined(Refinement::none().not_null())),
        ("fixext4 with padding after the map", Str, "d60c8101c200", refined(Refinement::none().not_null())),
        (
            "a refinement of a later version",
            Str,
            "c70b0c826392c08101a2787901c2",
            refined(Refinement::none().not_null()),
        ),
        ("an empty refinement map", Str, "d50c8000", Value::unknown()),
        ("a refinement to null", Str, "c7030c8101c3", Value::Null),
        ("a refinement of a type that has none", Dynamic, "c7030c8101c2", Value::unknown()),
        ("a prefix of a number", Num, "c7090c8201c202a47072652d", refined(Refinement::none().not_null())),
        ("bounds as float and text", Num, "c7140c820392cb3fe0000000000000c20492a3312e32c3", {
            refined(
                Refinement::none()
                    .with_number_lower_bound(Number::parse("0.5").unwrap(), false)
                    .with_number_upper_bound(Number::parse("1.2").unwrap(), true),
            )
        }),
        ("lengths", Type::set(Str), "c7070c82050206cd0100", {
            refined(Refinement::none().with_length_lower_bound(2).with_length_upper_bound(256))
        }),
    ] {
        assert_eq!(decode_msgpack(&unhex(bytes), &ty), Ok(value), "{what}");
    }
}

fn number(text: &str) -> Value {
    Value::Number(Number::parse(text).unwrap())
}

/// A header in hexadecimal and the text that follows it.
fn text(header: &str, text: &str) -> String {
    header.to_owned() + &hex(text.as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}
