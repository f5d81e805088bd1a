//! From a value of a type to MessagePack, byte for byte as Terraform itself writes it.

use rmp::encode as write;

use super::unknown;
use crate::value::canonical::canonical_set;
use crate::value::{Dynamic, EncodeError, MAX_DEPTH, Number, Step, Type, Value};

/// `value` as Terraform expects a value of type `ty`.
///
/// # Errors
///
/// If `value` is not of type `ty` (an object needs exactly its attributes), or nests deeper than 64 levels.
pub fn encode_msgpack(value: &Value, ty: &Type) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::new();
    encode(value, ty, MAX_DEPTH, &mut bytes)?;
    Ok(bytes)
}

fn encode(value: &Value, ty: &Type, depth: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let depth = depth.checked_sub(1).ok_or_else(EncodeError::too_deep)?;
    match (ty, value) {
        (_, Value::Null) => written(write::write_nil(out)),
        (_, Value::Unknown(refinement)) => unknown::encode(refinement, ty, out),
        (Type::Bool, Value::Bool(truth)) => written(write::write_bool(out, *truth)),
        (Type::Number, Value::Number(number)) => encode_number(number, out),
        (Type::String, Value::String(text)) => encode_text(text, out),
        (Type::List(element), Value::List(elements)) => {
            array_header(elements.len(), out)?;
            elements.iter().zip(0_i64..).try_for_each(|(value, index)| {
                encode(value, element, depth, out).map_err(|error| error.below(Step::Index(index)))
            })
        }
        (Type::Set(element), Value::List(elements)) => {
            let elements = canonical_set(elements);
            array_header(elements.len(), out)?;
            elements.into_iter().try_for_each(|value| encode(value, element, depth, out))
        }
        (Type::Tuple(types), Value::List(elements)) => {
            if types.len() != elements.len() {
                return Err(EncodeError::wrong_length(types.len(), elements.len()));
            }
            array_header(elements.len(), out)?;
            types.iter().zip(elements).zip(0_i64..).try_for_each(|((ty, value), index)| {
                encode(value, ty, depth, out).map_err(|error| error.below(Step::Index(index)))
            })
        }
        (Type::Map(element), Value::Map(elements)) => {
            map_header(elements.len(), out)?;
            elements.iter().try_for_each(|(key, value)| {
                encode_text(key, out)?;
                encode(value, element, depth, out).map_err(|error| error.below(Step::Key(key.clone())))
            })
        }
        (Type::Object(types), Value::Map(attributes)) => {
            if let Some(extra) = attributes.keys().find(|name| !types.contains_key(*name)) {
                return Err(EncodeError::unsupported_attribute(extra));
            }
            map_header(types.len(), out)?;
            types.iter().try_for_each(|(name, ty)| {
                let value = attributes.get(name).ok_or_else(|| EncodeError::missing_attribute(name))?;
                encode_text(name, out)?;
                encode(value, ty, depth, out).map_err(|error| error.below(Step::Attribute(name.clone())))
            })
        }
        (Type::Dynamic, Value::Dynamic(dynamic)) => encode_dynamic(dynamic, depth, out),
        _ => Err(EncodeError::wrong_type(ty, value.kind())),
    }
}

fn encode_dynamic(dynamic: &Dynamic, depth: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    array_header(2, out)?;
    let json = dynamic.r#type.to_json();
    written(write::write_bin(out, json.as_bytes()))?;
    encode(&dynamic.value, &dynamic.r#type, depth, out)
}

/// An integer if it fits `i64`, a float if it is exactly that and has a fraction, decimal text otherwise. Terraform
/// compares what it gets back with what it sent, and a float does not keep integers beyond 2^53.
pub(super) fn encode_number(number: &Number, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if let Some(integer) = number.as_i64() {
        return written(write::write_sint(out, integer));
    }
    let float = if number.is_integer() { None } else { number.as_exact_f64() };
    match float {
        Some(float) => written(write::write_f64(out, float)),
        None => encode_text(&number.to_string(), out),
    }
}

pub(super) fn encode_text(text: &str, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    length(text.len())?;
    written(write::write_str(out, text))
}

pub(super) fn array_header(elements: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    written(write::write_array_len(out, length(elements)?))
}

pub(super) fn map_header(elements: usize, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    written(write::write_map_len(out, length(elements)?))
}

pub(super) fn length(length: usize) -> Result<u32, EncodeError> {
    u32::try_from(length)
        .map_err(|_| EncodeError::new(format!("{length} elements or bytes are too many for MessagePack")))
}

/// Writing to memory does not fail; the type of the writers does not know that.
pub(super) fn written<T, E: std::fmt::Display>(result: Result<T, E>) -> Result<(), EncodeError> {
    result.map(|_| ()).map_err(|error| EncodeError::new(error.to_string()))
}
