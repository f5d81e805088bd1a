use super::*;
use crate::value::Type;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

#[test]
fn a_promise_of_nothing_is_no_refinement() {
    let infinity = || Number::from_f64(f64::INFINITY).unwrap();
    let nothing = Refinement::none()
        .with_string_prefix("")
        .with_length_lower_bound(0)
        .with_number_lower_bound(infinity(), true)
        .with_number_upper_bound(infinity(), true);
    assert_eq!(nothing, Refinement::default());
    assert!(nothing.is_none());
    assert!(nothing.allows(&Value::Null));
    assert!(!Refinement::none().not_null().is_none());
}

#[test]
fn what_was_promised_can_be_read() {
    let refinement = Refinement::none()
        .not_null()
        .with_string_prefix("e\u{301}")
        .with_number_lower_bound(number("1"), true)
        .with_number_upper_bound(number("2"), false)
        .with_length_lower_bound(3)
        .with_length_upper_bound(4);
    assert!(refinement.is_not_null());
    assert_eq!(refinement.string_prefix(), Some("\u{e9}"));
    assert_eq!(refinement.number_lower_bound(), Some(&Bound { value: number("1"), inclusive: true }));
    assert_eq!(refinement.number_upper_bound(), Some(&Bound { value: number("2"), inclusive: false }));
    assert_eq!(refinement.length_lower_bound(), Some(3));
    assert_eq!(refinement.length_upper_bound(), Some(4));
}

#[test]
fn a_long_prefix_is_cut_to_256_bytes_between_characters() {
    let refinement = Refinement::none().with_string_prefix(&format!("a{}", "\u{e9}".repeat(200)));
    assert_eq!(refinement.string_prefix().unwrap().len(), 255);
}

#[test]
fn a_final_value_keeps_or_breaks_each_promise() {
    let none = Refinement::none;
    for (refinement, value, kept) in [
        (none().not_null(), Value::Null, false),
        (none().not_null(), Value::dynamic(Type::String, Value::Null), false),
        (none().not_null(), Value::from(false), true),
        (none().with_string_prefix("arn:"), Value::Null, true),
        (none().with_string_prefix("arn:"), Value::from("arn:aws"), true),
        (none().with_string_prefix("arn:"), Value::from("ar"), false),
        (none().with_number_lower_bound(number("1"), true), Value::from(1), true),
        (none().with_number_lower_bound(number("1"), false), Value::from(1), false),
        (none().with_number_upper_bound(number("1"), true), Value::from(1), true),
        (none().with_number_upper_bound(number("1"), false), Value::from(1), false),
        (none().with_number_upper_bound(number("1"), true), Value::from(2), false),
        (none().with_length_lower_bound(1), Value::List(vec![]), false),
        (none().with_length_lower_bound(1), Value::map([("a", 1)]), true),
        (none().with_length_upper_bound(1), Value::list([1, 2]), false),
        (none().with_string_prefix("arn:"), Value::unknown(), true),
    ] {
        assert_eq!(refinement.allows(&value), kept, "{refinement:?} {value:?}");
    }
}
