//! What computed attributes turn out to be.
//!
//! For each type a list of cases, each with `set`, values by attribute, and perhaps `where`, the values that attributes of the
//! configuration must have. The first case that fits and has the attribute decides; without one it is something of its type. In a
//! text, `${name}` is replaced by the attribute `name` of the object.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;
use tf_provider_rs::value::{Number, Type, Undefined, Value, decode_json};

/// Cases by type.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Values(BTreeMap<String, Vec<Case>>);

#[derive(Debug, Deserialize)]
struct Case {
    #[serde(default)]
    r#where: BTreeMap<String, String>,
    set: BTreeMap<String, Json>,
}

impl Values {
    /// The attribute `name` of an object of `type_name` whose other attributes are `object`.
    pub(crate) fn make(&self, type_name: &str, object: &Value, name: Option<&str>, ty: &Type) -> Value {
        let cases = self.0.get(type_name).into_iter().flatten().filter(|case| case.fits(object));
        let found = name.and_then(|name| cases.filter_map(|case| case.set.get(name)).next());
        let made = found.and_then(|json| {
            let text = json.to_string();
            decode_json(replaced(text, object).as_bytes(), ty, Undefined::Ignore).ok()
        });
        made.unwrap_or_else(|| something(type_name, name, ty))
    }
}

impl Case {
    fn fits(&self, object: &Value) -> bool {
        self.r#where.iter().all(|(name, wanted)| text(object, name) == Some(wanted))
    }
}

fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    object.attribute(name).and_then(Value::as_str)
}

fn replaced(mut json: String, object: &Value) -> String {
    for name in object.as_map().into_iter().flat_map(BTreeMap::keys) {
        if let Some(text) = text(object, name) {
            json = json.replace(&format!("${{{name}}}"), text);
        }
    }
    json
}

/// A value of the type that says where it comes from.
fn something(type_name: &str, name: Option<&str>, ty: &Type) -> Value {
    match ty {
        Type::Bool => Value::Bool(false),
        Type::Number => Value::Number(Number::from(0_i64)),
        Type::String => Value::from(format!("{type_name}.{}", name.unwrap_or("computed"))),
        Type::List(_) | Type::Set(_) => Value::List(Vec::new()),
        Type::Map(_) => Value::Map(BTreeMap::new()),
        Type::Object(attributes) => Value::Map(
            attributes.iter().map(|(name, ty)| (name.clone(), something(type_name, Some(name), ty))).collect(),
        ),
        Type::Tuple(elements) => Value::list(elements.iter().map(|ty| something(type_name, name, ty))),
        Type::Dynamic => Value::Null,
    }
}
