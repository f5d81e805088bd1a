use std::collections::HashSet;

use super::*;

fn parse(text: &str) -> Number {
    Number::parse(text).unwrap()
}

#[test]
fn a_number_is_displayed_as_plain_decimal_text() {
    for (text, plain) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0e999999999999999999999", "0"),
        ("000", "0"),
        ("1", "1"),
        ("+1", "1"),
        ("-5", "-5"),
        ("1.0", "1"),
        ("1.", "1"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("007.500", "7.5"),
        ("0.1", "0.1"),
        ("3.14", "3.14"),
        ("10", "10"),
        ("1e3", "1000"),
        ("1E+3", "1000"),
        ("12345e-2", "123.45"),
        ("1e-7", "0.0000001"),
        ("1500e-7", "0.00015"),
        ("100.001", "100.001"),
        ("9007199254740993", "9007199254740993"),
        ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "9223372036854775808"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("18446744073709551615", "18446744073709551615"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ] {
        assert_eq!(parse(text).to_string(), plain, "{text}");
    }
    assert_eq!(parse("1e100").to_string(), format!("1{}", "0".repeat(100)));
    assert_eq!(parse("1e400").to_string(), format!("1{}", "0".repeat(400)));
    assert_eq!(parse("-1e-400").to_string(), format!("-0.{}1", "0".repeat(399)));
}

#[test]
fn text_that_is_no_decimal_number_is_refused() {
    for text in [
        "", " ", " 1", "1 ", "+", "-", ".", "-.", "e", "e1", "1e", "1e+", "1e1.5", "1e1e1", "--1", "+-1", "1.2.3",
        "1_000", "0x10", "0b1", "1p4", "Inf", "-Inf", "inf", "NaN", "one", "\u{661}",
    ] {
        let error = Number::parse(text).unwrap_err();
        assert_eq!(error.to_string(), format!("\"{text}\" is not a decimal number"));
    }
}

#[test]
fn long_text_is_quoted_only_in_part() {
    let error = Number::parse(&"\u{e9}x".repeat(1000)).unwrap_err();
    assert!(error.to_string().len() < 100, "{error}");
}

#[test]
fn a_number_has_at_most_4096_digits_written_out() {
    assert!(Number::parse("1e4095").is_ok());
    assert!(Number::parse("1e-4096").is_ok());
    assert!(Number::parse(&"9".repeat(4096)).is_ok());
    for text in ["1e4096", "1e-4097", "1e4000000000", "1e99999999999999999999", "-1e-9223372036854775808", "1.5e-4096"]
    {
        let error = Number::parse(text).unwrap_err();
        assert_eq!(error.to_string(), "a number of more than 4096 digits is not supported", "{text}");
    }
    assert!(Number::parse(&"9".repeat(4097)).is_err());
    assert!(Number::parse(&format!("{}1e-1000000", "0".repeat(1_000_000))).is_err());
}

#[test]
fn one_value_has_one_form() {
    let ones = ["1", "1.0", "10e-1", "0.01e2", "+1", "001"].map(parse);
    assert!(ones.iter().all(|one| *one == Number::from(1)));
    assert_eq!(ones.into_iter().collect::<HashSet<_>>().len(), 1);
    assert_eq!(Number::from(u64::MAX), parse("18446744073709551615"));
    assert_eq!(Number::from(10_000_000_000_000_000_000_u64), parse("1e19"));
    assert_eq!(Number::from_f64(0.1), Some(parse("0.1")));
    assert_eq!(Number::from_f64(-0.0), Some(Number::from(0)));
}

#[test]
fn numbers_are_ordered_by_value() {
    let ascending = [
        "-1e30",
        "-9223372036854775809",
        "-9223372036854775808",
        "-10",
        "-9.5",
        "-9",
        "-0.11",
        "-0.1",
        "-0.01",
        "0",
        "0.0000001",
        "0.01",
        "0.1",
        "0.11",
        "1",
        "1.5",
        "2",
        "9",
        "9.99",
        "10",
        "9007199254740992",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "1e30",
        "1.1e30",
    ];
    let mut numbers: Vec<Number> = ascending.into_iter().map(parse).collect();
    numbers.insert(0, Number::from_f64(f64::NEG_INFINITY).unwrap());
    numbers.push(Number::from_f64(f64::INFINITY).unwrap());
    for (i, a) in numbers.iter().enumerate() {
        for (j, b) in numbers.iter().enumerate() {
            assert_eq!(a.cmp(b), i.cmp(&j), "{a} and {b}");
        }
    }
}

#[test]
fn integers_come_back_exactly_or_not_at_all() {
    assert_eq!(Number::from(-7).as_i64(), Some(-7));
    assert_eq!(Number::from(-7).as_u64(), None);
    assert_eq!(Number::from(7_u32).as_u64(), Some(7));
    assert_eq!(Number::from(i64::MIN).as_i64(), Some(i64::MIN));
    assert_eq!(Number::from(u64::MAX).as_u64(), Some(u64::MAX));
    assert_eq!(Number::from(u64::MAX).as_i64(), None);
    assert_eq!(parse("18446744073709551616").as_u64(), None);
    assert_eq!(parse("1.5").as_i64(), None);
    assert_eq!(parse("1.5").as_u64(), None);
    assert_eq!(Number::from_f64(f64::INFINITY).unwrap().as_u64(), None);
    assert!(parse("1e30").is_integer() && parse("3").is_integer());
    assert!(!parse("1e-1").is_integer() && !Number::from_f64(f64::INFINITY).unwrap().is_integer());
}

#[test]
fn floats_with_a_fraction_are_short_and_whole_floats_exact() {
    assert_eq!(Number::from_f64(f64::NAN), None);
    for (float, text) in [(0.1, "0.1"), (1.5, "1.5"), (-2.0, "-2"), (1e23, "99999999999999991611392")] {
        assert_eq!(Number::from_f64(float).unwrap().to_string(), text);
    }
    for float in [f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 0.1, 1e-7, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Number::from_f64(float).unwrap().as_f64(), float);
    }
    assert_eq!(parse("1e400").as_f64(), f64::INFINITY);
    assert_eq!(parse("1e-400").as_f64(), 0.0);
}

#[test]
fn a_float_is_exact_only_if_no_digit_is_lost() {
    for (text, exact) in [
        ("0.5", Some(0.5)),
        ("-1.5", Some(-1.5)),
        ("3", Some(3.0)),
        ("9007199254740992", Some(9_007_199_254_740_992.0)),
        ("9007199254740993", None),
        ("0.1", None),
        ("3.14", None),
        ("1e-400", None),
        ("1e400", None),
        ("0.1000000000000000055511151231257827021181583404541015625", Some(0.1)),
    ] {
        assert_eq!(parse(text).as_exact_f64(), exact, "{text}");
    }
    assert_eq!(Number::from_f64(f64::INFINITY).unwrap().as_exact_f64(), Some(f64::INFINITY));
}
