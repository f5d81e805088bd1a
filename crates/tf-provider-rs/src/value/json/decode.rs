//! From JSON to a value of a wanted type.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::members::Members;
use crate::value::canonical::insert_new;
use crate::value::text::nfc;
use crate::value::{DecodeError, MAX_DEPTH, Number, Step, Type, Value};

/// What to do where an object in the JSON and its type do not have the same attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// It is an error.
    Refuse,
    /// Attributes that the type lacks are dropped, attributes that the JSON lacks are null: state that an earlier version
    /// of the provider wrote stays readable. Not so in a dynamic value: its type was stored with it and fits exactly.
    Ignore,
}

/// The value of type `ty` that this JSON holds. As Terraform does, it takes `"5"` for a number, `"true"` for a bool, and a
/// number or bool for a string: stored state survives such a change of an attribute's type.
///
/// # Errors
///
/// If the bytes are not JSON, hold another type, a key twice, a number with more than 4096 digits, nest deeper than 64
/// levels, or differ in attributes while `undefined` is [`Undefined::Refuse`].
pub fn decode_json(bytes: &[u8], ty: &Type, undefined: Undefined) -> Result<Value, DecodeError> {
    let json: &RawValue = serde_json::from_slice(bytes).map_err(not_json)?;
    Decoder { undefined }.decode(json, ty, MAX_DEPTH)
}

#[derive(Clone, Copy)]
struct Decoder {
    undefined: Undefined,
}

impl Decoder {
    fn decode(self, json: &RawValue, ty: &Type, depth: usize) -> Result<Value, DecodeError> {
        let depth = depth.checked_sub(1).ok_or_else(DecodeError::too_deep)?;
        match (ty, Kind::of(json)) {
            (_, Kind::Null) => Ok(Value::Null),
            (Type::Bool, Kind::Bool | Kind::String) => bool(json),
            (Type::Number, Kind::Number) => number(json.get()),
            (Type::Number, Kind::String) => number(&string(json)?),
            (Type::String, Kind::String) => string(json).map(Value::from),
            (Type::String, Kind::Number | Kind::Bool) => Ok(Value::from(json.get())),
            (Type::List(element), Kind::Array) => self.list(json, element, depth),
            (Type::Set(element), Kind::Array) => self.set(json, element, depth),
            (Type::Tuple(elements), Kind::Array) => self.tuple(json, elements, depth),
            (Type::Map(element), Kind::Object) => self.map(json, element, depth),
            (Type::Object(attributes), Kind::Object) => self.object(json, attributes, depth),
            (Type::Dynamic, Kind::Object) => self.dynamic(json, depth),
            (_, kind) => Err(DecodeError::wrong_type(ty, kind.name())),
        }
    }

    fn list(self, json: &RawValue, element: &Type, depth: usize) -> Result<Value, DecodeError> {
        let elements = array(json)?
            .into_iter()
            .zip(0_i64..)
            .map(|(json, index)| self.decode(json, element, depth).map_err(|error| error.below(Step::Index(index))));
        elements.collect::<Result<_, _>>().map(Value::List)
    }

    /// Elements of a set have no path: an error in one is an error of the set.
    fn set(self, json: &RawValue, element: &Type, depth: usize) -> Result<Value, DecodeError> {
        let elements = array(json)?.into_iter().map(|json| self.decode(json, element, depth));
        Ok(Value::set(elements.collect::<Result<Vec<Value>, _>>()?))
    }

    fn tuple(self, json: &RawValue, types: &[Type], depth: usize) -> Result<Value, DecodeError> {
        let elements = array(json)?;
        if elements.len() != types.len() {
            return Err(DecodeError::wrong_length(types.len(), elements.len()));
        }
        let elements =
            elements.into_iter().zip(types).zip(0_i64..).map(|((json, ty), index)| {
                self.decode(json, ty, depth).map_err(|error| error.below(Step::Index(index)))
            });
        elements.collect::<Result<_, _>>().map(Value::List)
    }

    fn map(self, json: &RawValue, element: &Type, depth: usize) -> Result<Value, DecodeError> {
        let mut elements = BTreeMap::new();
        for (key, json) in members(json)? {
            let key = nfc(key);
            let value = self.decode(json, element, depth).map_err(|error| error.below(Step::Key(key.clone())))?;
            insert_new(&mut elements, key, value)?;
        }
        Ok(Value::Map(elements))
    }

    fn object(self, json: &RawValue, types: &BTreeMap<String, Type>, depth: usize) -> Result<Value, DecodeError> {
        let mut attributes = BTreeMap::new();
        for (name, json) in members(json)? {
            let name = nfc(name);
            match (types.get(&name), self.undefined) {
                (Some(ty), _) => {
                    let value = self.decode(json, ty, depth).map_err(|e| e.below(Step::Attribute(name.clone())))?;
                    insert_new(&mut attributes, name, value)?;
                }
                (None, Undefined::Ignore) => {}
                (None, Undefined::Refuse) => return Err(DecodeError::unsupported_attribute(&name)),
            }
        }
        for name in types.keys() {
            if !attributes.contains_key(name) {
                match self.undefined {
                    Undefined::Ignore => attributes.insert(name.clone(), Value::Null),
                    Undefined::Refuse => return Err(DecodeError::missing_attribute(name)),
                };
            }
        }
        Ok(Value::Map(attributes))
    }

    fn dynamic(self, json: &RawValue, depth: usize) -> Result<Value, DecodeError> {
        let members = members(json)?;
        let (ty, value) = match members.as_slice() {
            [(value_name, value), (type_name, ty)] | [(type_name, ty), (value_name, value)]
                if value_name == "value" && type_name == "type" =>
            {
                (ty, value)
            }
            _ => return Err(DecodeError::new("a dynamic value must have exactly the members \"value\" and \"type\"")),
        };
        let ty = Type::from_json(ty.get()).map_err(|error| DecodeError::new(error.to_string()))?;
        Self { undefined: Undefined::Refuse }.decode(value, &ty, depth).map(|value| Value::dynamic(ty, value))
    }
}

/// What JSON text is, as its first character tells.
#[derive(Clone, Copy)]
enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    fn of(json: &RawValue) -> Self {
        match json.get().as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't' | b'f') => Self::Bool,
            Some(b'"') => Self::String,
            Some(b'[') => Self::Array,
            Some(b'{') => Self::Object,
            _ => Self::Number,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a bool",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

fn bool(json: &RawValue) -> Result<Value, DecodeError> {
    match json.get() {
        "true" | "\"true\"" | "\"1\"" => Ok(Value::Bool(true)),
        "false" | "\"false\"" | "\"0\"" => Ok(Value::Bool(false)),
        _ => Err(DecodeError::wrong_type(&Type::Bool, "a string")),
    }
}

fn number(text: &str) -> Result<Value, DecodeError> {
    Number::parse(text).map(Value::Number).map_err(|error| DecodeError::new(error.to_string()))
}

fn string(json: &RawValue) -> Result<String, DecodeError> {
    serde_json::from_str(json.get()).map_err(not_json)
}

fn array(json: &RawValue) -> Result<Vec<&RawValue>, DecodeError> {
    serde_json::from_str(json.get()).map_err(not_json)
}

fn members(json: &RawValue) -> Result<Vec<(String, &RawValue)>, DecodeError> {
    serde_json::from_str(json.get()).map(|Members(members)| members).map_err(not_json)
}

fn not_json(error: serde_json::Error) -> DecodeError {
    DecodeError::new(format!("the value is not JSON: {error}"))
}
