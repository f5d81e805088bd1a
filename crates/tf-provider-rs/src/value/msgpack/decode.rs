//! From MessagePack to a value of a wanted type.

use std::collections::BTreeMap;

use super::reader::{Reader, Token};
use super::unknown;
use crate::value::canonical::insert_new;
use crate::value::text::nfc;
use crate::value::{DecodeError, MAX_DEPTH, Number, Step, Type, Value};

/// The value of type `ty` that these bytes hold. Bytes after it are ignored, as Terraform ignores them.
///
/// # Errors
///
/// If the bytes are cut short or not MessagePack, hold another type (an object needs exactly its attributes), a key twice,
/// text that is not UTF-8, a number with more than 4096 digits, or nest deeper than 64 levels.
pub fn decode_msgpack(bytes: &[u8], ty: &Type) -> Result<Value, DecodeError> {
    decode(&mut Reader::new(bytes), ty, MAX_DEPTH)
}

/// As [`decode_msgpack`], where `depth` levels may still nest.
pub(super) fn decode(reader: &mut Reader<'_>, ty: &Type, depth: usize) -> Result<Value, DecodeError> {
    let depth = depth.checked_sub(1).ok_or_else(DecodeError::too_deep)?;
    let token = reader.token()?;
    match (ty, token) {
        (_, Token::Extension { kind, body }) => unknown::decode(kind, body, ty),
        (_, Token::Nil) => Ok(Value::Null),
        (Type::Bool, Token::Bool(truth)) => Ok(Value::Bool(truth)),
        (Type::Number, token) => number(token).map(Value::Number),
        (Type::String, Token::Text(bytes)) => utf8(bytes).map(Value::from),
        (Type::List(element), Token::Array(length)) => list(reader, element, length, depth),
        (Type::Set(element), Token::Array(length)) => set(reader, element, length, depth),
        (Type::Tuple(elements), Token::Array(length)) => tuple(reader, elements, length, depth),
        (Type::Map(element), Token::Map(length)) => map(reader, element, length, depth),
        (Type::Object(attributes), Token::Map(length)) => object(reader, attributes, length, depth),
        (Type::Dynamic, Token::Array(2)) => dynamic(reader, depth),
        (Type::Dynamic, Token::Array(_)) => {
            Err(DecodeError::new("a dynamic value must have exactly a type and a value"))
        }
        (_, token) => Err(DecodeError::wrong_type(ty, token.kind())),
    }
}

fn number(token: Token<'_>) -> Result<Number, DecodeError> {
    match token {
        Token::Signed(integer) => Ok(integer.into()),
        Token::Unsigned(integer) => Ok(integer.into()),
        Token::Float(float) => {
            Number::from_f64(float).ok_or_else(|| DecodeError::new("NaN is not a number in Terraform"))
        }
        Token::Text(bytes) => Number::parse(utf8(bytes)?).map_err(|error| DecodeError::new(error.to_string())),
        other => Err(DecodeError::wrong_type(&Type::Number, other.kind())),
    }
}

fn list(reader: &mut Reader<'_>, element: &Type, length: usize, depth: usize) -> Result<Value, DecodeError> {
    let elements =
        (0_i64..).take(length).map(|index| decode(reader, element, depth).map_err(|e| e.below(Step::Index(index))));
    elements.collect::<Result<_, _>>().map(Value::List)
}

/// Elements of a set have no path: an error in one is an error of the set.
fn set(reader: &mut Reader<'_>, element: &Type, length: usize, depth: usize) -> Result<Value, DecodeError> {
    let elements: Vec<Value> = (0..length).map(|_| decode(reader, element, depth)).collect::<Result<_, _>>()?;
    Ok(Value::set(elements))
}

fn tuple(reader: &mut Reader<'_>, types: &[Type], length: usize, depth: usize) -> Result<Value, DecodeError> {
    if length != types.len() {
        return Err(DecodeError::wrong_length(types.len(), length));
    }
    let elements =
        (0_i64..).zip(types).map(|(index, ty)| decode(reader, ty, depth).map_err(|e| e.below(Step::Index(index))));
    elements.collect::<Result<_, _>>().map(Value::List)
}

fn map(reader: &mut Reader<'_>, element: &Type, length: usize, depth: usize) -> Result<Value, DecodeError> {
    let mut elements = BTreeMap::new();
    for _ in 0..length {
        let key = key(reader)?;
        let value = decode(reader, element, depth).map_err(|error| error.below(Step::Key(key.clone())))?;
        insert_new(&mut elements, key, value)?;
    }
    Ok(Value::Map(elements))
}

fn object(
    reader: &mut Reader<'_>,
    types: &BTreeMap<String, Type>,
    length: usize,
    depth: usize,
) -> Result<Value, DecodeError> {
    let mut attributes = BTreeMap::new();
    for _ in 0..length {
        let name = key(reader)?;
        let Some(ty) = types.get(&name) else { return Err(DecodeError::unsupported_attribute(&name)) };
        let value = decode(reader, ty, depth).map_err(|error| error.below(Step::Attribute(name.clone())))?;
        insert_new(&mut attributes, name, value)?;
    }
    match types.keys().find(|name| !attributes.contains_key(*name)) {
        Some(missing) => Err(DecodeError::missing_attribute(missing)),
        None => Ok(Value::Map(attributes)),
    }
}

fn dynamic(reader: &mut Reader<'_>, depth: usize) -> Result<Value, DecodeError> {
    let token = reader.token()?;
    let Token::Text(json) = token else {
        return Err(DecodeError::new(format!("the type of a dynamic value must be a binary, not {}", token.kind())));
    };
    let ty = Type::from_json(utf8(json)?).map_err(|error| DecodeError::new(error.to_string()))?;
    decode(reader, &ty, depth).map(|value| Value::dynamic(ty, value))
}

fn key(reader: &mut Reader<'_>) -> Result<String, DecodeError> {
    match reader.token()? {
        Token::Text(bytes) => Ok(nfc(utf8(bytes)?.to_owned())),
        other => Err(DecodeError::new(format!("a key must be a string, not {}", other.kind()))),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(bytes).map_err(|_| DecodeError::new("a string is not UTF-8"))
}
