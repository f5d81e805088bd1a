//! Types as JSON: `"string"`, `["list","string"]`, `["object",{"name":"string"}]`.

use serde_json::Value as Json;

use super::text::nfc;
use super::{MAX_DEPTH, Type};

/// The text does not name a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid type: {0}")]
pub struct InvalidType(String);

impl Type {
    /// The type as compact JSON, as schemas and dynamic values carry it.
    ///
    /// Source: Terraform, docs/plugin-protocol/object-wire-format.md.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.json().to_string()
    }

    /// The type that this JSON names. The optional attributes that Terraform's language can add to an object type as a
    /// third element say nothing about values and are dropped.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, does not name a type, or nests deeper than 64 types.
    pub fn from_json(json: &str) -> Result<Self, InvalidType> {
        let json = serde_json::from_str(json).map_err(|error| InvalidType(error.to_string()))?;
        Self::from_json_value(&json, MAX_DEPTH)
    }

    /// As [`Type::to_json`], to stand inside other JSON.
    pub(crate) fn json(&self) -> Json {
        match self {
            Self::Bool => "bool".into(),
            Self::Number => "number".into(),
            Self::String => "string".into(),
            Self::Dynamic => "dynamic".into(),
            Self::List(element) => Json::Array(vec!["list".into(), element.json()]),
            Self::Set(element) => Json::Array(vec!["set".into(), element.json()]),
            Self::Map(element) => Json::Array(vec!["map".into(), element.json()]),
            Self::Object(attributes) => {
                let attributes = attributes.iter().map(|(name, ty)| (name.clone(), ty.json())).collect();
                Json::Array(vec!["object".into(), Json::Object(attributes)])
            }
            Self::Tuple(elements) => {
                Json::Array(vec!["tuple".into(), Json::Array(elements.iter().map(Self::json).collect())])
            }
        }
    }

    fn from_json_value(json: &Json, depth: usize) -> Result<Self, InvalidType> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(InvalidType(format!("it nests deeper than {MAX_DEPTH} types")));
        };
        match json {
            Json::String(name) => Self::primitive(name),
            Json::Array(parts) => match parts.as_slice() {
                [Json::String(kind), element] if kind == "list" => {
                    Ok(Self::list(Self::from_json_value(element, depth)?))
                }
                [Json::String(kind), element] if kind == "set" => Ok(Self::set(Self::from_json_value(element, depth)?)),
                [Json::String(kind), element] if kind == "map" => Ok(Self::map(Self::from_json_value(element, depth)?)),
                [Json::String(kind), Json::Object(attributes)]
                | [Json::String(kind), Json::Object(attributes), Json::Array(_)]
                    if kind == "object" =>
                {
                    let attributes =
                        attributes.iter().map(|(name, ty)| Ok((nfc(name.clone()), Self::from_json_value(ty, depth)?)));
                    Ok(Self::Object(attributes.collect::<Result<_, _>>()?))
                }
                [Json::String(kind), Json::Array(elements)] if kind == "tuple" => {
                    let elements = elements.iter().map(|ty| Self::from_json_value(ty, depth));
                    Ok(Self::Tuple(elements.collect::<Result<_, _>>()?))
                }
                _ => Err(InvalidType(format!("{json} is not a collection, object or tuple type"))),
            },
            _ => Err(InvalidType(format!("{json} is not the name of a type"))),
        }
    }

    fn primitive(name: &str) -> Result<Self, InvalidType> {
        match name {
            "bool" => Ok(Self::Bool),
            "number" => Ok(Self::Number),
            "string" => Ok(Self::String),
            "dynamic" => Ok(Self::Dynamic),
            _ => Err(InvalidType(format!("there is no type {name:?}"))),
        }
    }
}

#[cfg(test)]
mod tests;
