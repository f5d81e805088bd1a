//! From a value of a type to JSON, as Terraform stores it.

use crate::value::canonical::canonical_set;
use crate::value::{EncodeError, MAX_DEPTH, Number, Step, Type, Value};

/// `value`, of type `ty`, as compact JSON.
///
/// # Errors
///
/// If `value` is not of type `ty`, has an unknown part or an infinite number, for which JSON has no form, or nests deeper
/// than 64 levels.
pub fn encode_json(value: &Value, ty: &Type) -> Result<String, EncodeError> {
    let mut json = String::new();
    encode(value, ty, MAX_DEPTH, &mut json)?;
    Ok(json)
}

fn encode(value: &Value, ty: &Type, depth: usize, out: &mut String) -> Result<(), EncodeError> {
    let depth = depth.checked_sub(1).ok_or_else(EncodeError::too_deep)?;
    match (ty, value) {
        (_, Value::Null) => write(out, "null"),
        (_, Value::Unknown(_)) => Err(EncodeError::new("the value is unknown, which stored state cannot hold")),
        (Type::Bool, Value::Bool(truth)) => write(out, if *truth { "true" } else { "false" }),
        (Type::Number, Value::Number(number)) => encode_number(number, out),
        (Type::String, Value::String(text)) => encode_text(text, out),
        (Type::List(element), Value::List(elements)) => {
            array(elements.iter().zip(0_i64..), out, |(value, index), out| {
                encode(value, element, depth, out).map_err(|error| error.below(Step::Index(index)))
            })
        }
        (Type::Set(element), Value::List(elements)) => {
            array(canonical_set(elements).into_iter(), out, |value, out| encode(value, element, depth, out))
        }
        (Type::Tuple(types), Value::List(elements)) if types.len() != elements.len() => {
            Err(EncodeError::wrong_length(types.len(), elements.len()))
        }
        (Type::Tuple(types), Value::List(elements)) => {
            array(types.iter().zip(elements).zip(0_i64..), out, |((ty, value), index), out| {
                encode(value, ty, depth, out).map_err(|error| error.below(Step::Index(index)))
            })
        }
        (Type::Map(element), Value::Map(elements)) => object(elements.iter(), out, |key, value, out| {
            encode(value, element, depth, out).map_err(|error| error.below(Step::Key(key.to_owned())))
        }),
        (Type::Object(types), Value::Map(attributes)) => {
            if let Some(extra) = attributes.keys().find(|name| !types.contains_key(*name)) {
                return Err(EncodeError::unsupported_attribute(extra));
            }
            object(types.iter(), out, |name, ty, out| {
                let value = attributes.get(name).ok_or_else(|| EncodeError::missing_attribute(name))?;
                encode(value, ty, depth, out).map_err(|error| error.below(Step::Attribute(name.to_owned())))
            })
        }
        (Type::Dynamic, Value::Dynamic(dynamic)) => {
            write(out, "{\"value\":")?;
            encode(&dynamic.value, &dynamic.r#type, depth, out)?;
            write(out, ",\"type\":")?;
            write(out, &dynamic.r#type.to_json())?;
            write(out, "}")
        }
        _ => Err(EncodeError::wrong_type(ty, value.kind())),
    }
}

fn encode_number(number: &Number, out: &mut String) -> Result<(), EncodeError> {
    if number.is_infinite() {
        return Err(EncodeError::new("the number is infinite, which stored state cannot hold"));
    }
    write(out, &number.to_string())
}

fn encode_text(text: &str, out: &mut String) -> Result<(), EncodeError> {
    write(out, &serde_json::Value::from(text).to_string())
}

fn array<T>(
    elements: impl Iterator<Item = T>,
    out: &mut String,
    element: impl Fn(T, &mut String) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    out.push('[');
    for (position, value) in elements.enumerate() {
        if position > 0 {
            out.push(',');
        }
        element(value, out)?;
    }
    write(out, "]")
}

fn object<'a, T>(
    members: impl Iterator<Item = (&'a String, T)>,
    out: &mut String,
    value: impl Fn(&str, T, &mut String) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    out.push('{');
    for (position, (name, member)) in members.enumerate() {
        if position > 0 {
            out.push(',');
        }
        encode_text(name, out)?;
        out.push(':');
        value(name, member, out)?;
    }
    write(out, "}")
}

/// Always succeeds; a `Result` so that the arms above are alike.
fn write(out: &mut String, text: &str) -> Result<(), EncodeError> {
    out.push_str(text);
    Ok(())
}
