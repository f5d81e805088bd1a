//! What holds for every type, every value and all bytes.

use proptest::prelude::*;

use super::arbitrary::{Parts, numbers, typed_values, types, values};
use super::{Number, Type, Undefined, Value, decode_json, decode_msgpack, encode_json, encode_msgpack};

proptest! {
    #[test]
    fn every_type_survives_json(ty in types()) {
        prop_assert_eq!(Type::from_json(&ty.to_json()), Ok(ty));
    }

    #[test]
    fn every_value_survives_messagepack((ty, value) in typed_values(Parts::Any)) {
        let bytes = encode_msgpack(&value, &ty).unwrap();
        prop_assert_eq!(decode_msgpack(&bytes, &ty), Ok(value));
    }

    #[test]
    fn every_stored_value_survives_json((ty, value) in typed_values(Parts::Stored)) {
        let json = encode_json(&value, &ty).unwrap();
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        prop_assert_eq!(decode_json(json.as_bytes(), &ty, Undefined::Refuse), Ok(value));
    }

    /// An implementation of MessagePack that is not ours reads all of our bytes, and would write the same.
    #[test]
    fn another_implementation_agrees_on_our_messagepack((ty, value) in typed_values(Parts::Any)) {
        let bytes = encode_msgpack(&value, &ty).unwrap();
        let mut rest = bytes.as_slice();
        let read = rmpv::decode::read_value(&mut rest).unwrap();
        prop_assert!(rest.is_empty());
        let mut written = Vec::new();
        rmpv::encode::write_value(&mut written, &read).unwrap();
        prop_assert_eq!(written, bytes);
    }

    #[test]
    fn a_value_cut_short_is_refused((ty, value) in typed_values(Parts::Any), cut in any::<prop::sample::Index>()) {
        let bytes = encode_msgpack(&value, &ty).unwrap();
        prop_assert!(decode_msgpack(&bytes[..cut.index(bytes.len())], &ty).is_err());
    }

    #[test]
    fn any_bytes_are_refused_or_a_value_that_can_be_sent(ty in types(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        sent_again(&ty, &bytes)?;
    }

    #[test]
    fn damaged_bytes_are_refused_or_a_value_that_can_be_sent(
        (ty, value) in typed_values(Parts::Any),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = encode_msgpack(&value, &ty).unwrap();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        sent_again(&ty, &bytes)?;
    }

    #[test]
    fn any_text_is_refused_or_a_value_that_can_be_stored(ty in types(), text in "[\\[\\]{}\",:a-e0-9.\\\\ \\-]{0,60}") {
        stored_again(&ty, text.as_bytes())?;
    }

    #[test]
    fn damaged_text_is_refused_or_a_value_that_can_be_stored(
        (ty, value) in typed_values(Parts::Stored),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut json = encode_json(&value, &ty).unwrap().into_bytes();
        let place = place.index(json.len());
        json[place] = byte;
        stored_again(&ty, &json)?;
    }

    /// Whatever the value is, a wrong type leads to an error and never to bytes that are something else.
    #[test]
    fn a_value_is_sent_only_as_a_type_that_reads_it((_, value) in typed_values(Parts::Any), ty in types()) {
        if let Ok(bytes) = encode_msgpack(&value, &ty) {
            prop_assert!(decode_msgpack(&bytes, &ty).is_ok());
        }
    }

    #[test]
    fn every_number_survives_its_text(number in numbers(Parts::Stored)) {
        prop_assert_eq!(Number::parse(&number.to_string()), Ok(number));
    }

    #[test]
    fn numbers_are_ordered_as_integers_are(a in any::<i64>(), b in any::<i64>(), shift in 0_u32..30) {
        let scaled = |number: i64| Number::parse(&format!("{number}e-{shift}")).unwrap();
        prop_assert_eq!(scaled(a).cmp(&scaled(b)), a.cmp(&b));
        prop_assert_eq!(scaled(a) == scaled(b), a == b);
    }

    #[test]
    fn an_exact_float_is_the_number(float in any::<f64>()) {
        let number = Number::from_f64(float);
        prop_assert_eq!(number.is_none(), float.is_nan());
        if let Some(number) = number {
            prop_assert_eq!(number.as_f64(), float);
        }
    }

    #[test]
    fn without_unknowns_a_value_is_wholly_known((_, value) in typed_values(Parts::Any)) {
        prop_assert!(value.unknown_as_null().is_wholly_known());
    }

    #[test]
    fn a_set_does_not_depend_on_the_order_of_its_elements(elements in prop::collection::vec(values(&Type::Number, Parts::Any), 0..6)) {
        let reversed = elements.iter().rev().cloned();
        prop_assert_eq!(Value::set(reversed), Value::set(elements.clone()));
    }
}

/// What was read can be sent and is then read as the same. A refinement may be too long to be sent.
fn sent_again(ty: &Type, bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(value) = decode_msgpack(bytes, ty) {
        let again = decode_msgpack(&encode_msgpack(&value, ty).unwrap(), ty).unwrap();
        prop_assert!(again.eq_ignoring_refinements(&value), "{:?} became {:?}", value, again);
    }
    Ok(())
}

fn stored_again(ty: &Type, json: &[u8]) -> Result<(), TestCaseError> {
    for undefined in [Undefined::Refuse, Undefined::Ignore] {
        if let Ok(value) = decode_json(json, ty, undefined) {
            let stored = encode_json(&value, ty).unwrap();
            prop_assert_eq!(decode_json(stored.as_bytes(), ty, Undefined::Refuse), Ok(value));
        }
    }
    Ok(())
}
