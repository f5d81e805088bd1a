//! Between JSON as a test writes it and values.

use serde_json::Value as Json;

use super::UNKNOWN;
use crate::diagnostic::{Diagnostic, Result};
use crate::value::{Type, Undefined, Value, decode_json, encode_json};

/// The value of type `ty` that the JSON means.
///
/// # Errors
/// If the JSON is of another type, or has an attribute that the type lacks.
pub(super) fn from_json(json: &Json, ty: &Type) -> Result<Value> {
    match (json, ty) {
        (Json::String(text), _) if text == UNKNOWN => Ok(Value::unknown()),
        (Json::Object(members), Type::Object(attributes)) => {
            if let Some(extra) = members.keys().find(|name| !attributes.contains_key(*name)) {
                return Err(Diagnostic::error("Unsupported attribute", format!("There is no `{extra}`.")).into());
            }
            let value = |(name, ty): (&String, &Type)| {
                Ok((name.clone(), from_json(members.get(name).unwrap_or(&Json::Null), ty)?))
            };
            attributes.iter().map(value).collect::<Result<_>>().map(Value::Map)
        }
        (Json::Object(members), Type::Map(element)) => {
            let elements = members.iter().map(|(key, json)| Ok((key.clone(), from_json(json, element)?)));
            elements.collect::<Result<Vec<_>>>().map(Value::map)
        }
        (Json::Array(items), Type::List(element)) => {
            items.iter().map(|json| from_json(json, element)).collect::<Result<_>>().map(Value::List)
        }
        (Json::Array(items), Type::Set(element)) => {
            items.iter().map(|json| from_json(json, element)).collect::<Result<Vec<Value>>>().map(Value::set)
        }
        _ => decode_json(json.to_string().as_bytes(), ty, Undefined::Refuse)
            .map_err(|error| Diagnostic::error("Unsuitable value", error.to_string()).into()),
    }
}

/// JSON that [`from_json`] turns into `value` again.
pub(super) fn to_json(value: &Value) -> Json {
    match value {
        Value::Unknown(_) => Json::from(UNKNOWN),
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::from(*truth),
        Value::String(text) => Json::from(text.as_str()),
        Value::Number(_) => encoded(value, &Type::Number),
        Value::Dynamic(_) => encoded(value, &Type::Dynamic),
        Value::List(elements) => elements.iter().map(to_json).collect(),
        Value::Map(members) => members.iter().map(|(name, value)| (name.clone(), to_json(value))).collect(),
    }
}

fn encoded(value: &Value, ty: &Type) -> Json {
    encode_json(value, ty).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Json::Null)
}
